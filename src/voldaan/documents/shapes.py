"""What a letter is made of: plain frozen values."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["nl", "en"]
#: On which side of the envelope the window is, seen from the front.
Window = Literal["left", "right"]
Problem = Literal[
    "empty",
    "too_long",  # of one text, of all paragraphs together, or of the letter in pages
    "too_many",  # paragraphs, invoices, lines, letters
    "cannot_be_printed",  # the font lacks a character, and a guess could lose the letter
    "does_not_fit",  # in the window, or beside it
    "not_an_amount",  # more than any column of the record holds
    "unknown",  # a language or window that there is not
    "no_zone",  # a moment without its zone
]


class BadLetter(ValueError):
    """A letter cannot be made: ``field`` names what is wrong, ``problem`` how.

    ``place`` counts the letters of a batch from 1; it is None for a letter alone.
    ``found`` holds the characters that cannot be printed.
    """

    def __init__(
        self, field: str, problem: Problem, *, found: str = "", place: int | None = None
    ) -> None:
        self.field = field
        self.problem: Problem = problem
        self.found = found
        self.place = place
        super().__init__(
            f"{field}: {problem}" if place is None else f"{place} {field}: {problem}"
        )


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes. A name or a company must be there; other empty text is left out.

    ``address_lines`` are at most four. ``iban``, ``kvk`` (registration number of the chamber
    of commerce) and ``vat`` (VAT number) stand at the foot of the first page.
    """

    name: str = ""
    company: str = ""
    address_lines: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    iban: str = ""
    kvk: str = ""
    vat: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line of the table. A credit note has negative amounts.

    ``amount_cents`` is what the invoice charged, ``open_cents`` what is left of it.
    """

    number: str
    issued_on: date
    due_on: date
    amount_cents: int
    open_cents: int


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that stands on the paper.

    ``recipient_lines`` come from :func:`voldaan.documents.address.lines`, at most six.
    ``paragraphs`` are plain text, the salutation first; a line break inside one stays. The
    table of ``invoices``, when there are any, follows the first ``invoices_after`` of them
    and ends with the sum of what is open. ``signature`` is the name below the space for a
    pen; empty: the sender's name, else the company.
    """

    sender: Sender
    recipient_lines: tuple[str, ...]
    place: str
    day: date
    subject: str
    paragraphs: tuple[str, ...]
    closing: str
    signature: str = ""
    invoices: tuple[InvoiceLine, ...] = ()
    invoices_after: int = 2
    language: Language = "nl"
    window: Window = "right"
