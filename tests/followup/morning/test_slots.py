"""The money moment: which slot comes, and which one is told."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan import days
from voldaan.followup.morning.slots import (
    WEEKDAYS,
    BadSlots,
    Slots,
    latest_slot,
    next_slot,
    slot_to_tell,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: Tuesday and Thursday at half past nine.
SLOTS = Slots((2, 4), 570)


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=AMSTERDAM)


class TestSlots:
    @pytest.mark.parametrize("weekdays", [(6,), (7,), (0,), (4, 2), (2, 2)])
    def test_are_days_of_the_week_in_order(self, weekdays: tuple[int, ...]) -> None:
        with pytest.raises(BadSlots):
            Slots(weekdays)

    @pytest.mark.parametrize("minute", [-1, 0, 419, 1201, 1440])
    def test_are_never_at_night(self, minute: int) -> None:
        with pytest.raises(BadSlots):
            Slots((1,), minute)

    def test_are_none_by_default(self) -> None:
        assert next_slot(Slots(), at=at("2026-10-14", "09:00")) is None
        assert latest_slot(Slots(), at=at("2026-10-14", "09:00")) is None


class TestTheNext:
    @pytest.mark.parametrize(
        ("now", "expected"),
        [
            (at("2026-10-13", "09:29"), "2026-10-13T09:30:00+02:00"),
            (at("2026-10-13", "09:30"), "2026-10-15T09:30:00+02:00"),
            (at("2026-10-16", "12:00"), "2026-10-20T09:30:00+02:00"),
            (at("2026-10-23", "12:00"), "2026-10-27T09:30:00+01:00"),  # winter has begun
            (datetime(2026, 10, 13, 7, 29, tzinfo=UTC), "2026-10-13T09:30:00+02:00"),
        ],
    )
    def test_is_the_first_one_after_now(self, now: datetime, expected: str) -> None:
        found = next_slot(SLOTS, at=now)

        assert found is not None
        assert found.isoformat() == expected

    def test_is_never_a_holiday(self) -> None:
        found = next_slot(Slots((5,), 570), at=at("2026-12-24", "12:00"))

        assert found is not None
        assert found.date() == date(2027, 1, 8)  # Christmas and New Year are Fridays


class TestTelling:
    def test_begins_on_the_minute(self) -> None:
        told = date(2026, 10, 13)

        before = slot_to_tell(SLOTS, at=at("2026-10-15", "09:29"), told_on=told)
        then = slot_to_tell(SLOTS, at=at("2026-10-15", "09:30"), told_on=told)

        assert (before, then) == (None, date(2026, 10, 15))

    def test_happens_once(self) -> None:
        day = date(2026, 10, 15)

        assert slot_to_tell(SLOTS, at=at("2026-10-15", "11:00"), told_on=day) is None

    def test_of_many_that_were_slept_through_is_of_the_last(self) -> None:
        told = date(2026, 9, 1)

        assert slot_to_tell(SLOTS, at=at("2026-10-16", "10:00"), told_on=told) == date(
            2026, 10, 15
        )

    @pytest.mark.parametrize(
        ("day", "clock"),
        [("2026-10-15", "06:59"), ("2026-10-15", "20:01"), ("2026-10-17", "10:00"),
         ("2026-12-25", "10:00")],
    )  # fmt: skip
    def test_is_never_at_night_in_a_weekend_or_on_a_holiday(self, day: str, clock: str) -> None:
        assert slot_to_tell(SLOTS, at=at(day, clock), told_on=None) is None

    def test_takes_who_was_never_told(self) -> None:
        found = slot_to_tell(SLOTS, at=at("2026-10-15", "10:00"), told_on=None)

        assert found == date(2026, 10, 15)

    @given(
        weekdays=st.sets(st.sampled_from(WEEKDAYS)).map(lambda each: tuple(sorted(each))),
        minute=st.integers(420, 1200),
        start=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001
        gaps=st.lists(st.integers(1, 60 * 24 * 9), max_size=40),
    )
    def test_is_at_most_once_per_slot_and_only_by_day(
        self, weekdays: tuple[int, ...], minute: int, start: datetime, gaps: list[int]
    ) -> None:
        slots, now, told = Slots(weekdays, minute), start.replace(tzinfo=UTC), None
        heard: list[date] = []
        for gap in gaps:
            now += timedelta(minutes=gap)
            slot = slot_to_tell(slots, at=now, told_on=told)
            if slot is not None:
                told = slot
                heard.append(slot)
                local = now.astimezone(AMSTERDAM)
                assert days.is_working_day(local.date())
                assert 7 <= local.hour <= 20
                assert slot.isoweekday() in weekdays

        assert heard == sorted(set(heard))
