from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.channels.phone.calls import MOST_TRIES, NextTry, NotAnHour, Try, next_try
from voldaan.days import is_working_day

WEDNESDAY = date(2026, 10, 14)
TRIES = st.builds(Try, st.dates(), st.integers(0, 23))


class TestNextTry:
    def test_begins_on_the_day_itself_in_the_morning(self) -> None:
        planned = next_try([], day=WEDNESDAY)

        assert planned == NextTry(WEDNESDAY, "morning")
        assert isinstance(planned, NextTry)
        assert (planned.from_hour, planned.to_hour) == (9, 12)

    @pytest.mark.parametrize(
        ("hour", "part"),
        [(9, "afternoon"), (12, "afternoon"), (13, "end_of_day"), (15, "end_of_day"),
         (16, "morning"), (21, "morning")],
    )  # fmt: skip
    def test_takes_another_part_of_the_next_day(self, hour: int, part: str) -> None:
        planned = next_try([Try(WEDNESDAY, hour)], day=WEDNESDAY)

        assert planned == NextTry(date(2026, 10, 15), part)  # type: ignore[arg-type]

    def test_tries_every_part_once(self) -> None:
        tries = [Try(date(2026, 10, 15), 14), Try(WEDNESDAY, 10)]

        assert next_try(tries, day=WEDNESDAY) == NextTry(date(2026, 10, 16), "end_of_day")

    def test_does_not_take_a_part_that_was_tried_before_the_last(self) -> None:
        tries = [Try(WEDNESDAY, 14), Try(date(2026, 10, 15), 10)]

        assert next_try(tries, day=WEDNESDAY) == NextTry(date(2026, 10, 16), "end_of_day")

    def test_skips_weekends_and_holidays(self) -> None:
        good_friday = date(2026, 4, 3)

        planned = next_try([Try(date(2026, 4, 2), 10)], day=good_friday)

        assert planned == NextTry(date(2026, 4, 7), "afternoon")

    def test_does_not_plan_in_the_past_after_missed_days(self) -> None:
        planned = next_try([Try(date(2026, 9, 1), 10)], day=WEDNESDAY)

        assert planned == NextTry(WEDNESDAY, "afternoon")

    def test_advises_another_channel_after_three(self) -> None:
        tries = [Try(WEDNESDAY, hour) for hour in (9, 13, 17)]

        assert next_try(tries, day=WEDNESDAY) == "other_channel"
        assert next_try(tries * 2, day=WEDNESDAY) == "other_channel"

    @given(st.lists(TRIES, max_size=4), st.dates())
    def test_never_takes_the_same_hour_twice_in_a_row(
        self, tries: list[Try], day: date
    ) -> None:
        planned = next_try(tries, day=day)

        if len(tries) >= MOST_TRIES:
            assert planned == "other_channel"
            return
        assert isinstance(planned, NextTry)
        assert is_working_day(planned.on_day)
        assert planned.on_day >= day
        if tries:
            last = max(tries, key=lambda each: (each.on_day, each.hour))
            assert planned.on_day > last.on_day or last.on_day == date.max
            assert last.hour not in range(planned.from_hour, planned.to_hour)
            assert planned.part not in {each.part for each in tries}


class TestTry:
    @pytest.mark.parametrize("hour", [-1, 24])
    def test_refuses_hours_that_no_clock_shows(self, hour: int) -> None:
        with pytest.raises(NotAnHour) as raised:
            Try(WEDNESDAY, hour)

        assert raised.value.hour == hour
