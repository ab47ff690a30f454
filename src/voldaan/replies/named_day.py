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
    ("zaterdag", "saturday", "sat"),
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
#: "I sat at the airport": these two are days only behind such a word.
_SHORT = r"(?:(?<=\bon )|(?<=\bby )|(?<=next )|(?<=this )|(?<=before )|(?<=until ))(?:sat|sun)"
_WEEKDAY = "|".join([*sorted(set(_WEEKDAY_OF) - {"sat", "sun"}, key=len, reverse=True), _SHORT])
_COUNT_OF = {
    **{"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7},
    **{"acht": 8, "tien": 10, "veertien": 14, "a": 1, "one": 1, "two": 2, "three": 3},
    **{"four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "fourteen": 14},
}
_COUNT = "|".join(sorted(_COUNT_OF, key=len, reverse=True))

#: Before a day that lies behind, and behind it.
_WAS = re.compile(r"\b(?:afgelopen|vorige|vorige week|sinds|last|last week|since|past) $")
_HAS_BEEN = re.compile(r" (?:jl|j\.l|jongstleden|vorige week|last week)\b")
#: Numbers that look like a day: invoices, amounts, hours, telephones.
_NO_DAY_BEFORE = re.compile(
    r"(?:[€$#]|\b(?:eur|euro|factuur|facturen|factuurnummer|nummer|nr|no|invoice|order|po|ref|"
    r"kenmerk|om|at|rond|tel|versie|version))[\s.:]{0,3}$"
)
_NO_DAY_BEHIND = re.compile(
    r" ?(?:uur|u|h|hrs?|am|pm|euro?|procent|keer|x|stuks|deel|van de|of the)\b| ?[€%]"
)
#: "De 1e factuur" is no day.
_OF_A_THING = (
    "keer|factuur|facturen|termijn|herinnering|aanmaning|helft|betaling|week|maand|rekening|"
    "deel|klus|mail|kwartaal|dag|werkdag|verdieping|time|invoice|reminder|payment|half|month|"
    "instalment|installment|one|party|quarter|day|working|floor"
)


Found = Callable[[re.Match[str], date], date | None]


def find(text: str, *, day: date) -> date | None:
    """Give the day that is named, on or after ``day``; None when none is, or it is far.

    >>> find("Vrijdag maak ik het over", day=date(2026, 10, 14))
    datetime.date(2026, 10, 16)
    >>> find("I'll pay by 3 November", day=date(2026, 10, 14))
    datetime.date(2026, 11, 3)
    >>> find("eind van de maand", day=date(2026, 10, 14))
    datetime.date(2026, 10, 31)
    >>> find("vorige week vrijdag, factuur 2026-041 van 1.250,00", day=date(2026, 10, 14))
    """
    flat = " ".join(text[:2000].lower().split())
    for pattern, named in _WAYS:
        for match in pattern.finditer(flat):
            try:
                found = None if _lies_behind(match) else named(match, day)
            except ValueError:  # 30 February, or past the end of the calendar
                continue
            if found is not None and 0 <= (found - day).days <= FURTHEST_DAYS:
                return found
    return None


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 20) : match.start()]


def _behind(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + 20]


def _lies_behind(match: re.Match[str]) -> bool:
    return bool(_WAS.search(_before(match)) or _HAS_BEEN.match(_behind(match)))


def _with_month(match: re.Match[str], day: date) -> date:
    year = int(match["year"]) if match["year"] else None
    return _in_month(int(match["day"]), _MONTH_OF[match["month"]], year, day)


def _in_numbers(match: re.Match[str], day: date) -> date | None:
    written = match["year"]
    # "12.10" is an amount or an hour as often as a day.
    if (match["sign"] == "." and not written) or match.group() == "24/7":
        return None
    if _NO_DAY_BEFORE.search(_before(match)) or _NO_DAY_BEHIND.match(_behind(match)):
        return None
    year = int(written) + (2000 if len(written) == 2 else 0) if written else None
    return _in_month(int(match["day"]), int(match["month"]), year, day)


def _in_month(number: int, month: int, year: int | None, day: date) -> date:
    if year is not None:
        return date(year, month, number)
    is_next = (month, number) < (day.month, day.day)
    return date(day.year + is_next, month, number)


def _iso(match: re.Match[str], _: date) -> date | None:
    is_number = _NO_DAY_BEFORE.search(_before(match))
    return None if is_number else days.parse_iso(match.group())


def _day_of_month(match: re.Match[str], day: date) -> date:
    number = int(match["day"])
    first = day.replace(day=1) if number >= day.day else _first_of_month(day, 1)
    return first.replace(day=number)


def _first_of_month(day: date, count: int) -> date:
    """Give the first day of the month that is ``count`` months later."""
    years, month = divmod(day.month - 1 + count, 12)
    return date(day.year + years, month + 1, 1)


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _end_of_month(match: re.Match[str], day: date) -> date:
    month = _MONTH_OF.get(match["month"])
    if month is None:
        is_next = "next" in match.group() or "volgende" in match.group()
        return _last_of_month(_first_of_month(day, 1 if is_next else 0))
    return _last_of_month(date(day.year + (month < day.month), month, 1))


