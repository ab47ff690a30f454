"""What matching works on: plain lines, open items and clients; and what it proposes."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.reasons import Reason

Rule = Literal[
    "reference",  # the structured reference of an invoice
    "number",  # the invoice number in the text
    "iban_amount",  # a known account and exactly one open amount
    "iban_sum",  # a known account and the sum of several open amounts
    "iban_part",  # a known account and a part of what is open
    "name_amount",  # the name and an open amount
    "person",  # a person said so
    "name_part",  # the name, and an amount that fits nothing
    "amount",  # nothing but the only open item of this amount
]


@dataclass(frozen=True, slots=True)
class Line:
    """A booked bank line that still has to find its place; credit is positive."""

    id: int
    amount_cents: int
    booked_on: date
    name: str = ""
    iban: str = ""
    text: str = ""
    reference: str = ""
    end_to_end_id: str = ""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An invoice with something open, or a credit note: then ``open_cents`` is below zero."""

    id: int
    client_id: int
    number: str
    open_cents: int
    issued_on: date | None = None
    due_on: date | None = None
    payment_reference: str = ""


@dataclass(frozen=True, slots=True)
class Payer:
    """A client as matching knows it: names it goes by and accounts a person confirmed."""

    client_id: int
    names: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One possible place for a line: which items, how many cents each, why, how sure.

    The items may be of several clients; ``client_id`` is then the one who seems to pay.
    ``credits`` are credit notes that the client took off: what they pay of which item.

    ``certainty`` is 0 to 100; only ``certain`` ones may be booked without a person.
    ``left_cents`` is what the allocation does not use (an overpayment). ``allocations``
    may be empty: money of this client that fits nothing which is still open.
    """

    line_id: int
    client_id: int
    allocations: tuple[tuple[int, int], ...]  # (item id, cents)
    rule: Rule
    certainty: int
    certain: bool
    reasons: tuple[Reason, ...]
    left_cents: int = 0
    credits: tuple[tuple[int, int, int], ...] = ()  # (credit note id, item id, cents)


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome for one line: booked by itself, or the best few candidates.

    ``proposals`` is best first, at most three; ``certain`` is its first when that one
    may be booked. ``holds`` are the clients whose money this plausibly is: nothing is
    asked of them until a person has looked.
    """

    line_id: int
    proposals: tuple[Proposal, ...] = ()
    certain: Proposal | None = None
    holds: tuple[int, ...] = ()
