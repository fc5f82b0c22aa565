"""What to write to a supplier who has not returned, or whose file could not be used.

Comes in: a language and whom it goes to. Goes out: a letter; names stand in it as they
were given.
"""

from __future__ import annotations

from rs_excel.domain.tongue import Tongue


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
