"""What the client's page shows: plain values, written out in the client's language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """An invoice or credit that is open. A credit has no due date.

    What ``is_held`` (its owner looks into it) or ``is_later`` (it is not time to pay it yet,
    and others are) does not count in the sum.
    """

    number: str
    amount: str
    due_on: str = ""
    is_credit: bool = False
    is_held: bool = False
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class Payment:
    """Where to pay, how much, and what to write with it. Empty ``iban``: not known."""

    iban: str
    in_name_of: str
    amount: str
    reference: str


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences that differ with how the client is spoken to."""

    thanks: str
    quiet: str
    enough: str
    privacy: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Everything on the page. No ``lines``: nothing is open. No ``total``: pay nothing now."""

    language: str
    sender: str
    company: str
    phone: str
    phone_link: str
    lines: tuple[Line, ...]
    total: str
    payment: Payment | None
    words: Words
