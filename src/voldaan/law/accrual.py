"""The kernel of interest: exact whole numbers, one claim or a column of a million.

A claim's time is cut at the ends of its interest years, at payments and at the day of the
statement. Between two cuts the interest is one exact fraction; it is rounded half up once,
at the cut. :func:`settle` walks the cuts; everything that explains an amount listens to it
(``moments``), so there is no second computation.

Three day counts: ``C`` days over the length of the interest year (from one anniversary of
the due day to the next), ``B`` days of a leap calendar year over 366, ``A`` over 365 always.
The law says only "per year"; C gives exactly the yearly rate over a full year, and never
more than A. Interest counts the days after ``due_on`` up to and including the last.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from voldaan.law.tables.shapes import NotCovered
from voldaan.money import Cents, to_cents

Convention = Literal["C", "A", "B"]

#: Percents are whole numbers of ten-thousandths: 6.00% is 60000.
RATE_SCALE = 10_000
_YEAR = 365
_LEAP_YEAR = 366
_DAYS = _YEAR * _LEAP_YEAR
#: So many days on which claims are due are remembered with their cuts.
_KEPT = 4_096
#: Cents × weight / DENOMINATOR is the interest in cents.
DENOMINATOR = 100 * RATE_SCALE * _DAYS


@dataclass(frozen=True, eq=False)
class Rates:
    """A percentage per year with its history; compared by identity, so it can be cached."""

    label: str
    starts: tuple[date, ...]
    values: tuple[int, ...]

    @cached_property
    def ordinals(self) -> tuple[int, ...]:
        """The starts as day numbers: whole numbers are what the kernel counts with."""
        return tuple(day.toordinal() for day in self.starts)


class Piece(NamedTuple):
    """Days ``[first, end)`` by number, with one rate and the length of the year they are in."""

    first: int
    end: int
    rate: int
    year_days: int

    @property
    def days(self) -> int:
        """How many days it is."""
        return self.end - self.first

    @property
    def weight(self) -> int:
        """Rate × days, over the common denominator."""
        return self.rate * (self.end - self.first) * (_DAYS // self.year_days)


class Cut(NamedTuple):
    """A day at whose end something happens, and the interest since the cut before it.

    ``pieces`` are what the weight is made of, only where somebody asked for the working.
    """

    day: date
    weight: int
    ends_year: bool
    payment_cents: Cents = 0
    pieces: tuple[Piece, ...] = ()


class Paid(NamedTuple):
    """What one payment went to."""

    costs: Cents
    interest: Cents
    principal: Cents
    overpaid: Cents


class Moment(NamedTuple):
    """What happened at a cut: interest over ``base``, then a payment, then compounding."""

    cut: Cut
    base_cents: Cents
    interest_cents: Cents
    paid: Paid | None
    compounded_cents: Cents


class Balance(NamedTuple):
    """What stands at the end of the last cut; ``interest_cents`` is all that ever ran."""

    principal_cents: Cents
    compounded_cents: Cents
    running_cents: Cents
    costs_cents: Cents
    overpaid_cents: Cents
    interest_cents: Cents


def anniversary(day: date, years: int) -> date:
    """Give the same day so many years on; 29 February becomes 28 February.

    >>> anniversary(date(2024, 2, 29), 1), anniversary(date(2024, 2, 29), 4)
    (datetime.date(2025, 2, 28), datetime.date(2028, 2, 29))
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # Only 29 February is not there in every year.
        return day.replace(year=day.year + years, day=day.day - 1)


def cuts(
    rates: Rates,
    *,
    due_on: date,
    until: date,
    convention: Convention = "C",
    compounds_from: date | None,
    payments: Sequence[tuple[date, Cents]] = (),
    explained: bool = False,
) -> tuple[Cut, ...]:
    """Give the cuts of a claim up to and including ``until``; payments of a day are one.

    ``compounds_from``: interest years that end on or after it are added to what bears
    interest; None for simple interest. No payment is after ``until``. Raises
    :class:`NotCovered` before the first rate.
    """
    if not payments and not explained:
        return _plain_cuts(_Course(rates, due_on, until, convention, compounds_from))
    course = _Course(rates, due_on, until, convention, compounds_from)
    return _cuts(course, payments, explained=explained)


class _Course(NamedTuple):
    """All that the cuts of a claim follow from, save for its payments."""

    rates: Rates
    due_on: date
    until: date
    convention: Convention
    compounds_from: date | None


@lru_cache(maxsize=_KEPT)
def _plain_cuts(course: _Course) -> tuple[Cut, ...]:
    return _cuts(course, (), explained=False)


