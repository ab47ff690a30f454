"""The table of a message: every invoice and credit, with what is open and the sum.

Paused invoices are shown without an amount, because they do not count in the sum; a partly
paid one says what it was, so that the reader recognises the invoice.
"""

from dataclasses import dataclass
from html import escape

from voldaan import days, money
from voldaan.wording.asking import Asking, credit_label, number
from voldaan.wording.shapes import Language, LetterFacts, LetterInvoice

_WORDS = {
    "nl": {
        "headers": ("Factuur", "Betaaldatum", "Na betaaldatum", "Nog open"),
        "of": "(van {})",
        "paused": "gepauzeerd",
        "not_yet": "nog niet",
        "sum": "Samen",
    },
    "en": {
        "headers": ("Invoice", "Due date", "Past due", "Still open"),
        "of": "(of {})",
        "paused": "on hold",
        "not_yet": "not yet",
        "sum": "Total",
    },
}
_DAY = {"nl": ("dag", "dagen"), "en": ("day", "days")}
_NONE = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """Headers, rows and the sum; every cell is finished plain text."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]

    def plain(self) -> str:
        """Aligned columns, the amounts to the right; no line ends in spaces."""
        lines = (self.headers, *self.rows, self.total)
        widths = [max(len(line[place]) for line in lines) for place in range(len(self.headers))]
        return "\n".join(_aligned(line, widths) for line in lines)

    def html(self) -> str:
        """Make a real table with headers, everything escaped, without styles."""
        head = "".join(f'<th scope="col">{escape(header)}</th>' for header in self.headers)
        body = "".join(_row(row) for row in self.rows)
        return (
            f"<table><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody><tfoot>{_row(self.total)}</tfoot></table>"
        )


def table(facts: LetterFacts, *, asking: Asking) -> Table:
    """Make the table for these facts; see :class:`Table`."""
    words = _WORDS[facts.language]
    invoices = sorted((*asking.invoices, *asking.held), key=lambda invoice: invoice.due_on)
    credits_ = (
        (
            credit_label(credit.number, language=facts.language),
            _NONE,
            _NONE,
            money.euro(-credit.open_cents, facts.language),
        )
        for credit in facts.credits
    )
    total = money.euro(asking.asks_cents, facts.language)
    return Table(
        headers=tuple(words["headers"]),
        rows=(*(_invoice(invoice, facts) for invoice in invoices), *credits_),
        total=(str(words["sum"]), "", "", total),
    )


def long(count: int, *, language: Language) -> str:
    """Write a number of days with its word.

    >>> long(1, language="nl"), long(8, language="en")
    ('1 dag', '8 days')
    """
    one, many = _DAY[language]
    return f"{count} {one if count == 1 else many}"


def _invoice(invoice: LetterInvoice, facts: LetterFacts) -> tuple[str, ...]:
    words = _WORDS[facts.language]
    due = days.write_out_long(invoice.due_on, facts.language)
    if invoice.held:
        return number(invoice.number), due, str(words["paused"]), _NONE
    late = invoice.days_late(facts.day)
    amount = money.euro(invoice.open_cents, facts.language)
    if invoice.is_partly_paid:
        whole = money.euro(invoice.payable_cents, facts.language)
        amount = f"{str(words['of']).format(whole)} {amount}"
    return (
        number(invoice.number),
        due,
        long(late, language=facts.language) if late else str(words["not_yet"]),
        amount,
    )


def _aligned(cells: tuple[str, ...], widths: list[int]) -> str:
    left = [cell.ljust(width) for cell, width in zip(cells[:-1], widths, strict=False)]
    return "  ".join((*left, cells[-1].rjust(widths[-1])))


def _row(cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
