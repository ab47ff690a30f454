"""The five answers: how each is called in an address, which form it has, what it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from voldaan import days
from voldaan.actions.answers.press import Pressed
from voldaan.portal import forms
from voldaan.wording.shapes import Language


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer. ``slug`` stands in the address; ``code`` is its part of the template."""

    code: str
    slug: str
    form: type[forms.ByClient]


#: In the order of the page.
CHOICES = (
    Choice("paid", "betaald", forms.PaidForm),
    Choice("promise", "dag", forms.PromiseForm),
    Choice("arrived", "aangekomen", forms.ArrivedForm),
    Choice("needed", "nodig", forms.NeededForm),
    Choice("wrong", "klopt-niet", forms.WrongForm),
)
BY_SLUG: Mapping[str, Choice] = {choice.slug: choice for choice in CHOICES}

#: What can still be said when nothing is open.
ALWAYS = frozenset({"wrong"})


def pressed(code: str, given: Mapping[str, Any], *, numbers: Mapping[int, str]) -> Pressed:
    """Give what was chosen, in the words that the client read and wrote.

    ``given`` is what the form of this choice found good; ``numbers`` are the invoices of
    the page. Call it in the client's language: these words are what the owner reads.
    """
    said, text = _said(code, given, numbers), given.get("text", "").strip()
    words = f"{said}\n\n{text}" if text else said
    named = given.get("day")
    if code == "arrived":
        return Pressed("thanks", words)
    if code == "needed":
        meaning = "not_received" if given["what"] == "copy" else "needs_po"
        return Pressed(meaning, words)  # type: ignore[arg-type]  # both are meanings
    if code == "paid":
        return Pressed("paid", words, named_day=named)
    if code == "promise":
        return Pressed("promise", words, named_day=named)
    return Pressed("dispute", words, invoice_id=given.get("invoice"))


def _said(code: str, given: Mapping[str, Any], numbers: Mapping[int, str]) -> str:
    """Give the words of the button that was pressed, with what was filled in."""
    language: Language = "en" if get_language() == "en" else "nl"
    day = given.get("day")
    written = days.write_out_long(day, language) if day else ""
    if code in {"paid", "promise"}:
        return _about_a_day(code, written)
    if code == "needed":
        return _missing(given["what"])
    number = numbers.get(given.get("invoice") or 0, "")
    if code == "wrong" and number:
        said = gettext("Something is not right with invoice %(number)s.")
        return said % {"number": number}
    if code == "wrong":
        return gettext("Something is not right.")
    return gettext("Yes, all has arrived well.")


def _about_a_day(code: str, written: str) -> str:
    if code == "promise":
        return gettext("I pay on %(day)s.") % {"day": written}
    if written:
        return gettext("I have already paid, on %(day)s.") % {"day": written}
    return gettext("I have already paid.")


def _missing(what: str) -> str:
    if what == "copy":
        return gettext("I have not received the invoice. Please send a copy.")
    return gettext("I need a purchase number or other details on the invoice.")
