"""How long a client may be left in peace."""

from datetime import date, timedelta

import pytest
from tests.followup.dirk import invoice, situation

from voldaan.followup.morning.resting import RESTS, may_rest, safe_until

DAY = date(2026, 11, 27)


class TestTheLastSafeDay:
    def test_is_five_years_after_the_due_date_for_a_business(self) -> None:
        found = situation(invoices=(invoice(due_on=date(2022, 1, 10)),))

        assert safe_until(found, day=DAY) == date(2027, 1, 10)

    def test_is_two_years_after_it_for_a_consumer(self) -> None:
        found = situation(kind="consumer", invoices=(invoice(due_on=date(2025, 1, 10)),))

        assert safe_until(found, day=DAY) == date(2027, 1, 10)

    def test_is_that_of_the_oldest_living_claim_whatever_the_card_speaks_of(self) -> None:
        found = situation(
            invoices=(
                invoice(1, due_on=date(2026, 10, 5)),
                invoice(2, due_on=date(2022, 1, 10)),
                invoice(3, due_on=date(2024, 1, 10)),
            )
        )

        assert safe_until(found, day=DAY) == date(2027, 1, 10)

    def test_leaves_out_what_is_past_its_day(self) -> None:
        """A rest takes nothing from it, and would for ever be refused because of it."""
        barred = invoice(1, due_on=date(2021, 11, 26))

        assert safe_until(situation(invoices=(barred,)), day=DAY) is None
        found = situation(invoices=(barred, invoice(2, due_on=date(2022, 1, 10))))
        assert safe_until(found, day=DAY) == date(2027, 1, 10)

    def test_may_be_today(self) -> None:
        found = situation(invoices=(invoice(due_on=date(2021, 11, 27)),))

        assert safe_until(found, day=DAY) == DAY

    def test_cannot_be_said_without_invoices_or_before_the_law_is_known(self) -> None:
        assert safe_until(situation(invoices=()), day=DAY) is None
        old = situation(invoices=(invoice(due_on=date(1991, 12, 31)),))
        assert safe_until(old, day=date(1992, 6, 1)) is None


class TestARest:
    @pytest.mark.parametrize("count", RESTS)
    def test_must_be_over_before_the_last_safe_day(self, count: int) -> None:
        back = DAY + timedelta(count)

        assert not may_rest(count=count, day=DAY, safe=back - timedelta(1))
        assert not may_rest(count=count, day=DAY, safe=back)
        assert may_rest(count=count, day=DAY, safe=back + timedelta(1))

    def test_is_free_where_no_day_can_be_said(self) -> None:
        assert may_rest(count=90, day=DAY, safe=None)
