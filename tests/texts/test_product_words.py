"""The list for translators holds every text that is said, as it is said."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from rs_excel.app.product_words import product_words
from rs_excel.texts.extraction import FORMS

PACKAGE = Path(__file__).parents[2] / "rs_excel"
WORKED_OUT = {
    "app/product_words.py",  # makes the list
    "domain/questions.py",  # remarks, by their codes
    "domain/tongue.py",  # says what it is given
    "rulebook/told.py",  # the pack's own texts
    "template/reply_texts.py",  # columns of the plan, by their keys
    "writeback/capr.py",  # the same
    "writeback/noted.py",
    "writeback/sureness.py",  # lights, by their values
    "writeback/tallies.py",  # severities, by theirs
}
QUESTIONNAIRE = "template/"  # tells the pack's texts, and its own from a table
"""Where a key is worked out; the list names each of those texts by itself."""


def said_in(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        name = node.func
        called = name.attr if isinstance(name, ast.Attribute) else ""
        called = name.id if isinstance(name, ast.Name) else called
        if called == "say" or (called == "count" and len(node.args) == 4):
            yield node


def test_every_text_that_is_said_is_on_the_list() -> None:
    listed = {word.key: word.english for word in product_words()}
    said = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        for call in said_in(path):
            values = [
                a.value if isinstance(a, ast.Constant) else None for a in call.args
            ]
            key, *texts = (values[0], *values[-2:]) if len(values) == 4 else values
            if key is None or None in texts:
                known = place in WORKED_OUT or place.startswith(QUESTIONNAIRE)
                assert known, (place, ast.unparse(call))
                continue
            keys = [key] if len(texts) == 1 else [f"{key}.{form}" for form in FORMS]
            assert [listed.get(k) for k in keys] == texts, (place, key)
            said += 1
    assert said > 150


def test_a_key_says_where_its_text_stands() -> None:
    words = product_words()
    assert all("." in word.key and word.english.strip() for word in words)
    titles = [word for word in words if "name of a sheet" in word.about]
    assert len(titles) >= 7
