"""Verjaring: until when a claim can be enforced, and what starts the term again.

The term begins the day after the claim became due and ends so many years later; a weekend
does not stretch it. Interruption (stuiting) must arrive in time: a written demand, a written
notice that unambiguously reserves the right to performance (BW 3:317), an acknowledgement
such as a part payment (3:318), or a lawsuit (3:316). Then a new term begins the next day,
equal to the old one but at most five years, and it never ends before the old one (3:319).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.law import calendar
from voldaan.law.answers import Dated, Impossible, Step
from voldaan.law.nl.tables import Tables, shipped
from voldaan.law.tables.shapes import Table, day_after
from voldaan.reasons import because

Claim = Literal[
    "contract",
    "consumer-sale",
    "transport",
    "forwarding",
    "rent",
    "judgment",
    "judgment-periodic",
    "damages",
]


@dataclass(frozen=True, slots=True)
class Limited:
    """A claim in a warning list: its last safe day and how many days are left."""

    key: str
    last_safe_day: date
    days_left: int


def last_safe_day(
    *,
    due_on: date,
    claim: Claim,
    interrupted_on: Sequence[date] = (),
    event_on: date | None = None,
    tables: Tables | None = None,
) -> Dated:
    """Give the last day on which a letter or summons must have arrived.

    ``due_on`` is the day on which the claim became due (for damages: became known).
    ``interrupted_on`` are the days on which interruptions arrived; one that came too late
    changes nothing, and the steps say so. ``event_on`` bounds damages at twenty years. A
    claim that mixes goods and work for a consumer counts as a consumer sale. Interest is
    never enforceable longer than its principal (3:312).

    >>> last_safe_day(due_on=date(2021, 12, 1), claim="contract").day
    datetime.date(2026, 12, 1)
    """
    known = tables or shipped()
    _possible([due_on, *interrupted_on], due_on)
    table = _table(claim, known)
    entry = table.on(due_on)
    last = _plus(due_on, entry.value, table)
    steps = [
        Step(
            because(f"law.limitation.term_{table.unit}", count=entry.value),
            figures=f"{due_on} + {entry.value} {table.unit}",
            day=last,
            cites=entry.cited,
        )
    ]
    for arrived in sorted(interrupted_on):
        last, step = _interrupted(arrived, last, table=table, tables=known)
        steps.append(step)
    if claim == "damages" and event_on is not None:
        longest = known.limitation_damages_longest.on(event_on)
        outer = calendar.plus_years(event_on, longest.value)
        if outer < last:
            last = outer
            why = because("law.limitation.longest", count=longest.value)
            steps.append(Step(why, day=last, cites=longest.cited))
    steps.append(
        Step(because("law.limitation.barred_from"), day=day_after(last), cites="BW 3:306")
    )
    return Dated(tuple(steps), last)


def warnings(
    last_safe_days: Iterable[tuple[str, date]], *, day: date, tables: Tables | None = None
) -> tuple[Limited, ...]:
    """List the claims whose last safe day is near or past, the most urgent first."""
    months = (tables or shipped()).limitation_warning.on(day).value
    horizon = calendar.plus_months(day, months)
    near = [
        Limited(key, last, (last - day).days) for key, last in last_safe_days if last <= horizon
    ]
    return tuple(sorted(near, key=lambda each: (each.last_safe_day, each.key)))


def _possible(days: Sequence[date], due_on: date) -> None:
    for day in days:
        if day < due_on:
            early = because(
                "law.impossible.interrupted_early",
                on=day.isoformat(),
                due_on=due_on.isoformat(),
            )
            raise Impossible(early)


def _table(claim: Claim, tables: Tables) -> Table[int]:
    return {
        "contract": tables.limitation_contract,
        "consumer-sale": tables.limitation_consumer_sale,
        "transport": tables.limitation_transport,
        "forwarding": tables.limitation_forwarding,
        "rent": tables.limitation_rent,
        "judgment": tables.limitation_judgment,
        "judgment-periodic": tables.limitation_judgment_periodic,
        "damages": tables.limitation_damages,
    }[claim]


def _plus(day: date, count: int, table: Table[int]) -> date:
    if table.unit == "months":
        return calendar.plus_months(day, count)
    return calendar.plus_years(day, count)


def _interrupted(
    arrived: date, last: date, *, table: Table[int], tables: Tables
) -> tuple[date, Step]:
    if arrived > last:
        late = because("law.limitation.too_late", on=arrived.isoformat())
        return last, Step(late, day=last, cites="BW 3:317, 3:37 lid 3")
    entry, most = table.on(arrived), tables.limitation_renewed_most.on(arrived)
    count = entry.value if table.unit == "months" else min(entry.value, most.value)
    renewed = _plus(arrived, count, table)
    why = because(f"law.limitation.renewed_{table.unit}", on=arrived.isoformat(), count=count)
    if renewed < last:
        why = because("law.limitation.kept", on=arrived.isoformat())
    return max(renewed, last), Step(why, day=max(renewed, last), cites=most.cited)
