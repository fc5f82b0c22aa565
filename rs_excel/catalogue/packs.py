"""What is wrong with a pack: PACK-…."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry

PACKS = {
    "PACK-001": Entry("{detail}", "Correct the YAML at this line."),
    "PACK-002": Entry(
        "`{key}` is written twice in the same mapping; the second would win silently.",
        "Keep one of them.",
    ),
    "PACK-003": Entry(
        "`{key}` is not a question, derived answer or table column of this pack.{hint}",
        "Correct the key, or add the question to questions/.",
    ),
    "PACK-004": Entry("{detail}", "See rules/README.md for the shape of a rule."),
    "PACK-010": Entry(
        "`{cited}` is cited, but no mapping knows such a clause.{hint}",
        "Correct the citation, or add the clause to its file under mappings/.",
    ),
    "PACK-011": Entry(
        "No part of a pack is read from here, so nothing in this file would count.",
        "Let its name end in .yaml, and put it where rules/README.md says: a rule into "
        "the folder of its pillar.",
    ),
    "PACK-006": Entry(
        "The file cannot be read: {reason}.",
        "Check its name and place, and save it as UTF-8 text.",
    ),
    "PACK-020": Entry(
        "The texts of a language cannot be read from this file.",
        "Save it as UTF-8 text, or make it again with rs-excel texts import.",
    ),
    "PACK-005": Entry(
        "There is no pack at this place.", "Give a folder with pack.yaml."
    ),
}
