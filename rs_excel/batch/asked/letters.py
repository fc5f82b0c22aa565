"""What to write to a supplier who has not returned, or whose file could not be used.

Comes in: the language a list of suppliers gives, by code or by name, and the folder of
a pack's translations. Goes out: a letter; names stand in it as they were given.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rs_excel.domain.names import plain
from rs_excel.domain.tongue import ENGLISH, SOURCE, Tongue
from rs_excel.texts.tongues import PRODUCT, languages, tongue

_IN_ENGLISH = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ja": "Japanese",
    "pt": "Portuguese",
    "tr": "Turkish",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
_MORE = {"zh": ("simplified chinese", "zh-cn", "zh-hans")}


@cache
def tongues(folder: Path | None) -> Mapping[str, Tongue]:
    """Every language there are words for, by each name people give it."""
    known: dict[str, Tongue] = {}
    for code in languages(PRODUCT, folder):
        spoken = ENGLISH if code == SOURCE else tongue(code, folder)
        own = spoken.say("locale.name", "English")
        names = (code, own, _IN_ENGLISH.get(code, code), *_MORE.get(code, ()))
        known |= {plain(name): spoken for name in names}
    return known


def spoken_by(said: str, folder: Path | None) -> Tongue | None:
    """The language as people write it; English where they say none, None if unknown."""
    return tongues(folder).get(plain(said)) if said else ENGLISH


def reminder(
    tongue: Tongue, *, supplier: str, site: str, contact: str, day: str
) -> str:
    """Subject and letter to whom nothing has come from."""
    who = _who(supplier, site)
    # Translators: subject of an e-mail; {who} is the supplier, perhaps with its site
    subject = tongue.say(
        "reminder.subject",
        "Reminder: responsible sourcing questionnaire of {who}",
        who=who,
    )
    # Translators: within an e-mail; {day} is written as 2026-03-31
    asks = tongue.say(
        "reminder.body",
        "As of {day} we have not received the questionnaire of {who}. Please send it "
        "back as an Excel workbook, even if some answers are still open.",
        day=day,
        who=who,
    )
    # Translators: within an e-mail, after the request
    crossed = tongue.say(
        "reminder.crossed",
        "If you have sent it already, please tell us on which day. If something keeps "
        "you from answering, tell us what would help.",
    )
    return _letter(tongue, subject, contact, (asks, crossed))


def send_again(
    tongue: Tongue, *, supplier: str, site: str, contact: str, file: str
) -> str:
    """Subject and letter to whose file could not be used."""
    who = _who(supplier, site)
    # Translators: subject of an e-mail; {who} is the supplier, perhaps with its site
    subject = tongue.say(
        "again.subject",
        "Please send the responsible sourcing questionnaire of {who} again",
        who=who,
    )
    # Translators: within an e-mail; {file} is the name of a file
    asks = tongue.say(
        "again.body",
        "Thank you for {file}. We could not use it: it is damaged, protected by a "
        "password, or not the workbook we sent. Please fill the workbook we sent, save "
        "it as an Excel workbook without a password, and send it again.",
        file=file,
    )
    return _letter(tongue, subject, contact, (asks,))


def _who(supplier: str, site: str) -> str:
    return f"{supplier} · {site}" if site else supplier


def _letter(tongue: Tongue, subject: str, contact: str, said: tuple[str, ...]) -> str:
    # Translators: opening of an e-mail to somebody whose name is known
    named = tongue.say("reminder.dear", "Dear {contact},", contact=contact)
    # Translators: opening of an e-mail
    dear = named if contact else tongue.say("mail.dear", "Dear colleagues,")
    # Translators: end of an e-mail
    regards = tongue.say("mail.regards", "Kind regards")
    return "\n\n".join((subject, dear, *said, regards))
