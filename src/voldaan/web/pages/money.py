"""Geld, for now: bank files and which payment belongs where."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AccountCoverage:
    """One bank account and the days that its files show."""

    iban: str
    name: str
    covered_from: date | None
    covered_until: date | None
    is_fresh: bool
    last_file: str = ""
    balance_cents: int | None = None
    has_gap: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a line may belong. ``key`` goes back with the form; reasons are sentences."""

    key: str
    client: str
    numbers: tuple[str, ...]
    cents: int
    reasons: tuple[str, ...]
    left_cents: int = 0
    part: int = 0  # the invoice, where a payment may be split over several


@dataclass(frozen=True, slots=True)
class LineToMatch:
    """A credit on the bank that still seeks its invoice, best candidates first."""

    id: int
    booked_on: date
    amount_cents: int
    name: str
    iban: str
    text: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class AsideLine:
    """A credit that a person said is for no invoice; can be taken back."""

    id: int
    booked_on: date
    amount_cents: int
    name: str


@dataclass(frozen=True, slots=True)
class Returned:
    """Money that the bank took back, and the payments that it may be of."""

    id: int
    booked_on: date
    cents: int
    name: str
    text: str
    reason: str
    payments: tuple["PaymentMade", ...]


@dataclass(frozen=True, slots=True)
class PaymentMade:
    """A payment that may have been taken back."""

    id: int
    paid_on: date
    client: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceSearch:
    """One line, and the places that a search found for it."""

    line: LineToMatch
    search: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment that was booked; can be undone."""

    id: int
    booked_on: date
    cents: int
    client: str
    client_id: int
    numbers: tuple[str, ...]
    reasons: tuple[str, ...]
    by_itself: bool


@dataclass(frozen=True, slots=True)
class Money:
    """The Geld page.

    ``lines_left`` counts lines beyond those shown, ``others`` those that fit nothing;
    with ``shows_others`` the lines are the latter. ``more_booked`` is how many bookings the
    next look shows, zero when these are all.
    """

    accounts: tuple[AccountCoverage, ...] = ()
    lines: tuple[LineToMatch, ...] = ()
    booked: tuple[Booked, ...] = ()
    more_booked: int = 0
    lines_left: int = 0
    aside: tuple[AsideLine, ...] = ()
    others: int = 0
    shows_others: bool = False
    returned: tuple[Returned, ...] = ()
