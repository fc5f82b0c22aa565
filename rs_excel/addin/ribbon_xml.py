"""The ribbon as Excel reads it, from the table of commands.

Comes in: groups and commands. Goes out: the XML of ``customUI14.xml``, Office's own
format for ribbons since 2010. Macros are named with their module, pictures by the id of
their relationship.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from rs_excel.ribbon.commands import (
    COMMANDS,
    GROUPS,
    TAB_KEY_TIP,
    TAB_LABEL,
    Command,
    Group,
)

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


def ribbon_xml(
    groups: Sequence[Group] = GROUPS, commands: Sequence[Command] = COMMANDS
) -> bytes:
    """One tab with a frame for every group that has commands."""
    root = Element("customUI", xmlns=NAMESPACE)
    tabs = SubElement(SubElement(root, "ribbon"), "tabs")
    tab = SubElement(tabs, "tab", id="rsTab", label=TAB_LABEL, keytip=TAB_KEY_TIP)
    for group in groups:
        members = [command for command in commands if command.group == group]
        if members:
            _add_group(tab, group, members)
    indent(root)
    xml: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return xml


def _add_group(tab: Element, group: Group, members: Sequence[Command]) -> None:
    # The picture is what is left of the frame in a narrow window.
    picture = members[0].picture
    frame = SubElement(tab, "group", id=group.id, label=group.label, image=picture)
    for command in members:
        if command.choices:
            _add_menu(frame, command)
        else:
            size, press = command.size, "Ribbon.Pressed"
            SubElement(frame, "button", _face(command), size=size, onAction=press)


def _add_menu(frame: Element, command: Command) -> None:
    """A list that always shows which entry holds."""
    behaves = {
        "tag": command.setting,
        "sizeString": "Supportive",  # as wide as the longest entry
        "getSelectedItemID": "Ribbon.ChosenNow",
        "onAction": "Ribbon.Chosen",
    }
    menu = SubElement(frame, "dropDown", _face(command) | behaves)
    for choice in command.choices:
        SubElement(
            menu,
            "item",
            id=f"{command.setting}_{choice.value}",
            label=choice.label,
            screentip=choice.label,
            supertip=choice.super_tip,
        )


def _face(command: Command) -> dict[str, str]:
    """What button and menu have in common."""
    return {
        "id": command.id,
        "label": command.label,
        "image": command.picture,
        "keytip": command.key_tip,
        "screentip": command.screen_tip,
        "supertip": command.super_tip,
    }
