"""Short messages, for a channel that the client already uses with the sender.

Forty words at most, for WhatsApp, a text message or LinkedIn: no subject, no table, the
sender without the company, and the account number in one piece, so that a thumb can copy
it.
"""

from dataclasses import replace

from voldaan.wording import letters
from voldaan.wording.asking import asking
from voldaan.wording.cleaning import one_line
from voldaan.wording.material import Material, NotWritten, finish
from voldaan.wording.shapes import LetterFacts, LetterStep, Words

STEPS = frozenset({"service_check", "reminder_1", "reminder_2", "missed_call"})


def compose(step: LetterStep, *, facts: LetterFacts) -> Words:
    r"""Give the short message of a step; raises as :func:`voldaan.wording.letters.compose`.

    And :class:`~voldaan.wording.material.NotWritten` for a step that has no short text.

    >>> from datetime import date
    >>> from voldaan.wording.shapes import LetterInvoice
    >>> invoice = LetterInvoice("2026-041", date(2026, 10, 14), 121000, 121000)
    >>> facts = LetterFacts(date(2026, 10, 15), "Anna Bakker", (invoice,))
    >>> compose("reminder_1", facts=facts).body_text.splitlines()[1].replace("\xa0", " ")
    'De betaaldatum van factuur 2026-041 (€ 1.210,00) was 14 oktober 2026.'
    """
    return finish(material(step, facts=facts), gap="\n")


def material(step: LetterStep, *, facts: LetterFacts) -> Material:
    """Give what the short message is made of; raises as :func:`compose` does."""
    if step not in STEPS:
        raise NotWritten(step, "short")
    about = letters.about(f"short/{step}", facts=facts, asked=asking(facts))
    values = {
        **about.values,
        "iban": about.values["iban"].replace(" ", ""),
        "afzender": one_line(facts.sender) or about.values["afzender"],
    }
    return replace(about, values=values, blocks={})
