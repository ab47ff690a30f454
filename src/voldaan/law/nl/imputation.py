"""Toerekening: which debt a payment goes to, and to what part of it (BW 6:43, 6:44).

Inside one debt: costs that are due, then interest, then the principal
(:func:`voldaan.law.nl.interest.settle`). Over several debts: the one the debtor names;
else the debts that are due before those that are not, among them the most onerous (the
highest interest), then the oldest, then in proportion.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from voldaan.law.accrual import Paid, take
from voldaan.law.answers import Impossible, Step, euros
from voldaan.law.claims import check_amount
from voldaan.law.nl.interest import Statute, rates_of
from voldaan.law.nl.tables import Tables, shipped
from voldaan.money import Cents
from voldaan.reasons import because


@dataclass(frozen=True, slots=True)
class Debt:
    """One debt: what is open of it, when it was due, and how much interest it bears."""

    key: str
    open_cents: Cents
    due_on: date
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """What one debt gets of a payment."""

    key: str
    cents: Cents


@dataclass(frozen=True, slots=True)
class Imputed:
    """The parts of a payment in their order, what is left, and why."""

    parts: tuple[Part, ...]
    left_cents: Cents
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """What a payment pays inside one debt, and what stays open."""

    paid: Paid
    open_costs_cents: Cents
    open_interest_cents: Cents
    open_principal_cents: Cents


def percent_on(day: date, kind: Statute, *, tables: Tables | None = None) -> Decimal:
    """Give the rate of a kind of interest on a day: how onerous a debt is."""
    return rates_of(kind, tables or shipped()).on(day).value


def across(
    debts: Sequence[Debt],
    *,
    payment_cents: Cents,
    paid_on: date,
    designated: Sequence[str] = (),
) -> Imputed:
    """Divide a payment over debts; ``designated`` are the ones the debtor named, in order.

    >>> from decimal import Decimal
    >>> old, new = (Debt("A", 90000, date(2026, 2, 28), Decimal(4)),
    ...             Debt("B", 90000, date(2026, 4, 30), Decimal("10.15")))
    >>> across([old, new], payment_cents=100000, paid_on=date(2026, 6, 10)).parts
    (Part(key='B', cents=90000), Part(key='A', cents=10000))
    """
    _possible(debts, payment_cents, designated)
    by_key = {debt.key: debt for debt in debts}
    named = frozenset(designated)
    rest = [debt for debt in debts if debt.key not in named]
    ranked = [*((by_key[key],) for key in designated), *_ranked(rest, paid_on)]
    left, parts, steps = payment_cents, [], []
    for group in ranked:
        if not left:
            break
        shares = _shares(left, [debt.open_cents for debt in group])
        for debt, cents in zip(group, shares, strict=True):
            if cents:
                parts.append(Part(debt.key, cents))
                steps.append(_why(debt, cents, named, paid_on, shared=len(group) > 1))
        left -= sum(shares)
    return Imputed(tuple(parts), left, tuple(steps))


def inside(
    *, payment_cents: Cents, costs_cents: Cents, interest_cents: Cents, principal_cents: Cents
) -> Inside:
    """Divide a payment inside one debt: costs, interest, principal (BW 6:44 lid 1)."""
    for cents in (payment_cents, costs_cents, interest_cents, principal_cents):
        check_amount(cents)
    rest, to_costs = take(payment_cents, costs_cents)
    rest, to_interest = take(rest, interest_cents)
    rest, to_principal = take(rest, principal_cents)
    return Inside(
        paid=Paid(to_costs, to_interest, to_principal, rest),
        open_costs_cents=costs_cents - to_costs,
        open_interest_cents=interest_cents - to_interest,
        open_principal_cents=principal_cents - to_principal,
    )


def in_proportion(*, payment_cents: Cents, open_cents: Sequence[Cents]) -> list[Cents]:
    """Divide a payment over debts of equal rank (BW 6:43 lid 2), each at most what is open.

    >>> in_proportion(payment_cents=6_000_00, open_cents=[130_000_00, 5_000_00])
    [577778, 22222]
    """
    for cents in (payment_cents, *open_cents):
        check_amount(cents)
    return _shares(payment_cents, open_cents)


def _possible(debts: Sequence[Debt], cents: Cents, designated: Sequence[str]) -> None:
    for each in (cents, *(debt.open_cents for debt in debts)):
        check_amount(each)
    keys = {debt.key for debt in debts}
    for key, times in Counter(designated).items():
        if key not in keys or times > 1:
            raise Impossible(because("law.impossible.unknown_debt", number=key))
    if len(keys) != len(debts):
        raise Impossible(because("law.impossible.same_number"))


def _ranked(debts: Sequence[Debt], paid_on: date) -> list[tuple[Debt, ...]]:
    """Debts of one rank together, the first to be paid first."""
    groups: dict[tuple[bool, Decimal, date], list[Debt]] = {}
    for debt in debts:
        rank = (debt.due_on > paid_on, -debt.percent, debt.due_on)
        groups.setdefault(rank, []).append(debt)
    return [tuple(groups[rank]) for rank in sorted(groups)]


def _shares(left: Cents, owed: Sequence[Cents]) -> list[Cents]:
    """Divide in proportion, whole cents, the largest remainders first; never over the debt."""
    whole = sum(owed)
    if left >= whole:
        return list(owed)
    shares = [left * cents // whole for cents in owed]
    by_rest = sorted(range(len(owed)), key=lambda place: (-(left * owed[place] % whole), place))
    for place in by_rest[: left - sum(shares)]:
        shares[place] += 1
    return shares


def _why(
    debt: Debt, cents: Cents, named: frozenset[str], paid_on: date, *, shared: bool
) -> Step:
    if debt.key in named:
        code, cites = "law.imputation.named", "BW 6:43 lid 1"
    elif shared:
        code, cites = "law.imputation.in_proportion", "BW 6:43 lid 2"
    elif debt.due_on > paid_on:
        code, cites = "law.imputation.not_due", "BW 6:43 lid 2"
    else:
        code, cites = "law.imputation.most_onerous", "BW 6:43 lid 2"
    label = because(code, number=debt.key, percent=str(debt.percent))
    return Step(label, euros(cents), cents, cites=cites)
