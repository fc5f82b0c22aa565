"""What the engine refused, and what nobody foresaw: RUN-…."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry

RUNS = {
    "RUN-001": Entry(
        "`{key}` rests on itself: its gate or its inputs lead back to it.",
        "Break the circle in questions/ or derived.yaml.",
    ),
    "RUN-002": Entry(
        "The two evaluators do not agree on {rule} for {site}: durable-rules says "
        "{durable}, the reference says {reference}.",
        "Nothing was written. Please report it with the rule and, if you may, "
        "the file.",
    ),
    "RUN-003": Entry(
        "durable-rules failed while it weighed {what}: {detail}",
        "Nothing was written. Please report it with this line.",
    ),
    "RUN-004": Entry(
        "durable-rules refused the rules {rules}: {detail}",
        "Nothing was written. Please report it with this line.",
    ),
    "RUN-900": Entry(
        "Something unforeseen happened ({kind}: {detail}). The file was not changed.",
        "Please report it with this line and, if you may, the file.",
    ),
}
