"""Which languages there are, and one of them with all its words.

Comes in: a language by its code, and the folders that hold catalogues: that of the
product's own texts, and that of a pack. Goes out: a ``Tongue``.
"""

from __future__ import annotations

from pathlib import Path

from rs_excel.domain.tongue import ENGLISH, SOURCE, Said, Tongue
from rs_excel.texts.po import read_po

PRODUCT = Path(__file__).parent
"""Where the catalogues of the product's own texts lie."""


def languages(*folders: Path | None) -> tuple[str, ...]:
    """The codes of all languages with a catalogue in any of the folders; English first.

    Without folders: the languages of the product's own texts.
    """
    found = {
        path.stem
        for folder in folders or (PRODUCT,)
        if folder is not None
        for path in folder.glob("*.po")
    }
    return (SOURCE, *sorted(found - {SOURCE}))


def tongue(language: str, *folders: Path | None) -> Tongue:
    """A language with the product's words, and those of other folders over them."""
    if language == SOURCE:
        return ENGLISH
    words: dict[str, Said] = {}
    for folder in (PRODUCT, *folders):
        path = folder / f"{language}.po" if folder is not None else None
        if path is not None and path.is_file():
            words |= read_po(path)
    return Tongue(language=language, words=words)
