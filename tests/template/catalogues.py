"""Small catalogues for tests of the questionnaire."""

from __future__ import annotations

from rs_excel.domain.conditions import Test
from rs_excel.domain.questions import (
    Catalogue,
    Choice,
    Matrix,
    Question,
    Section,
    Table,
)
from rs_excel.domain.vocabulary import Pillar, QuestionKind

SITE = Section(
    id="site", title="Site profile", pillar=Pillar.ALL_PILLARS, intro="Hello."
)
SAFETY = Section(
    id="health_and_safety", title="Health & safety", pillar=Pillar.HEALTH_AND_SAFETY
)
WASTE = (Choice(value="metal", label="Metal"), Choice(value="paper", label="Paper"))


def question(key: str, kind: str = "yes_no", section: Section = SITE, **more: object):
    """A question whose particulars do not matter, except those given."""
    fields = {"text": f"What about {key}?", "pillar": section.pillar, **more}
    return Question(key=key, kind=QuestionKind(kind), section=section.id, **fields)


PLACEHOLDERS = ("tbc", "?", "-")


def small_catalogue() -> Catalogue:
    """Two sections, one of every kind of question, gates, a grid and a table."""
    dormitory = Test(question="site.dormitory", operator="is", operand="yes")
    crowded = Test(question="wf.perm", operator="above", operand=10.0)
    return Catalogue(
        template="rs_excel.test",
        version="1.0",
        title="Small questionnaire",
        sections=(SITE, SAFETY),
        questions=(
            question("site.dormitory"),
            question("site.waste", "choices", choices=WASTE, required=False),
            question("site.kind", "choice", choices=WASTE, na_allowed=True),
            question("wf.total", "number", minimum=0, unit="people"),
            *(question(f"wf.perm.{c}", "number", required=False) for c in ("m", "f")),
            question("hs.exits", "number", SAFETY, asked_when=dormitory),
            question("hs.drill", "date", SAFETY, na_allowed=True),
            question("hs.plan", "text", SAFETY, required=False),
            question("hs.share", "percent", SAFETY, asked_when=crowded),
        ),
        tables=(
            Table(
                key="hs.certs",
                title="Certificates",
                section=SAFETY.id,
                pillar=SAFETY.pillar,
                columns=(
                    question("hs.certs.type", "text", SAFETY, table="hs.certs"),
                    question("hs.certs.expiry", "date", SAFETY, table="hs.certs"),
                ),
                rows=3,
                row_key="hs.certs.type",
            ),
        ),
        matrices=(
            Matrix(
                key="wf.contract",
                title="Workers",
                section=SITE.id,
                rows=(("wf.perm", "Permanent"),),
                columns=(("m", "Men"), ("f", "Women")),
            ),
        ),
    )
