"""TOML in, tables out; whatever is not exactly right is refused with its line."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Final, NoReturn, cast

from voldaan.law.tables.shapes import Band, Entry, Mark, Table
from voldaan.money import to_cents

_TABLE_KEYS = {"label_nl", "unit", "basis", "revised", "checked_on", "value"}
_VALUE_KEYS = {"from", "to", "value", "cited", "source", "mark"}
_OPTIONAL = {"to"}
_MARKS = ("V2", "V1", "D", "OK", "?")
_REVISED = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z")
#: A file of law is small; more is no such file.
LARGEST_BYTES = 1_000_000
_MOST = Decimal(10_000_000_000)
_DECIMALS = 4
_LONGEST_TEXT = 300
_LONGEST_LINE = 2_000
_SHOWN = 120

type AnyTable = Table[object]


class BadTable(ValueError):
    """A file of figures that may not be used: where, what was expected, what was found."""

    def __init__(self, file: str, line: int, *, expected: str, found: str) -> None:
        super().__init__(f"{file}, line {line}: expected {expected}, found {found}.")
        self.file = file
        self.line = line
        self.expected = expected
        self.found = found


def read(text: str, *, file: str) -> dict[str, AnyTable]:
    """Read every table of one text, by name; raises :class:`BadTable`."""
    if len(text) > LARGEST_BYTES:
        raise BadTable(file, 1, expected="at most 1 MB", found=f"{len(text)} signs")
    for line, content in enumerate(text.splitlines(), 1):
        if len(content) > _LONGEST_LINE:  # a key of a hundred thousand parts takes minutes
            found = f"{len(content)} signs"
            raise BadTable(file, line, expected=f"at most {_LONGEST_LINE} signs", found=found)
    try:
        parsed = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None) or _line_in(str(error))
        raise BadTable(file, line, expected="TOML", found=str(error)[:_SHOWN]) from error
    return {name: _Reader(text, file, name).table(raw) for name, raw in parsed.items()}


def _line_in(message: str) -> int:
    found = re.search(r"line ([0-9]+)", message)
    return int(found[1]) if found else 1


@dataclass(frozen=True)
class _Reader:
    """One table of a text; knows where its lines are, for what it refuses."""

    text: str
    file: str
    name: str

    def table(self, raw: object) -> AnyTable:
        if not isinstance(raw, dict):
            self._refuse(None, "", f"a table [{self.name}]", repr(raw))
        self._keys(raw, _TABLE_KEYS, set(), None)
        unit = self._text(raw, "unit", None)
        if unit not in _VALUES:
            self._refuse(None, "unit", f"one of {', '.join(_VALUES)}", repr(unit))
        rows = raw["value"]
        if not isinstance(rows, list) or not rows or not all(isinstance(r, dict) for r in rows):
            self._refuse(None, "value", f"[[{self.name}.value]] with figures", repr(rows))
        entries = tuple(self._entry(row, unit, place) for place, row in enumerate(rows))
        self._in_order(entries)
        return Table(
            name=self.name,
            label=self._text(raw, "label_nl", None),
            unit=unit,
            basis=self._text(raw, "basis", None),
            revised=self._revised(raw["revised"]),
            checked_on=self._day(raw, "checked_on", None),
            entries=entries,
        )

    def _entry(self, row: Mapping[str, object], unit: str, place: int) -> Entry[object]:
        self._keys(row, _VALUE_KEYS, _OPTIONAL, place)
        mark = self._text(row, "mark", place)
        if mark not in _MARKS:
            self._refuse(place, "mark", f"one of {', '.join(_MARKS)}", repr(mark))
        value = _VALUES[unit](row["value"])
        if value is None:
            self._refuse(
                place, "value", f"{_EXPECTED[unit]} ({unit})", repr(row["value"])[:_SHOWN]
            )
        return Entry(
            value=value,
            from_day=self._day(row, "from", place),
            cited=self._text(row, "cited", place),
            source=self._text(row, "source", place),
            mark=cast(Mark, mark),
            to_day=self._day(row, "to", place) if "to" in row else None,
        )

    def _in_order(self, entries: tuple[Entry[object], ...]) -> None:
        for place, entry in enumerate(entries):
            following = entries[place + 1] if place + 1 < len(entries) else None
            if following and following.from_day <= entry.from_day:
                found = f"{following.from_day} after {entry.from_day}"
                self._refuse(place + 1, "from", "days in order, each once", found)
            if entry.to_day and entry.to_day <= entry.from_day:
                self._refuse(place, "to", "a day after from", str(entry.to_day))
            if following and entry.to_day and entry.to_day > following.from_day:
                expected = f"at most {following.from_day}, where the next begins"
                self._refuse(place, "to", expected, str(entry.to_day))

    def _revised(self, raw: object) -> tuple[tuple[int, int], ...]:
        if isinstance(raw, list) and all(_is_day_of_year(each) for each in raw):
            return tuple(_month_and_day(each) for each in raw)
        self._refuse(None, "revised", 'days of the year such as ["01-01"]', repr(raw))

    def _keys(
        self, raw: Mapping[str, object], known: set[str], free: set[str], place: int | None
    ) -> None:
        unknown = sorted(raw.keys() - known)
        if unknown:
            expected = f"only {', '.join(sorted(known))}"
            self._refuse(place, unknown[0], expected, repr(unknown[0]))
        missing = sorted(known - free - raw.keys())
        if missing:
            self._refuse(place, "", f"the key {missing[0]}", "none")

    def _text(self, raw: Mapping[str, object], key: str, place: int | None) -> str:
        value = raw[key]
        if (
            isinstance(value, str)
            and value.strip()
            and len(value) <= _LONGEST_TEXT
            and "\n" not in value
        ):
            return value
        self._refuse(place, key, "a text of one line", repr(value)[:_SHOWN])

    def _day(self, raw: Mapping[str, object], key: str, place: int | None) -> date:
        value = raw[key]
        if _is_day(value):
            return cast(date, value)
        self._refuse(place, key, "a day such as 2027-01-01", repr(value)[:_SHOWN])

    def _refuse(self, place: int | None, key: str, expected: str, found: str) -> NoReturn:
        line = self._line(place, key)
        raise BadTable(self.file, line, expected=f"{expected} in {self.name}", found=found)

    def _line(self, place: int | None, key: str) -> int:
        """Find the line of a key under its header, or of the header itself."""
        lines = self.text.splitlines()
        header = f"[{self.name}]" if place is None else f"[[{self.name}.value]]"
        places = [number for number, line in enumerate(lines, 1) if line.strip() == header]
        wanted = places[(place or 0) : (place or 0) + 1] or places[:1] or [1]
        start = wanted[0]
        for number in range(start, len(lines)):
            if lines[number].lstrip().startswith("["):
                break
            if key and lines[number].split("=")[0].strip() == key:
                return number + 1
        return start


def _month_and_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _is_day_of_year(raw: object) -> bool:
    return isinstance(raw, str) and bool(_REVISED.match(raw)) and raw != "02-29"


def _is_day(raw: object) -> bool:
    return isinstance(raw, date) and not isinstance(raw, datetime)


def _number(raw: object) -> Decimal | None:
    value = _any_number(raw)
    return value if value is not None and value >= 0 else None


def _any_number(raw: object) -> Decimal | None:
    """Give a number of at most four decimals; a base rate can be below zero."""
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        return None
    value = Decimal(raw)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -_DECIMALS or not -_MOST <= value <= _MOST:
        return None
    return value


def _count(raw: object) -> int | None:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= 10_000:
        return None
    return raw


def _cents(raw: object) -> int | None:
    value = _number(raw)
    return None if value is None else whole_cents(value)


def whole_cents(value: Decimal) -> int | None:
    """Give euros as whole cents, or None when there are fractions of a cent.

    >>> whole_cents(Decimal("93")), whole_cents(Decimal("0.005"))
    (9300, None)
    """
    numerator, denominator = (value * 100).as_integer_ratio()
    if denominator != 1:
        return None
    return to_cents(numerator, denominator, rounding="half_up")


def _day_value(raw: object) -> date | None:
    return cast(date, raw) if _is_day(raw) else None


def _amounts(raw: object) -> Mapping[str, int] | None:
    if not isinstance(raw, dict) or not raw:
        return None
    cents = {name: _cents(value) for name, value in raw.items()}
    known = {name: value for name, value in cents.items() if value is not None}
    return known if len(known) == len(cents) else None


def _bands(raw: object) -> tuple[Band, ...] | None:
    """Bands whose ends rise; only the last may have none, and all have the same figures."""
    if not isinstance(raw, list) or not raw or not all(isinstance(each, dict) for each in raw):
        return None
    bands = [_band(each) for each in raw]
    known = [band for band in bands if band is not None]
    if len(known) != len(bands):
        return None
    ends = [band.up_to_cents for band in known]
    inner = [end for end in ends[:-1] if end is not None]
    last = ends[-1]
    rising = all(one < other for one, other in pairwise(inner))
    ends_well = last is None or not inner or last > inner[-1]
    alike = all(band.figures.keys() == known[0].figures.keys() for band in known)
    return (
        tuple(known) if len(inner) == len(ends) - 1 and rising and ends_well and alike else None
    )


def _band(raw: Mapping[str, object]) -> Band | None:
    end = _cents(raw["up_to"]) if "up_to" in raw else None
    figures = {name: _number(value) for name, value in raw.items() if name != "up_to"}
    known = {name: value for name, value in figures.items() if value is not None}
    if len(known) != len(figures) or not known or ("up_to" in raw and not end):
        return None
    return Band(end, known)


_VALUES: Final[Mapping[str, Callable[[object], object]]] = {
    "percent per year": _number,
    "percent": _number,
    "base percent per year": _any_number,
    **dict.fromkeys(("days", "weeks", "months", "years", "count", "hour", "points"), _count),
    "euro": _cents,
    "day": _day_value,
    "scale": _bands,
    "euro by claim": _bands,
    "euro by act": _amounts,
    "euro by creditor": _amounts,
}
_EXPECTED: Final = {
    "percent per year": "a number of percents",
    "percent": "a number of percents",
    "base percent per year": "a number of percents",
    **dict.fromkeys(
        ("days", "weeks", "months", "years", "count", "hour", "points"), "a whole number"
    ),
    "euro": "an amount in euros",
    "day": "a day",
    "scale": "bands that rise",
    "euro by claim": "bands that rise",
    "euro by act": "amounts by name",
    "euro by creditor": "amounts by name",
}
