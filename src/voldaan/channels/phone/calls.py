"""When to call again somebody who did not answer.

The rule: another part of the day, on the next working day, and after three tries another
channel. Who is never there in the morning is not reached by three mornings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.days import next_working_day, shift

Part = Literal["morning", "afternoon", "end_of_day"]

MOST_TRIES = 3

#: The hours in which to call, half-open: ``(9, 12)`` is 9.00 to 11.59. No two parts share an
#: hour, so that another part is also another hour. *Choice:* no calls at lunch or at night.
HOURS: dict[Part, tuple[int, int]] = {
    "morning": (9, 12),
    "afternoon": (13, 16),
    "end_of_day": (16, 18),
}
_PARTS: tuple[Part, ...] = ("morning", "afternoon", "end_of_day")


class NotAnHour(ValueError):
    """The hour of a try is not 0 to 23; carries it."""

    def __init__(self, hour: int) -> None:
        self.hour = hour
        super().__init__(hour)


@dataclass(frozen=True, slots=True)
class Try:
    """One call that nobody answered, with the hour (0 to 23) on the owner's clock.

    Raises NotAnHour.
    """

    on_day: date
    hour: int

    def __post_init__(self) -> None:
        """Refuse hours that no clock shows."""
        if not 0 <= self.hour < 24:
            raise NotAnHour(self.hour)

    @property
    def part(self) -> Part:
        """The part of the day to which the hour belongs, also outside the calling hours.

        >>> Try(date(2026, 10, 14), 12).part, Try(date(2026, 10, 14), 20).part
        ('morning', 'end_of_day')
        """
        if self.hour < 13:
            return "morning"
        return "afternoon" if self.hour < 16 else "end_of_day"


@dataclass(frozen=True, slots=True)
class NextTry:
    """When to call: on this day, from ``from_hour`` up to but not including ``to_hour``."""

    on_day: date
    part: Part

    @property
    def from_hour(self) -> int:
        """The first hour of the part."""
        return HOURS[self.part][0]

    @property
    def to_hour(self) -> int:
        """The hour in which the part is over."""
        return HOURS[self.part][1]


def next_try(tries: Sequence[Try], *, day: date) -> NextTry | Literal["other_channel"]:
    """Plan the next call, given the calls that nobody answered, in any order.

    The first call is on ``day`` (today, or the day from which calling is allowed) or the
    first working day after it, in the morning. Every next one is on a working day after the
    last try and not before ``day``, in a part of the day that was not tried yet. After three
    tries the advice is ``other_channel``.

    >>> next_try([], day=date(2026, 10, 17))  # a Saturday
    NextTry(on_day=datetime.date(2026, 10, 19), part='morning')
    >>> next_try([Try(date(2026, 10, 19), 10)], day=date(2026, 10, 19))
    NextTry(on_day=datetime.date(2026, 10, 20), part='afternoon')
    >>> next_try([Try(date(2026, 10, d), 10) for d in (19, 20, 21)], day=date(2026, 10, 22))
    'other_channel'
    """
    if not tries:
        return NextTry(next_working_day(day), "morning")
    if len(tries) >= MOST_TRIES:
        return "other_channel"
    last = max(tries, key=lambda each: (each.on_day, each.hour))
    tried = {each.part for each in tries}
    start = _PARTS.index(last.part)
    later = _PARTS[start + 1 :] + _PARTS[:start]
    part = next(each for each in later if each not in tried)
    return NextTry(next_working_day(max(day, shift(last.on_day, 1))), part)
