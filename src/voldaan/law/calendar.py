"""Terms in days, months and years, as the law counts them."""

from collections.abc import Iterator
from datetime import date, timedelta

from voldaan import days
from voldaan.law.accrual import anniversary
from voldaan.law.answers import Impossible, Step
from voldaan.reasons import because

_MONTHS = 12
_DAYS = 365
_SATURDAY = 5
_SUNDAY = 6


def plus_years(day: date, count: int) -> date:
    """Give the same day so many years later; 29 February becomes 28 February.

    Terms in years do not stretch over weekends (Algemene termijnenwet art. 4 onder a).

    >>> plus_years(date(2024, 2, 29), 5)
    datetime.date(2029, 2, 28)
    """
    _inside(day, years=count)
    return anniversary(day, count)


def plus_months(day: date, count: int) -> date:
    """Give the same day so many months later, or the last of that month.

    >>> plus_months(date(2026, 1, 31), 1), plus_months(date(2026, 11, 30), 9)
    (datetime.date(2026, 2, 28), datetime.date(2027, 8, 30))
    """
    _inside(day, years=count // _MONTHS + 1)
    first, following = _month(day, count), _month(day, count + 1)
    length = (following - first).days
    return first.replace(day=min(day.day, length))


def _month(day: date, count: int) -> date:
    """Give the first day of the month so many months later."""
    years, month = divmod(day.month - 1 + count, _MONTHS)
    return date(day.year + years, month + 1, 1)


def plus_days(day: date, count: int) -> date:
    """Give the day so many days later."""
    _inside(day, years=count // _DAYS + 1)
    return day + timedelta(days=count)


def _inside(day: date, *, years: int) -> None:
    """Refuse what may leave the calendar, a little before it does."""
    if day.year + years >= date.max.year:
        raise Impossible(because("law.impossible.too_late", day=day.isoformat()))


def why_free(day: date) -> str:
    """Say why a day is no working day: the holiday's name, ``saturday``, ``sunday``, or ''.

    >>> why_free(date(2026, 5, 5)), why_free(date(2026, 11, 28)), why_free(date(2026, 5, 6))
    ('Bevrijdingsdag', 'saturday', '')
    """
    weekend = {_SATURDAY: "saturday", _SUNDAY: "sunday"}.get(day.weekday(), "")
    return days.holiday_name(day) or weekend


def stretched(last_day: date) -> tuple[date, tuple[Step, ...]]:
    """Move the last day of a term in days off weekends and holidays, and say which.

    Source: Algemene termijnenwet art. 1 lid 1.

    >>> stretched(date(2026, 4, 3))[0]  # Good Friday
    datetime.date(2026, 4, 7)
    """
    steps = []
    while why := why_free(last_day):
        steps.append(skipped(last_day, why, cites="Algemene termijnenwet art. 1, 3"))
        last_day = plus_days(last_day, 1)
    return last_day, tuple(steps)


def skipped(day: date, why: str, *, cites: str) -> Step:
    """Give the step of a day that does not count."""
    return Step(because("law.day.skipped", day=day.isoformat(), name=why), day=day, cites=cites)


def each_day_after(day: date) -> Iterator[date]:
    """Give the days after a day, one by one."""
    while True:
        day = plus_days(day, 1)
        yield day
