"""What a reply is decided from, and what may be offered: plain frozen values."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

ReplyCode = Literal["apology", "invoice_again", "promise"]

#: Every kind of reply, gravest first.
REPLIES: tuple[ReplyCode, ...] = ("apology", "invoice_again", "promise")

#: The reply that carries the invoices themselves; the others carry no papers.
WITH_PAPERS: ReplyCode = "invoice_again"

#: What an offer is about when the owner asks for it, and nothing that the client did.
ON_REQUEST = 0


def carries_papers(step: str) -> bool:
    """Say whether a message takes the invoices it names along: every step, one reply.

    >>> carries_papers("reminder_1"), carries_papers("invoice_again"), carries_papers("apology")
    (True, True, False)
    """
    return step == WITH_PAPERS or step not in REPLIES


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for money that reached a client on a day; ``id`` names that contact.

    ``spoken``: in a call.
    """

    id: int
    client_id: int
    on: date
    invoice_ids: tuple[int, ...]
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What came off an invoice on a day; below zero when it was taken back.

    ``is_money``: the client paid it; a credit note is no payment.
    """

    on: date
    cents: int
    is_money: bool = True


@dataclass(frozen=True, slots=True)
class Charged:
    """An invoice with all that came off it, in the order in which it did."""

    id: int
    number: str
    due_on: date
    payable_cents: int
    parts: tuple[Part, ...] = ()

    @property
    def open_cents(self) -> int:
        """What is left to pay."""
        return self.payable_cents - sum(part.cents for part in self.parts)


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer that says the invoice did not arrive; no ``invoice_ids``: it names none."""

    id: int
    client_id: int
    on: date
    invoice_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise that stands: told on ``on``, to pay on ``promised_on`` at the latest.

    ``id`` names what told of it. ``cents`` 0: no amount was named. ``money_came``: money
    came since it was told.
    """

    id: int
    client_id: int
    on: date
    promised_on: date
    cents: int = 0
    spoken: bool = True
    invoice_ids: tuple[int, ...] = ()
    money_came: bool = False


@dataclass(frozen=True, slots=True)
class Owing:
    """An invoice that is open; ``has_paper``: we have the invoice itself, to send along."""

    id: int
    number: str
    due_on: date
    open_cents: int
    has_paper: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A reply that may be sent, to what (``about``), and the invoices that it names.

    ``day`` is the day of what it answers: of the request, of the answer, or the day that
    was promised. ``cents``: what was promised. ``is_sure``: False for an apology to who
    paid on the day of the request itself, perhaps because of it. ``without_paper`` names
    the invoices that cannot go along.
    """

    code: ReplyCode
    client_id: int
    about: int
    invoice_ids: tuple[int, ...]
    day: date | None = None
    cents: int = 0
    spoken: bool = False
    is_sure: bool = True
    without_paper: tuple[int, ...] = ()
