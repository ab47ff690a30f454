"""How a column writes its amounts and days: decided over the column, never per cell.

A cell that could be read in two ways says nothing; the cells that can be read in one way
only decide. Cells that contradict each other leave the column undecided.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from voldaan import money

DecimalMark = Literal[",", "."]
DayOrder = Literal["dmy", "mdy", "ymd"]
Grounds = Literal["proven", "doubt", "none"]

#: Characters of an amount or a day; a longer cell is neither.
_LONGEST = 80
_EURO = re.compile(r"(?<![A-Z])EUR(?:O)?(?![A-Z])|€", re.IGNORECASE)
_WHOLE_EURO = re.compile(r"(?<=[0-9])[.,][-–—]{1,2}\Z")
_SPACED_GROUP = re.compile(r"(?<=[0-9])[\s'’](?=[0-9]{3}(?![0-9]))")
_AMOUNT = {
    ",": re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?\Z"),
    ".": re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?\Z"),
}
_THREE_DECIMALS = re.compile(r"[.,][0-9]{3}\Z")

_TIME = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}\S*\Z")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})\Z")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})\Z")


class NotADay(ValueError):
    """The text is no day in the stated order; carries the text."""


@dataclass(frozen=True, slots=True)
class Decided[Way]:
    """How a column is written, and on what grounds.

    ``proven`` by a cell that can be read in one way only, ``doubt`` when all cells could be
    read in two ways, ``none`` when there was nothing to decide.
    """

    way: Way
    grounds: Grounds


def cents(text: str, *, decimal: DecimalMark) -> int:
    """Read an amount as people and packages write it, with a given decimal mark.

    Euro signs, groups of three, a minus on either side, brackets for less than nothing and
    ``,-`` for no cents are understood. Raises :class:`voldaan.money.NotAnAmount` otherwise,
    and :class:`voldaan.money.FractionOfACent` when a third decimal counts.

    >>> cents("€ 1.210,50", decimal=","), cents("(5,-)", decimal=",")
    (121050, -500)
    """
    plain = _plain(text)
    if not _AMOUNT[decimal].match(plain):
        raise money.NotAnAmount(text)
    return money.parse(plain, decimal=decimal, grouping="." if decimal == "," else ",")


def exact(text: str, *, decimal: DecimalMark) -> str:
    """Give an amount that :func:`cents` could read but for its decimals, as plain decimal.

    >>> exact("€ 1.210,505", decimal=",")
    '1210.505'
    """
    return _plain(text).replace("." if decimal == "," else ",", "").replace(",", ".")


def day(text: str, *, order: DayOrder) -> date:
    """Read a day in a given order; a time behind it is left aside, ``26`` is 2026.

    Raises :class:`NotADay` for another order and for a day that does not exist.

    >>> day("01/02/2026", order="dmy")
    datetime.date(2026, 2, 1)
    """
    plain = _TIME.sub("", text.strip())
    match = (_YEAR_FIRST if order == "ymd" else _YEAR_LAST).match(plain)
    if match is None:
        raise NotADay(text)
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    if order == "ymd":
        year, month, number = first, second, third
    else:
        year = third + 2000 if len(match[4]) == 2 else third
        number, month = (first, second) if order == "dmy" else (second, first)
    try:
        return date(year, month, number)
    except ValueError:
        raise NotADay(text) from None


def decimal_mark(texts: Iterable[str]) -> Decided[DecimalMark] | None:
    """Decide the decimal mark of amounts; None when they contradict each other.

    Without a cell that tells, marks before three digits are taken for groups: nobody
    writes tenths of cents on an invoice.

    >>> decimal_mark(["1.210", "5,50"]), decimal_mark(["1,210"])
    (Decided(way=',', grounds='proven'), Decided(way='.', grounds='doubt'))
    """
    proven: set[DecimalMark] = set()
    likely: set[DecimalMark] = set()
    for plain in map(_plain, texts):
        comma, dot = bool(_AMOUNT[","].match(plain)), bool(_AMOUNT["."].match(plain))
        if comma != dot:
            proven.add("," if comma else ".")
        elif comma and _THREE_DECIMALS.search(plain):
            likely.add("." if "," in plain else ",")
    if proven:
        return _only(proven, "proven")
    return _only(likely, "doubt") if likely else Decided(",", "none")


def day_order(texts: Iterable[str]) -> Decided[DayOrder] | None:
    """Decide the order of days; None when they contradict each other.

    Without a cell that tells, the Dutch order is taken.

    >>> day_order(["01/02/2026", "13/02/2026"]), day_order(["01/02/2026"])
    (Decided(way='dmy', grounds='proven'), Decided(way='dmy', grounds='doubt'))
    """
    proven: set[DayOrder] = set()
    either = False
    for text in texts:
        days = {order: found for order in _ORDERS if (found := _day_or_none(text, order))}
        if len(days) == 1:
            proven.update(days)
        elif len(set(days.values())) == 2:
            either = True
    if either and "ymd" in proven:
        return None
    if proven:
        return _only(proven, "proven")
    return Decided("dmy", "doubt" if either else "none")


_ORDERS: tuple[DayOrder, ...] = ("dmy", "mdy", "ymd")


def _only[Way](ways: set[Way], grounds: Grounds) -> Decided[Way] | None:
    return Decided(next(iter(ways)), grounds) if len(ways) == 1 else None


def _day_or_none(text: str, order: DayOrder) -> date | None:
    return _cached_day(text, order) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)  # a list has few days, each many times
def _cached_day(text: str, order: DayOrder) -> date | None:
    try:
        return day(text, order=order)
    except NotADay:
        return None


def is_amount(text: str) -> bool:
    """Say whether a text is an amount in either notation."""
    plain = _plain(text)
    return any(pattern.match(plain) for pattern in _AMOUNT.values())


def is_day(text: str) -> bool:
    """Say whether a text is a day in any order."""
    return any(_day_or_none(text, order) for order in _ORDERS)


def all_of(test: Callable[[str], bool], texts: Iterable[str]) -> bool:
    """Say whether every text that is not empty passes, and there is one.

    >>> all_of(is_amount, ["", "5"]), all_of(is_amount, [""])
    (True, False)
    """
    filled = [text for text in texts if text]
    return bool(filled) and all(map(test, filled))


def normalised(name: str) -> str:
    """Give a header without case, accents, spaces and punctuation.

    >>> normalised("Totaal (incl. BTW) €")
    'totaalinclbtw'
    """
    plain = unicodedata.normalize("NFKD", name[:200]).casefold()
    return re.sub(r"[^a-z0-9]", "", plain)


def _plain(text: str) -> str:
    return _cached_plain(text) if len(text) <= _LONGEST else ""


@lru_cache(maxsize=4096)
def _cached_plain(text: str) -> str:
    plain = _EURO.sub("", text).replace("−", "-").strip()
    plain = _WHOLE_EURO.sub("", _SPACED_GROUP.sub("", plain))
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + _WHOLE_EURO.sub("", plain[1:-1].strip())
    if plain.endswith("-"):
        plain = "-" + plain[:-1].rstrip()
    if plain.startswith("-"):
        return "-" + plain[1:].lstrip()
    return plain.removeprefix("+")
