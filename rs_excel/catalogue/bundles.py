"""What is wrong with an evidence bundle: BND-…."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry

BUNDLES = {
    "BND-001": Entry(
        "The bundle cannot be read: {reason}.",
        "Get it again from whoever made it.",
    ),
    "BND-002": Entry(
        "There is no manifest in it that can be read; it is no bundle of ours, or it "
        "was changed.",
        "Give a file of `rs-excel bundle`, or get it again from whoever made it.",
    ),
    "BND-003": Entry(
        "`{member}` is missing from it.",
        "Do not rely on it. Get it again from whoever made it.",
    ),
    "BND-004": Entry(
        "`{member}` is in it and not in its manifest, or twice.",
        "Do not rely on it. Get it again from whoever made it.",
    ),
    "BND-005": Entry(
        "`{member}` is not what the manifest says.",
        "It was changed or damaged: do not rely on it, and get it again.",
    ),
    "BND-006": Entry(
        "Its members are whole, but the archive around them is not as it was made.",
        "Somebody packed it anew, or something was added: get it again.",
    ),
}
