"""A pack's questions and words, made ready once for one workbook after another.

Comes in: the catalogue, the spellings and the placeholders of a pack. Goes out: what
each cell says. The same few answers are chosen again and again, so what they mean is
remembered; texts, numbers and days are understood anew each time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rs_excel.domain.identity import Same
from rs_excel.domain.questions import Catalogue, CellRef, Question
from rs_excel.workbook.ports import RawValue
from rs_excel.workbook.spellings import Spellings
from rs_excel.workbook.values import CHOSEN, Understood, understand

Words = Mapping[str, Mapping[str, tuple[str, ...]]]
KEPT = 8
"""Packs whose words are kept ready at a time."""
_CHOICES_KEPT = 4096  # ways of writing a choice, of all questions together
_LONGEST_KEPT = 300  # characters


class Questionnaire:
    """The questions of a catalogue, and the words that answers may be in."""

    def __init__(self, catalogue: Catalogue, spellings: Spellings) -> None:
        self.catalogue = catalogue
        self.spellings = spellings
        self.single: Mapping[str, Question] = {q.key: q for q in catalogue.questions}
        self._known = lru_cache(maxsize=_CHOICES_KEPT)(self._choice)

    def understand(
        self, raw: RawValue, question: Question, cell: CellRef
    ) -> Understood:
        """State, value and notes of one cell; see ``values.understand``."""
        if type(raw) is str and question.kind in CHOSEN and len(raw) <= _LONGEST_KEPT:
            known = self._known(question.key, raw)
            if known is not None:
                return known
        return understand(raw, question, self.spellings, cell)

    def _choice(self, key: str, raw: str) -> Understood | None:
        """What a text says wherever it stands; None where a note tells its cell."""
        question = self.catalogue.by_key[key]
        understood = understand(raw, question, self.spellings)
        return None if understood.notes else understood


def questionnaire(
    catalogue: Catalogue, spellings: Words, placeholders: Sequence[str]
) -> Questionnaire:
    """Made once for the very same catalogue and words."""
    return _questionnaire(Same(catalogue), Same(spellings), tuple(placeholders))


@lru_cache(maxsize=KEPT)
def _questionnaire(
    catalogue: Same[Catalogue], spellings: Same[Words], placeholders: tuple[str, ...]
) -> Questionnaire:
    return Questionnaire(catalogue.value, Spellings.of(spellings.value, placeholders))
