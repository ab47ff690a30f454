"""A claim that bears interest: settled on a day, with every step; for every country."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from voldaan.law import accrual
from voldaan.law.accrual import RATE_SCALE, Convention, Moment, Piece, Rates
from voldaan.law.answers import Impossible, Step, Worked, euros, exact, once
from voldaan.law.tables.shapes import Table, day_after
from voldaan.money import Cents, Rounding, to_cents
from voldaan.reasons import Reason, because

#: Interest over more years than this is a mistake in a day, not a claim.
LONGEST_YEARS = 100
#: So is a yearly interest of more than this.
_MOST_PERCENT = 1_000
_DECIMALS = 4
_SHOWN = 40
#: So many rates and days are remembered in writing.
_KEPT = 4_096


@dataclass(frozen=True, slots=True)
class Interest:
    """Which interest runs: its rates, from when it compounds, and the article.

    ``provisional_from``: the first day on which a newer rate may be in force.
    """

    rates: Rates
    cites: str
    compounds_from: date | None
    compounding_cites: str = ""
    provisional_from: date | None = None
    doubts: tuple[Reason, ...] = ()


class Payment(NamedTuple):
    """What one payment went to, and when it counted."""

    day: date
    amount_cents: Cents
    paid: accrual.Paid


@dataclass(frozen=True, slots=True)
class Settlement:
    """A claim on a day: the interest that ran, what was paid, and what is open.

    ``base_at_end_cents`` bears interest from the next day on. ``first_day`` and
    ``last_day`` are the days that count, both included. ``rule``, ``due_on`` and
    ``convention`` are what it was settled by.
    """

    interest: Worked
    rule: Interest
    due_on: date
    convention: Convention
    first_day: date
    last_day: date
    days: int
    base_at_end_cents: Cents
    open_costs_cents: Cents
    open_interest_cents: Cents
    open_principal_cents: Cents
    overpaid_cents: Cents
    payments: tuple[Payment, ...] = field(default=())

    @property
    def total_cents(self) -> Cents:
        """What is open in all."""
        return self.open_costs_cents + self.open_interest_cents + self.open_principal_cents

    @property
    def per_day(self) -> Worked:
        """Give the interest of the day after ``last_day``; the following days are alike."""
        return _per_day(self)


@lru_cache(maxsize=_KEPT)
def rates(table: Table[Decimal]) -> Rates:
    """Give a table of percents to the kernel."""
    return Rates(
        label=table.label,
        starts=tuple(entry.from_day for entry in table.entries),
        values=tuple(whole_rate(entry.value) for entry in table.entries),
    )


def whole_rate(percent: Decimal) -> int:
    """Give a percentage in whole ten-thousandths.

    Raises :class:`Impossible` for finer ones, below zero, and above a thousand.

    >>> whole_rate(Decimal("10.15"))
    101500
    """
    exponent = percent.as_tuple().exponent
    if (
        not isinstance(exponent, int)
        or exponent < -_DECIMALS
        or not 0 <= percent <= _MOST_PERCENT
    ):
        raise Impossible(because("law.impossible.percent", percent=str(percent)[:_SHOWN]))
    return int(percent * RATE_SCALE)


def percent_of(cents: Cents, percent: Decimal, *, rounding: Rounding = "half_up") -> Cents:
    """Give so many percents of an amount, rounded once; raises as :func:`whole_rate` does.

    >>> percent_of(125_57, Decimal(21)), percent_of(100_01, Decimal("7.5"), rounding="down")
    (2637, 750)
    """
    return to_cents(cents * whole_rate(percent), 100 * RATE_SCALE, rounding=rounding)


@lru_cache(maxsize=_KEPT)
def percents(rate: int) -> str:
    """Write a rate as the law does: whole, or with two decimals, or all it has.

    >>> percents(60000), percents(104000), percents(123456)
    ('6', '10.40', '12.3456')
    """
    whole, rest = divmod(rate, RATE_SCALE)
    if not rest:
        return str(whole)
    decimals = f"{rest:04d}"
    return f"{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"


def settle(
    principal_cents: Cents,
    *,
    interest: Interest,
    due_on: date,
    until: date,
    payments: Sequence[tuple[date, Cents]] = (),
    costs: Sequence[tuple[date, Cents]] = (),
    convention: Convention = "C",
) -> Settlement:
    """Settle a claim at the end of ``until``: interest from the day after ``due_on``.

    ``due_on`` is the last day on which payment is in time. Payments count on the day the
    creditor's account is credited (BW 6:114 lid 2), interest up to and including that day.
    Raises :class:`Impossible` when ``until`` is before ``due_on``, an amount is negative or
    a payment is after ``until``; :class:`NotCovered` before the first rate.
    """
    _possible(principal_cents, due_on, until, [*payments, *costs])
    for day, _ in payments:
        if day > until:
            late = because(
                "law.impossible.paid_later", paid_on=day.isoformat(), until=until.isoformat()
            )
            raise Impossible(late)
    moments: list[Moment] = []
    cuts = accrual.cuts(
        interest.rates,
        due_on=due_on,
        until=until,
        convention=convention,
        compounds_from=interest.compounds_from,
        payments=[each for each in payments if each[1]],
        explained=True,
    )
    left = accrual.settle(principal_cents, cuts, costs=costs, moments=moments)
    base = left.principal_cents + left.compounded_cents
    steps = tuple(_steps(moments, interest))
    return Settlement(
        interest=_worked(left.interest_cents, steps, interest, until),
        rule=interest,
        due_on=due_on,
        convention=convention,
        first_day=day_after(due_on),
        last_day=until,
        days=(until - due_on).days,
        base_at_end_cents=base,
        open_costs_cents=left.costs_cents,
        open_interest_cents=left.compounded_cents + left.running_cents,
        open_principal_cents=left.principal_cents,
        overpaid_cents=left.overpaid_cents,
        payments=tuple(
            Payment(moment.cut.day, moment.cut.payment_cents, moment.paid)
            for moment in moments
            if moment.paid is not None
        ),
    )


def columns(
    *,
    principal_cents: Sequence[Cents],
    due_on: Sequence[date],
    until: date,
    interest: Interest,
    convention: Convention = "C",
) -> list[Cents]:
    """Give the interest of many claims, without steps: the same kernel, unheard.

    Claims that are due on one day share its cuts.
    """
    known: dict[date, tuple[accrual.Cut, ...]] = {}
    for day in set(due_on):
        _possible(0, day, until, ())
        known[day] = accrual.cuts(
            interest.rates,
            due_on=day,
            until=until,
            convention=convention,
            compounds_from=interest.compounds_from,
        )
    settle_one = accrual.settle
    return [
        settle_one(cents, known[day]).interest_cents
        for cents, day in zip(principal_cents, due_on, strict=True)
    ]


def _possible(
    principal_cents: Cents, due_on: date, until: date, amounts: Sequence[tuple[date, Cents]]
) -> None:
    if until < due_on:
        early = because(
            "law.impossible.before_due", until=until.isoformat(), due_on=due_on.isoformat()
        )
        raise Impossible(early)
    if until.year - due_on.year > LONGEST_YEARS or until == date.max:
        long = because("law.impossible.too_long", years=LONGEST_YEARS)
        raise Impossible(long)
    for cents in (principal_cents, *(cents for _, cents in amounts)):
        check_amount(cents)


def check_amount(cents: Cents) -> None:
    """Raise :class:`Impossible` for an amount below zero."""
    if cents < 0:
        raise Impossible(because("law.impossible.negative", amount_cents=cents))


def _worked(cents: Cents, steps: tuple[Step, ...], interest: Interest, until: date) -> Worked:
    newer = interest.provisional_from
    return Worked(
        steps,
        cents,
        provisional=newer is not None and until >= newer,
        doubts=once(interest.doubts),
    )


def _steps(moments: Sequence[Moment], interest: Interest) -> Iterator[Step]:
    total = 0
    for moment in moments:
        if moment.base_cents:
            yield from _accrued(moment.cut.pieces, moment, interest)
        total += moment.interest_cents
        if moment.paid is not None:
            yield _paid(moment, moment.paid)
        if moment.compounded_cents:
            yield _compounded(moment, interest)
    yield Step(because("law.interest.total"), cents=total, cites=interest.cites)


def _accrued(pieces: tuple[Piece, ...], moment: Moment, interest: Interest) -> Iterator[Step]:
    base, parts = euros(moment.base_cents), []
    for piece in pieces:
        percent, days = percents(piece.rate), piece.days
        part = exact(moment.base_cents * piece.weight, accrual.DENOMINATOR)
        parts.append(part)
        yield Step(
            because(
                "law.interest.period",
                from_day=_iso(piece.first),
                until=_iso(piece.end - 1),
                days=days,
                percent=percent,
            ),
            figures=f"{base} × {percent}% × {days}/{piece.year_days} = {part}",
            cites=interest.cites,
        )
    if parts:
        yield Step(
            because("law.interest.rounded", until=moment.cut.day.isoformat()),
            figures=" + ".join(parts),
            cents=moment.interest_cents,
            cites="House",
        )


@lru_cache(maxsize=_KEPT)
def _iso(day_number: int) -> str:
    return date.fromordinal(day_number).isoformat()


def _paid(moment: Moment, paid: accrual.Paid) -> Step:
    return Step(
        because(
            "law.interest.paid",
            paid_on=moment.cut.day.isoformat(),
            costs_cents=paid.costs,
            interest_cents=paid.interest,
            principal_cents=paid.principal,
            overpaid_cents=paid.overpaid,
        ),
        figures=" + ".join(euros(part) for part in paid),
        cents=moment.cut.payment_cents,
        cites="BW 6:44 lid 1, 6:114 lid 2",
    )


def _compounded(moment: Moment, interest: Interest) -> Step:
    return Step(
        because("law.interest.compounded", on=moment.cut.day.isoformat()),
        cents=moment.compounded_cents,
        cites=interest.compounding_cites,
    )


def _per_day(settled: Settlement) -> Worked:
    following = day_after(settled.last_day)
    cut = accrual.day(
        settled.rule.rates, due_on=settled.due_on, day=following, convention=settled.convention
    )
    (piece,) = cut.pieces
    base, percent = settled.base_at_end_cents, percents(piece.rate)
    exactly = exact(base * piece.weight, accrual.DENOMINATOR)
    step = Step(
        because("law.interest.per_day", day=following.isoformat(), percent=percent),
        figures=f"{euros(base)} × {percent}% × 1/{piece.year_days} = {exactly}",
        cents=to_cents(base * piece.weight, accrual.DENOMINATOR, rounding="half_up"),
        cites=settled.rule.cites,
    )
    return _worked(step.cents or 0, (step,), settled.rule, following)
