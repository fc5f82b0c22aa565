"""How the questionnaire returned compares with the questionnaire of the pack.

Comes in: the template id and version a workbook carries, and the catalogue. Goes out:
both as text, the questions this version did not ask yet, and what to say about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rs_excel.domain.questions import Catalogue, Note, Question
from rs_excel.errors import note
from rs_excel.workbook.ports import CellError, NoCachedValue, RawValue
from rs_excel.workbook.question_rows import TEMPLATE_ID, TEMPLATE_VERSION
from rs_excel.workbook.spellings import visible

Version = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TemplateMatch:
    """``template`` and ``version`` are empty where the workbook does not say."""

    template: str
    version: str
    catalogue: Catalogue

    @classmethod
    def of(cls, catalogue: Catalogue, held: Mapping[str, RawValue]) -> TemplateMatch:
        """``held``: the raw values of the two template rows, where there are any."""
        template, version = (
            _text(held.get(key)) for key in (TEMPLATE_ID, TEMPLATE_VERSION)
        )
        return cls(template, version, catalogue)

    def asks(self, question: Question) -> bool:
        """False for questions that came with a later version of the template."""
        held = _version(self.version)
        since = _version(question.since)
        return held is None or since is None or since <= held

    def notes(self) -> Iterator[Note]:
        ours = self.catalogue
        if self.template and self.template != ours.template:
            yield note("BOOK-100", theirs=self.template, ours=ours.template)
        held, known = _version(self.version), _version(ours.version)
        if not self.template or held is None:
            yield note("BOOK-101", ours=f"{ours.template} {ours.version}")
        elif known is not None and held < known:
            later = [q.key for q in ours.by_key.values() if not self.asks(q)]
            count = f"{len(later)} question{'s' if len(later) != 1 else ''}"
            yield note("BOOK-102", held=self.version, ours=ours.version, count=count)
        elif known is not None and held > known:
            yield note("BOOK-108", held=self.version, ours=ours.version)


def _text(raw: RawValue) -> str:
    """A version typed as a number keeps its decimal: 1.0, not 1."""
    if raw is None or isinstance(raw, CellError | NoCachedValue):
        return ""
    return visible(str(raw))


@lru_cache(maxsize=256)
def _version(text: str) -> Version | None:
    """Comparable; ``1`` equals ``1.0``. None where it is no version."""
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})*", text):
        return None
    numbers = [int(part) for part in text.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
