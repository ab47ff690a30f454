"""What a message asks for, and the sum behind it."""

from dataclasses import dataclass

from voldaan.wording.cleaning import NUMBER_AT_MOST, one_line
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.shapes import Language, LetterFacts, LetterInvoice, SumLine

_CREDIT = {"nl": "Creditnota", "en": "Credit note"}
_INVOICE = {"nl": "Factuur", "en": "Invoice"}


class NothingToAsk(ValueError):
    """All invoices are paused, or the credits leave nothing to pay; carries the sum."""

    def __init__(self, asks_cents: int) -> None:
        super().__init__(asks_cents)
        self.asks_cents = asks_cents


@dataclass(frozen=True, slots=True)
class Asking:
    """The invoices asked for (longest due first), the paused ones, and the sum."""

    invoices: tuple[LetterInvoice, ...]
    held: tuple[LetterInvoice, ...]
    asks_cents: int
    working: tuple[SumLine, ...]

    @property
    def oldest(self) -> LetterInvoice:
        """The invoice that is longest due."""
        return self.invoices[0]

    @property
    def smallest(self) -> LetterInvoice:
        """The invoice with the least open; of equals the one longest due."""
        return min(self.invoices, key=lambda invoice: invoice.open_cents)


def asking(facts: LetterFacts) -> Asking:
    """Give what to ask: the open part of every invoice that is not held, less all credits.

    Raises :class:`NothingToAsk` when that is nothing.
    """
    ordered = _longest_due_first(facts)
    invoices = tuple(invoice for invoice in ordered if not invoice.held)
    working = _working(facts, invoices)
    asks_cents = sum(line.cents for line in working)
    if not invoices or asks_cents <= 0:
        raise NothingToAsk(asks_cents)
    held = tuple(invoice for invoice in ordered if invoice.held)
    return Asking(invoices, held, asks_cents, working)


def naming(facts: LetterFacts, *, amount_cents: int) -> Asking:
    """Give the invoices of a message that asks nothing for them, with the amount it names.

    Raises :class:`~voldaan.wording.placeholders.EmptyPlaceholder` when there is none.
    """
    if not facts.invoices:
        raise EmptyPlaceholder("factuur")
    return Asking(_longest_due_first(facts), (), amount_cents, ())


def number(text: str) -> str:
    """Clean an invoice number, so that it may stand in a letter."""
    return one_line(text, at_most=NUMBER_AT_MOST)


def credit_label(text: str, *, language: Language) -> str:
    """Name a credit note as it is called in a sum."""
    return f"{_CREDIT[language]} {number(text)}"


def _longest_due_first(facts: LetterFacts) -> tuple[LetterInvoice, ...]:
    return tuple(sorted(facts.invoices, key=lambda invoice: (invoice.due_on, invoice.number)))


def _working(facts: LetterFacts, invoices: tuple[LetterInvoice, ...]) -> tuple[SumLine, ...]:
    language = facts.language
    return (
        *(
            SumLine(f"{_INVOICE[language]} {number(invoice.number)}", invoice.open_cents)
            for invoice in invoices
        ),
        *(
            SumLine(credit_label(credit.number, language=language), -credit.open_cents)
            for credit in facts.credits
        ),
    )
