"""Ribbon, VBA and table of commands hold together."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from lxml import etree

from rs_excel.addin.ribbon_xml import NAMESPACE, ribbon_xml
from rs_excel.addin.sources import pictures
from rs_excel.ribbon.commands import COMMANDS, GROUPS, Command, Group
from rs_excel.supplied import addin_folder

SCHEMA = Path(__file__).with_name("customui14.xsd")
CALLBACKS = {
    "button": "ByVal Control As Object",
    "dropDown": (
        "ByVal Control As Object, ByVal Entry As String, ByVal Place As Integer"
    ),
    "getSelectedItemID": "ByVal Control As Object, ByRef Entry As Variant",
}
"""What Office passes to each kind of callback, as its documentation lists them."""


def controls(root: Element) -> dict[str, Element]:
    return {
        e.attrib["id"]: e for e in root.iter() if strip(e) in ("button", "dropDown")
    }


def strip(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def declared(macro: str) -> str:
    """The parameters of a public Sub of the add-in."""
    module, _, name = macro.partition(".")
    source = (addin_folder() / "vba" / f"{module}.bas").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^Public Sub {name}\((.*)\)$", source, flags=re.MULTILINE)
    return str(found)


@pytest.fixture(scope="module")
def ribbon() -> Element:
    return fromstring(ribbon_xml())


def test_the_ribbon_is_valid() -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    document = etree.fromstring(ribbon_xml())
    schema.assertValid(document)
    assert document.tag == f"{{{NAMESPACE}}}customUI"


def test_the_schema_would_see_a_fault() -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    twice = ribbon_xml().replace(b'id="help"', b'id="doctor"')
    misspelt = ribbon_xml().replace(b"supertip", b"superTip")
    assert not schema.validate(etree.fromstring(twice))
    assert not schema.validate(etree.fromstring(misspelt))


def test_the_ribbon_has_the_commands_of_the_table_in_its_order(ribbon: Element) -> None:
    by_group = sorted(COMMANDS, key=lambda command: GROUPS.index(command.group))
    assert list(controls(ribbon)) == [command.id for command in by_group]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_control_says_what_its_row_says(ribbon: Element, command: Command) -> None:
    shown = controls(ribbon)[command.id].attrib
    assert shown["label"] == command.label
    assert shown["supertip"] == command.super_tip
    assert shown["keytip"] == command.key_tip
    assert shown.get("size", "normal") == command.size


def test_every_callback_is_there_and_takes_what_office_passes(ribbon: Element) -> None:
    for control in controls(ribbon).values():
        assert declared(control.attrib["onAction"]) == CALLBACKS[strip(control)]
        chosen = control.get("getSelectedItemID")
        if chosen:
            assert declared(chosen) == CALLBACKS["getSelectedItemID"]


def test_vba_knows_the_buttons_of_the_table_and_no_more() -> None:
    source = (addin_folder() / "vba" / "Runner.bas").read_text(encoding="utf-8")
    whole_lines = source.replace(" _\n", "")
    (known,) = re.findall(r"^Private Const Known .*$", whole_lines, flags=re.MULTILINE)
    words = " ".join(re.findall(r'"([^"]*)"', known)).split()
    assert words == [command.id for command in COMMANDS if not command.choices]


def test_there_is_a_picture_for_every_command_and_no_other(ribbon: Element) -> None:
    assert pictures().keys() == {command.picture for command in COMMANDS}
    used = {e.attrib["image"] for e in ribbon.iter() if "image" in e.attrib}
    assert used == pictures().keys()


def test_a_menu_offers_its_choices_by_setting_and_value(ribbon: Element) -> None:
    policy = controls(ribbon)["choosePolicy"]
    assert policy.attrib["tag"] == "policy"
    assert [item.attrib["id"] for item in policy] == [
        "policy_strict",
        "policy_standard",
        "policy_supportive",
    ]


def test_a_group_is_drawn_once_it_has_a_command() -> None:
    room = next(group for group in GROUPS if group.id == "audits")
    assert room.id not in groups_of(ribbon_xml())
    later = COMMANDS[0]._replace(group=room)
    assert room.id in groups_of(ribbon_xml(commands=[later]))


def groups_of(xml: bytes) -> list[str]:
    return [e.attrib["id"] for e in fromstring(xml).iter() if strip(e) == "group"]


def test_words_with_signs_of_xml_stay_words() -> None:
    group = Group(id="g", label='A & B <"C">')
    command = Command(
        id="one",
        label="1 < 2",
        group=group,
        picture="check",
        key_tip="O",
        screen_tip="&",
        super_tip="'\"",
        needs_workbook=False,
        twin=("one",),
    )
    root = fromstring(ribbon_xml([group], [command]))
    assert controls(root)["one"].attrib["label"] == "1 < 2"
