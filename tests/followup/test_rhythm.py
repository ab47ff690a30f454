"""Betaalritme: the usual pay day, learned and waited for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.followup.dirk import TUESDAY, codes, facts, invoice, on, past, situation
from tests.followup.lives import RHYTHMS

from voldaan import days
from voldaan.followup.policy import shipped
from voldaan.followup.rhythm import due_on, learn, pay_day, pay_day_near
from voldaan.followup.shapes import PaymentHabit, PayRhythm

FRIDAY = PayRhythm("weekday", 5, 6, 8)


def monthly(*numbers: int) -> list[date]:
    return [date(2026, month, number) for month, number in enumerate(numbers, 1)]


def weekly(*days_later: int) -> list[date]:
    return [date(2026, 1, 2) + timedelta(days=7 * n + d) for n, d in enumerate(days_later)]


class TestLearn:
    @pytest.mark.parametrize(
        "paid_on", [[], monthly(25, 25, 25), weekly(0, 0, 0), [date(2026, 10, 2)] * 9]
    )
    def test_needs_four_payments_in_four_months_or_weeks(self, paid_on: list[date]) -> None:
        assert learn(paid_on) is None

    def test_finds_a_day_of_the_month_or_one_beside_it(self) -> None:
        assert learn(monthly(25, 24, 26, 12)) == PayRhythm("monthday", 25, 3, 4)
        assert learn(monthly(25, 24, 12, 3)) is None

    def test_finds_the_last_day_whatever_its_number(self) -> None:
        assert learn(monthly(31, 28, 31, 30)) == PayRhythm("monthday", 31, 4, 4)

    def test_finds_a_weekday(self) -> None:
        assert learn(weekly(0, 0, -1, 0)) == PayRhythm("weekday", 5, 3, 4)
        assert learn(weekly(0, 1, 3, 0)) is None

    def test_believes_a_day_of_the_month_before_a_weekday(self) -> None:
        paid_on = [date(2026, month, 1) for month in (2, 3, 11)] + [date(2027, 2, 1)]

        assert learn(paid_on) == PayRhythm("monthday", 1, 4, 4)

    def test_looks_at_the_newest_payments_in_whatever_order(self) -> None:
        old = [date(2020, 1, 6) + timedelta(days=7 * n) for n in range(30)]  # Mondays
        new = weekly(*([0] * 20))

        found = learn([*reversed(new), *old])

        assert found == PayRhythm("weekday", 5, 20, 24)

    @given(st.lists(st.dates(), max_size=40))
    def test_says_only_what_was_mostly_so(self, paid_on: list[date]) -> None:
        found = learn(paid_on)

        assert found is None or (found.count * 100 >= 75 * found.of and found.of >= 4)


class TestPayDay:
    @pytest.mark.parametrize(
        ("rhythm", "from_day", "day"),
        [
            (FRIDAY, date(2026, 10, 14), date(2026, 10, 16)),
            (FRIDAY, date(2026, 10, 16), date(2026, 10, 16)),
            (FRIDAY, date(2026, 4, 3), date(2026, 4, 7)),  # Good Friday
            (FRIDAY, date(2026, 4, 7), date(2026, 4, 7)),  # the Tuesday after it
            (FRIDAY, date(2026, 4, 8), date(2026, 4, 10)),
            (PayRhythm("monthday", 25), date(2026, 10, 1), date(2026, 10, 26)),  # a Sunday
            (PayRhythm("monthday", 25), date(2026, 10, 26), date(2026, 10, 26)),
            (PayRhythm("monthday", 25), date(2026, 10, 27), date(2026, 11, 25)),
            (PayRhythm("monthday", 31), date(2026, 2, 3), date(2026, 3, 2)),  # a Saturday
            (PayRhythm("monthday", 31), date(2026, 11, 30), date(2026, 11, 30)),
            (PayRhythm("monthday", 5), date(2026, 12, 9), date(2027, 1, 5)),
            (PayRhythm("monthday", 5), date(9999, 12, 9), date.max),
            (FRIDAY, date.min, date(1, 1, 5)),
            (PayRhythm("weekday", 4), date.max, date.max),
        ],
    )
    def test_is_the_next_one_that_banks_work(
        self, rhythm: PayRhythm, from_day: date, day: date
    ) -> None:
        assert pay_day(rhythm, on_or_after=from_day) == day

    @given(RHYTHMS, st.dates())
    def test_is_never_before(self, rhythm: PayRhythm, day: date) -> None:
        found = pay_day(rhythm, on_or_after=day)

        assert found >= day
        assert days.is_working_day(found)

    @given(RHYTHMS, st.dates(max_value=date(9999, 1, 1)))
    def test_stays_until_it_has_come(self, rhythm: PayRhythm, day: date) -> None:
        found = pay_day(rhythm, on_or_after=day)

        assert all(
            pay_day(rhythm, on_or_after=day + timedelta(days=number)) == found
            for number in range((found - day).days + 1)
        )


class TestDueDay:
    def test_is_moved_to_the_pay_day_inside_the_margin(self) -> None:
        term_ends = date(2026, 10, 14)

        assert due_on(term_ends, rhythm=FRIDAY, margin_days=2) == date(2026, 10, 16)
        assert due_on(term_ends, rhythm=FRIDAY, margin_days=1) == term_ends
        assert due_on(term_ends, rhythm=None, margin_days=9) == term_ends


class TestPayDayNear:
    def test_is_inside_the_margin_with_the_day_after_it(self) -> None:
        wednesday = date(2026, 10, 14)

        assert pay_day_near(wednesday, rhythm=FRIDAY, margin_days=3) == date(2026, 10, 16)
        assert pay_day_near(wednesday, rhythm=FRIDAY, margin_days=2) is None
        assert pay_day_near(wednesday, rhythm=FRIDAY, margin_days=0) is None
        assert pay_day_near(wednesday, rhythm=None, margin_days=9) is None


class TestReminders:
    THURSDAY = PayRhythm("weekday", 4, 6, 8)

    def test_wait_for_the_pay_day_and_come_the_day_after(self) -> None:
        client = situation(rhythm=self.THURSDAY)

        decision = on(TUESDAY, client)

        assert (decision.kind, decision.wait_until) == ("wait", date(2026, 10, 9))
        assert facts(decision, "rhythm.waits") == {"pay_day": "2026-10-08", "count": 6, "of": 8}
        assert on(date(2026, 10, 9), client).step == "reminder_1"
        assert "rhythm.waits" not in codes(on(date(2026, 10, 9), client))

    def test_say_no_numbers_when_the_client_told_the_day(self) -> None:
        decision = on(TUESDAY, situation(rhythm=PayRhythm("weekday", 4)))

        assert facts(decision, "rhythm.waits") == {
            "pay_day": "2026-10-08",
            "count": "",
            "of": "",
        }

    def test_do_not_wait_beyond_the_margin(self) -> None:
        assert on(TUESDAY, situation(rhythm=PayRhythm("monthday", 20))).step == "reminder_1"
        own = replace(shipped(), version="ours-1", rhythm_days=2)
        assert on(TUESDAY, situation(rhythm=self.THURSDAY), policy=own).step == "reminder_1"

    def test_wait_after_the_grace_of_a_good_payer(self) -> None:
        client = situation(rhythm=PayRhythm("weekday", 1), habit=PaymentHabit(5, 5))

        # Grace ends on Friday the 9th, and Monday is their day.
        assert on(date(2026, 10, 9), client).wait_until == date(2026, 10, 13)

    def test_wait_from_the_working_day_on_which_they_could_go(self) -> None:
        friday_due = invoice(due_on=date(2026, 10, 9))
        client = situation(rhythm=self.THURSDAY, invoices=(friday_due,))

        # From Saturday it is five days, from Monday three.
        assert on(date(2026, 10, 12), client).wait_until == date(2026, 10, 16)

    def test_may_be_the_second_one(self) -> None:
        day = date(2026, 10, 13)
        client = situation(rhythm=self.THURSDAY, past_steps=(past("reminder_1", 6, day=day),))

        assert on(day, client).wait_until == date(2026, 10, 16)

    def test_wait_once_however_long_ago_that_day_was(self) -> None:
        client = situation(rhythm=self.THURSDAY)
        wide = replace(shipped(), version="ours-1", rhythm_days=14)

        assert on(date(2026, 11, 17), client, policy=wide).step == "reminder_1"

    def test_are_no_calls(self) -> None:
        day = date(2026, 10, 20)
        client = situation(rhythm=self.THURSDAY, past_steps=(past("reminder_2", 7, day=day),))

        assert on(day, client).step == "call"

    def test_did_not_wait_under_the_first_ladder(self) -> None:
        first = replace(shipped(), version="ours-1", rhythm_days=0)

        assert on(TUESDAY, situation(rhythm=self.THURSDAY), policy=first).step == "reminder_1"
