"""Nobody answers: when to try again, and when another channel is wiser.

A call that nobody answered did not reach the client. The next try is on a later working
day and at another part of the day; after the policy's number of tries the third goes over
another channel, where there is one: three tries on two channels, and then the ladder goes on.
"""

from datetime import date

from voldaan import days
from voldaan.followup.shapes import CallTry

#: Parts of a day in which somebody may be called, with their hours.
PARTS: tuple[tuple[str, range], ...] = (
    ("morning", range(12)),
    ("afternoon", range(12, 16)),
    ("evening", range(16, 24)),
)


def next_day(tries: tuple[CallTry, ...]) -> date | None:
    """Give the first day on which a next try may be made; None: now."""
    return days.next_working_day(days.shift(tries[-1].on, 1)) if tries else None


def other_part(tries: tuple[CallTry, ...], *, hours: range) -> str:
    """Give the part of the day for the next try: the first that was not tried yet.

    Only parts with one of ``hours``, in which a client may be contacted that day (on
    Fridays the evening is not); without any such hour, all of them.

    >>> other_part((CallTry(date(2026, 10, 14), 10),), hours=range(8, 18))
    'afternoon'
    """
    able = [part for part, when in PARTS if any(hour in hours for hour in when)]
    able = able or [part for part, _ in PARTS]
    tried = [part_of(each.hour) for each in tries if each.hour >= 0]
    untried = [part for part in able if part not in tried]
    others = [part for part in able if part not in tried[-1:]]
    return (untried or others or able)[0]


def part_of(hour: int) -> str:
    """Give the part of the day of an hour.

    >>> part_of(9), part_of(20)
    ('morning', 'evening')
    """
    return next((part for part, when in PARTS if hour in when), PARTS[-1][0])
