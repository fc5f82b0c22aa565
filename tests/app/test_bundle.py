"""The evidence bundle: whole, the same every time, of one site only, verifiable."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import shutil
from datetime import date
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from rs_excel.app.bundle import BundleMade, BundleWanted, make_bundle
from rs_excel.app.bundle_names import numbered, safe_name
from rs_excel.app.bundle_zip import verified
from rs_excel.app.check import check_file
from rs_excel.app.settings import Terms
from rs_excel.app.sites import opened
from rs_excel.app.track import track
from rs_excel.cli.main import main
from rs_excel.domain.tracker_columns import TOKEN
from rs_excel.errors import BundleError, OutputError, WorkbookError
from tests.conftest import SAMPLES

SITE = "ZS0000002"
MIXED, TURKISH = SAMPLES / "mixed.xlsx", SAMPLES / "turkish.xlsx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, standard: Terms) -> Path:
    path = tmp_path_factory.mktemp("made") / "tracker.xlsx"
    track([check_file(file, standard) for file in (MIXED, TURKISH)], path, standard)
    return path


@pytest.fixture
def tracker(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "tracker.xlsx"))


def bundled(tracker: Path, on: Terms, *files: Path, **other: object) -> BundleMade:
    asked: dict[str, object] = {
        "tracker": tracker,
        "site": SITE,
        "files": files or (MIXED,),
        "out": tracker.with_name("evidence.zip"),
        "terms": on,
        "pack": "four_pillar",
        "policy": "standard",
    }
    return make_bundle(BundleWanted(**{**asked, **other}))  # type: ignore[arg-type]


def members(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.splitlines()]


def put(path: Path, row: int, **said: object) -> None:
    book = load_workbook(path)
    sheet = book["Tracker"]
    at = {str(c.value).removeprefix(TOKEN): c.column for c in sheet[4] if c.value}
    for key, value in said.items():
        sheet.cell(row, at[key]).value = value  # type: ignore[assignment]
    book.save(path)


def test_a_bundle_holds_the_inputs_every_verdict_the_rows_and_their_history(
    tracker: Path, standard: Terms
) -> None:
    held = members(bundled(tracker, standard).path)
    report = check_file(MIXED, standard).check.report
    assert held["inputs/mixed.xlsx"] == MIXED.read_bytes()
    (check,) = lines(held["checks.jsonl"])
    assert check["file"] == "mixed.xlsx"
    assert check["assessed_on"] == "2026-03-02"
    verdicts = lines(held["verdicts.jsonl"])
    assert [(v["rule"], v["outcome"]) for v in verdicts] == [
        (v.rule_id, v.outcome.value) for v in report.verdicts
    ]
    rows = json.loads(held["tracker/rows.json"])
    history = json.loads(held["tracker/history.json"])
    raised = {f.fingerprint for f in report.findings if f.type.value != "good_example"}
    assert {row["fingerprint"] for row in rows} == raised
    assert [line["Fingerprint"] for line in history] == [
        row["fingerprint"] for row in rows
    ]
    table = list(
        csv.DictReader(io.StringIO(held["tracker/rows.csv"].decode("utf-8-sig")))
    )
    assert [row["number"] for row in table] == [row["number"] for row in rows]


def test_a_verdict_names_the_cells_that_its_finding_names(
    tracker: Path, standard: Terms
) -> None:
    verdicts = lines(members(bundled(tracker, standard).path)["verdicts.jsonl"])
    told: dict[tuple[object, object], set[str]] = {}
    for verdict in verdicts:
        because: list[dict[str, list[str]]] = verdict["because"]  # type: ignore[assignment]
        cells = {cell for question in because for cell in question["cells"]}
        told.setdefault((verdict["rule"], verdict["row"]), set()).update(cells)
    findings = check_file(MIXED, standard).check.report.findings
    for finding in findings:
        if not finding.consequences and not finding.rule_id.startswith("ES-"):
            cells = {str(cell) for cell in finding.cells}
            assert cells <= told[finding.rule_id, finding.row]


def test_the_manifest_lists_every_member_with_its_hash_and_size(
    tracker: Path, standard: Terms
) -> None:
    held = members(bundled(tracker, standard).path)
    manifest = json.loads(held["manifest.json"])
    listed = {m["name"]: (m["sha256"], m["size"]) for m in manifest["members"]}
    assert listed == {
        name: (hashlib.sha256(data).hexdigest(), len(data))
        for name, data in held.items()
        if name not in ("manifest.json", "SHA256SUMS")
    }
    assert manifest["pack"]["version"] == standard.pack.version
    rules = held["pack/files.sha256"]
    assert manifest["pack"]["sha256"] == hashlib.sha256(rules).hexdigest()
    assert b"  pack.yaml\n" in rules
    assert manifest["policy"]["name"] == "standard"
    assert manifest["as_of"] == "2026-03-02"
    sums = held["SHA256SUMS"].decode().splitlines()
    assert len(sums) == len(held) - 1


def test_the_same_inputs_give_the_same_bytes_wherever_they_lie(
    tracker: Path, tmp_path: Path, standard: Terms
) -> None:
    first = bundled(tracker, standard)
    before = first.path.read_bytes()
    assert bundled(tracker, standard).path.read_bytes() == before
    away = tmp_path / "away"
    away.mkdir()
    copy = Path(shutil.copy(MIXED, away / "mixed.xlsx"))
    moved = Path(shutil.copy(tracker, away / "other name.xlsx"))
    again = bundled(moved, standard, copy, out=away / "b.zip")
    assert again.path.read_bytes() == before
    assert first.sha256 == hashlib.sha256(before).hexdigest()
    assert str(tmp_path).encode() not in before


def test_the_order_of_files_and_a_file_given_twice_make_no_difference(
    tracker: Path, tmp_path: Path, standard: Terms
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"no workbook")
    one = bundled(tracker, standard, MIXED, photo, out=tmp_path / "1.zip")
    two = bundled(tracker, standard, photo, MIXED, photo, out=tmp_path / "2.zip")
    assert one.path.read_bytes() == two.path.read_bytes()
    assert members(one.path)["inputs/photo.jpg"] == b"no workbook"


def test_a_file_that_cannot_be_weighed_goes_in_with_the_reason_and_no_path(
    tracker: Path, tmp_path: Path, standard: Terms
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK no workbook")
    done = bundled(tracker, standard, MIXED, broken)
    held = members(done.path)
    faulty = next(line for line in lines(held["checks.jsonl"]) if "errors" in line)
    assert faulty["file"] == "broken.xlsx"
    assert str(tmp_path) not in json.dumps(faulty)
    assert held["inputs/broken.xlsx"] == b"PK no workbook"


def test_two_sites_of_one_tracker_do_not_mix(tracker: Path, standard: Terms) -> None:
    held = members(bundled(tracker, standard).path)
    for name, data in held.items():
        if not name.startswith("inputs/"):
            assert "Örnek".encode() not in data, name


def test_a_return_of_another_site_is_refused(tracker: Path, standard: Terms) -> None:
    with pytest.raises(WorkbookError, match="TRK-009"):
        bundled(tracker, standard, MIXED, TURKISH)
    assert not tracker.with_name("evidence.zip").exists()


def test_a_tracker_of_many_sites_is_no_evidence_on_one(
    tracker: Path, standard: Terms
) -> None:
    with pytest.raises(WorkbookError, match="TRK-009"):
        bundled(tracker, standard, tracker)


def test_confidential_rows_are_in_it_and_it_says_so_first(
    tracker: Path, standard: Terms
) -> None:
    put(tracker, 6, confidential="Yes", comments="=1+1")
    done = bundled(tracker, standard)
    held = members(done.path)
    assert done.confidential == 1
    assert held["README.txt"].startswith(b"CONFIDENTIAL: 1 rows")
    assert json.loads(held["manifest.json"])["confidential_rows"] == 1
    plain = members(
        bundled(
            tracker,
            standard,
            site="Örnek Tekstil, Bursa (örnek)",
            files=(TURKISH,),
            out=tracker.with_name("o.zip"),
        ).path
    )
    assert plain["README.txt"].startswith(b"EVIDENCE BUNDLE")


def test_text_that_looks_like_a_formula_is_harmless_in_the_csv_and_whole_in_json(
    tracker: Path, standard: Terms
) -> None:
    book = load_workbook(tracker)
    sheet = book["Tracker"]
    at = {str(c.value): c.column for c in sheet[4] if c.value}
    cell = sheet.cell(6, at[f"{TOKEN}comments"])
    cell.value, cell.data_type = "=HYPERLINK(0)", "s"
    book.save(tracker)
    held = members(bundled(tracker, standard).path)
    table = csv.DictReader(io.StringIO(held["tracker/rows.csv"].decode("utf-8-sig")))
    assert next(iter(table))["comments"] == "'=HYPERLINK(0)"
    assert json.loads(held["tracker/rows.json"])[0]["comments"] == "=HYPERLINK(0)"


def test_the_history_of_a_deleted_row_is_kept(tracker: Path, standard: Terms) -> None:
    before = json.loads(
        members(bundled(tracker, standard).path)["tracker/history.json"]
    )
    book = load_workbook(tracker)
    book["Tracker"].delete_rows(6)
    book.save(tracker)
    done = bundled(tracker, standard, out=tracker.with_name("later.zip"))
    held = members(done.path)
    assert len(json.loads(held["tracker/rows.json"])) == len(before) - 1
    assert json.loads(held["tracker/history.json"]) == before


def test_nothing_else_is_written_over(tracker: Path, standard: Terms) -> None:
    tracker.with_name("evidence.zip").write_bytes(b"mine")
    with pytest.raises(OutputError, match="OUT-053"):
        bundled(tracker, standard)
    assert tracker.with_name("evidence.zip").read_bytes() == b"mine"


def test_a_policy_of_ones_own_is_evidence_too(
    tracker: Path, tmp_path: Path, standard: Terms
) -> None:
    policy = tmp_path / "mine.yaml"
    policy.write_text("name: mine\nextends: standard\n", encoding="utf-8")
    held = members(bundled(tracker, standard, policy=str(policy)).path)
    assert held["policy/mine.yaml"] == policy.read_bytes()
    digest = hashlib.sha256(policy.read_bytes()).hexdigest()
    assert json.loads(held["manifest.json"])["policy"]["sha256"] == digest


def rewritten(path: Path, held: dict[str, bytes], *, twice: str = "") -> Path:
    """The bundle as somebody else packs it."""
    with ZipFile(path, "w") as archive:
        for name, data in held.items():
            archive.writestr(ZipInfo(name), data)
        if twice:
            with pytest.warns(UserWarning, match="Duplicate name"):
                archive.writestr(twice, b"other")
    return path


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda held: held.pop("verdicts.jsonl"), "BND-003"),
        (lambda held: held.pop("SHA256SUMS"), "BND-003"),
        (lambda held: held.update({"inputs/extra.pdf": b"x"}), "BND-004"),
        (lambda held: held.update({"tracker/rows.json": b"[]"}), "BND-005"),
        (lambda held: held.update({"SHA256SUMS": b""}), "BND-005"),
        (lambda held: held.pop("manifest.json"), "BND-002"),
        (lambda held: held.update({"manifest.json": b"[1]"}), "BND-002"),
        (lambda held: held.update({"manifest.json": b'{"members":[]}'}), "BND-004"),
    ],
)
def test_tampering_is_found(
    tracker: Path,
    standard: Terms,
    change: object,
    code: str,
) -> None:
    path = bundled(tracker, standard).path
    assert verified(path).members == 11
    held = members(path)
    change(held)  # type: ignore[operator]
    rewritten(path, held)
    with pytest.raises(BundleError, match=code):
        verified(path)


def test_a_member_that_is_there_twice_is_found(tracker: Path, standard: Terms) -> None:
    path = bundled(tracker, standard).path
    rewritten(path, members(path), twice="checks.jsonl")
    with pytest.raises(BundleError, match="BND-004"):
        verified(path)


def test_one_flipped_byte_of_any_member_is_found(
    tracker: Path, standard: Terms
) -> None:
    path = bundled(tracker, standard).path
    data = path.read_bytes()
    with ZipFile(path) as archive:
        starts = [
            info.header_offset + 30 + len(info.filename) for info in archive.infolist()
        ]
    for start in starts:
        path.write_bytes(
            data[: start + 1] + bytes([data[start + 1] ^ 1]) + data[start + 2 :]
        )
        with pytest.raises(BundleError):
            verified(path)


def test_no_byte_of_a_bundle_changes_unseen(tracker: Path, standard: Terms) -> None:
    path = bundled(tracker, standard).path
    data, chance = path.read_bytes(), random.Random(6)
    rewritten(path, members(path))
    others = [path.read_bytes(), data + b"x", b"x" + data]
    for at in chance.sample(range(len(data)), 100):
        others.append(data[:at] + bytes([data[at] ^ 8]) + data[at + 1 :])
    for other in others:
        path.write_bytes(other)
        with pytest.raises(BundleError):
            verified(path)
    path.write_bytes(data)
    assert verified(path).members == 11


@pytest.mark.parametrize("name", ["tracker.before.xlsx", "tracker.bak", "rows.csv"])
def test_no_file_that_names_rows_of_another_site_goes_in(
    tracker: Path, standard: Terms, name: str
) -> None:
    file = tracker.with_name(name)
    shutil.copy(tracker, file)
    if name == "rows.csv":
        rows = [row.action for row in opened(tracker).rows]
        file.write_text("\n".join(row.fingerprint for row in rows))
    with pytest.raises(WorkbookError, match="TRK-009"):
        bundled(tracker, standard, MIXED, file)


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04 and no more"])
def test_what_is_no_bundle_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(data)
    with pytest.raises(BundleError, match="BND-001"):
        verified(path)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("return.xlsx", "return.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\x\\a:b.xlsx", "a_b.xlsx"),
        ("..", "file"),
        ("", "file"),
        ("con.xlsx", "_con.xlsx"),
        ("a\nb\x1b[2J.pdf", "a_b__2J.pdf"),
        ("bilgi formu ş.xlsx", "bilgi formu ş.xlsx"),
    ],
)
def test_names_of_strangers_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.lists(st.text(max_size=300), max_size=8))
def test_safe_names_never_leave_their_folder_and_never_meet(names: list[str]) -> None:
    given_ = list(numbered(safe_name(name) for name in names))
    assert len({name.casefold() for name in given_}) == len(names)
    for name in given_:
        assert name.isprintable()
        assert not set(name) & set('/\\:*?"<>|')
        assert name.strip(" .") == name != ""
        assert len(name) < 140


def test_files_of_the_same_name_are_numbered(
    tracker: Path, tmp_path: Path, standard: Terms
) -> None:
    paths = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "Photo.jpg"
        path.write_bytes(folder.encode())
        paths.append(path)
    names = {one.name for one in bundled(tracker, standard, *paths).inputs}
    assert names == {"Photo.jpg", "Photo (2).jpg"}


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_the_command_makes_a_bundle_and_verifies_it(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tracker.with_name("b.zip")
    asked = ("--tracker", tracker, "--site", SITE, "--as-of", date(2026, 3, 2))
    assert run("bundle", MIXED, *asked, "--out", out) == 0
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert digest in capsys.readouterr().out
    assert run("bundle", "verify", out) == 0
    assert f"{out}: whole" in capsys.readouterr().out
    out.write_bytes(out.read_bytes().replace(b'"conforms"', b'"CONFORMS"'))
    assert run("bundle", "verify", out) == 2
    assert "BND-005" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("bundle",), ("bundle", "verify")])
def test_a_command_that_lacks_something_says_what(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words) == 2
    assert "SET-004" in capsys.readouterr().err
