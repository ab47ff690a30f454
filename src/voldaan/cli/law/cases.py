"""A case in a file: read strictly; what is wrong is one sentence that names the key."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from voldaan import days, money
from voldaan.cli.law import parsing
from voldaan.law.accrual import Convention
from voldaan.law.claims import Settlement
from voldaan.law.nl import imputation, interest
from voldaan.law.nl.interest import Claim, Kind, Statute
from voldaan.law.nl.tables import Tables

_KINDS: Mapping[str, Kind] = {
    "statutory": "statutory",
    "commercial": "commercial",
    "agreed": "agreed",
    "contractual": "agreed",
}
_ONE = {
    "principal",
    "rate_type",
    "percent",
    "compound",
    "due_date",
    "costs",
    "payments",
    "calc_date",
    "convention",
}
_SEVERAL = {"invoices", "payment", "designated"}
_INSIDE = {"principal", "costs", "interest", "payment"}
#: More invoices or payments than this in one file are refused.
_MOST = 100_000
_MOST_PERCENT = 1_000


@dataclass(frozen=True, slots=True)
class OneClaim:
    """One claim with costs and payments, to be settled on a day."""

    claim: Claim
    costs: Sequence[tuple[date, int]]
    payments: Sequence[tuple[date, int]]
    calc_on: date
    convention: Convention

    def settle(self, tables: Tables) -> Settlement:
        """Settle it."""
        return interest.settle(
            self.claim,
            until=self.calc_on,
            payments=self.payments,
            costs=self.costs,
            convention=self.convention,
            tables=tables,
        )


@dataclass(frozen=True, slots=True)
class Inside:
    """One payment inside one debt whose costs and interest are known."""

    payment: int
    costs: int
    interest: int
    principal: int

    def divide(self) -> Mapping[str, int | list[int]]:
        """Divide it."""
        found = imputation.inside(
            payment_cents=self.payment,
            costs_cents=self.costs,
            interest_cents=self.interest,
            principal_cents=self.principal,
        )
        return {
            "costs_cents": found.paid.costs,
            "interest_cents": found.paid.interest,
            "principal_cents": found.paid.principal,
            "overpaid_cents": found.paid.overpaid,
            "open_costs_cents": found.open_costs_cents,
            "open_interest_cents": found.open_interest_cents,
            "open_principal_cents": found.open_principal_cents,
        }


@dataclass(frozen=True, slots=True)
class Equal:
    """One payment over amounts of equal rank."""

    payment: int
    open_cents: Sequence[int]

    def divide(self) -> Mapping[str, int | list[int]]:
        """Divide it."""
        shares = imputation.in_proportion(
            payment_cents=self.payment, open_cents=self.open_cents
        )
        return {"shares_cents": shares, "left_cents": self.payment - sum(shares)}


@dataclass(frozen=True, slots=True)
class Several:
    """One payment over several invoices."""

    invoices: Sequence[tuple[str, int, date, Statute | Decimal]]
    payment: int
    paid_on: date
    designated: Sequence[str]

    def divide(self, tables: Tables) -> imputation.Imputed:
        """Divide it."""
        debts = [
            imputation.Debt(
                number,
                cents,
                due_on,
                rate
                if isinstance(rate, Decimal)
                else imputation.percent_on(self.paid_on, rate, tables=tables),
            )
            for number, cents, due_on, rate in self.invoices
        ]
        return imputation.across(
            debts,
            payment_cents=self.payment,
            paid_on=self.paid_on,
            designated=self.designated,
        )


def read(text: str, *, file: str) -> OneClaim | Several | Inside | Equal:
    """Read a case; anything unexpected is refused in one sentence."""
    try:
        raw = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        parsing.refuse(f"{file}: expected one JSON object, found something else.")
    if not isinstance(raw, dict):
        parsing.refuse(f"{file}: expected one JSON object, found {type(raw).__name__}.")
    case = _Case(file, raw)
    if "invoices" in raw:
        return case.several()
    if "open" in raw:
        return case.equal()
    if "calc_date" in raw or "due_date" in raw:
        return case.one()
    return case.inside()


def _no_number(name: str) -> None:
    raise ValueError(name)


@dataclass(frozen=True)
class _Case:
    file: str
    raw: Mapping[str, object]

    def one(self) -> OneClaim:
        self._only(_ONE, self.raw)
        convention = self.raw.get("convention", "C")
        if convention not in ("A", "B", "C"):
            self._refuse("convention", "A, B or C", convention)
        return OneClaim(
            claim=Claim(
                self._cents(self.raw, "principal"),
                self._kind(self.raw),
                self._day(self.raw, "due_date"),
                self._percent(self.raw),
                self._flag(self.raw, "compound"),
            ),
            costs=self._pairs("costs"),
            payments=self._pairs("payments"),
            calc_on=self._day(self.raw, "calc_date"),
            convention=convention,
        )

    def inside(self) -> Inside:
        self._only(_INSIDE, self.raw)
        return Inside(
            *(
                self._cents(self.raw, key)
                for key in ("payment", "costs", "interest", "principal")
            )
        )

    def equal(self) -> Equal:
        self._only({"open", "payment"}, self.raw)
        rows = self.raw["open"]
        if not isinstance(rows, list) or not rows or len(rows) > _MOST:
            self._refuse("open", "a list of amounts", rows)
        found = [self._cents({"open": row}, "open") for row in rows]
        return Equal(self._cents(self.raw, "payment"), found)

    def several(self) -> Several:
        self._only(_SEVERAL, self.raw)
        payment = self.raw.get("payment")
        if not isinstance(payment, dict):
            self._refuse("payment", "an object with amount and date", payment)
        rows = self.raw["invoices"]
        if not isinstance(rows, list) or not rows or len(rows) > _MOST:
            self._refuse("invoices", "a list of invoices", rows)
        self._only({"amount", "date"}, payment)
        named = self.raw.get("designated", [])
        if not isinstance(named, list) or not all(isinstance(each, str) for each in named):
            self._refuse("designated", "a list of numbers", named)
        return Several(
            invoices=[self._invoice(row) for row in rows],
            payment=self._cents(payment, "amount"),
            paid_on=self._day(payment, "date"),
            designated=named,
        )

    def _invoice(self, row: object) -> tuple[str, int, date, Statute | Decimal]:
        if not isinstance(row, dict):
            self._refuse("invoices", "objects", row)
        self._only({"no", "open", "due_date", "rate_type", "percent"}, row)
        number = row.get("no")
        if not isinstance(number, str) or not number:
            self._refuse("no", "a number as text", number)
        kind, percent = self._kind(row), self._percent(row)
        if kind != "agreed":
            return number, self._cents(row, "open"), self._day(row, "due_date"), kind
        if percent is None:
            self._refuse("percent", "the percentage of agreed interest", percent)
        return number, self._cents(row, "open"), self._day(row, "due_date"), percent

    def _only(self, known: set[str], raw: Mapping[str, object]) -> None:
        for key in raw:
            if key not in known:
                self._refuse(key, f"only {', '.join(sorted(known))}", key)

    def _cents(self, raw: Mapping[str, object], key: str) -> int:
        value = raw.get(key)
        try:
            cents = money.parse(str(value))
        except money.NotAnAmount:
            self._refuse(key, 'an amount such as "1210.00"', value)
        if isinstance(value, bool) or cents < 0:
            self._refuse(key, "an amount of zero or more", value)
        return cents

    def _day(self, raw: Mapping[str, object], key: str) -> date:
        try:
            return days.parse_iso(str(raw.get(key)))
        except days.NotADay:
            self._refuse(key, 'a day such as "2026-10-14"', raw.get(key))

    def _kind(self, raw: Mapping[str, object]) -> Kind:
        value = raw.get("rate_type")
        if not isinstance(value, str) or value not in _KINDS:
            self._refuse("rate_type", "statutory, commercial or agreed", value)
        return _KINDS[value]

    def _percent(self, raw: Mapping[str, object]) -> Decimal | None:
        if "percent" not in raw:
            return None
        try:
            found = Decimal(str(raw["percent"])[:40])
        except InvalidOperation:
            self._refuse("percent", "a percentage", raw["percent"])
        if not found.is_finite() or not 0 <= found <= _MOST_PERCENT:
            self._refuse("percent", f"a percentage of 0 to {_MOST_PERCENT}", raw["percent"])
        return found

    def _flag(self, raw: Mapping[str, object], key: str) -> bool:
        value = raw.get(key, False)
        if not isinstance(value, bool):
            self._refuse(key, "true or false", value)
        return value

    def _pairs(self, key: str) -> list[tuple[date, int]]:
        rows = self.raw.get(key, [])
        if not isinstance(rows, list) or len(rows) > _MOST:
            self._refuse(key, "a list of [day, amount]", rows)
        for row in rows:
            if not isinstance(row, list) or len(row) != 2:
                self._refuse(key, "a list of [day, amount]", row)
        return [
            (self._day({key: row[0]}, key), self._cents({key: row[1]}, key)) for row in rows
        ]

    def _refuse(self, key: str, expected: str, found: object) -> NoReturn:
        shown = "nothing" if found is None else repr(found)[:80]
        parsing.refuse(f"{self.file}: {key}: expected {expected}, found {shown}.")
