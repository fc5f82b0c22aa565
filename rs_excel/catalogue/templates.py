"""What is wrong with a template or its answers: TPL-…."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry

TEMPLATES = {
    "TPL-001": Entry(
        "`{key}` is not a question of this questionnaire.{hint}",
        "Correct the key in the answers file, or remove the line.",
    ),
    "TPL-002": Entry(
        "`{key}` takes {expected}, and the answers file says `{given}`.",
        "Correct the answer. To put in exactly what somebody typed, write "
        "`{{ typed: … }}`.",
    ),
    "TPL-003": Entry(
        "`{given}` is not among the answers of `{key}`.", "Choose from: {known}."
    ),
    "TPL-004": Entry(
        "`{key}` has {given} rows, and the questionnaire offers {offered}.",
        "Leave rows out, or raise `rows` of the table in the pack and build again.",
    ),
    "TPL-005": Entry(
        "The workbook has no cell for `{key}`.",
        "Build the questionnaire again from this pack, and fill that one.",
    ),
    "TPL-006": Entry(
        "The answers file must be a list of question keys with their answers.",
        "See workbooks/README.md for the shape of an answers file.",
    ),
    "TPL-007": Entry(
        "`asked_when: {test}` cannot become a spreadsheet formula.",
        "Use is, is_not, one_of, none_of, includes, excludes, at_least, at_most, "
        "above, below or answered, with values the question allows.",
    ),
    "TPL-008": Entry(
        "`asked_when` looks at `{key}`, which has no cell in the questionnaire.",
        "Let it look at a question, or at a row of a matrix.",
    ),
    "TPL-009": Entry(
        "The questionnaire to fill cannot be opened: {detail}.",
        "Give a workbook made by `rs-excel template build`.",
    ),
    "TPL-010": Entry(
        "The workbook cannot be written: {detail}.",
        "Give a folder you may write to, and close the file if it is open.",
    ),
    "TPL-011": Entry(
        "LibreOffice could not save {name}: {detail}.",
        "Install LibreOffice so that `soffice` can be started, and try again.",
    ),
    "TPL-012": Entry(
        "There are no words in `{language}` for this questionnaire.",
        "Choose from: {known}. `texts/CODE.po` in the pack adds a language.",
    ),
}