def _cuts(
    course: _Course, payments: Sequence[tuple[date, Cents]], *, explained: bool
) -> tuple[Cut, ...]:
    paid: dict[date, Cents] = {}
    for day, cents in payments:
        paid[day] = paid.get(day, 0) + cents
    ends = _year_ends(course)
    found, first = [], course.due_on.toordinal() + 1
    for day in sorted({*paid, *ends, course.until}):
        end = day.toordinal() + 1
        heard: list[Piece] | None = [] if explained else None
        weight = _weight(course, first, end, heard)
        cents = paid.get(day, 0)
        found.append(Cut(day, weight, day in ends, cents, tuple(heard) if heard else ()))
        first = max(first, end)
    return tuple(found)


def day(rates: Rates, *, due_on: date, day: date, convention: Convention) -> Cut:
    """Give one day of interest as a cut, with its one piece."""
    heard: list[Piece] = []
    first = day.toordinal()
    course = _Course(rates, due_on, day, convention, None)
    weight = _weight(course, first, first + 1, heard)
    return Cut(day, weight, ends_year=False, pieces=tuple(heard))


def _year_ends(course: _Course) -> set[date]:
    due_on, until, since = course.due_on, course.until, course.compounds_from
    if since is None:
        return set()
    years = (anniversary(due_on, count) for count in range(1, until.year - due_on.year + 1))
    return {day for day in years if since <= day <= until}


def _weight(course: _Course, first: int, end: int, heard: list[Piece] | None) -> int:
    """Sum rate × days over days ``[first, end)``, cut where the rate or the year changes."""
    rates = course.rates
    weight, starts = 0, rates.ordinals
    while first < end:
        year_end, year_days = _year_of(first, course)
        stop = min(end, year_end)
        factor = _DAYS // year_days
        place = bisect_right(starts, first) - 1
        if place < 0:
            raise NotCovered(rates.label, date.fromordinal(first), rates.starts[0])
        while first < stop:
            place += 1
            piece_end = min(stop, starts[place]) if place < len(starts) else stop
            rate = rates.values[place - 1]
            weight += rate * (piece_end - first) * factor
            if heard is not None:
                heard.append(Piece(first, piece_end, rate, year_days))
            first = piece_end
    return weight


def _year_of(first: int, course: _Course) -> tuple[int, int]:
    """Give the first day after the year that this day counts in, and that year's length."""
    if course.convention == "A":
        return date.max.toordinal(), _YEAR
    day, due_on = date.fromordinal(first), course.due_on
    if course.convention == "B":
        year_end = date(day.year + 1, 1, 1).toordinal()
        return year_end, year_end - date(day.year, 1, 1).toordinal()
    years = day.year - due_on.year
    last = anniversary(due_on, years).toordinal()
    if last < first:
        following = anniversary(due_on, years + 1).toordinal()
        return following + 1, following - last
    return last + 1, last - anniversary(due_on, years - 1).toordinal()


def settle(
    principal_cents: Cents,
    cuts: Iterable[Cut],
    *,
    costs: Sequence[tuple[date, Cents]] = (),
    moments: list[Moment] | None = None,
) -> Balance:
    """Walk the cuts: interest, then what was paid, then the end of a year.

    A payment goes to costs that are due, to interest (the oldest first, compounded interest
    stays interest), then to the principal: BW 6:44 lid 1. ``costs`` are days and amounts;
    all that are due by the last cut stand in the balance.
    """
    principal, compounded, running, interest = principal_cents, 0, 0, 0
    costs_paid = overpaid = 0
    day = None
    for cut in cuts:
        day, weight, ends_year, payment, _ = cut
        base = principal + compounded
        accrued = to_cents(base * weight, DENOMINATOR, rounding="half_up") if weight else 0
        running += accrued
        interest += accrued
        paid = None
        if payment:
            rest, to_costs = take(payment, _due(costs, day) - costs_paid)
            rest, oldest = take(rest, compounded)
            rest, newest = take(rest, running)
            rest, to_principal = take(rest, principal)
            paid = Paid(to_costs, oldest + newest, to_principal, rest)
            costs_paid += to_costs
            compounded -= oldest
            running -= newest
            principal -= to_principal
            overpaid += rest
        if moments is not None:
            moments.append(Moment(cut, base, accrued, paid, running if ends_year else 0))
        if ends_year:
            compounded += running
            running = 0
    owed = _due(costs, day) - costs_paid if costs and day else 0
    return Balance(principal, compounded, running, owed, overpaid, interest)


def _due(costs: Sequence[tuple[date, Cents]], day: date) -> Cents:
    return sum(cents for due_on, cents in costs if due_on <= day)


def take(money: Cents, owed: Cents) -> tuple[Cents, Cents]:
    """Give what is left of the money, and what was used for what is owed."""
    used = min(money, owed)
    return money - used, used
