"""The day that a writer names: "vrijdag", "eind van de maand", "15 oktober", "by the 3rd".

The latest day of what was said is taken ("volgende week" is the Friday of it), because a
client is given the time that they asked for. A day that lies behind is next year's only
when it is written with a month; a named weekday is the next one.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from voldaan import days

#: A promise further away than this is not taken from words; a person reads it.
FURTHEST_DAYS = 200

_WEEKDAYS = (
    ("maandag", "monday", "mon"),
    ("dinsdag", "tuesday", "tue", "tues"),
    ("woensdag", "wednesday", "wed"),
    ("donderdag", "thursday", "thu", "thur", "thurs"),
    ("vrijdag", "friday", "fri"),
    ("zaterdag", "saturday", "sat", "weekend"),
    ("zondag", "sunday", "sun"),
)
_MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb", "febr"),
    ("maart", "march", "mrt", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTH_OF = {name: place for place, names in enumerate(_MONTHS, 1) for name in names}
_WEEKDAY_OF = {name: place for place, names in enumerate(_WEEKDAYS) for name in names}
_MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_WEEKDAY_OF, key=len, reverse=True))

Found = Callable[[re.Match[str], date], date | None]


def find(text: str, *, day: date) -> date | None:
    """Give the day that is named, on or after ``day``; None when none is, or it is far.

    >>> find("Vrijdag maak ik het over", day=date(2026, 10, 14))
    datetime.date(2026, 10, 16)
    >>> find("I'll pay by 3 November", day=date(2026, 10, 14))
    datetime.date(2026, 11, 3)
    >>> find("eind van de maand", day=date(2026, 10, 14))
    datetime.date(2026, 10, 31)
    """
    flat = " ".join(text[:2000].lower().split())
    for pattern, named in _WAYS:
        for match in pattern.finditer(flat):
            found = named(match, day)
            if found is not None and 0 <= (found - day).days <= FURTHEST_DAYS:
                return found
    return None


def _with_month(match: re.Match[str], day: date) -> date | None:
    year = int(match["year"]) if match["year"] else None
    return _in_month(int(match["day"]), _MONTH_OF[match["month"]], year, day)


def _in_numbers(match: re.Match[str], day: date) -> date | None:
    written = match["year"]
    year = int(written) + (2000 if len(written) == 2 else 0) if written else None
    return _in_month(int(match["day"]), int(match["month"]), year, day)


def _in_month(number: int, month: int, year: int | None, day: date) -> date | None:
    try:
        found = date(year or day.year, month, number)
        return found if year or found >= day else date(day.year + 1, month, number)
    except ValueError:
        return None


def _day_of_month(match: re.Match[str], day: date) -> date | None:
    number = int(match["day"])
    year, month = day.year, day.month
    if number < day.day:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _end_of_month(match: re.Match[str], day: date) -> date | None:
    month = _MONTH_OF.get(match["month"] or "", 0)
    year = day.year + (1 if month and month < day.month else 0)
    if not month:
        month = day.month + (1 if "next" in match.group() or "volgende" in match.group() else 0)
        year, month = (year + 1, 1) if month > 12 else (year, month)
    return date(year, month, monthrange(year, month)[1])


def _weekday(match: re.Match[str], day: date) -> date | None:
    ahead = (_WEEKDAY_OF[match["name"]] - day.weekday()) % 7 or 7
    return days.shift(day, ahead)


def _friday(weeks: int) -> Found:
    def named(_: re.Match[str], day: date) -> date | None:
        monday = days.shift(day, -day.weekday())
        return max(day, days.shift(monday, 7 * weeks + 4))

    return named


def _next_month(_: re.Match[str], day: date) -> date | None:
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return date(year, month, monthrange(year, month)[1])


def _within(match: re.Match[str], day: date) -> date | None:
    words = {"een": 1, "twee": 2, "drie": 3, "vijf": 5, "a": 1, "two": 2, "three": 3, "five": 5}
    count = words.get(match["count"]) or int(match["count"])
    length = 7 if match["unit"].startswith("we") and "werk" not in match["unit"] else 1
    return days.shift(day, min(count, 99) * length)


def _ahead(count: int) -> Found:
    return lambda _, day: days.shift(day, count)


#: The ways in which a day is named, the most exact first.
_WAYS: tuple[tuple[re.Pattern[str], Found], ...] = (
    (
        re.compile(
            r"\b(?P<day>\d{1,2})(?:e|de|ste|st|nd|rd|th)?(?: of| van)? "
            rf"(?P<month>{_MONTH})\b\.?"
            r"(?: ?(?P<year>20\d\d))?"
        ),
        _with_month,
    ),
    (
        re.compile(
            rf"\b(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)"
            r"(?:,? (?P<year>20\d\d))?"
        ),
        _with_month,
    ),
    (
        re.compile(
            r"(?<![\d.,/€$-])(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})"
            r"(?:[-/.](?P<year>20\d\d|\d\d))?(?![\d,/%-])"
        ),
        _in_numbers,
    ),
    (re.compile(r"\bovermorgen\b|\bday after tomorrow\b"), _ahead(2)),
    (
        re.compile(r"\bmorgen\b(?! wel)|\btomorrow\b|\bmorgenochtend\b|\bmorgenvroeg\b"),
        _ahead(1),
    ),
    (
        re.compile(
            r"\b(?:einde?|ultimo|end|last day)(?: of| van)?"
            rf"(?: the| de| deze| this| volgende| next)? (?P<month>{_MONTH}|maand|month)\b"
        ),
        _end_of_month,
    ),
    (re.compile(rf"\b(?P<name>{_WEEKDAY})\b"), _weekday),
    (
        re.compile(r"\b(?:de|the) (?P<day>\d{1,2})(?:e|de|ste|st|nd|rd|th)\b"),
        _day_of_month,
    ),
    (
        re.compile(
            r"\b(?:binnen|within|in|over) "
            r"(?P<count>een|twee|drie|vijf|a|two|three|five|\d{1,2}) "
            r"(?P<unit>werkdag(?:en)?|dag(?:en)?|week|weken|"
            r"(?:working |business )?days?|weeks?)\b"
        ),
        _within,
    ),
    (re.compile(r"\b(?:volgende|komende|aankomende|next|coming) week\b"), _friday(1)),
    (re.compile(r"\b(?:deze|this) week\b"), _friday(0)),
    (re.compile(r"\b(?:volgende|komende|next) (?:maand|month)\b"), _next_month),
    (
        re.compile(
            r"\b(?:vandaag|vanavond|vanmiddag|today|tonight|this (?:afternoon|evening))\b"
        ),
        _ahead(0),
    ),
)
