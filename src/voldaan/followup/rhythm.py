"""Betaalritme: the day on which a client usually pays, learned from what was paid.

Many clients do not pay late, they pay on their own day: every Friday, on the 25th. A
reminder on the day before it is noise, and costs goodwill. So a reminder may wait for that
day, inside the margin of the policy, and the service check asks for it.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from voldaan import days
from voldaan.followup.shapes import PayRhythm

#: With fewer payments there is no rhythm to speak of.
LEAST_PAYMENTS = 4
#: This share of the payments must have come on the day (or, in a month, one day beside it).
LEAST_PERCENT = 75
_MOST_PAYMENTS = 24  # the newest count: people change their day
_LAST = 31


def learn(paid_on: Sequence[date]) -> PayRhythm | None:
    """Give the usual pay day, or None when there is none.

    A day of the month is believed before a weekday: who pays on the 25th also pays on
    some weekday. *Choice:* four payments and three of four; fewer would often be chance
    (four payments on one given weekday of five: one in 125).

    >>> learn([date(2026, 6, 25), date(2026, 7, 24), date(2026, 8, 25), date(2026, 9, 25)])
    PayRhythm(by='monthday', number=25, count=4, of=4)
    """
    newest = sorted(paid_on)[-_MOST_PAYMENTS:]
    if len(newest) < LEAST_PAYMENTS:
        return None
    of = len(newest)
    months = len({(day.year, day.month) for day in newest})
    number, count = _monthday(newest)
    if count * 100 >= LEAST_PERCENT * of and months >= LEAST_PAYMENTS:
        return PayRhythm("monthday", number, count, of)
    weekday, count = Counter(day.isoweekday() for day in newest).most_common(1)[0]
    weeks = len({day.isocalendar()[:2] for day in newest})
    if count * 100 >= LEAST_PERCENT * of and weeks >= LEAST_PAYMENTS:
        return PayRhythm("weekday", weekday, count, of)
    return None


def pay_day(rhythm: PayRhythm, *, on_or_after: date) -> date:
    """Give the next pay day, moved to a working day as banks do.

    >>> pay_day(PayRhythm("weekday", 5), on_or_after=date(2026, 10, 14))
    datetime.date(2026, 10, 16)
    >>> pay_day(PayRhythm("weekday", 1), on_or_after=date(2026, 4, 7))  # after Easter Monday
    datetime.date(2026, 4, 7)
    """
    usual = _usual_days(rhythm, around=on_or_after)
    moved = (days.next_working_day(day) for day in usual)
    return next((day for day in moved if day >= on_or_after), date.max)


def due_on(term_ends_on: date, *, rhythm: PayRhythm | None, margin_days: int) -> date:
    """Propose a due date: the client's first pay day after the term, inside the margin.

    >>> due_on(date(2026, 10, 14), rhythm=PayRhythm("weekday", 5), margin_days=4)
    datetime.date(2026, 10, 16)
    >>> due_on(date(2026, 10, 14), rhythm=PayRhythm("monthday", 25), margin_days=4)
    datetime.date(2026, 10, 14)
    """
    if rhythm is None:
        return term_ends_on
    found = pay_day(rhythm, on_or_after=term_ends_on)
    return found if (found - term_ends_on).days <= margin_days else term_ends_on


def pay_day_near(day: date, *, rhythm: PayRhythm | None, margin_days: int) -> date | None:
    """Give the pay day that is worth waiting for; None: there is none inside the margin.

    The reminder comes the day after it, so that a payment can show first.

    >>> pay_day_near(date(2026, 10, 14), rhythm=PayRhythm("weekday", 5), margin_days=4)
    datetime.date(2026, 10, 16)
    """
    if rhythm is None:
        return None
    found = pay_day(rhythm, on_or_after=day)
    return found if (found - day).days < margin_days else None


def _usual_days(rhythm: PayRhythm, *, around: date) -> Iterator[date]:
    """Give the usual day before this one, which days off may move to it, and the next."""
    if rhythm.by == "weekday":
        ahead = (rhythm.number - around.isoweekday()) % 7
        found = (days.shift(around, ahead - 7), days.shift(around, ahead))
        yield from (day for day in found if day.isoweekday() == rhythm.number)
        return
    month = around.year * 12 + around.month - 1
    for each in (month - 1, month, month + 1):
        year, place = divmod(each, 12)
        if date.min.year <= year <= date.max.year:
            yield _in_month(year, place + 1, rhythm.number)


def _monthday(paid_on: Sequence[date]) -> tuple[int, int]:
    """Give the day of the month with most payments on or next to it, and how many."""
    numbers = [_LAST if _is_last(day) else day.day for day in paid_on]
    best = max(numbers, key=lambda number: (_near(number, numbers), numbers.count(number)))
    return best, _near(best, numbers)


def _near(number: int, numbers: Sequence[int]) -> int:
    return sum(abs(each - number) <= 1 for each in numbers)


def _is_last(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _in_month(year: int, month: int, number: int) -> date:
    return date(year, month, min(number, monthrange(year, month)[1]))
