"""The words of a reminder, by language and key.

Comes in: a language by its code or name. Goes out: its texts. English is what the
others say; a language nobody wrote for gets English.
"""

from __future__ import annotations

from collections.abc import Mapping

from rs_excel.domain.names import plain

ENGLISH = "en"

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "subject": "Reminder: responsible sourcing questionnaire of {who}",
        "opening": "Dear {contact},",
        "colleagues": "colleagues",
        "body": "As of {day} we have not received the questionnaire of {who}. Please "
        "send it back as an Excel workbook, even if some answers are still open.",
        "crossed": "If you have sent it already, please tell us on which day. If "
        "something keeps you from answering, tell us what would help.",
        "closing": "Kind regards",
    },
    "es": {
        "subject": "Recordatorio: cuestionario de compras responsables de {who}",
        "opening": "Hola, {contact}:",
        "colleagues": "equipo",
        "body": "A fecha de {day} no hemos recibido el cuestionario de {who}. Por "
        "favor, envíelo como libro de Excel, aunque queden respuestas pendientes.",
        "crossed": "Si ya lo ha enviado, indíquenos qué día. Si algo le impide "
        "responder, díganos qué le ayudaría.",
        "closing": "Un cordial saludo",
    },
    "fr": {
        "subject": "Rappel : questionnaire d’achats responsables de {who}",
        "opening": "Bonjour {contact},",
        "colleagues": "à toutes et à tous",
        "body": "Au {day}, nous n’avons pas reçu le questionnaire de {who}. Merci de "
        "le renvoyer sous forme de classeur Excel, même s’il manque des réponses.",
        "crossed": "Si vous l’avez déjà envoyé, indiquez-nous quel jour. Si quelque "
        "chose vous empêche de répondre, dites-nous ce qui vous aiderait.",
        "closing": "Cordialement",
    },
    "pt": {
        "subject": "Lembrete: questionário de compras responsáveis de {who}",
        "opening": "Olá, {contact}:",
        "colleagues": "equipe",
        "body": "Até {day} não recebemos o questionário de {who}. Por favor, envie-o "
        "como pasta de trabalho do Excel, mesmo que ainda faltem respostas.",
        "crossed": "Se já o enviou, diga-nos em que dia. Se algo impede a resposta, "
        "diga-nos o que ajudaria.",
        "closing": "Atenciosamente",
    },
    "zh": {
        "subject": "提醒：{who} 的负责任采购问卷",
        "opening": "{contact}，您好：",
        "colleagues": "各位同事",
        "body": "截至 {day}，我们尚未收到 {who} 的问卷。请以 Excel "
        "工作簿的形式发回；即使部分问题尚未回答，也请先发来。",
        "crossed": "如已发送，请告知发送日期。如有困难，请告诉我们您需要什么帮助。",
        "closing": "此致敬礼",
    },
    "vi": {
        "subject": "Nhắc nhở: bảng câu hỏi thu mua có trách nhiệm của {who}",
        "opening": "Kính gửi {contact},",
        "colleagues": "quý đồng nghiệp",
        "body": "Tính đến {day}, chúng tôi chưa nhận được bảng câu hỏi của {who}. Xin "
        "vui lòng gửi lại dưới dạng tệp Excel, kể cả khi còn câu chưa trả lời.",
        "crossed": "Nếu đã gửi, xin cho biết ngày gửi. Nếu có điều gì gây khó khăn, "
        "xin cho biết chúng tôi có thể giúp gì.",
        "closing": "Trân trọng",
    },
    "tr": {
        "subject": "Hatırlatma: {who} sorumlu tedarik anketi",
        "opening": "Merhaba {contact},",
        "colleagues": "değerli ilgililer",
        "body": "{day} itibarıyla {who} için anket bize ulaşmadı. Bazı yanıtlar eksik "
        "olsa da lütfen anketi Excel çalışma kitabı olarak gönderin.",
        "crossed": "Gönderdiyseniz hangi gün gönderdiğinizi bildirin. Yanıtlamanızı "
        "engelleyen bir şey varsa neyin yardımcı olacağını yazın.",
        "closing": "Saygılarımızla",
    },
}

_NAMES = {
    "en": ("english",),
    "es": ("spanish", "español"),
    "fr": ("french", "français"),
    "pt": ("portuguese", "português"),
    "zh": ("chinese", "simplified chinese", "中文", "zh-cn", "zh-hans"),
    "vi": ("vietnamese", "tiếng việt"),
    "tr": ("turkish", "türkçe"),
}
_CODES = {plain(n): code for code, ns in _NAMES.items() for n in (code, *ns)}


def language_of(said: str) -> str:
    """The code of a language as people write it; empty where there are no words."""
    return _CODES.get(plain(said), "") if said else ENGLISH


def reminder(language: str, *, supplier: str, site: str, contact: str, day: str) -> str:
    """Subject and letter; the names stand as they were given."""
    words = WORDS[language or ENGLISH]
    who = f"{supplier} · {site}" if site else supplier
    given = {"who": who, "day": day, "contact": contact or words["colleagues"]}
    said = [words[key].format(**given) for key in ("opening", "body", "crossed")]
    subject = words["subject"].format(**given)
    return "\n\n".join((subject, *said, words["closing"]))
