"""What a command was asked for in vain: SET-…."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry

SETTINGS = {
    "SET-001": Entry(
        "There is no {kind} named `{name}`.{hint}", "Choose from: {known}."
    ),
    "SET-002": Entry(
        "Several inputs would get the same copy: {copies}.",
        "Check them one by one, each with an --out of its own.",
    ),
    "SET-003": Entry(
        "Several sites of the tracker go by the name `{name}`.",
        "Name one of them in full: {known}.",
    ),
    "SET-004": Entry(
        "The command needs more than it was given: {options}.",
        "Add it; `rs-excel bundle --help` shows how.",
    ),
    "SET-006": Entry(
        "There are no two documents to hold against each other.",
        "Give another file with --audit, --previous or --scorecard; each file once.",
    ),
    "SET-005": Entry(
        "The policy `{policy}` has no criteria for recognising audits.",
        "Give it a part `recognition`, or extend a policy that has one.",
    ),
}
