"""From what is open to what the page shows, in the client's language."""

import re
from datetime import date
from typing import cast

from django.utils.translation import pgettext

from voldaan import days, money
from voldaan.books.queries.own_page.open_now import OpenNow
from voldaan.portal.pages import Line, OwnPage, Payment, Words
from voldaan.wording import letters
from voldaan.wording.asking import Asking, NothingToAsk, asking, number
from voldaan.wording.cleaning import one_line
from voldaan.wording.shapes import (
    AddressForm,
    Language,
    LetterCredit,
    LetterFacts,
    LetterInvoice,
)

_NOT_DIALLED = re.compile(r"[^0-9+]")


def own_page(found: OpenNow, *, day: date) -> OwnPage:
    """Give the page; call it in the client's language.

    It asks what a message asks: what is due, less the credits. Before anything is due that is
    everything. An invoice that is held is shown as paused, and not asked for.
    """
    facts = _facts(found, day)
    try:
        asked = asking(facts)
    except NothingToAsk:
        asked = None
    language = facts.language
    sender = one_line(facts.sender) or one_line(facts.company)
    return OwnPage(
        language=language,
        sender=sender,
        company="" if one_line(facts.company) == sender else one_line(facts.company),
        phone=one_line(facts.phone),
        phone_link=_NOT_DIALLED.sub("", facts.phone),
        lines=_lines(facts, found) if found.invoices else (),
        total=money.euro(asked.asks_cents, language) if asked else "",
        payment=_payment(facts, asked) if asked and not found.is_stopped else None,
        words=words(found.address_form, sender=sender),
    )


def numbers(found: OpenNow) -> dict[int, str]:
    """Give the numbers of the open invoices by id, as they stand on the page."""
    return {line.id: number(line.number) for line in found.invoices}


def _facts(found: OpenNow, day: date) -> LetterFacts:
    """Give the same facts that a message is made of: the page says no more than that."""
    later = _later(found, day)
    return LetterFacts(
        day=day,
        sender=found.sender.name,
        company=found.sender.company,
        phone=found.sender.phone,
        iban=found.sender.iban,
        invoices=tuple(
            LetterInvoice(
                line.number,
                line.due_on,
                line.open_cents,
                line.payable_cents,
                held=line.is_held or line.id in later,
            )
            for line in found.invoices
        ),
        credits=tuple(LetterCredit(each.number, each.open_cents) for each in found.credits),
        language=cast("Language", found.language),
        address_form=cast("AddressForm", found.address_form),
    )


def _later(found: OpenNow, day: date) -> set[int]:
    """Give the invoices whose time has not come, where there are others whose time has."""
    asked = [line for line in found.invoices if not line.is_held]
    later = {line.id for line in asked if line.due_on >= day}
    return later if len(later) < len(asked) else set()


def _lines(facts: LetterFacts, found: OpenNow) -> tuple[Line, ...]:
    language = facts.language
    later = _later(found, facts.day)
    return (
        *(
            Line(
                number(each.number),
                money.euro(each.open_cents, language),
                days.write_out(each.due_on, language, seen_on=facts.day),
                is_held=each.is_held,
                is_later=each.id in later,
            )
            for each in found.invoices
        ),
        *(
            Line(number(each.number), money.euro(-each.open_cents, language), is_credit=True)
            for each in facts.credits
        ),
    )


def _payment(facts: LetterFacts, asked: Asking) -> Payment:
    values = letters.values(facts, asked=asked)
    return Payment(
        iban=values["iban"],
        in_name_of=one_line(facts.company) or one_line(facts.sender),
        amount=values["totaal"],
        reference=values["kenmerk"],
    )


def words(form: str, *, sender: str) -> Words:
    """Give the sentences that say je or u; English has one form."""
    if form == "je":
        return Words(
            thanks=pgettext("je", "Thank you."),
            quiet=pgettext("je", "%(sender)s reads this. Until then you get no reminders.")
            % {"sender": sender},
            enough=pgettext(
                "je",
                "You have let us know enough for one day. If it cannot wait: reply to the "
                "mail, or call.",
            ),
            privacy=pgettext(
                "je",
                "Only %(sender)s and who does the bookkeeping there see your answer. The page "
                "keeps nothing else.",
            )
            % {"sender": sender},
        )
    return Words(
        thanks=pgettext("u", "Thank you."),
        quiet=pgettext("u", "%(sender)s reads this. Until then you get no reminders.")
        % {"sender": sender},
        enough=pgettext(
            "u",
            "You have let us know enough for one day. If it cannot wait: reply to the "
            "mail, or call.",
        ),
        privacy=pgettext(
            "u",
            "Only %(sender)s and who does the bookkeeping there see your answer. The page "
            "keeps nothing else.",
        )
        % {"sender": sender},
    )
