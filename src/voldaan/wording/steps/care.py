"""Asking whether the work is as wished, thanking, saying sorry, and sending it again."""

from voldaan.wording import letters
from voldaan.wording.asking import Asking, naming
from voldaan.wording.cleaning import one_line
from voldaan.wording.material import Material, holding
from voldaan.wording.shapes import LetterFacts
from voldaan.wording.steps import written
from voldaan.wording.steps.shapes import (
    ApologyFacts,
    InvoiceAgainFacts,
    SatisfactionFacts,
    ThanksFacts,
)


def satisfaction(facts: SatisfactionFacts) -> Material:
    """Give the material of step 0; there is no invoice yet, so only an amount."""
    letter = facts.letter
    amount = written.amount(facts.amount_cents, language=letter.language)
    return Material(
        name="client/satisfaction",
        letter=letter,
        holding=letters.people(letter) | holding(one=True),
        values=letters.who(letter)
        | {"bedrag": amount, "totaal": amount, "link2": letters.link(facts.other_link)},
        blocks={},
    )


def thanks(facts: ThanksFacts) -> Material:
    """Give the material of step 12."""
    letter = facts.letter
    return _named(
        "client/thanks",
        letter,
        naming(letter, amount_cents=facts.paid_cents),
        holds=holding(kept=facts.kept_promise, voucher=bool(one_line(facts.voucher))),
        values={
            "voucher": one_line(facts.voucher),
            "geldig_tot": written.day(facts.voucher_until, language=letter.language),
        },
    )


def apology(facts: ApologyFacts) -> Material:
    """Give the material of the apology for a reminder that should not have gone."""
    letter = facts.letter
    return _named(
        "client/apology",
        letter,
        naming(letter, amount_cents=facts.paid_cents),
        holds=holding(spoken=facts.spoken),
        values={"datum": written.day(facts.reminded_on, language=letter.language)},
    )


def invoice_again(facts: InvoiceAgainFacts) -> Material:
    """Give the material that goes with invoices that did not arrive; it asks nothing."""
    letter = facts.letter
    return _named(
        "client/invoice_again",
        letter,
        naming(letter, amount_cents=facts.charged_cents),
        holds=frozenset(),
        values={},
    )


def _named(
    name: str,
    letter: LetterFacts,
    named: Asking,
    *,
    holds: frozenset[str],
    values: dict[str, str],
) -> Material:
    """Speak of invoices without asking anything for them, and without a table."""
    amount = written.amount(named.asks_cents, language=letter.language)
    return Material(
        name=name,
        letter=letter,
        holding=letters.conditions(letter, asked=named) | holds,
        values=letters.values(letter, asked=named)
        | {"bedrag": amount, "totaal": amount}
        | values,
        blocks={},
    )
