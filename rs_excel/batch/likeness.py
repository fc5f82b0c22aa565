"""Fingerprints of what would not be written twice by chance.

Comes in: the answers of one return. Goes out: passages - longer texts, and runs of
telling numbers - each with the fingerprints it leaves. Two returns that share a
fingerprint share at least ten words in a row (twenty signs in scripts without spaces),
or four numbers one after the other. Of all shingles of a text the least of every few
neighbours is kept (winnowing), so that any fourteen words in common are found, wherever
they stand, without holding two texts against each other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rs_excel.domain.questions import Catalogue
from rs_excel.domain.vocabulary import QuestionKind

_SHINGLE = 10  # words that have to be the same
_NEIGHBOURS = 5  # shingles of which one is kept: 10 + 5 - 1 words are always found
_MOST_WORDS = 1000  # of one answer
_RUN = 4  # numbers one after the other
_TELLING = 9  # digits that a run must have, not counting zeros at either end
_CITED = ".evidence"  # ids of a register, which every site numbers alike
_TEXT = QuestionKind.TEXT  # and comments, which no question is asked for
_NUMERIC = frozenset({QuestionKind.NUMBER, QuestionKind.PERCENT, QuestionKind.MONEY})
_SIGNS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
# Scripts that put no spaces between words are taken sign by sign.
_SIGN = re.compile(f"[{_SIGNS}]")
_MARKS = "\u0300-\u036f\u064b-\u065f\u0900-\u0dff"  # parts of words, not letters
_WORD = re.compile(rf"[{_SIGNS}]|(?:[^\W_{_SIGNS}]|[{_MARKS}])+")
_OWN_NAME = "§"  # no word has it


class Passage(NamedTuple):
    """Some answers next to each other: one text, or the numbers of a run."""

    keys: tuple[str, ...]
    tokens: frozenset[bytes]
    numeric: bool


def passages(
    answers: Mapping[str, str], catalogue: Catalogue, own_names: Iterable[str]
) -> Iterator[Passage]:
    """All of a return."""
    yield from runs_of_numbers(answers, catalogue)
    yield from longer_texts(answers, catalogue, own_names)


def runs_of_numbers(
    answers: Mapping[str, str], catalogue: Catalogue
) -> Iterator[Passage]:
    """Numbers next to each other that say enough together."""
    numbers = [
        (key, said, digits)
        for key, said in answers.items()
        if (asked := catalogue.by_key.get(key)) and asked.kind in _NUMERIC
        if (digits := _digits(said)) > 1
    ]
    for start in range(len(numbers) - _RUN + 1):
        run = numbers[start : start + _RUN]
        if sum(digits for _, _, digits in run) >= _TELLING:
            keys = tuple(key for key, _, _ in run)
            token = _hash(f"{[(key, said) for key, said, _ in run]}")
            yield Passage(keys, frozenset({token}), numeric=True)


def longer_texts(
    answers: Mapping[str, str], catalogue: Catalogue, own_names: Iterable[str]
) -> Iterator[Passage]:
    """Its own names are set aside, as a copy has others there."""
    names = [words for name in own_names if (words := _words(name))]
    for key, said in answers.items():
        if not key.endswith(_CITED) and _kind(key, catalogue) is _TEXT:
            tokens = _of_text(_without(names, _words(said)))
            if tokens:
                yield Passage((key,), tokens, numeric=False)


def tokens_of(found: Iterable[Passage]) -> bytes:
    """The fingerprints of all passages, each once, eight bytes each."""
    return b"".join(sorted({token for passage in found for token in passage.tokens}))


def _kind(key: str, catalogue: Catalogue) -> QuestionKind:
    """Of the question behind the key of an answer, which may stand in a table."""
    question = catalogue.by_key.get(key.partition("].")[2] or key)
    return question.kind if question else _TEXT


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())[:_MOST_WORDS]


def _without(names: Sequence[Sequence[str]], words: Sequence[str]) -> list[str]:
    """The words with each of the names made the same for everybody."""
    left: list[str] = []
    at = 0
    while at < len(words):
        named = next((n for n in names if words[at : at + len(n)] == n), None)
        left.append(words[at] if named is None else _OWN_NAME)
        at += 1 if named is None else len(named)
    return left


def _of_text(words: Sequence[str]) -> frozenset[bytes]:
    signs = sum(1 for word in words if _SIGN.match(word))
    size = _SHINGLE * (2 if signs * 2 > len(words) else 1)
    hashes = [
        _hash(" ".join(words[start : start + size]))
        for start in range(len(words) - size + 1)
    ]
    windows = max(1, len(hashes) - _NEIGHBOURS + 1) if hashes else 0
    return frozenset(min(hashes[at : at + _NEIGHBOURS]) for at in range(windows))


def _digits(said: str) -> int:
    """How many digits of a number say something: 1200 has two, 0.35 has two."""
    if said.startswith("("):  # not a number but why there is none
        return 0
    return len(re.sub(r"[^0-9]", "", said.partition("e")[0]).strip("0"))


def _hash(text: str) -> bytes:
    return hashlib.blake2b(
        text.encode("utf-8", "surrogatepass"), digest_size=8
    ).digest()
