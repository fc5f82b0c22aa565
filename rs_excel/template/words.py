"""The questionnaire's own words in English, each with a note for who translates it.

Comes in: nothing. Goes out: texts by key: the cover, headings, status words, hints.
What stands in {braces} is filled in. The questions themselves are the pack's.
"""

from __future__ import annotations

from collections.abc import Mapping

from rs_excel.template.layout import DONT_KNOW, NO, NOT_APPLICABLE, YES
from rs_excel.texts.word import Word

_HEAD = "heading on the cover"
_COLUMN = "title of a column; short"
_STATUS = "status beside a question; two or three words, a sign stands before it"
_SIGN = "what a status means, on the cover"
_STEP = "one of five steps on the cover: how to fill in the questionnaire"
_PROMPT = "short message when a cell is chosen or a wrong answer typed; see its limit"
_TITLE = "title of such a message: at most 32 characters"

_ANSWER = "answer in a drop-down"
_WORDS: Mapping[str, tuple[str, str]] = {
    "saq.cover.title": (
        "Supplier self-assessment questionnaire",
        "title of the whole workbook",
    ),
    "saq.cover.version": ("version {version}", "after the title; {version}: 1.2"),
    "saq.cover.purpose": (
        "Your customer asks you to describe one place of work: how people are "
        "employed, kept safe and treated, what the site does to its surroundings, and "
        "how it does business. Your answers are compared with published codes and "
        "conventions. They are the start of a conversation: an honest No with a plan "
        "is worth more than a hopeful Yes.",
        "first paragraph of the cover",
    ),
    "saq.cover.steps": ("How to fill it in, in five steps", _HEAD),
    "saq.cover.step.1": (
        "Begin with the site profile and the workforce: they decide what else you are "
        "asked. Then go on, sheet by sheet. White cells are yours to fill in; a star * "
        "marks a required question.",
        _STEP,
    ),
    "saq.cover.step.2": (
        "Choose from the lists where there is one. If the site does not know, say "
        "“Don't know”: an empty cell says nothing. “Not applicable” needs a reason in "
        "the next column.",
        f"{_STEP}; the words in quotation marks as in the drop-downs",
    ),
    "saq.cover.step.3": (
        "Questions that do not concern your site turn grey and need no answer. They "
        "come back as soon as an earlier answer calls for them.",
        _STEP,
    ),
    "saq.cover.step.4": (
        "List your documents in the evidence register, and give their ids (E-01; "
        "E-04) beside the answers they support.",
        _STEP,
    ),
    "saq.cover.step.5": (
        "Come back to this page: nothing required should be missing. Then sign the "
        "declaration and return the workbook as an .xlsx file.",
        _STEP,
    ),
    "saq.cover.customer": ("From your customer", f"{_HEAD}, over a small box"),
    "saq.cover.customer.1": ("Customer", "label in that box; short"),
    "saq.cover.customer.2": ("Return to (e-mail)", "label in that box; short"),
    "saq.cover.customer.3": ("Please return by", "label in that box; a day; short"),
    "saq.cover.customer.4": ("Questions to", "label in that box; a name; short"),
    "saq.cover.privacy": (
        "Privacy. Give numbers and positions, never the names, identity numbers or "
        "pictures of individual workers, here or in the documents you list. The only "
        "names asked for are those of the people who complete and sign this "
        "questionnaire.",
        "paragraph of the cover",
    ),
    "saq.cover.compatible": (
        "Compatible with the four pillars of SMETA audits. Not affiliated with or "
        "endorsed by Sedex, the Ethical Trading Initiative, AIM-Progress or any other "
        "scheme.",
        "small print of the cover; names stay as they are",
    ),
    "saq.cover.signs": ("What the signs mean", _HEAD),
    "saq.cover.return": ("About this return", f"{_HEAD}: the returned workbook"),
    "saq.cover.template": ("Questionnaire", "label: which questionnaire this is"),
    "saq.cover.template_version": ("Version of the questionnaire", "label"),
    "saq.cover.language": (
        "Language",
        "label of the drop-down that switches the language; one word",
    ),
    "saq.sign.done": ("The question is answered.", _SIGN),
    "saq.sign.missing": (
        "A required answer is still missing; its cell is coloured.",
        _SIGN,
    ),
    "saq.sign.optional": ("Not answered, and not required.", _SIGN),
    "saq.sign.not_asked": (
        "Does not concern your site, going by an earlier answer. Leave it empty.",
        _SIGN,
    ),
    "saq.sign.explain": (
        "“Not applicable” was chosen: please say why in the next column.",
        _SIGN,
    ),
    "saq.sign.check": (
        "A number, a day or an answer from the list is expected here, and the cell "
        "holds something else. Correct it, or explain it in the next column.",
        _SIGN,
    ),
    "saq.status.done": ("Done", _STATUS),
    "saq.status.missing": ("Missing", _STATUS),
    "saq.status.optional": ("Open (optional)", _STATUS),
    "saq.status.not_asked": ("Not asked", _STATUS),
    "saq.status.explain": ("Please explain", _STATUS),
    "saq.status.number": ("A number, please", _STATUS),
    "saq.status.day": ("A day, please", f"{_STATUS}; a date is expected"),
    "saq.status.list": ("From the list, please", _STATUS),
    "saq.status.asked": ("Asked", "beside a topic: its questions are asked"),
    "saq.column.number": ("No.", "title of a narrow column: number"),
    "saq.column.question": ("Question", _COLUMN),
    "saq.column.answer": ("Your answer", _COLUMN),
    "saq.column.explanation": (
        "Explanation, or reason for “Not applicable”",
        f"{_COLUMN}; the words in quotation marks as in the drop-downs",
    ),
    "saq.column.evidence": ("Evidence ids", f"{_COLUMN}: ids of documents"),
    "saq.column.help": ("Help and evidence asked for", _COLUMN),
    "saq.column.status": ("Status", _COLUMN),
    "saq.column.buyer": ("Buyer's check", f"{_COLUMN}; filled in by the buyer"),
    "saq.column.row": ("Row", f"{_COLUMN}; numbers of rows"),
    "saq.grid.people": ("People at the site", _COLUMN),
    "saq.grid.total": ("Total", f"{_COLUMN}; sum"),
    "saq.grid.adds_up": ("Adds up to the headcount", "under a grid of numbers"),
    "saq.grid.nothing": ("Nothing filled in yet", "under a grid of numbers"),
    "saq.grid.differs": (
        "Differs from the headcount: {here} here, {there} there",
        "under a grid of numbers; {here}: its sum, {there}: the headcount given above",
    ),
    "saq.grid.first": ("Enter the headcount first", "under a grid of numbers"),
    "saq.help.options": (
        "Options, separated by semicolons: {options}.",
        "end of a help text",
    ),
    "saq.help.evidence": (
        "Evidence: {evidence}.",
        "end of a help text; {evidence}: kinds of documents",
    ),
    "saq.far.head": ("How far you are", _HEAD),
    "saq.far.section": ("Section", f"{_COLUMN}; a sheet of the questionnaire"),
    "saq.far.asked": ("Questions asked", _COLUMN),
    "saq.far.answered": ("Answered", f"{_COLUMN}; how many questions"),
    "saq.far.missing": ("Missing", f"{_COLUMN}; how many answers"),
    "saq.far.given": ("Required answers given", f"{_COLUMN}, over a bar"),
    "saq.far.complete": ("Complete", f"{_COLUMN}; a percentage"),
    "saq.far.to_do": ("Still to do", _COLUMN),
    "saq.far.overall": ("Overall", "last row: all sections together"),
    "saq.far.share": ("{share}% complete", "how far the questionnaire is"),
    "saq.far.sheet": (
        "{share}% complete · {count} required answers missing",
        "on top of a sheet; {count} may be 0 or 1, so word it without grammar trouble",
    ),
    "saq.far.nothing": ("Nothing missing", "short; a sign stands before it"),
    "saq.far.one": ("1 required answer", "still to do; a sign stands before it"),
    "saq.far.several": (
        "{count} required answers",
        "still to do; {count} is 2 or more",
    ),
    "saq.far.told": (
        "You are asked {asked} of {total} questions.",
        "sentence on the cover",
    ),
    "saq.far.left_out": (
        "Left out, as your answers show: {topics}.",
        "sentence after it; {topics}: such as “no dormitory; no agency workers”",
    ),
    "saq.far.yet_all": (
        "They become fewer once the site profile and the workforce are filled in and "
        "show what does not concern you.",
        "sentence after “You are asked … questions.”; they: the questions",
    ),
    "saq.topics.head": ("Which topics you are asked about, and why", _HEAD),
    "saq.topics.intro": (
        "Most questions are for everybody. These are asked only of the sites named; "
        "the questionnaire works it out from your answers. As long as an answer is "
        "missing, they are asked.",
        "under that heading",
    ),
    "saq.topics.topic": ("Topic", _COLUMN),
    "saq.topics.questions": ("Questions", f"{_COLUMN}; how many"),
    "saq.topics.site": ("This site", f"{_COLUMN}; whether this site is asked"),
    "saq.topics.asked_of": ("Asked of", f"{_COLUMN}; which sites are asked"),
    "saq.page": ("Page {page} of {pages}", "foot of each printed page"),
    "saq.hint.list.title": ("Choose from the list", _TITLE),
    "saq.hint.list": ("Choose from the list.", _PROMPT),
    "saq.hint.list.why": (
        "With “Not applicable”, say why in the next column.",
        f"{_PROMPT}; follows “Choose from the list.”",
    ),
    "saq.wrong.list.title": ("Not in the list", _TITLE),
    "saq.wrong.list": (
        "Please choose one of the answers in the list.",
        f"{_PROMPT}: 100 characters",
    ),
    "saq.hint.day.title": ("A day", f"{_TITLE}; a date"),
    "saq.hint.day": ("Year-month-day, for example 2026-01-31.", _PROMPT),
    "saq.wrong.day.title": ("Is this a day?", f"{_TITLE}; a date"),
    "saq.wrong.day": (
        "Expected a day from 1990 to 2060.",
        f"{_PROMPT}: 100 characters",
    ),
    "saq.wrong.keep": (
        "If the site cannot say, type “Don't know” and confirm.",
        f"{_PROMPT}: 120 characters; the words quoted as in the drop-downs",
    ),
    "saq.hint.whole.title": ("A whole number", _TITLE),
    "saq.hint.number.title": ("A number", _TITLE),
    "saq.hint.between": ("From {low} to {high}", "what number is expected"),
    "saq.hint.least": ("{low} or more", "what number is expected"),
    "saq.hint.most": ("{high} or less", "what number is expected"),
    "saq.hint.alone": ("No text beside it.", "only the number in the cell"),
    "saq.wrong.number.title": ("Is this the number?", _TITLE),
    "saq.wrong.number": ("Expected: {expected}.", "{expected}: a whole number"),
    "saq.hint.several.title": ("Several answers possible", _TITLE),
    "saq.hint.several": ("One or more, separated by semicolons: {options}", _PROMPT),
    "saq.hint.text.title": ("Your answer in words", _TITLE),
    "saq.hint.text": ("At most {most} characters.", "how long an answer may be"),
    "saq.wrong.long.title": ("Too long", _TITLE),
    "saq.wrong.long": (
        "Please stay within {most} characters.",
        "how long an answer may be",
    ),
    "saq.hint.explanation.title": ("Explanation", _TITLE),
    "saq.hint.explanation": (
        "Anything your customer should know, or why the question does not apply.",
        f"{_PROMPT}: 200 characters",
    ),
    "saq.hint.evidence.title": ("Evidence ids", _TITLE),
    "saq.hint.evidence": (
        "Ids from the evidence register, for example E-01; E-04.",
        _PROMPT,
    ),
    f"choice.{YES}": (YES, _ANSWER),
    f"choice.{NO}": (NO, _ANSWER),
    f"choice.{DONT_KNOW}": (DONT_KNOW, f"{_ANSWER}: the site does not know"),
    f"choice.{NOT_APPLICABLE}": (
        NOT_APPLICABLE,
        f"{_ANSWER}: the question does not concern the site",
    ),
}


def questionnaire_words() -> tuple[Word, ...]:
    """All of them, for catalogues and those who fill them."""
    return tuple(
        Word(key=key, english=english, about=about)
        for key, (english, about) in _WORDS.items()
    )


WORDS: Mapping[str, str] = {key: english for key, (english, _) in _WORDS.items()}
"""The English by key."""
