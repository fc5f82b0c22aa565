"""What the README shows is true: its rule loads, lints and holds to its cases."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rs_excel.app.cases import run_cases
from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.packs import load_pack
from rs_excel.supplied import packs_folder

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "rules/README.md")
GUIDES = tuple(f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md")))
WITH_LINKS = (*PAGES, "workbooks/README.md", "addin/README.md", *GUIDES)


def rule_shown(page: str) -> str:
    """The whole rule a page shows: its one YAML block that begins with an id."""
    text = (ROOT / page).read_text(encoding="utf-8")
    (rule,) = re.findall(r"```yaml\n(id: .*?)```", text, flags=re.DOTALL)
    return str(rule)


@pytest.mark.parametrize("page", PAGES)
def test_the_rule_on_the_page_works_as_it_stands(page: str, tmp_path: Path) -> None:
    folder = tmp_path / "four_pillar"
    shutil.copytree(packs_folder() / "four_pillar", folder)
    text = rule_shown(page)
    rule_id = text.split("\n", 1)[0].removeprefix("id: ").split("#")[0].strip()
    (supplied,) = (f for f in folder.glob("*/*.yaml") if f"id: {rule_id}\n" in read(f))
    supplied.write_text(text, encoding="utf-8")
    pack = load_pack(folder)
    assert [str(issue) for issue in lint(pack)] == []
    results = list(run_cases(pack, pack.by_id[rule_id]))
    assert len(results) >= 3
    assert [result.differences for result in results if not result.holds] == []


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", WITH_LINKS)
def test_every_link_and_picture_of_a_page_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    missing = [t for t in targets if not ((ROOT / page).parent / t).exists()]
    assert missing == []


def test_each_reader_has_a_guide_with_a_picture_that_a_script_makes() -> None:
    makers = "".join(read(file) for file in (ROOT / "docs").glob("*.py"))
    assert [Path(page).stem for page in GUIDES] == [
        "buyer",
        "it",
        "rule_author",
        "supplier",
    ]
    for page in GUIDES:
        shown = re.findall(r"\]\(pictures/(\w+)\.\w+\)", read(ROOT / page))
        assert shown
        made = [name for name in shown if f'"{name}' in makers or f"{name}." in makers]
        assert made == shown
