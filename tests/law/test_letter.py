from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan import days
from voldaan.law.answers import Impossible
from voldaan.law.nl import letter
from voldaan.law.nl.letter import Draft


class TestTerm:
    @pytest.mark.parametrize(
        ("posted", "delivered"),
        [
            (date(2026, 11, 23), date(2026, 11, 25)),  # Monday: Tuesday, Wednesday
            (date(2026, 11, 27), date(2026, 12, 1)),  # Friday: Saturday, Tuesday
            (date(2026, 11, 28), date(2026, 12, 2)),  # Saturday: Tuesday, Wednesday
            (date(2026, 5, 4), date(2026, 5, 7)),  # 5 May is a holiday every year
            (date(2026, 4, 1), date(2026, 4, 4)),  # Good Friday: Thursday, Saturday
        ],
    )
    def test_by_post_counts_two_days_on_which_post_comes(
        self, posted: date, delivered: date
    ) -> None:
        assert letter.term(posted_on=posted, channel="post").delivered_on == delivered

    @given(st.dates(date(2013, 1, 1), date(2090, 1, 1)))
    def test_by_post_never_arrives_on_a_day_without_post(self, posted: date) -> None:
        found = letter.term(posted_on=posted, channel="post")

        assert found.delivered_on.weekday() not in (6, 0)
        assert days.holiday_name(found.delivered_on) is None
        assert (found.term_last_day - found.delivered_on).days == 14
        assert days.is_working_day(found.safe_last_day)
        assert found.safe_last_day >= found.term_last_day

    def test_by_post_may_take_a_day_longer_from_mid_2027(self) -> None:
        found = letter.term(posted_on=date(2027, 7, 6), channel="post")  # a Tuesday

        assert found.delivered_on == date(2027, 7, 9)
        assert "law.doubt.post_slower" in [doubt.code for doubt in found.doubts]

    def test_stretches_only_the_safe_day(self) -> None:
        found = letter.term(posted_on=date(2026, 11, 26), channel="post")  # Fri, Sat 28

        assert (found.term_last_day, found.safe_last_day) == (
            date(2026, 12, 12),
            date(2026, 12, 14),
        )
        assert (found.costs_due_from, found.safe_costs_due_from) == (
            date(2026, 12, 13),
            date(2026, 12, 15),
        )
        assert [doubt.code for doubt in found.doubts] == ["law.doubt.letter_stretched"]

    def test_by_hand_begins_the_day_after(self) -> None:
        found = letter.term(posted_on=date(2026, 11, 23), channel="hand")

        assert (found.delivered_on, found.term_first_day, found.term_last_day) == (
            date(2026, 11, 23),
            date(2026, 11, 24),
            date(2026, 12, 7),
        )
        assert found.doubts == ()

    def test_by_email_needs_proof_of_receipt(self) -> None:
        found = letter.term(posted_on=date(2026, 11, 23), channel="email")

        assert [doubt.code for doubt in found.doubts] == ["law.doubt.email_receipt"]

    def test_stays_inside_the_calendar(self) -> None:
        with pytest.raises(Impossible):
            letter.term(posted_on=date.max, channel="hand")


class TestCheck:
    TERM = letter.term(posted_on=date(2026, 11, 23), channel="post")
    RIGHT = Draft(
        sent_on=date(2026, 11, 23),
        default_day=date(2026, 11, 2),
        wording="fourteen_from_day_after",
        printed_last_day=None,
        term=TERM,
        stated_costs_cents=40_00,
        right_costs_cents=40_00,
        states_consequence=True,
        claims_cents=(119_00,),
        open_claims_cents=(119_00,),
    )

    def test_finds_a_right_letter_right(self) -> None:
        found = letter.check(self.RIGHT)

        assert found.holds
        assert [step.label.code for step in found.steps] == ["law.letter.right"]

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"sent_on": date(2026, 11, 1)}, "before_default"),
            ({"default_day": None}, "before_default"),
            ({"wording": "other"}, "term_wording"),
            ({"printed_last_day": date(2026, 12, 8)}, "printed_too_early"),
            ({"stated_costs_cents": None}, "no_amount"),
            ({"states_consequence": False}, "no_amount"),
            ({"open_claims_cents": (119_00, 50_00)}, "not_all_claims"),
            ({"fee_for_letter_cents": 7_50}, "fee"),
            ({"stated_costs_cents": 48_40}, "wrong_amount"),
            ({"vat_markup": True}, "vat_not_said"),
        ],
    )
    def test_names_each_failure_and_what_to_do(
        self, wrong: dict[str, object], code: str
    ) -> None:
        found = letter.check(replace(self.RIGHT, **wrong))  # type: ignore[arg-type]

        assert not found.holds
        assert [step.label.code for step in found.steps] == [
            f"law.letter.{code}",
            "law.letter.send_again",
        ]

    def test_counts_claims_that_are_missing_and_those_that_do_not_belong(self) -> None:
        draft = replace(
            self.RIGHT, claims_cents=(119_00, 7_00), open_claims_cents=(119_00, 8_00)
        )

        assert dict(letter.check(draft).steps[0].label.facts) == {"count": 2}

    def test_takes_a_printed_day_that_is_late_enough(self) -> None:
        assert letter.check(replace(self.RIGHT, printed_last_day=date(2026, 12, 9))).holds

    def test_takes_the_markup_that_is_explained(self) -> None:
        assert letter.check(replace(self.RIGHT, vat_markup=True, says_vat=True)).holds
