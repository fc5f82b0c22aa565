"""The table of ribbon commands: what each is called, where it stands, what it needs.

The ribbon, the add-in's VBA, the runner that Excel starts and the twins under
``rs-excel excel`` come from these rows. Nothing comes in; nothing heavy is imported.
Rows are tuples because every click makes them before the first words are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

TAB_LABEL = "Responsible Sourcing"
TAB_KEY_TIP = "K"


class Group(NamedTuple):
    """A frame on the ribbon. One without commands is not drawn."""

    id: str
    label: str


CHECKING = Group(id="checking", label="Check")
FINDINGS = Group(id="findings", label="Findings")
FOLLOW_UP = Group(id="followUp", label="Follow up")
AUDITS = Group(id="audits", label="Audits")  # room for reading audit reports
TERMS = Group(id="terms", label="How to check")
HELP = Group(id="helping", label="Help")

GROUPS = (CHECKING, FINDINGS, FOLLOW_UP, AUDITS, TERMS, HELP)
"""From left to right."""


class Choice(NamedTuple):
    """One entry of a menu: the value it stands for, and its words."""

    value: str
    label: str
    super_tip: str


class Command(NamedTuple):
    """One button, or one menu where there are choices.

    ``twin`` are the words after ``rs-excel excel`` that do the same from a terminal.
    A menu keeps what was chosen under its ``setting``.
    """

    id: str
    label: str
    group: Group
    picture: str
    key_tip: str
    screen_tip: str
    super_tip: str
    needs_workbook: bool
    twin: tuple[str, ...]
    size: Literal["large", "normal"] = "normal"
    setting: str = ""
    choices: tuple[Choice, ...] = ()


POLICIES = (
    Choice(
        value="strict",
        label="Strict",
        super_tip="Shorter times to close, and a pillar turns red sooner.",
    ),
    Choice(
        value="standard",
        label="Standard",
        super_tip="The times and thresholds most buyers start with.",
    ),
    Choice(
        value="supportive",
        label="Supportive",
        super_tip="Longer times to close, for sites that are being brought along.",
    ),
)

LANGUAGES = tuple(
    Choice(
        value=code, label=name, super_tip=f"Findings, notes and sheets in {english}."
    )
    for code, name, english in (
        ("en", "English", "English"),
        ("es", "Español", "Spanish"),
        ("fr", "Français", "French"),
        ("pt", "Português", "Portuguese"),
        ("tr", "Türkçe", "Turkish"),
        ("vi", "Tiếng Việt", "Vietnamese"),
        ("zh", "中文", "Chinese"),
    )
)

COMMANDS = (
    Command(
        id="checkWorkbook",
        label="Check workbook",
        group=CHECKING,
        size="large",
        picture="check",
        key_tip="C",
        screen_tip="Check this questionnaire",
        super_tip=(
            "Weighs every answer of the open workbook against the rules, marks what "
            "was found and adds the summary, the findings and a corrective action "
            "plan. What people wrote stays; the file is saved only when you save it."
        ),
        needs_workbook=True,
        twin=("check",),
    ),
    Command(
        id="checkSheet",
        label="Check this sheet",
        group=CHECKING,
        picture="check-sheet",
        key_tip="S",
        screen_tip="Check this sheet",
        super_tip=(
            "Weighs the whole questionnaire, and marks and tells only what was found "
            "on the sheet you are looking at."
        ),
        needs_workbook=True,
        twin=("check-sheet",),
    ),
    Command(
        id="clearMarks",
        label="Clear our marks",
        group=CHECKING,
        picture="clear",
        key_tip="X",
        screen_tip="Clear our marks",
        super_tip=(
            "Takes off the colours, symbols and notes that a check put on, and gives "
            "back what was there before. What people changed since stays."
        ),
        needs_workbook=True,
        twin=("clear",),
    ),
    Command(
        id="nextFinding",
        label="Next finding",
        group=FINDINGS,
        size="large",
        picture="next",
        key_tip="N",
        screen_tip="Go to the next finding",
        super_tip=(
            "Selects the cell of the next finding and shows what was found, why it "
            "matters and what would answer it."
        ),
        needs_workbook=True,
        twin=("next",),
    ),
    Command(
        id="previousFinding",
        label="Previous finding",
        group=FINDINGS,
        picture="previous",
        key_tip="P",
        screen_tip="Go to the previous finding",
        super_tip="Selects the cell of the finding before, and shows the reason.",
        needs_workbook=True,
        twin=("previous",),
    ),
    Command(
        id="explainCell",
        label="Explain this cell",
        group=FINDINGS,
        picture="explain",
        key_tip="E",
        screen_tip="Explain this cell",
        super_tip=(
            "Shows which rules look at the selected answer, how it was understood, "
            "what came of each rule and what would make it conform."
        ),
        needs_workbook=True,
        twin=("explain",),
    ),
    Command(
        id="updateTracker",
        label="Update tracker",
        group=FOLLOW_UP,
        size="large",
        picture="tracker",
        key_tip="T",
        screen_tip="Update the corrective action tracker",
        super_tip=(
            "Takes the findings of the open workbook into your tracker: what is new, "
            "carried over, cleared or back again. What people wrote there stays."
        ),
        needs_workbook=True,
        twin=("track",),
    ),
    Command(
        id="replyPack",
        label="Reply pack",
        group=FOLLOW_UP,
        picture="reply",
        key_tip="R",
        screen_tip="Write the reply for the site",
        super_tip=(
            "Writes a workbook for the site with its findings, the evidence that "
            "would answer them and the plan to fill, and the draft of an e-mail."
        ),
        needs_workbook=True,
        twin=("reply",),
    ),
    Command(
        id="checkFolder",
        label="Check a folder",
        group=FOLLOW_UP,
        picture="folder",
        key_tip="F",
        screen_tip="Check every return in a folder",
        super_tip=(
            "Checks all workbooks of a folder you choose and writes an annotated copy "
            "of each. The returns themselves are not changed."
        ),
        needs_workbook=False,
        twin=("folder",),
    ),
    Command(
        id="choosePolicy",
        label="Policy",
        group=TERMS,
        picture="policy",
        key_tip="O",
        screen_tip="Choose the policy",
        super_tip=(
            "How many days there are to close a finding, how closure is verified and "
            "when a pillar turns red. Used from the next check on."
        ),
        needs_workbook=False,
        twin=("policy",),
        setting="policy",
        choices=POLICIES,
    ),
    Command(
        id="chooseLanguage",
        label="Language",
        group=TERMS,
        picture="language",
        key_tip="L",
        screen_tip="Choose the language",
        super_tip="The language of findings and sheets, from the next check on.",
        needs_workbook=False,
        twin=("language",),
        setting="language",
        choices=LANGUAGES,
    ),
    Command(
        id="settings",
        label="Settings",
        group=TERMS,
        picture="settings",
        key_tip="G",
        screen_tip="Show the settings",
        super_tip="Shows what is set, where it is kept and how to change it.",
        needs_workbook=False,
        twin=("settings",),
    ),
    Command(
        id="doctor",
        label="Doctor",
        group=HELP,
        picture="doctor",
        key_tip="D",
        screen_tip="Find out what does not work",
        super_tip=(
            "Looks at the things that usually keep the add-in from working, says what "
            "to do about each, and writes a note for your IT department."
        ),
        needs_workbook=False,
        twin=("doctor",),
    ),
    Command(
        id="help",
        label="Help",
        group=HELP,
        picture="help",
        key_tip="H",
        screen_tip="Help",
        super_tip="Says what each button does, and which command does the same.",
        needs_workbook=False,
        twin=("help",),
    ),
)

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}
BY_TWIN: Mapping[str, Command] = {command.twin[0]: command for command in COMMANDS}
