"""The money moment: fixed slots in the week, the next one, and the one to be told now.

Outside a slot everything stays as it is; nobody is locked out. A slot is told once: from its
minute on, in the hours of a working day. Who slept through several hears of the last only.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from voldaan import days

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")

#: Between these minutes of the day a slot may begin, and may anybody be told of it.
EARLIEST_MINUTE = 7 * 60
LATEST_MINUTE = 20 * 60

#: Monday to Friday, as ISO counts them.
WEEKDAYS = (1, 2, 3, 4, 5)

#: So far we look for a slot; no row of days off is longer.
_FAR_DAYS = 21


class BadSlots(ValueError):
    """A day that is no working day of the week, a day twice, or a minute out of bounds."""


@dataclass(frozen=True, slots=True)
class Slots:
    """The days of the week (Monday is 1) and the minute of the day, Amsterdam time.

    Without days there is no money moment. Raises :class:`BadSlots`.
    """

    weekdays: tuple[int, ...] = ()
    minute: int = 570

    def __post_init__(self) -> None:
        """Refuse nights, weekends and a day twice."""
        is_in_week = set(self.weekdays) <= set(WEEKDAYS)
        if not is_in_week or list(self.weekdays) != sorted(set(self.weekdays)):
            raise BadSlots(self.weekdays)
        if not EARLIEST_MINUTE <= self.minute <= LATEST_MINUTE:
            raise BadSlots(self.minute)

    @property
    def begins_at(self) -> time:
        """The time of the day, Amsterdam time.

        >>> Slots((2, 4), 570).begins_at
        datetime.time(9, 30)
        """
        return time(self.minute // 60, self.minute % 60)


def next_slot(slots: Slots, *, at: datetime) -> datetime | None:
    """Give the next slot after an aware moment, in Amsterdam time; None: there is none.

    >>> at = datetime.fromisoformat("2026-10-14T08:00:00+00:00")  # a Wednesday
    >>> next_slot(Slots((2, 4), 570), at=at).isoformat()
    '2026-10-15T09:30:00+02:00'
    """
    local = at.astimezone(_AMSTERDAM)
    for ahead in range(_FAR_DAYS):
        day = days.shift(local.date(), ahead)
        begins = datetime.combine(day, slots.begins_at, tzinfo=_AMSTERDAM)
        if _is_slot(slots, day) and begins > local:
            return begins
    return None


def latest_slot(slots: Slots, *, at: datetime) -> date | None:
    """Give the day of the last slot that began at or before an aware moment.

    >>> at = datetime.fromisoformat("2026-10-15T07:30:00+00:00")  # Thursday, 9:30 here
    >>> latest_slot(Slots((2, 4), 570), at=at)
    datetime.date(2026, 10, 15)
    """
    local = at.astimezone(_AMSTERDAM)
    has_begun = local.time() >= slots.begins_at
    for back in range(0 if has_begun else 1, _FAR_DAYS):
        day = days.shift(local.date(), -back)
        if _is_slot(slots, day):
            return day
    return None


def slot_to_tell(slots: Slots, *, at: datetime, told_on: date | None) -> date | None:
    """Give the slot that somebody must be told of at an aware moment; mostly None.

    ``told_on`` is the last slot that was told. Never at night, in a weekend or on a holiday.
    """
    local = at.astimezone(_AMSTERDAM)
    minute = local.hour * 60 + local.minute
    if not days.is_working_day(local.date()) or not EARLIEST_MINUTE <= minute <= LATEST_MINUTE:
        return None
    slot = latest_slot(slots, at=at)
    return slot if slot is not None and (told_on is None or told_on < slot) else None


def _is_slot(slots: Slots, day: date) -> bool:
    return day.isoweekday() in slots.weekdays and days.is_working_day(day)
