"""From rows to the facts that decide."""

from datetime import date, timedelta

import pytest
from tests.books import factories as make

from voldaan.actions.payments.settle_line import Placement, book_line
from voldaan.books.queries.coverage import coverage
from voldaan.books.queries.situations import how_one_pays

pytestmark = pytest.mark.django_db


class TestHabit:
    def test_counts_as_on_time_what_was_paid_by_the_due_date(self) -> None:
        of = make.administration()
        anna, vink = make.anna(of), make.client(of)
        for days_late in (-3, 0, 1, 6):
            paid_on = make.DAY - timedelta(days=1)
            owed = make.invoice(vink, due_on=paid_on - timedelta(days=days_late))
            book_line(
                of.pk,
                line_id=make.bank_line(of, booked_on=paid_on, iban="").pk,
                place=Placement(vink.pk, ((owed.pk, 121_000),)),
                by=anna,
                at=make.AT,
            )

        found = how_one_pays(of.pk, client_id=vink.pk)[0]

        assert (found.paid_count, found.on_time_count, found.usual_days_late) == (4, 2, 0)


class TestCoverage:
    def test_is_that_of_the_account_on_the_invoices(self) -> None:
        of = make.administration()
        make.statement(of, first_day=date(2026, 9, 1), last_day=date(2026, 9, 30))
        savings = make.bank_account(of, "NL69INGB0123456789")
        make.statement(
            of, account=savings, first_day=date(2026, 9, 1), last_day=date(2026, 10, 13)
        )

        assert coverage(of.pk) == (date(2026, 9, 1), date(2026, 9, 30))

    def test_is_of_any_account_while_that_one_is_unknown(self) -> None:
        of = make.administration(iban="")
        make.statement(of, last_day=date(2026, 9, 30))

        assert coverage(of.pk) == (date(2026, 9, 1), date(2026, 9, 30))
