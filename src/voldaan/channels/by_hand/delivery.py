"""A letter that the owner brought in person."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Way = Literal[
    "letterbox",
    "door",  # into somebody's hands
]

_LONGEST_NAME = 200


class NotYet(ValueError):
    """The day lies in the future; carries it."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(day)


class BeforeItWasMade(ValueError):
    """The day lies before the letter was made; carries it."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(day)


class BadName(ValueError):
    """A name is too long, holds control characters, or stands where nobody took the letter."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The receipt: how and when it was brought, and who took it, or empty when not known."""

    way: Way
    on_day: date
    taken_by: str = ""


def delivered(
    way: Way, *, on_day: date, today: date, made_on: date, taken_by: str = ""
) -> Delivery:
    """Give the receipt of a letter that was made on ``made_on`` and brought on ``on_day``.

    Any day may be it, also a Sunday. ``taken_by`` is for ``door`` only.

    Raises NotYet, BeforeItWasMade, BadName, ValueError for another way.

    >>> delivered("letterbox", on_day=date(2026, 10, 14), today=date(2026, 10, 15),
    ...           made_on=date(2026, 10, 14))
    Delivery(way='letterbox', on_day=datetime.date(2026, 10, 14), taken_by='')
    """
    if way not in get_args(Way):
        raise ValueError(way)
    if on_day > today:
        raise NotYet(on_day)
    if on_day < made_on:
        raise BeforeItWasMade(on_day)
    name = taken_by.strip()
    if len(name) > _LONGEST_NAME or not name.isprintable() or (name and way != "door"):
        raise BadName
    return Delivery(way, on_day, name)
