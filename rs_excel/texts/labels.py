"""What the answers of a questionnaire are called in every language there is.

Comes in: a folder with catalogues of texts. Goes out: by the key of a label, what it is
called. A return may be answered in any language, so all of them are looked at whenever
a pack is loaded; and therefore only these few entries, not the whole catalogues.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from rs_excel.texts.po import texts_of

_LABEL = re.compile(
    # What stands before the first bracket is looked for as it is, and that is quick.
    rb'\nmsgctxt "c(?:hoice|ountry)\.[^\n]*\nmsgid [^\n]*\nmsgstr [^\n]*'
)


def labels(*folders: Path) -> Mapping[str, tuple[str, ...]]:
    """The texts of ``choice.…`` and ``country.…``, in the order of their languages."""
    found: dict[str, dict[str, None]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.po")):
            entries = b"\n".join(_LABEL.findall(path.read_bytes()))
            for key, said in texts_of(entries.decode("utf-8", "replace")).items():
                if said.text:
                    found.setdefault(key, {})[said.text] = None
    return {key: tuple(texts) for key, texts in found.items()}
