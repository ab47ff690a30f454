"""How old the figures are, which are uncertain, and where to look them up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from voldaan.law.tables.loading import AnyTable
from voldaan.law.tables.shapes import DOUBTFUL


@dataclass(frozen=True, slots=True)
class Age:
    """One table on a day: since when unchecked, whether out of date, what is uncertain.

    ``uncertain`` are the first days of figures whose mark is not firm; ``look_at`` is what
    the newest figure cites, and where it was read.
    """

    name: str
    label: str
    basis: str
    checked_on: date
    days: int
    is_provisional: bool
    next_revision: date | None
    uncertain: tuple[tuple[date, str], ...]
    look_at: str


def ages(tables: Iterable[AnyTable], *, day: date) -> tuple[Age, ...]:
    """Give the age of each table, the ones out of date first, then by name."""
    found = [_age(table, day) for table in tables]
    return tuple(sorted(found, key=lambda age: (not age.is_provisional, age.name)))


def _age(table: AnyTable, day: date) -> Age:
    newest = table.entries[-1]
    return Age(
        name=table.name,
        label=table.label,
        basis=table.basis,
        checked_on=table.checked_on,
        days=(day - table.checked_on).days,
        is_provisional=table.is_provisional(day),
        next_revision=table.provisional_from,
        uncertain=tuple(
            (entry.from_day, entry.mark) for entry in table.entries if entry.mark in DOUBTFUL
        ),
        look_at=f"{newest.cited}; {newest.source}",
    )
