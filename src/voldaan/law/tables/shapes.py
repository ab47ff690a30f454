"""A table: one quantity of law with its whole history."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Literal

from voldaan.law.answers import Impossible
from voldaan.money import Cents
from voldaan.reasons import Reason, because

Mark = Literal["V2", "V1", "D", "OK", "?"]
#: Marks that a reader of the answer must see.
DOUBTFUL = ("OK", "?")


class NotCovered(LookupError):
    """No figure is known for that day; carries the table's label, the day, and from when."""

    def __init__(self, label: str, day: date, first_day: date) -> None:
        super().__init__(f"{label}: {day} (known from {first_day})")
        self.label = label
        self.day = day
        self.first_day = first_day


@dataclass(frozen=True, slots=True)
class Band:
    """One band of a scale: up to and including an amount; the last one has no end.

    ``figures`` are plain numbers as the law writes them: percents, or whole euros.
    """

    up_to_cents: Cents | None
    figures: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Entry[Value]:
    """One figure, and from when it counts; ``to_day``: until when it was known."""

    value: Value
    from_day: date
    cited: str
    source: str
    mark: Mark
    to_day: date | None = None


@dataclass(frozen=True, eq=False)
class Table[Value]:
    """One quantity of law.

    ``revised`` are the days of each year, as (month, day), on which a new figure can
    start; ``checked_on`` is the day on which a person looked and this was all there was.
    Compared by identity: two tables are the same only when they are one.
    """

    name: str
    label: str
    unit: str
    basis: str
    revised: tuple[tuple[int, int], ...]
    checked_on: date
    entries: tuple[Entry[Value], ...]

    @cached_property
    def _starts(self) -> list[date]:
        return [entry.from_day for entry in self.entries]

    def on(self, day: date) -> Entry[Value]:
        """Give the figure of a day; raises :class:`NotCovered` where none is known."""
        place = bisect_right(self._starts, day) - 1
        if place < 0:
            raise NotCovered(self.label, day, self.entries[0].from_day)
        entry = self.entries[place]
        if entry.to_day is not None and day >= entry.to_day:
            first = self._starts[place + 1] if place + 1 < len(self.entries) else entry.to_day
            raise NotCovered(self.label, day, first)
        return entry

    @property
    def first_day(self) -> date:
        """The day from which anything is known: before it, the rule was not there."""
        return self.entries[0].from_day

    def spans(self, from_day: date, to_day: date) -> Iterator[tuple[date, date, Entry[Value]]]:
        """Give the half-open pieces of ``[from_day, to_day)`` with one figure each."""
        while from_day < to_day:
            entry = self.on(from_day)
            place = bisect_right(self._starts, from_day)
            following = self._starts[place] if place < len(self._starts) else to_day
            ends = [to_day, following, *([entry.to_day] if entry.to_day else [])]
            piece_to = min(ends)
            yield from_day, piece_to, entry
            from_day = piece_to

    @cached_property
    def provisional_from(self) -> date | None:
        """The first revision day after the last look; None when it has no fixed days."""
        year = self.checked_on.year
        coming = [
            date(each, month, day) for each in (year, year + 1) for month, day in self.revised
        ]
        return min((day for day in coming if day > self.checked_on), default=None)

    def is_provisional(self, day: date) -> bool:
        """Whether a newer figure may be in force on that day that nobody has looked up."""
        return self.provisional_from is not None and day >= self.provisional_from

    @cached_property
    def is_firm(self) -> bool:
        """Whether no figure of it is doubtful."""
        return all(entry.mark not in DOUBTFUL for entry in self.entries)

    def doubt(self, entry: Entry[Value]) -> tuple[Reason, ...]:
        """Give the doubt about a figure whose mark is not firm, else nothing."""
        if entry.mark not in DOUBTFUL:
            return ()
        return (
            because("law.doubt.figure", label=self.label, mark=entry.mark, source=entry.source),
        )


def day_after(day: date) -> date:
    """Give the next day; raises :class:`Impossible` at the end of the calendar."""
    if day == date.max:
        raise Impossible(because("law.impossible.too_late", day=day.isoformat()))
    return day + timedelta(days=1)
