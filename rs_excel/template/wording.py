"""Who says the texts of a questionnaire: one language each.

Comes in: a text's key and its English. Goes out: the text in that language. Several
texts that share a cell are put together here, in the order of the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rs_excel.domain.questions import Question
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.template.layout import DONT_KNOW, NO, NOT_APPLICABLE, YES
from rs_excel.template.words import WORDS

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
Say = Callable[[str, str], str]
"""From a key and the English text to the text in a language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One language: its code, the name it has for itself, and what it says."""

    code: str  # "es"
    name: str  # "Español"
    say: Say
    keys: Mapping[str, str] = field(default_factory=dict)  # of labels, where special

    def own(self, key: str, **filled: object) -> str:
        """A text of the questionnaire itself; ``filled`` stands for its {braces}."""
        text = self.say(key, WORDS[key])
        for name, value in filled.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def label(self, label: str) -> str:
        """An answer that may be chosen."""
        return self.say(self.keys.get(label, f"choice.{label}"), label)

    @property
    def right_to_left(self) -> bool:
        return self.code.partition("_")[0] in _RIGHT_TO_LEFT

    def unit(self, question: Question) -> str:
        if question.kind is QuestionKind.PERCENT:
            return "%"
        return self.say(f"unit.{question.unit}", question.unit) if question.unit else ""


ENGLISH = Wording(code="en", name="English", say=lambda _key, english: english)


def asked_text(question: Question, wording: Wording) -> str:
    """The question as printed: with its unit, and a star where it is required."""
    text = wording.say(f"question.{question.key}.text", question.text)
    unit = wording.unit(question)
    told = f"{text} [{unit}]" if unit else text
    # The star stays with its word.
    return f"{told}\u00a0*" if question.required else told


def help_text(question: Question, wording: Wording) -> str:
    """Help, options and evidence asked for, one line each."""
    lines = []
    if question.help:
        lines.append(wording.say(f"question.{question.key}.help", question.help))
    if question.kind is QuestionKind.CHOICES:
        options = "; ".join(wording.label(choice.label) for choice in question.choices)
        lines.append(wording.own("saq.help.options", options=options))
    if question.evidence:
        kinds = ", ".join(wording.say(f"evidence.{e}", e) for e in question.evidence)
        lines.append(wording.own("saq.help.evidence", evidence=kinds))
    return "\n".join(lines)


def options_of(question: Question) -> tuple[str, ...]:
    """What a drop-down offers: the labels, "Don't know", and N/A where allowed."""
    if question.kind is QuestionKind.YES_NO:
        labels: tuple[str, ...] = (YES, NO)
    else:
        labels = tuple(choice.label for choice in question.choices)
    return (*labels, DONT_KNOW, *((NOT_APPLICABLE,) if question.na_allowed else ()))
