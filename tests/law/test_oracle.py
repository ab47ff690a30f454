"""An oracle that goes day by day with fractions, and shares no code with the kernel."""

import random
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources
from math import floor
from typing import Literal

import pytest

from voldaan.law.nl import interest
from voldaan.law.nl.interest import Claim

Kind = Literal["statutory", "commercial"]
FIRST, LAST = date(2003, 1, 1), date(2026, 12, 31)


@cache
def rates(kind: Kind) -> list[int]:
    """Give the rate of each day in hundredths of a percent, from FIRST on."""
    file = resources.files("voldaan.law") / "nl" / "data" / "interest.toml"
    table = tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)[f"{kind}_interest"]
    found, row = [], 0
    for offset in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=offset)
        while row + 1 < len(table["value"]) and table["value"][row + 1]["from"] <= day:
            row += 1
        found.append(int(table["value"][row]["value"] * 100))
    return found


@dataclass(frozen=True)
class Case:
    principal: int
    kind: Kind
    due_on: date
    until: date
    convention: str
    payments: dict[date, int]
    costs: list[tuple[date, int]]


def half_up(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))


def year_later(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29) and not is_leap(day.year + years):
        return date(day.year + years, 2, 28)
    return date(day.year + years, day.month, day.day)


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def by_day(case: Case) -> tuple[int, int, int, int, int]:
    """Give interest, and what is open: costs, interest, principal; and what was too much."""
    principal, due_on, until, payments, costs = (
        case.principal,
        case.due_on,
        case.until,
        case.payments,
        case.costs,
    )
    table = rates(case.kind)
    wallet = Wallet(principal, costs)
    for day in sorted(payments):
        if day <= due_on:
            wallet.pay(payments[day], day)
    years, parts = 1, {365: 0, 366: 0}
    anniversary, before = year_later(due_on, 1), due_on
    day = due_on
    while day < until:
        day += timedelta(days=1)
        length = {"A": 365, "B": 365 + is_leap(day.year)}.get(
            case.convention, (anniversary - before).days
        )
        parts[length] += table[(day - FIRST).days]
        if day in payments or day in (anniversary, until):
            exact = Fraction(parts[365], 3_650_000) + Fraction(parts[366], 3_660_000)
            wallet.accrue(half_up((wallet.principal + wallet.old) * exact))
            parts = {365: 0, 366: 0}
        if day in payments:
            wallet.pay(payments[day], day)
        if day == anniversary:
            wallet.old, wallet.new = wallet.old + wallet.new, 0
            years, before = years + 1, anniversary
            anniversary = year_later(due_on, years)
    owed = wallet.due(until) - wallet.costs_paid
    interest_open = wallet.old + wallet.new
    return wallet.total, owed, interest_open, wallet.principal, wallet.too_much


class Wallet:
    """What is open, and what a payment takes of it, in order."""

    def __init__(self, principal: int, costs: list[tuple[date, int]]) -> None:
        self.principal, self.costs = principal, costs
        self.old = self.new = self.total = self.costs_paid = self.too_much = 0

    def due(self, day: date) -> int:
        return sum(cents for on, cents in self.costs if on <= day)

    def accrue(self, cents: int) -> None:
        self.new, self.total = self.new + cents, self.total + cents

    def pay(self, money: int, day: date) -> None:
        step = min(money, self.due(day) - self.costs_paid)
        self.costs_paid, money = self.costs_paid + step, money - step
        step = min(money, self.old)
        self.old, money = self.old - step, money - step
        step = min(money, self.new)
        self.new, money = self.new - step, money - step
        step = min(money, self.principal)
        self.principal, money = self.principal - step, money - step
        self.too_much += money


def cases(count: int, seed: int) -> list[Case]:
    """Make cases: most short, some over many years, on awkward days, some with payments."""
    chance = random.Random(seed)  # noqa: S311 - made cases
    awkward = [
        date(year, *month_day)
        for year in range(2003, 2026)
        for month_day in ((2, 28), (6, 30), (7, 1), (12, 31), (1, 1))
    ] + [date(year, 2, 29) for year in (2004, 2008, 2012, 2016, 2020, 2024)]
    found = []
    for _ in range(count):
        kind: Kind = chance.choice(("statutory", "commercial"))
        due_on = (
            chance.choice(awkward)
            if chance.random() < 0.3
            else FIRST + timedelta(days=chance.randrange(8_300))
        )
        length = chance.choice((20, 90, 200, 400, 400, 800, 2_000))
        until = min(due_on + timedelta(days=chance.randrange(length)), LAST)
        payments: dict[date, int] = {}
        costs = []
        principal = chance.choice((chance.randrange(1, 50_000), chance.randrange(1, 5_000_000)))
        if chance.random() < 0.4:
            for _ in range(chance.randrange(1, 4)):
                span = (until - due_on).days + 10
                on = due_on + timedelta(days=chance.randrange(-10, span - 10 + 1))
                payments[on] = payments.get(on, 0) + chance.randrange(1, principal + 500)
            if chance.random() < 0.6:
                costs = [(due_on + timedelta(days=chance.randrange(1, 60)), 4_000)]
        payments = {on: cents for on, cents in payments.items() if on <= until}
        convention = chance.choice("CCAB")
        found.append(Case(principal, kind, due_on, until, convention, payments, costs))
    return found


@pytest.mark.slow
class TestOracle:
    @pytest.mark.parametrize("seed", range(8))
    def test_agrees_day_by_day(self, seed: int) -> None:
        for case in cases(13_000, seed):
            found = interest.settle(
                Claim(case.principal, case.kind, case.due_on),
                until=case.until,
                payments=sorted(case.payments.items()),
                costs=case.costs,
                convention=case.convention,  # type: ignore[arg-type]  # one of the three
            )
            assert (
                found.interest.cents,
                found.open_costs_cents,
                found.open_interest_cents,
                found.open_principal_cents,
                found.overpaid_cents,
            ) == by_day(case), case
