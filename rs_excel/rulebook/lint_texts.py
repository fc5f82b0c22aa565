"""Checks on what a pack is called in other languages.

Comes in: a pack. Goes out: by language, which texts leave out or add something that is
filled in, and which have no words, or words for what the English said before. The
latter is no fault of whoever writes a rule: translators are told, not rule authors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rs_excel.domain.tongue import placeholders
from rs_excel.rulebook.lint_look import LintIssue
from rs_excel.rulebook.model import RulePack
from rs_excel.texts.po import read_po
from rs_excel.texts.tongues import tongue
from rs_excel.texts.word import Word

_MOST_NAMED = 5


def texts_not_said(pack: RulePack, words: Sequence[Word]) -> Iterator[LintIssue]:
    """RL050: looks at all of ``words`` in each language, stale ones counted as none."""
    for path in _files(pack):
        said = tongue(path.stem, pack.texts)
        lacking = [w.key for w in words if not said.holds(w.key, w.english)]
        if lacking:
            says = f"{len(lacking)} texts have no words for what they say now: "
            says += _named(lacking)
            yield _issue("RL050", path, says)


def texts_fill_in_the_same(pack: RulePack) -> Iterator[LintIssue]:
    """RL051: looks at all texts of each language."""
    for path in _files(pack):
        for key, (english, text) in read_po(path).items():
            held, wanted = placeholders(text), placeholders(english)
            if text and held != wanted:
                says = f"`{key}` has {_shown(held)} where English has {_shown(wanted)}."
                yield _issue("RL051", path, says)


def _files(pack: RulePack) -> list[Path]:
    return sorted(pack.texts.glob("*.po")) if pack.texts else []


def _issue(code: str, path: Path, says: str) -> LintIssue:
    where = f"texts/{path.name}:1"
    return LintIssue(code=code, rule_id=path.stem, says=says, where=where)


def _named(keys: Sequence[str]) -> str:
    rest = len(keys) - _MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    return f"{', '.join(keys[:_MOST_NAMED])}{more}."


def _shown(found: Sequence[str]) -> str:
    return " ".join(found) or "nothing to fill in"
