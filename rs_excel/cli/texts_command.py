"""``rs-excel texts export | import | lint``: what is said in other languages."""

from __future__ import annotations

from argparse import Namespace

from rs_excel.app.settings import find_pack
from rs_excel.app.translations import export_texts, import_texts, lacking_texts
from rs_excel.cli.exits import DONE, FOUND


def run(wanted: Namespace) -> int:
    """Writes texts for a translator, takes them in, or says which are missing."""
    pack = find_pack(wanted.pack)
    if wanted.action == "export":
        lacking = export_texts(pack, wanted.language.lower(), wanted.out)
        print(f"{wanted.out}: {lacking} texts to translate")
        return DONE
    if wanted.action == "import":
        taken = import_texts(pack, wanted.file)
        print(f"{taken.catalogue}: {taken.taken} texts taken in")
        print(f"{taken.lacking} texts stay in English, marked (en)")
        return DONE
    issues = lacking_texts(pack)
    print(*issues or ("Every language has all texts.",), sep="\n")
    return FOUND if issues else DONE
