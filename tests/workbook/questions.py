"""A small catalogue of questions of every kind, for tests of reading."""

from __future__ import annotations

from rs_excel.domain.questions import (
    Catalogue,
    Choice,
    Matrix,
    Question,
    Section,
    Table,
)
from rs_excel.domain.vocabulary import Pillar, QuestionKind

YES_NO = (Choice(value="yes", label="Yes"), Choice(value="no", label="No"))
SYSTEMS = (
    Choice(value="manual", label="Manual", spellings=("by hand",)),
    Choice(value="cards", label="Cards, punched or swiped"),
    Choice(value="app", label="App"),
)
SPELLINGS = {
    "yes_no": {"yes": ("y", "sí", "oui", "✓"), "no": ("n", "non", "nao")},
    "unknown": {"unknown": ("no sabe",)},
    "not_applicable": {"not_applicable": ("no aplica", "sans objet")},
}
PLACEHOLDERS = ("tbc", "-", "same as above", "xxx")


def question(key: str, kind: str, **more: object) -> Question:
    """A question; choices come with the kind unless given."""
    offered = {"yes_no": YES_NO, "choice": SYSTEMS, "choices": SYSTEMS}
    plain: dict[str, object] = {
        "text": f"About {key}?",
        "section": "safety",
        "pillar": Pillar.HEALTH_AND_SAFETY,
        "choices": offered.get(kind, ()),
    }
    return Question(key=key, kind=QuestionKind(kind), **{**plain, **more})


CERTIFICATES = Table(
    key="hs.certs",
    title="Certificates",
    section="safety",
    pillar=Pillar.HEALTH_AND_SAFETY,
    columns=(
        question("hs.certs.type", "text", table="hs.certs"),
        question("hs.certs.expiry", "date", table="hs.certs"),
        question("hs.certs.ok", "yes_no", table="hs.certs"),
    ),
    rows=4,
    row_key="hs.certs.type",
)
CATALOGUE = Catalogue(
    template="test.saq",
    version="1.2",
    title="Test questionnaire",
    sections=(Section(id="safety", title="Safety", pillar=Pillar.HEALTH_AND_SAFETY),),
    questions=(
        question("hs.alarm", "yes_no"),
        question("hs.last_drill", "date"),
        question("hs.drills_12m", "number"),
        question("hs.system", "choice"),
        question("hs.systems", "choices"),
        question("hs.share", "percent"),
        question("hs.words", "text"),
        question("hs.late", "yes_no", since="1.2"),
        question("wf.perm.male", "number", required=False),
        question("wf.perm.female", "number", required=False),
    ),
    tables=(CERTIFICATES,),
    matrices=(
        Matrix(
            key="wf.contract",
            title="Contract",
            section="safety",
            rows=(("wf.perm", "Permanent"),),
            columns=(("male", "Men"), ("female", "Women")),
        ),
    ),
)
