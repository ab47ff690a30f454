"""What a rehearsal reads of the past: all that was billed and paid, and of nobody else."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.books import factories as make

from voldaan.books.models import Administration, Allocation, Client, Invoice, Payment
from voldaan.books.queries.deciding import histories as module
from voldaan.books.queries.deciding.histories import histories
from voldaan.followup.rehearsal import DatedPayment, History, PastCredit
from voldaan.followup.shapes import PayRhythm

pytestmark = pytest.mark.django_db
FROM = make.DAY - timedelta(days=90)


@pytest.fixture
def of() -> Administration:
    return make.administration()


def pay(client: Client, invoice: Invoice | None, cents: int, on: date, **more: Any) -> None:
    facts = {"method": "cash", "paid_on": on, "amount_cents": cents, "booked_at": make.AT}
    made = Payment.objects.create(
        administration_id=client.administration_id, client=client, **{**facts, **more}
    )
    Allocation.objects.create(
        administration_id=client.administration_id, payment=made, invoice=invoice, cents=cents
    )


def read(of: Administration) -> list[History]:
    return histories(of.pk, from_day=FROM, to_day=make.DAY)


class TestHistories:
    def test_hold_invoices_with_their_payments(self, of: Administration) -> None:
        vink = make.client(of, pays_on_weekday=5)
        make.contact(vink)
        owed = make.invoice(vink)
        pay(vink, owed, 1_000, make.DAY)
        pay(vink, owed, 2_000, FROM, rule="list", method="before")

        (found,) = read(of)

        assert (found.client.client_id, found.client.has_email) == (vink.pk, True)
        assert found.client.rhythm == PayRhythm("weekday", 5)
        assert (found.invoices[0].number, found.invoices[0].issued_on) == (
            owed.number,
            owed.issued_on,
        )
        assert found.invoices[0].payments == (
            DatedPayment(FROM, 2_000, day_is_known=False),
            DatedPayment(make.DAY, 1_000),
        )

    def test_hold_credit_from_the_day_that_it_is_there(self, of: Administration) -> None:
        vink = make.client(of)
        make.invoice(vink)
        note = make.invoice(vink, kind="credit_note", payable_cents=500, issued_on=FROM)
        pay(vink, None, 700, make.DAY)

        (found,) = read(of)

        assert set(found.credits) == {
            PastCredit(note.pk, note.number, FROM, 500),
            PastCredit(0, "", make.DAY, 700),
        }
        assert len(found.invoices) == 1

    def test_are_of_one_administration(self, of: Administration) -> None:
        make.invoice(make.client(make.administration("Bureau Chris")))

        assert read(of) == []

    def test_leave_out_who_was_billed_long_ago_or_later(self, of: Administration) -> None:
        make.invoice(make.client(of), due_on=make.DAY - timedelta(days=1_000))
        make.invoice(make.client(of), issued_on=make.DAY, due_on=make.DAY)

        assert read(of) == []

    def test_are_bounded(self, of: Administration, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MOST_CLIENTS", 2)
        for late in (5, 1, 9):
            due_on = make.DAY - timedelta(days=late)
            make.invoice(make.client(of, f"Klant {late}"), due_on=due_on)

        assert [each.client.client_name for each in read(of)] == ["Klant 5", "Klant 1"]

    def test_cost_no_query_more_per_client(self, of: Administration) -> None:
        counts = []
        for number in (2, 20):
            for each in range(number):
                vink = make.client(of, f"Klant {number} {each}")
                pay(vink, make.invoice(vink), 100, make.DAY)
            with CaptureQueriesContext(connection) as captured:
                read(of)
            counts.append(len(captured))

        assert counts[0] == counts[1] <= 7
