"""The certificate names every part, from the two files and not from memory."""

from __future__ import annotations

import hashlib
import json

from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.certificate import Certificate, certificate
from tests.workbook.books import (
    annotated,
    mark,
    parts,
    questionnaire,
    summary,
    with_part,
    zipped,
)


def certified(data: bytes, copy: bytes) -> Certificate:
    return certificate(Archive.of(data, "saq.xlsx"), copy)


def test_every_part_is_unchanged_changed_or_added_and_none_is_lost() -> None:
    data = questionnaire()
    copy = annotated(data, [mark("D2"), mark("D3")], [summary()])
    proof = certified(data, copy)
    changed = {part.part for part in proof.changed}
    assert changed == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    }
    unchanged = {part.part for part in proof.unchanged}
    added = {part.part for part in proof.added}
    assert unchanged | changed == set(parts(data))
    assert unchanged | changed | added == set(parts(copy))
    assert proof.lost == ()


def test_each_changed_or_added_part_says_why() -> None:
    data = questionnaire()
    proof = certified(data, annotated(data, [mark("D2"), mark("D3")], [summary()]))
    why = {part.part: part.why for part in (*proof.changed, *proof.added)}
    assert all(why.values())
    assert "cells marked: 2" in why["xl/worksheets/sheet1.xml"]
    assert "marks: 2" in why["xl/styles.xml"]
    assert "notes added: 2" in why["xl/comments1.xml"]
    assert "Summary" in why["xl/charts/chart1.xml"]


def test_checksums_are_those_of_the_parts_themselves() -> None:
    data = questionnaire()
    copy = annotated(data, [mark("D2")])
    proof = certified(data, copy)
    held = parts(copy)
    for part in (*proof.unchanged, *proof.changed, *proof.added):
        assert part.sha256 == hashlib.sha256(held[part.part]).hexdigest()
    (styles,) = (part for part in proof.changed if part.part == "xl/styles.xml")
    assert styles.before == hashlib.sha256(parts(data)["xl/styles.xml"]).hexdigest()
    assert proof.copy_sha256 == hashlib.sha256(copy).hexdigest()


def test_a_part_tampered_with_shows_as_changed_whatever_the_record_says() -> None:
    data = questionnaire()
    copy = with_part(
        annotated(data, [mark("D2")]),
        "docProps/core.xml",
        lambda part: part.replace(b"openpyxl", b"somebody"),
    )
    changed = {part.part: part.why for part in certified(data, copy).changed}
    assert changed["docProps/core.xml"] == ""


def test_a_part_that_went_missing_is_called_lost() -> None:
    data = questionnaire()
    held = parts(annotated(data, [mark("D2")]))
    del held["docProps/core.xml"]
    assert certified(data, zipped(held)).lost == ("docProps/core.xml",)


def test_people_and_machines_read_the_same_certificate() -> None:
    data = questionnaire()
    proof = certified(data, annotated(data, [mark("D2")]))
    lines = proof.lines()
    assert any(line.startswith("changed") and "styles" in line for line in lines)
    said = json.loads(json.dumps(proof.as_json()))
    assert {part["part"] for part in said["changed"]} == {
        part.part for part in proof.changed
    }
    assert "why" not in said["unchanged"][0]


def test_a_signature_of_the_original_is_said_not_to_hold_for_the_copy() -> None:
    plain = questionnaire()
    signed = zipped({**parts(plain), "_xmlsignatures/origin.sigs": b""})
    proof = certified(signed, annotated(signed, [mark("D2")]))
    assert proof.signed
    assert (
        "signed    the signature of the original does not hold for the copy"
        in proof.lines()
    )
    assert not certified(plain, annotated(plain, [mark("D2")])).signed