def _weekday(match: re.Match[str], day: date) -> date:
    place = _WEEKDAY_OF[match["name"]]
    behind = (match["behind"] or "").strip()
    if match["next"] or behind in {"volgende week", "next week"}:
        return days.shift(day, 7 - day.weekday() + place)
    weeks = _COUNT_OF.get(match["weeks"] or "", 1) if behind else 0
    return days.shift(day, ((place - day.weekday()) % 7 or 7) + 7 * weeks)


def _weekend(match: re.Match[str], day: date) -> date:
    ahead = 6 - day.weekday()
    return days.shift(day, ahead + (1 if match["after"] else 7 if match["next"] else 0))


def _friday(weeks: int) -> Found:
    def named(_: re.Match[str], day: date) -> date:
        monday = days.shift(day, -day.weekday())
        return max(day, days.shift(monday, 7 * weeks + 4))

    return named


def _next_month(_: re.Match[str], day: date) -> date:
    return _last_of_month(_first_of_month(day, 1))


def _end_of_year(_: re.Match[str], day: date) -> date:
    return date(day.year, 12, 31)


def _within(match: re.Match[str], day: date) -> date:
    count = _COUNT_OF.get(match["count"]) or int(match["count"])
    unit = match["unit"]
    if unit.startswith(("werk", "work", "business")):
        for _ in range(count):
            day = days.next_working_day(days.shift(day, 1))
        return day
    if unit.startswith(("maand", "month")):
        last = _last_of_month(_first_of_month(day, count))
        return last.replace(day=min(day.day, last.day))
    if unit.startswith(("uur", "hour")):
        return days.shift(day, -(-count // 24))
    return days.shift(day, count * (7 if unit.startswith("we") else 1))


def _ahead(count: int) -> Found:
    return lambda _, day: days.shift(day, count)


_YEAR = r"(?:,? (?P<year>(?:19|2[01])\d\d)(?![,.]?\d|,-| ?(?:euro|eur|€)))?"

#: The ways in which a day is named, the most exact first.
_WAYS: tuple[tuple[re.Pattern[str], Found], ...] = (
    (re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-])"), _iso),
    (
        re.compile(
            r"(?<![\d.,])(?P<day>\d{1,2})(?:e|de|ste|st|nd|rd|th)?(?: of| van)? "
            rf"(?P<month>{_MONTH})\b\.?{_YEAR}"
        ),
        _with_month,
    ),
    (
        re.compile(
            rf"\b(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
            rf"(?!:|[-/.,]\d| \d\d\b){_YEAR}"
        ),
        _with_month,
    ),
    (
        re.compile(
            r"(?<![\d.,/€$-])(?P<day>\d{1,2})(?P<sign>[-/.])(?P<month>\d{1,2})"
            r"(?:(?P=sign)(?P<year>20\d\d|\d\d))?(?![,/-]?\d| \d\d\b|[%/-])"
        ),
        _in_numbers,
    ),
    (re.compile(r"\bovermorgen\b|\bday after tomorrow\b"), _ahead(2)),
    (
        re.compile(
            r"(?<!goede )(?<!goeden )(?<!goeie )(?<!\bde )(?<!elke )(?<!iedere )(?<!deze )"
            r"\bmorgen(?:ochtend|vroeg|middag|avond)?\b(?! wel)|\btomorrow\b"
        ),
        _ahead(1),
    ),
    (
        re.compile(
            r"\b(?:einde?|ultimo|end|last day)(?: of| van)?"
            rf"(?: the| de| deze| this| volgende| next)? (?P<month>{_MONTH}|maand|month)\b"
        ),
        _end_of_month,
    ),
    (
        re.compile(
            r"\b(?P<after>(?:na|after) (?:het |the |dit |this )?)?"
            r"(?P<next>volgend |next )?weekend\b"
        ),
        _weekend,
    ),
    (
        re.compile(
            r"\b(?:de|the) (?P<day>\d{1,2})(?:e|de|ste|st|nd|rd|th)\b"
            rf"(?! (?:{_OF_A_THING})\b)"
        ),
        _day_of_month,
    ),
    (
        re.compile(
            r"\b(?P<next>(?:volgende|next) (?:week )?(?:op |on )?)?(?P<name>"
            rf"{_WEEKDAY})(?:ochtend|morgen|middag|avond)?\b"
            r"(?P<behind> (?:volgende week|next week|week\b"
            rf"|over (?P<weeks>{_COUNT}) we(?:ek|ken)\b))?"
        ),
        _weekday,
    ),
    (
        re.compile(
            rf"\b(?:binnen|within|in|over) (?P<count>{_COUNT}|\d{{1,2}}) "
            r"(?P<unit>werkdag(?:en)?|dag(?:en)?|week|weken|maand(?:en)?|uur|"
            r"(?:working |business )?days?|weeks?|months?|hours?)\b"
        ),
        _within,
    ),
    (re.compile(r"\b(?:volgende|komende|aankomende|next|coming) week\b"), _friday(1)),
    (
        re.compile(
            r"\b(?:deze|this|einde?(?: van)? de|end of the) week\b",
        ),
        _friday(0),
    ),
    (re.compile(r"\b(?:volgende|komende|next) (?:maand|month)\b"), _next_month),
    (
        re.compile(r"\b(?:einde?(?: van)? (?:het|dit)|end of (?:the|this)) (?:jaar|year)\b"),
        _end_of_year,
    ),
    (
        re.compile(
            r"\b(?:vandaag|vanavond|vanmiddag|today|tonight|this (?:afternoon|evening))\b"
        ),
        _ahead(0),
    ),
)
