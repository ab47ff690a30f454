"""What was paid back to a client is no longer taken off the next invoice."""

from datetime import timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.payments.match_lines import match_lines
from voldaan.actions.payments.settle_line import Placement, book_line, undo_booking
from voldaan.books.models import Administration, Client, Event, Invoice, Payment
from voldaan.books.queries import bank_page
from voldaan.books.queries.installation.verification import lines_are_not_overbooked
from voldaan.books.queries.open_amounts import money_on_account, open_credits
from voldaan.books.queries.time_line import time_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    return make.administration()


@pytest.fixture
def vink(of: Administration) -> Client:
    return scenes.owing(of, number="2026-041")


def pay_back(of: Administration, cents: int, **columns: object) -> None:
    make.bank_line(of, -cents, booked_on=make.DAY + timedelta(days=3), **columns)


def test_uses_up_the_credit_note(of: Administration, vink: Client) -> None:
    make.invoice(vink, kind="credit_note", number="C2026-0007", payable_cents=21_000)
    pay_back(of, 21_000, text="C2026-0007")

    found = match_lines(of.pk, at=make.AT)
    match_lines(of.pk, at=make.AT)

    assert found.client_ids == (vink.pk,)
    assert not open_credits(of.pk).exists()
    assert money_on_account(of.pk) == {}
    assert Event.objects.filter(code="payment.refunded", client=vink).count() == 1
    assert list(lines_are_not_overbooked(make.AT)) == []
    assert scenes.chains_are_whole()
    assert "payment.refund" in [entry.code for entry in time_line(of.pk, client_id=vink.pk)[0]]


def test_uses_up_what_was_received_too_much(of: Administration, vink: Client) -> None:
    line = make.bank_line(of, 125_000, text="bedankt", iban=make.CLIENT_IBAN)
    invoice = Invoice.objects.get().pk
    book_line(
        of.pk,
        line_id=line.pk,
        place=Placement(vink.pk, ((invoice, 121_000),), remembers_account=True),
        by=make.anna(of),
        at=make.AT,
    )
    pay_back(of, 4_000, iban=make.CLIENT_IBAN)

    match_lines(of.pk, at=make.AT)

    assert money_on_account(of.pk) == {}


def test_can_be_undone(of: Administration, vink: Client) -> None:
    make.invoice(vink, kind="credit_note", number="C2026-0007", payable_cents=21_000)
    pay_back(of, 21_000, text="C2026-0007")
    match_lines(of.pk, at=make.AT)
    (shown,) = bank_page.bookings(of.pk, most=10)

    undo_booking(of.pk, payment_id=shown.id, by=make.anna(of), at=make.AT)
    match_lines(of.pk, at=make.AT)

    assert shown.cents == -21_000
    assert open_credits(of.pk).get().open_cents == 21_000
    assert money_on_account(of.pk) == {}
    assert bank_page.bookings(of.pk, most=10) == []


def test_is_left_alone_when_nothing_is_owed(of: Administration, vink: Client) -> None:
    pay_back(of, 121_000, text="2026-041")

    match_lines(of.pk, at=make.AT)

    assert not Payment.objects.exists()
