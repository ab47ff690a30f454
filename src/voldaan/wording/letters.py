"""Composes a message: the right text, the parts that hold, every fact in its place."""

import re
from collections.abc import Mapping
from html import escape

from voldaan import days, money
from voldaan.wording import statement
from voldaan.wording.asking import Asking, asking, number
from voldaan.wording.cleaning import one_line
from voldaan.wording.material import Material, NotWritten, finish, holding
from voldaan.wording.shapes import LetterFacts, LetterStep, Words

#: Which text says a step: for one invoice, and for more.
TEXT_OF: Mapping[LetterStep, tuple[str, str]] = {
    "service_check": ("service_check", "statement_check"),
    "reminder_1": ("reminder_1", "statement_1"),
    "reminder_2": ("reminder_2", "statement_2"),
    "missed_call": ("missed_call", "missed_call"),
}

_REFERENCE_AT_MOST = 80
_EMAIL_AT_MOST = 254
_AND_OTHERS = {"nl": "{} en {} andere", "en": "{} and {} others"}
#: http(s), a host, a port; then anything printable that cannot leave an attribute.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][!#-&(-;=?-\[\]-~]*)?\Z")


class NotALink(ValueError):
    """The link is not a plain web address; carries it."""

    def __init__(self, link: str) -> None:
        super().__init__(link)
        self.link = link


def compose(step: LetterStep, *, facts: LetterFacts) -> Words:
    r"""Give the finished message of a step.

    One invoice gets the letter, more get one statement of them all. Raises
    :class:`~voldaan.wording.asking.NothingToAsk` when nothing is left to ask,
    :class:`~voldaan.wording.placeholders.EmptyPlaceholder` when a fact is missing, and
    :class:`NotALink` for an address that is not http(s).

    >>> from datetime import date
    >>> from voldaan.wording.shapes import LetterInvoice
    >>> invoice = LetterInvoice("2026-041", date(2026, 10, 14), 121000, 121000)
    >>> facts = LetterFacts(date(2026, 10, 15), "Anna Bakker", (invoice,))
    >>> compose("reminder_1", facts=facts).text_version
    'reminder_1.nl.u.reply.2'
    """
    return finish(material(step, facts=facts))


def material(step: LetterStep, *, facts: LetterFacts) -> Material:
    """Give what the message of a step is made of; raises as :func:`compose` does.

    And :class:`~voldaan.wording.material.NotWritten` for a step that has no text here.
    """
    if step not in TEXT_OF:
        raise NotWritten(step, "mail")
    asked = asking(facts)
    return about(TEXT_OF[step][len(asked.invoices) > 1], facts=facts, asked=asked)


def about(name: str, *, facts: LetterFacts, asked: Asking) -> Material:
    """Give the material of a text about what is asked, whichever text it is."""
    return Material(
        name=name,
        letter=facts,
        holding=conditions(facts, asked=asked),
        values=values(facts, asked=asked),
        blocks={"tabel": statement.table(facts, asking=asked)},
        asks_cents=asked.asks_cents,
        working=asked.working,
    )


def as_html(body_text: str) -> str:
    r"""Give words that the owner wrote as a fragment of HTML: paragraphs, nothing else.

    >>> as_html("Dag Els,\n\n1 < 2\ngroet\n")
    '<p>Dag Els,</p>\n<p>1 &lt; 2<br>\ngroet</p>\n'
    """
    parts = re.split(r"\n(?:[ \t]*\n)+", body_text.strip("\n"))
    shown = (escape(part).replace("\n", "<br>\n") for part in parts)
    return "".join(f"<p>{part}</p>\n" for part in shown)


def conditions(facts: LetterFacts, *, asked: Asking) -> frozenset[str]:
    """Which conditions of ``texts.CONDITIONS`` hold; the others hold with ``no_``."""
    return people(facts) | holding(
        call=facts.call_day is not None,
        one=len(asked.invoices) == 1,
        sum=bool(facts.credits or asked.held or asked.oldest.is_partly_paid),
        credit=bool(facts.credits),
        tip=len(asked.invoices) > 1 and not facts.credits,
    )


def people(facts: LetterFacts) -> frozenset[str]:
    """Say which conditions hold about who writes and who reads, whatever it is about."""
    return holding(
        name=bool(one_line(facts.recipient)),
        link=bool(facts.link),
        iban=bool(facts.iban),
        phone=bool(one_line(facts.phone)),
        email=bool(one_line(facts.email)),
        project=bool(one_line(facts.project)),
    )


def values(facts: LetterFacts, *, asked: Asking) -> dict[str, str]:
    """Give what each placeholder becomes in plain text; unknown facts are empty."""
    language = facts.language
    late = asked.oldest.days_late(facts.day)
    several = len(asked.invoices) > 1
    amount_cents = asked.smallest.open_cents if several else asked.asks_cents
    return who(facts) | {
        "factuur": number(asked.oldest.number),
        "bedrag": money.euro(amount_cents, language),
        "vervaldatum": days.write_out_long(asked.oldest.due_on, language),
        "datum": days.write_out_long(facts.call_day, language) if facts.call_day else "",
        "dagen": statement.long(late, language=language) if late else "",
        "kleinste_factuur": number(asked.smallest.number),
        "totaal": money.euro(asked.asks_cents, language),
        "aantal": str(len(asked.invoices)),
        "kenmerk": _reference(facts, asked),
    }


def who(facts: LetterFacts) -> dict[str, str]:
    """Give the placeholders about who writes and who reads, whatever it is about."""
    return {
        "naam": one_line(facts.recipient),
        "link": link(facts.link),
        "afzender": _sender(facts),
        "telefoon": one_line(facts.phone),
        "mail": one_line(facts.email, at_most=_EMAIL_AT_MOST),
        "project": one_line(facts.project),
        "iban": _grouped(facts.iban),
    }


def link(address: str) -> str:
    """Give the address if it is one; empty stays empty. Raises :class:`NotALink`."""
    if address and not _ADDRESS.match(address):
        raise NotALink(address)
    return address


def _sender(facts: LetterFacts) -> str:
    sender, company = one_line(facts.sender), one_line(facts.company)
    if not sender or not company or company == sender:
        return sender or company
    return f"{sender}, {company}"


def _grouped(iban: str) -> str:
    plain = "".join(one_line(iban).split())
    return " ".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def _reference(facts: LetterFacts, asked: Asking) -> str:
    given = one_line(facts.reference, at_most=_REFERENCE_AT_MOST)
    if given:
        return given
    numbers = [number(invoice.number) for invoice in asked.invoices]
    every = ", ".join(numbers)
    if len(every) <= _REFERENCE_AT_MOST:
        return every
    return _AND_OTHERS[facts.language].format(numbers[0], len(numbers) - 1)
