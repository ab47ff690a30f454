"""Days: spans, working days, Dutch holidays, and days written out.

A span of days is half-open, ``[from_day, to_day)``: its first day counts, ``to_day`` does
not, so that spans that touch neither overlap nor leave a gap. Everywhere in Voldaan the
pair is named like that; ``to_day=None`` means still open.

Every function takes any day of Python's calendar (year 1 to 9999) and stays inside it:
where a count of days would leave the calendar, its first or last day comes out.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

Language = Literal["nl", "en"]

FIRST_DAY = date.min
LAST_DAY = date.max

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
_WEEKDAYS = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
# The first three letters, save for maart.
_SHORT_MONTHS = {
    language: tuple("mrt" if name == "maart" else name[:3] for name in names)
    for language, names in _MONTHS.items()
}


class NotADay(ValueError):
    """The text is not a day written as ``2026-10-14``; carries the text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def parse_iso(text: str) -> date:
    """Read a day written as year, month and day with hyphens, and nothing else.

    Raises :class:`NotADay` for every other notation and for days that do not exist.

    >>> parse_iso("2028-02-29")
    datetime.date(2028, 2, 29)
    >>> parse_iso("20280229")
    Traceback (most recent call last):
    ...
    voldaan.days.NotADay: 20280229
    """
    # date.fromisoformat alone also takes week numbers and bare digits.
    if not _ISO.match(text):
        raise NotADay(text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotADay(text) from error


def shift(day: date, count: int) -> date:
    """Give the day ``count`` days later (earlier when negative), kept in the calendar.

    >>> shift(date(2026, 12, 31), 1), shift(date(9999, 12, 31), 1)
    (datetime.date(2027, 1, 1), datetime.date(9999, 12, 31))
    """
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return LAST_DAY if count > 0 else FIRST_DAY


def easter(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar (year 1 to 9999).

    Source: the anonymous Gregorian algorithm (Meeus, *Astronomical Algorithms*, ch. 8).

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _kings_day(year: int) -> date:
    """27 April since 2014, Queen's Day on 30 April before; never on a Sunday."""
    day = date(year, 4, 27) if year >= 2014 else date(year, 4, 30)
    if day.weekday() != 6:
        return day
    # Until 1979 the day moved to the Monday, since 1980 to the Saturday.
    return shift(day, -1 if year >= 1980 else 1)


@lru_cache(maxsize=1024)
def holidays_nl(year: int) -> Mapping[date, str]:
    """Give the official holidays of the Netherlands in a year, by day, with Dutch names.

    5 May counts every year; Good Friday is equated with a holiday. Easter Sunday and
    Whit Sunday stand in the list although they are Sundays anyway. When two fall on one
    day (Ascension Day on 5 May 2016), the list holds one day with both names.

    *Choice:* years before the law of 1964 get the same list, with Queen's Day on 30 April
    for every year before 2014; nothing in Voldaan counts days that old.

    Source: Algemene termijnenwet art. 3 lid 1 and 2 (5 May named there for every year),
    read 2026-11-21.

    >>> holidays_nl(2025)[date(2025, 4, 26)]
    'Koningsdag'
    """
    sunday = easter(year)
    named = (
        (date(year, 1, 1), "Nieuwjaarsdag"),
        (shift(sunday, -2), "Goede Vrijdag"),
        (sunday, "Eerste Paasdag"),
        (shift(sunday, 1), "Tweede Paasdag"),
        (_kings_day(year), "Koningsdag" if year >= 2014 else "Koninginnedag"),
        (date(year, 5, 5), "Bevrijdingsdag"),
        (shift(sunday, 39), "Hemelvaartsdag"),
        (shift(sunday, 49), "Eerste Pinksterdag"),
        (shift(sunday, 50), "Tweede Pinksterdag"),
        (date(year, 12, 25), "Eerste Kerstdag"),
        (date(year, 12, 26), "Tweede Kerstdag"),
    )
    found: dict[date, str] = {}
    for day, name in sorted(named):
        found[day] = f"{found[day]}, {name}" if day in found else name
    return MappingProxyType(found)


def holiday_name(day: date) -> str | None:
    """Give the Dutch name of the official holiday on this day, or None."""
    return holidays_nl(day.year).get(day)


def is_working_day(day: date) -> bool:
    """Say whether the day is Monday to Friday and not an official Dutch holiday.

    >>> is_working_day(date(2026, 5, 4)), is_working_day(date(2026, 5, 5))
    (True, False)
    """
    return day.weekday() < 5 and day not in holidays_nl(day.year)


def next_working_day(day: date) -> date:
    """Give the first working day on or after the day: the day itself when it is one.

    There always is one: the last day of the calendar is a Friday without a holiday.

    >>> next_working_day(date(2026, 4, 3))  # Good Friday
    datetime.date(2026, 4, 7)
    """
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def minus_working_days(day: date, count: int) -> date:
    """Go back ``count`` working days (0 or more); the day itself is not counted.

    Raises ``ValueError`` for a negative count.

    >>> minus_working_days(date(2026, 10, 14), 3)  # Wednesday: Tuesday, Monday, Friday
    datetime.date(2026, 10, 9)
    """
    if count < 0:
        raise ValueError(count)
    while count and day > FIRST_DAY:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(from_day: date, to_day: date) -> int:
    """Count the working days in ``[from_day, to_day)``; 0 when the span is empty.

    >>> working_days_between(date(2026, 12, 24), date(2027, 1, 4))  # 24, 28 to 31
    5
    """
    if from_day >= to_day:
        return 0
    weeks, rest = divmod((to_day - from_day).days, 7)
    weekdays = weeks * 5 + sum((from_day.weekday() + offset) % 7 < 5 for offset in range(rest))
    return weekdays - sum(
        from_day <= day < to_day and day.weekday() < 5
        for year in range(from_day.year, to_day.year + 1)
        for day in holidays_nl(year)
    )


def write_out(day: date, language: Language = "nl", *, seen_on: date | None = None) -> str:
    """Write a day for people: weekday, day and month.

    The year stands behind it when it is not that of ``seen_on``, the day of the page.

    >>> write_out(date(2025, 10, 14)), write_out(date(2025, 10, 14), "en")
    ('di 14 okt', 'Tue 14 Oct')
    >>> write_out(date(2021, 3, 25), seen_on=date(2026, 10, 14))
    'do 25 mrt 2021'
    """
    weekday = _WEEKDAYS[language][day.weekday()]
    year = "" if seen_on is None or day.year == seen_on.year else f" {day.year}"
    return f"{weekday} {day.day} {_SHORT_MONTHS[language][day.month - 1]}{year}"


def write_out_long(day: date, language: Language = "nl") -> str:
    """Write a day in full, as in a letter.

    >>> write_out_long(date(2026, 10, 14)), write_out_long(date(2026, 10, 14), "en")
    ('14 oktober 2026', '14 October 2026')
    """
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def last_stretch(periods: Iterable[tuple[date, date]]) -> tuple[date, date] | None:
    """Join periods that overlap or touch; give the one that ends last.

    >>> january = (date(2026, 1, 1), date(2026, 1, 31))
    >>> last_stretch([(date(2026, 2, 1), date(2026, 2, 9)), january])
    (datetime.date(2026, 1, 1), datetime.date(2026, 2, 9))
    """
    joined: tuple[date, date] | None = None
    for first_day, last_day in sorted(periods):
        if joined is None or first_day > joined[1] + timedelta(days=1):
            joined = (first_day, last_day)
        else:
            joined = (joined[0], max(joined[1], last_day))
    return joined
