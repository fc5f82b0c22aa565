"""The words of the cover that are the same for every questionnaire.

Comes in: nothing. Goes out: constants; a legend entry is word, meaning, fill, colour.
"""

from __future__ import annotations

from rs_excel.template import palette
from rs_excel.template.status import DONE, EXPLAIN, MISSING, NOT_ASKED, OPTIONAL

TITLE = "Supplier self-assessment questionnaire"
PURPOSE = (
    "Your customer asks you to describe one place of work: how people are "
    "employed, kept safe and treated, what the site does to its surroundings, and "
    "how it does business. Your answers are compared with published codes and "
    "conventions. They are the start of a conversation: an honest No with a plan "
    "is worth more than a hopeful Yes."
)
STEPS = (
    "Begin with the site profile and the workforce: they decide what else you are "
    "asked. Then go on, sheet by sheet. White cells are yours to fill in; a star * "
    "marks a required question.",
    "Choose from the lists where there is one. If the site does not know, say "
    "“Don't know”: an empty cell says nothing. “Not applicable” needs a reason in the "
    "next column.",
    "Questions that do not concern your site turn grey and need no answer. They "
    "come back as soon as an earlier answer calls for them.",
    "List your documents in the evidence register, and give their ids (E-01; "
    "E-04) beside the answers they support.",
    "Come back to this page: nothing required should be missing. Then sign the "
    "declaration and return the workbook as an .xlsx file.",
)
BUYER_BOX = ("Customer", "Return to (e-mail)", "Please return by", "Questions to")
PRIVACY = (
    "Privacy. Give numbers and positions, never the names, identity numbers or "
    "pictures of individual workers, here or in the documents you list. The only "
    "names asked for are those of the people who complete and sign this "
    "questionnaire."
)
COMPATIBLE = (
    "Compatible with the four pillars of SMETA audits. Not affiliated with or "
    "endorsed by Sedex, the Ethical Trading Initiative, AIM-Progress or any other "
    "scheme."
)
LEGEND: tuple[tuple[str, str, str | None, str], ...] = (
    (DONE, "The question is answered.", None, palette.GOOD_TEXT),
    (
        MISSING,
        "A required answer is still missing; its cell is coloured.",
        palette.MISSING,
        palette.MISSING_TEXT,
    ),
    (OPTIONAL, "Not answered, and not required.", None, palette.MUTED),
    (
        NOT_ASKED,
        "Does not concern your site, going by an earlier answer. Leave it empty.",
        palette.NOT_ASKED,
        palette.MUTED,
    ),
    (
        EXPLAIN,
        "“Not applicable” was chosen: please say why in the next column.",
        palette.EXPLAIN,
        palette.MISSING_TEXT,
    ),
)
