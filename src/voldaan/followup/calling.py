"""Nobody answers: when to try again, and when another channel is wiser.

A call that nobody answered did not reach the client. The next try is on a later working
day and at another part of the day; after the policy's number of tries the third goes over
another channel, where there is one: three tries on two channels, and then the ladder goes on.
"""

from datetime import date

from voldaan import days
from voldaan.followup.shapes import CallTry

#: Parts of a day in which somebody may be called, by the hour at which they end.
PARTS: tuple[tuple[str, int], ...] = (("morning", 12), ("afternoon", 16), ("evening", 18))


def next_day(tries: tuple[CallTry, ...]) -> date | None:
    """Give the first day on which a next try may be made; None: now."""
    return days.next_working_day(days.shift(tries[-1].on, 1)) if tries else None


def other_part(tries: tuple[CallTry, ...]) -> str:
    """Give the part of the day for the next try: the first that was not tried yet.

    >>> other_part((CallTry(date(2026, 10, 14), 10),))
    'afternoon'
    """
    tried = [part_of(each.hour) for each in tries if each.hour >= 0]
    for part, _ in PARTS:
        if part not in tried:
            return part
    return next(part for part, _ in PARTS if part != tried[-1])


def part_of(hour: int) -> str:
    """Give the part of the day of an hour; late hours are evening.

    >>> part_of(9), part_of(20)
    ('morning', 'evening')
    """
    return next((part for part, until in PARTS if hour < until), PARTS[-1][0])
