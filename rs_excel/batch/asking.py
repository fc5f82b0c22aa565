"""Questions to ask: what sites that should know nothing of each other have in common.

Comes in: the returns that count. Goes out: for each group that shares longer texts,
runs of numbers or the name of who saved them last, one question with their answers side
by side. A shared adviser or a text handed out to all is a common reason: they are
questions, and no finding rests on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rs_excel.batch.likeness import Passage, longer_texts, runs_of_numbers
from rs_excel.batch.shared import Shared, shared_by
from rs_excel.batch.store import Store
from rs_excel.batch.stored import CameTo
from rs_excel.domain.names import plain
from rs_excel.domain.questions import Catalogue
from rs_excel.errors import Problem, problem
from rs_excel.writeback.tallies import counted

_SHOWN = 6  # returns side by side
_PASSAGES = 12  # of one question
_LONGEST = 1000  # characters of an answer
_MOST = 1000  # questions; those that share most are asked
_NOBODY = frozenset(
    {
        "acer",
        "admin",
        "administrator",
        "asus",
        "dell",
        "hp",
        "lenovo",
        "microsoft",
        "microsoftofficeuser",
        "office",
        "openpyxl",
        "owner",
        "pc",
        "unknown",
        "user",
        "windowsuser",
        "",
    }
)
"""What programs and shops put where the name of a person belongs."""

Question = dict[str, Any]


def questions_to_ask(store: Store, catalogue: Catalogue) -> Iterator[Question]:
    """Lines of ``questions.jsonl``: what is not clear first, then what is shared."""
    counting = {came.place: came for came in store.counting()}
    found = [
        *_unclear(store.lines()),
        *_Likenesses(store, catalogue, counting).questions(),
        *_savers(counting.values()),
    ]
    for number, question in enumerate(found[:_MOST], 1):
        yield {"number": number, **question}


def _unclear(lines: Iterable[dict[str, Any]]) -> Iterator[Question]:
    """Of which site a return is, or which is the latest."""
    for line in lines:
        if line["ask"] and line["counts"]:
            yield {
                "kind": "which return counts",
                "says": line["counts_because"],
                "do": line["to_be_sure"],
                "suppliers": 1,
                "sites": 1,
                "returns": [_who(line)],
                "passages": [],
            }


@dataclass(slots=True)
class _Likenesses:
    """The same texts and numbers in the returns of different sites."""

    store: Store
    catalogue: Catalogue
    counting: Mapping[int, CameTo]
    _answers: dict[int, Mapping[str, str]] = field(default_factory=dict)

    def questions(self) -> list[Question]:
        """Those between suppliers first, as sites of one supplier share much."""
        groups = shared_by(self.store.tokens(), self._supplier)[:_MOST]
        asked = [question for group in groups for question in self._of(group)]
        return sorted(asked, key=lambda question: question["suppliers"] == 1)

    def _of(self, group: Shared) -> Iterator[Question]:
        """One question about texts and one about numbers, where there are such."""
        shown = group.places[:_SHOWN]
        found = {place: self._shared(place, group.tokens) for place in shown}
        lines = [self.counting[place].line for place in group.places]
        who = {
            "suppliers": group.owners,
            "sites": group.count,
            "returns": [_who(line) for line in lines],
        }
        named = f"{group.count} sites of {counted(group.owners, 'supplier')}"
        texts = self._side_by_side(found, numeric=False)
        if texts:
            why = problem("BAT-300", sites=named, count=len(texts))
            yield {
                "kind": "same text",
                **_words(why),
                **who,
                "passages": texts[:_PASSAGES],
            }
        numbers = self._side_by_side(found, numeric=True)
        if numbers:
            why = problem("BAT-301", sites=named, count=len(numbers))
            yield {
                "kind": "same numbers",
                **_words(why),
                **who,
                "passages": numbers[:_PASSAGES],
            }
        for place in shown:
            self._answers.pop(place, None)

    def _supplier(self, place: int) -> str:
        return plain(self.counting[place].line["supplier"])

    def _shared(self, place: int, tokens: set[bytes]) -> list[Passage]:
        came = self.counting[place]
        answers = self._answers.setdefault(place, self.store.answers(came.result))
        runs = runs_of_numbers(answers, self.catalogue)
        found = [run for run in runs if run.tokens & tokens]
        left = tokens.difference(*(run.tokens for run in found))
        if not left:  # no text leaves what a number leaves, and texts take long
            return found
        own = [name for name in (came.line["site"], came.line["supplier"]) if name]
        texts = longer_texts(answers, self.catalogue, own)
        return found + [text for text in texts if text.tokens & left]

    def _side_by_side(
        self, found: Mapping[int, Sequence[Passage]], *, numeric: bool
    ) -> list[dict[str, Any]]:
        """By answer of the first return, what the others say in its place."""
        first, *others = found
        asked = [
            (key, passage)
            for passage in found[first]
            if passage.numeric is numeric
            for key in passage.keys
        ]
        told = {}
        for key, passage in asked:
            answers = [self._said(first, key)]
            for other in others:
                same = (p for p in found[other] if p.tokens & passage.tokens)
                there = next((p.keys for p in same), ())
                theirs = key if key in there else next(iter(there), "")
                answers.append(self._said(other, theirs))
            told[key] = {
                "answer": key,
                "question": self._asked(key),
                "answers": [answer for answer in answers if answer["said"]],
            }
        return list(told.values())

    def _said(self, place: int, key: str) -> dict[str, str]:
        said = self._answers[place].get(key, "")
        cut = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
        return {"file": self.counting[place].line["file"], "answer": key, "said": cut}

    def _asked(self, key: str) -> str:
        """The text of the question behind an answer."""
        asked = (key.partition("].")[2] or key).removesuffix(".comment")
        question = self.catalogue.by_key.get(asked)
        comment = " (comment)" if key.endswith(".comment") else ""
        return f"{question.text if question else asked}{comment}"


def _savers(returns: Iterable[CameTo]) -> Iterator[Question]:
    """Returns of several suppliers that one person saved last."""
    saved: dict[str, list[CameTo]] = defaultdict(list)
    for came in returns:
        saved[plain(came.saved_by)].append(came)
    for name in sorted(saved.keys() - _NOBODY):
        suppliers = {plain(came.line["supplier"]) for came in saved[name]}
        if len(suppliers) > 1:
            yield _about_saver(saved[name], len(suppliers))


def _about_saver(returns: Sequence[CameTo], suppliers: int) -> Question:
    name = returns[0].saved_by
    return {
        "kind": "same last author",
        **_words(problem("BAT-302", suppliers=suppliers, name=name)),
        "suppliers": suppliers,
        "sites": len(returns),
        "returns": [_who(came.line) for came in returns[: 4 * _SHOWN]],
        "passages": [
            {
                "answer": "",
                "question": "Last saved by",
                "answers": [
                    {"file": came.line["file"], "answer": "", "said": came.saved_by}
                    for came in returns[:_SHOWN]
                ],
            }
        ],
    }


def _who(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: line[name] for name in ("file", "supplier", "site")}


def _words(why: Problem) -> dict[str, str]:
    return {"says": why.says, "do": why.do}


QUESTION_COLUMNS = (
    "number",
    "kind",
    "says",
    "do",
    "question",
    "file",
    "supplier",
    "site",
    "said",
    "other_file",
    "other_supplier",
    "other_site",
    "other_said",
)


def side_by_side(question: Question) -> Iterator[list[Any]]:
    """Rows of ``questions.csv``: what the first return says, and another beside it."""
    about = [question[name] for name in ("number", "kind", "says", "do")]
    who = {line["file"]: line for line in question["returns"]}
    if not question["passages"]:
        line = question["returns"][0]
        yield [*about, "", *line.values(), *[""] * 5]
    for passage in question["passages"]:
        first, *others = passage["answers"]
        for other in others:
            yield [
                *about,
                passage["question"],
                *who[first["file"]].values(),
                first["said"],
                *who[other["file"]].values(),
                other["said"],
            ]
