"""When messages may leave."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan import days
from voldaan.followup.policy import shipped
from voldaan.followup.quiet import may_send_at

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def wall(text: str) -> datetime:
    """The clock on the wall in Amsterdam."""
    return datetime.fromisoformat(text)


class TestMaySendAt:
    @pytest.mark.parametrize(
        "moment",
        [
            wall("2026-10-14 08:00:00"),
            wall("2026-10-14 17:59:59.999999"),
            wall("2026-10-16 15:59:59"),  # a Friday
            wall("2026-12-31 17:00:00"),
            wall("2028-02-29 08:00:00"),
        ],
    )
    def test_lets_messages_go_in_working_hours(self, moment: datetime) -> None:
        assert may_send_at(moment, policy=shipped()) == (True, None)

    @pytest.mark.parametrize(
        ("moment", "opening"),
        [
            (wall("2026-10-14 07:59:59"), wall("2026-10-14 08:00:00")),
            (wall("2026-10-14 18:00:00"), wall("2026-10-15 08:00:00")),
            (wall("2026-10-14 00:00:00"), wall("2026-10-14 08:00:00")),
            (wall("2026-10-16 16:00:00"), wall("2026-10-19 08:00:00")),  # Friday at four
            (wall("2026-10-17 10:00:00"), wall("2026-10-19 08:00:00")),
            (wall("2026-10-18 23:59:00"), wall("2026-10-19 08:00:00")),
            (wall("2026-05-22 16:01:00"), wall("2026-05-26 08:00:00")),  # before Pentecost
            (wall("2026-05-04 18:00:00"), wall("2026-05-06 08:00:00")),  # 5 May in between
            (wall("2026-04-02 20:00:00"), wall("2026-04-07 08:00:00")),  # Easter
            (wall("2026-12-31 18:00:00"), wall("2027-01-04 08:00:00")),
        ],
    )
    def test_names_the_next_opening(self, moment: datetime, opening: datetime) -> None:
        assert may_send_at(moment, policy=shipped()) == (False, opening)

    def test_takes_an_aware_moment_to_amsterdam(self) -> None:
        summer_night = datetime(2026, 7, 14, 23, 50, tzinfo=UTC)  # Wednesday there

        assert may_send_at(summer_night, policy=shipped()) == (
            False,
            datetime(2026, 7, 15, 6, 0, tzinfo=UTC),
        )

    def test_knows_the_hour_after_a_change_of_the_clock(self) -> None:
        saturday = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)  # summer time ends that night

        assert may_send_at(saturday, policy=shipped())[1] == datetime(
            2026, 10, 26, 7, 0, tzinfo=UTC
        )

    @pytest.mark.parametrize("hours", [-14, 0, 2, 14])
    def test_judges_one_moment_alike_in_every_zone(self, hours: int) -> None:
        moment = datetime(2026, 3, 27, 14, 30, tzinfo=UTC)
        elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))

        assert may_send_at(elsewhere, policy=shipped()) == may_send_at(moment, policy=shipped())

    @pytest.mark.parametrize("moment", ["2026-10-16 07:00", "2026-10-16 12:00"])
    def test_skips_fridays_for_a_policy_that_leaves_them_no_hour(self, moment: str) -> None:
        policy = replace(shipped(), version="ours-1", friday_until_hour=8)

        assert may_send_at(wall(moment), policy=policy) == (False, wall("2026-10-19 08:00"))

    @given(
        st.datetimes(
            min_value=wall("2000-01-01 00:00:00"),
            max_value=wall("2100-01-01 00:00:00"),
            timezones=st.sampled_from([None, UTC, AMSTERDAM]),
        )
    )
    def test_always_opens_later_and_on_a_working_day(self, moment: datetime) -> None:
        allowed, opening = may_send_at(moment, policy=shipped())

        assert allowed is (opening is None)
        if opening is not None:
            assert opening > moment
            assert may_send_at(opening, policy=shipped()) == (True, None)
            assert days.is_working_day(opening.date())
