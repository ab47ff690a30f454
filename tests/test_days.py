"""Working days, holidays and written days, on the awkward ones."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan import days

ANY_DAY = st.dates()
NEAR_DAY = st.dates(min_value=date(2014, 1, 1), max_value=date(2099, 12, 31))


class TestHolidays:
    @pytest.mark.parametrize("year", range(1980, 2101))
    def test_agree_with_an_independent_calendar(self, year: int) -> None:
        oracle = holidays.country_holidays(
            "NL", years=year, categories=("public", "optional"), language="nl"
        )

        expected = set(oracle) | {date(year, 5, 5)}

        assert set(days.holidays_nl(year)) == expected

    @pytest.mark.parametrize("year", [1990, 2024, 2025, 2026, 2027, 2030, 9999, 1])
    def test_name_5_may_every_year(self, year: int) -> None:
        assert "Bevrijdingsdag" in days.holidays_nl(year)[date(year, 5, 5)]

    @pytest.mark.parametrize(
        ("year", "day"),
        [
            (2025, date(2025, 4, 26)),  # the 27th is a Sunday
            (2026, date(2026, 4, 27)),
            (2014, date(2014, 4, 26)),
            (2013, date(2013, 4, 30)),
            (2006, date(2006, 4, 29)),  # Queen's Day moved to the Saturday …
            (1978, date(1978, 5, 1)),  # … and before 1980 to the Monday
        ],
    )
    def test_move_the_kings_day_away_from_sunday(self, year: int, day: date) -> None:
        assert days.holidays_nl(year)[day] in {"Koningsdag", "Koninginnedag"}

    def test_join_the_names_when_two_fall_on_one_day(self) -> None:
        assert days.holiday_name(date(2016, 5, 5)) == "Bevrijdingsdag, Hemelvaartsdag"

    def test_give_no_name_to_an_ordinary_day(self) -> None:
        assert days.holiday_name(date(2026, 11, 23)) is None

    def test_cannot_be_changed_by_a_reader(self) -> None:
        with pytest.raises(TypeError):
            days.holidays_nl(2026)[date(2026, 7, 1)] = "vrij"  # type: ignore[index]

    @pytest.mark.parametrize(
        ("year", "day"),
        [
            (1818, date(1818, 3, 22)),  # the earliest possible
            (1943, date(1943, 4, 25)),  # the latest possible
            (2024, date(2024, 3, 31)),
            (2038, date(2038, 4, 25)),
            (2285, date(2285, 3, 22)),
        ],
    )
    def test_know_easter(self, year: int, day: date) -> None:
        assert days.easter(year) == day

    def test_keep_easter_on_a_sunday_in_spring(self) -> None:
        for year in range(1, 10000):
            sunday = days.easter(year)

            assert sunday.weekday() == 6
            assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


class TestWorkingDays:
    @pytest.mark.parametrize(
        "day",
        [
            date(2026, 1, 1),
            date(2026, 4, 3),  # Good Friday
            date(2026, 4, 6),
            date(2026, 4, 27),
            date(2026, 5, 5),
            date(2026, 5, 14),
            date(2026, 5, 25),
            date(2026, 12, 25),
            date(2026, 10, 17),  # a Saturday
            date(2026, 10, 18),
        ],
    )
    def test_exclude_weekends_and_holidays(self, day: date) -> None:
        assert not days.is_working_day(day)

    @pytest.mark.parametrize(
        "day", [date(2028, 2, 29), date(2026, 12, 31), date(2026, 5, 22), date(2026, 12, 24)]
    )
    def test_include_ordinary_awkward_days(self, day: date) -> None:
        assert days.is_working_day(day)

    def test_go_on_after_pentecost(self) -> None:
        assert days.next_working_day(date(2026, 5, 23)) == date(2026, 5, 26)

    def test_cross_the_new_year(self) -> None:
        assert days.next_working_day(date(2027, 1, 1)) == date(2027, 1, 4)

    @given(ANY_DAY)
    def test_always_find_a_next_one(self, day: date) -> None:
        found = days.next_working_day(day)

        assert found >= day
        assert days.is_working_day(found)
        assert days.working_days_between(day, found) == 0

    @given(NEAR_DAY, st.integers(0, 400))
    def test_are_counted_as_one_by_one(self, day: date, length: int) -> None:
        end = day + timedelta(days=length)

        one_by_one = sum(
            days.is_working_day(day + timedelta(days=offset)) for offset in range(length)
        )

        assert days.working_days_between(day, end) == one_by_one
        assert days.working_days_between(end, day) == 0

    @given(NEAR_DAY, st.integers(0, 60))
    def test_are_taken_back_as_many_as_asked(self, day: date, count: int) -> None:
        earlier = days.minus_working_days(day, count)

        assert days.working_days_between(earlier, day) == count

    def test_cannot_be_taken_back_by_less_than_none(self) -> None:
        with pytest.raises(ValueError, match="-1"):
            days.minus_working_days(date(2026, 5, 5), -1)

    def test_stop_at_the_first_day_of_the_calendar(self) -> None:
        assert days.minus_working_days(date(1, 1, 3), 10) == date.min

    def test_are_counted_over_the_whole_calendar(self) -> None:
        assert days.working_days_between(date.min, date.max) > 2_500_000


class TestShift:
    @given(ANY_DAY, st.integers(-(10**12), 10**12))
    def test_stays_in_the_calendar(self, day: date, count: int) -> None:
        shifted = days.shift(day, count)

        assert (shifted - day).days == count or shifted in {date.min, date.max}

    def test_counts_the_leap_day(self) -> None:
        assert days.shift(date(2028, 2, 28), 1) == date(2028, 2, 29)
        assert days.shift(date(2026, 2, 28), 1) == date(2026, 3, 1)


class TestParseIso:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "2026-02-29",
            "2026-2-9",
            "14-10-2026",
            "20261014",
            "2026-W10-1",
            "0000-01-01",
            "2026-10-14 ",
            "2026-10-14\n",
            "٢٠٢٦-10-14",
            "2026-10-14T00:00",
        ],
    )
    def test_refuses_everything_else(self, text: str) -> None:
        with pytest.raises(days.NotADay) as refusal:
            days.parse_iso(text)

        assert refusal.value.text == text

    @given(ANY_DAY)
    def test_reads_back_every_day(self, day: date) -> None:
        assert days.parse_iso(day.isoformat()) == day


class TestWriteOut:
    def test_names_every_month_in_dutch_and_english(self) -> None:
        months = [days.write_out_long(date(2026, month, 1)) for month in range(1, 13)]

        assert months[2] == "1 maart 2026"
        assert len(set(months)) == 12
        assert days.write_out_long(date(2026, 5, 31), "en") == "31 May 2026"

    @pytest.mark.parametrize(
        ("day", "dutch", "english"),
        [
            (date(2028, 2, 29), "di 29 feb", "Tue 29 Feb"),
            (date(2026, 12, 31), "do 31 dec", "Thu 31 Dec"),
            (date(2026, 3, 1), "zo 1 mrt", "Sun 1 Mar"),
        ],
    )
    def test_is_short_with_a_weekday(self, day: date, dutch: str, english: str) -> None:
        assert days.write_out(day) == dutch
        assert days.write_out(day, "en") == english
