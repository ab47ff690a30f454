"""Wettelijke rente, wettelijke handelsrente and agreed interest.

The statutory rate (BW 6:119) runs against consumers and over everything that is no trade
agreement, the commercial rate (6:119a, and 6:119b against government) between businesses.
A new rate counts for running claims from its own start (6:120). Interest runs from the day
after the last day to pay up to and including the day of payment. After each full year, from
one anniversary of the due day to the next, the interest of that year bears interest too
(6:119 lid 2, 6:119a lid 3); agreed interest does so only when that was agreed.

The law does not say how days are counted nor how cents are rounded: see
:mod:`voldaan.law.accrual`, and docs/algorithms/interest.md for the alternatives.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from voldaan.law import claims
from voldaan.law.accrual import Convention, Rates
from voldaan.law.answers import Impossible, Worked, once
from voldaan.law.claims import Interest, Settlement
from voldaan.law.nl.tables import Tables, shipped
from voldaan.law.tables.shapes import Table, day_after
from voldaan.money import Cents
from voldaan.reasons import Reason, because

Statute = Literal["statutory", "commercial"]
Kind = Literal["statutory", "commercial", "agreed"]
#: The articles behind a rate, and behind interest on interest.
_ARTICLES: Mapping[Statute, tuple[str, str]] = {
    "statutory": ("BW 6:119, 6:120 lid 1", "BW 6:119 lid 2"),
    "commercial": ("BW 6:119a, 6:120 lid 2", "BW 6:119a lid 3"),
}
#: So many tables and percentages are remembered as the kernel takes them.
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Claim:
    """A principal that is due: which interest it bears, and since when.

    ``due_on`` is the last day on which payment is in time. ``percent`` and ``compound``
    are for agreed interest only.
    """

    principal_cents: Cents
    kind: Kind
    due_on: date
    percent: Decimal | None = None
    compound: bool = False


def statutory(
    *,
    principal_cents: Cents,
    due_on: date,
    until: date,
    convention: Convention = "C",
    tables: Tables | None = None,
) -> Worked:
    """Give the wettelijke rente (BW 6:119) from the day after ``due_on`` through ``until``.

    Raises :class:`~voldaan.law.tables.shapes.NotCovered` before 1 April 1976 and
    :class:`~voldaan.law.answers.Impossible` for days or amounts that cannot be.
    """
    claim = Claim(principal_cents, "statutory", due_on)
    return settle(claim, until=until, convention=convention, tables=tables).interest


def commercial(
    *,
    principal_cents: Cents,
    due_on: date,
    until: date,
    convention: Convention = "C",
    tables: Tables | None = None,
) -> Worked:
    """Give the wettelijke handelsrente (BW 6:119a, 6:119b); known from 1 December 2002."""
    claim = Claim(principal_cents, "commercial", due_on)
    return settle(claim, until=until, convention=convention, tables=tables).interest


def agreed(
    *,
    principal_cents: Cents,
    percent: Decimal,
    due_on: date,
    until: date,
    compound: bool = False,
    convention: Convention = "C",
) -> Worked:
    """Give agreed interest: simple, or compound only where that was agreed (6:119a lid 8).

    >>> agreed(principal_cents=2000_00, percent=Decimal(12), due_on=date(2025, 9, 30),
    ...        until=date(2026, 3, 31)).cents
    11967
    """
    claim = Claim(principal_cents, "agreed", due_on, percent, compound)
    return settle(claim, until=until, convention=convention).interest


def settle(
    claim: Claim,
    *,
    until: date,
    payments: Sequence[tuple[date, Cents]] = (),
    costs: Sequence[tuple[date, Cents]] = (),
    convention: Convention = "C",
    tables: Tables | None = None,
) -> Settlement:
    """Settle one claim at the end of a day: payments go to costs, interest, principal.

    ``costs`` are amounts with the day from which they are due; costs that are not due yet
    take nothing of a payment (BW 6:44).
    """
    return claims.settle(
        claim.principal_cents,
        interest=_interest(claim, until, tables or shipped()),
        due_on=claim.due_on,
        until=until,
        payments=payments,
        costs=costs,
        convention=convention,
    )


def together(
    several: Iterable[Claim],
    *,
    until: date,
    convention: Convention = "C",
    tables: Tables | None = None,
) -> Worked:
    """Give the interest of several invoices in one amount, each computed by itself."""
    found = [
        settle(each, until=until, convention=convention, tables=tables).interest
        for each in several
    ]
    return Worked(
        tuple(step for each in found for step in each.steps),
        sum(each.cents for each in found),
        provisional=any(each.provisional for each in found),
        doubts=once(doubt for each in found for doubt in each.doubts),
    )


def columns(
    *,
    principal_cents: Sequence[Cents],
    due_on: Sequence[date],
    until: date,
    kind: Statute,
    tables: Tables | None = None,
) -> list[Cents]:
    """Give the interest of many claims on one day, by the same kernel, without steps.

    >>> columns(principal_cents=[850_00], due_on=[date(2025, 11, 14)],
    ...         until=date(2026, 2, 20), kind="statutory")
    [1132]
    """
    return claims.columns(
        principal_cents=principal_cents,
        due_on=due_on,
        until=until,
        interest=_by_law(kind, tables or shipped()),
    )


def _interest(claim: Claim, until: date, tables: Tables) -> Interest:
    if claim.kind == "agreed":
        return _agreed(claim)
    found = _by_law(claim.kind, tables)
    table = rates_of(claim.kind, tables)
    doubts = [*_doubts(table, claim.due_on, until), *_old(claim, tables)]
    return replace(found, doubts=tuple(doubts)) if doubts else found


def _doubts(table: Table[Decimal], due_on: date, until: date) -> list[Reason]:
    if table.is_firm or until <= due_on or until == date.max:
        return []
    spans = table.spans(day_after(due_on), day_after(until))
    return [doubt for _, _, entry in spans for doubt in table.doubt(entry)]


def rates_of(kind: Statute, tables: Tables) -> Table[Decimal]:
    """Give the table of a rate that the law sets."""
    return tables.commercial_interest if kind == "commercial" else tables.statutory_interest


def _by_law(kind: Statute, tables: Tables) -> Interest:
    return _kept(kind, rates_of(kind, tables), tables.compounding_from)


@lru_cache(maxsize=_KEPT)
def _kept(kind: Statute, table: Table[Decimal], compounding_from: Table[date]) -> Interest:
    cites, compounding_cites = _ARTICLES[kind]
    return Interest(
        rates=claims.rates(table),
        cites=cites,
        compounds_from=compounding_from.entries[-1].value,
        compounding_cites=compounding_cites,
        provisional_from=table.provisional_from,
    )


def _old(claim: Claim, tables: Tables) -> list[Reason]:
    """Doubts about claims of long ago: how the law changed for those that ran already."""
    found = []
    if claim.kind == "statutory" and claim.due_on < tables.compounding_from.entries[-1].value:
        found.append(because("law.doubt.compounding_before_1992"))
    if claim.kind == "commercial" and claim.due_on < tables.margin_changed_on.entries[-1].value:
        found.append(because("law.doubt.margin_before_2013"))
    return found


def _agreed(claim: Claim) -> Interest:
    if claim.percent is None:
        raise Impossible(because("law.impossible.percent_missing"))
    return Interest(
        rates=_flat(claim.percent),
        cites="BW 6:119 lid 3, 6:119a lid 8",
        compounds_from=date.min if claim.compound else None,
        compounding_cites="BW 6:119 lid 3",
    )


@lru_cache(maxsize=_KEPT)
def _flat(percent: Decimal) -> Rates:
    return Rates("agreed", (date.min,), (claims.whole_rate(percent),))
