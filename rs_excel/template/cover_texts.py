"""What stands on the cover of every questionnaire, in the order it stands there.

Comes in: nothing. Goes out: keys of texts; a legend entry is status, meaning, fill,
colour.
"""

from __future__ import annotations

from rs_excel.template import palette
from rs_excel.template.status import (
    DONE,
    EXPLAIN,
    MISSING,
    NO_NUMBER,
    NOT_ASKED,
    OPTIONAL,
    Status,
)

STEPS = tuple(f"saq.cover.step.{number}" for number in range(1, 6))
BUYER_BOX = tuple(f"saq.cover.customer.{number}" for number in range(1, 5))
LEGEND: tuple[tuple[Status, str, str | None, str], ...] = (
    (DONE, "saq.sign.done", None, palette.GOOD_TEXT),
    (MISSING, "saq.sign.missing", palette.MISSING, palette.MISSING_TEXT),
    (OPTIONAL, "saq.sign.optional", None, palette.MUTED),
    (NOT_ASKED, "saq.sign.not_asked", palette.NOT_ASKED, palette.MUTED),
    (EXPLAIN, "saq.sign.explain", palette.EXPLAIN, palette.MISSING_TEXT),
    (NO_NUMBER, "saq.sign.check", palette.EXPLAIN, palette.MISSING_TEXT),
)
