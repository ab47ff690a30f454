"""Filters that turn page values into the reader's words: amounts, days, codes."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from django import template
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from voldaan import days, money
from voldaan.web.forms_answers import MEANINGS

register = template.Library()

_STEPS = {
    "service_check": gettext_lazy("Service check"),
    "reminder_1": gettext_lazy("Friendly reminder"),
    "reminder_2": gettext_lazy("Second reminder"),
    "call": gettext_lazy("Call"),
    "decide": gettext_lazy("Decide together"),
}
_STATES = {
    "to_come": gettext_lazy("to come"),
    "just_late": gettext_lazy("just late"),
    "needs_action": gettext_lazy("needs action"),
    "quiet": gettext_lazy("quiet"),
    "done": gettext_lazy("done"),
}
_KINDS = {
    "consumer": gettext_lazy("Private person"),
    "business": gettext_lazy("Company"),
    "government": gettext_lazy("Government"),
}
_ROLES = {
    "owner": gettext_lazy("owner, releases messages"),
    "assistant": gettext_lazy("assistant, prepares messages"),
    "bookkeeper": gettext_lazy("bookkeeper, prepares messages"),
    "viewer": gettext_lazy("looks only"),
}
_CHANNELS = {
    "email": gettext_lazy("e-mail"),
    "phone": gettext_lazy("phone"),
    "whatsapp": "WhatsApp",
    "sms": gettext_lazy("text message"),
    "linkedin": "LinkedIn",
    "post": gettext_lazy("post"),
    "page": gettext_lazy("own page"),
    "by_hand": gettext_lazy("hand"),
}
_LANGUAGES = {"nl": gettext_lazy("Dutch"), "en": gettext_lazy("English")}
_WORDS: Mapping[str, Mapping[str, object]] = {
    "step": _STEPS,
    "state": _STATES,
    "kind": _KINDS,
    "role": _ROLES,
    "channel": _CHANNELS,
    "language": _LANGUAGES,
    "meaning": dict(MEANINGS),
}


def _language() -> Literal["nl", "en"]:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


@register.filter
def euro(cents: int | None) -> str:
    """Write an amount in the active language; nothing for no amount."""
    return "" if cents is None else money.euro(cents, _language())


@register.filter
def amount(cents: int) -> str:
    """Write cents as one types an amount in a field."""
    return money.euro(cents, _language()).strip("€\xa0 ")


@register.filter
def day(value: date | None, seen_on: date | None = None) -> str:
    """Write a day shortly in the active language: ``di 14 okt``, ``Tue 14 Oct``.

    ``{{ due_on|day:frame.day }}`` adds the year when it is not that of the page.
    """
    return "" if value is None else days.write_out(value, _language(), seen_on=seen_on)


@register.filter
def day_year(value: date | None) -> str:
    """Write a day in full with its year: ``dinsdag 14 oktober 2026``."""
    return "" if value is None else days.write_out_long(value, _language())


@register.filter
def word(code: str, kind: str) -> str:
    """Give the shown word of a stored code: ``{{ card.step|word:"step" }}``."""
    return str(_WORDS[kind].get(code, code))


@register.filter
def lateness(days_late: int) -> str:
    """Say how far an invoice is before or after its due date."""
    if days_late > 0:
        return ngettext("%(count)d day late", "%(count)d days late", days_late) % {
            "count": days_late
        }
    if days_late == 0:
        return gettext("due today")
    return ngettext("due in %(count)d day", "due in %(count)d days", -days_late) % {
        "count": -days_late
    }


@register.filter
def iban(value: str) -> str:
    r"""Write an IBAN in groups of four.

    >>> iban("NL91ABNA0417164300").replace("\xa0", " ")
    'NL91 ABNA 0417 1643 00'
    """
    return "\N{NO-BREAK SPACE}".join(value[at : at + 4] for at in range(0, len(value), 4))


@register.filter
def first_line(text: str) -> str:
    r"""Give the first line of a letter after its salutation, for a closed card.

    >>> first_line("Hoi Els,\n\nEen vraag.")
    'Hoi Els, Een vraag.'
    """
    return " ".join(text.split())[:160]
