from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from tests.actions import scenes
from tests.books import factories as make
from tests.cli.conftest import Run

from voldaan.actions.messages.contact import Call, log_call, mark_sent
from voldaan.actions.payments.match_lines import match_lines
from voldaan.actions.payments.settle_line import undo_booking
from voldaan.actions.run_day import run_day
from voldaan.books.models import Administration, Allocation, Invoice, Payment

pytestmark = pytest.mark.django_db

Answer = Callable[..., Any]


def change(statement: str) -> None:
    """Change the record behind its back."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def of() -> Administration:
    """Give a record with a payment, a reversal, a sent message, a call and words."""
    of = make.administration()
    anna = make.anna(of)
    paid = make.client(of, "Vink BV")
    make.invoice(paid, number="2026-900", payable_cents=121_000)
    make.bank_line(of, 121_000, text="2026-900")
    match_lines(of.pk, at=make.AT)
    undo_booking(of.pk, payment_id=Payment.objects.get().pk, by=anna, at=make.AT)
    make.invoice(paid, number="2026-901", payable_cents=50_000)
    make.bank_line(of, 50_000, text="2026-901")
    owing = scenes.owing(of, "Dirk Smit", number="2026-902")
    run_day(of.pk, day=make.DAY, at=make.AT)
    message = scenes.message(of)
    mark_sent(of.pk, message_id=message.pk, day=make.DAY, by=anna, at=make.AT)
    call = Call(owing.pk, was_answered=False, note="Neemt niet op.")
    log_call(of.pk, call=call, day=make.DAY, by=anna, at=make.AT)
    return of


TAMPERED = {
    "UPDATE books_allocation SET cents = cents - 1 WHERE cents = 50000": "payment.parts",
    "UPDATE books_invoice SET payable_cents = 49999 WHERE number = '2026-901'": (
        "invoice.overpaid"
    ),
    "UPDATE books_bankline SET amount_cents = 49999 WHERE amount_cents = 50000": (
        "line.overbooked"
    ),
    "UPDATE books_payment SET amount_cents = -120999 WHERE amount_cents = -121000": (
        "payment.reversal"
    ),
    "UPDATE books_event SET number = 99 WHERE code = 'call.no_answer'": "chain.gap",
    "UPDATE books_event SET code = 'call.spoken' WHERE code = 'call.no_answer'": (
        "chain.changed"
    ),
    "UPDATE books_event SET at = '2026-10-01 08:00:00+00:00' WHERE code = 'call.no_answer'": (
        "chain.changed"
    ),
    "UPDATE books_event SET previous_hash = hash WHERE code = 'call.no_answer'": (
        "chain.broken"
    ),
    "UPDATE books_eventtext SET text = 'Zou betalen.'": "words.changed",
    "DELETE FROM books_eventtext": "event.no_words",
    "DELETE FROM books_contactmoment WHERE message_id IS NOT NULL": "message.no_contact",
    "UPDATE books_message SET state = 'withdrawn'": "contact.not_sent",
    "UPDATE books_message SET state = 'sending', claimed_at = '2026-10-01 08:00:00+00:00'": (
        "message.stuck"
    ),
    "UPDATE books_importedfile SET state = 'reading', claimed_at = "
    "'2026-10-01 08:00:00+00:00'": "file.stuck",
}


class TestCheck:
    def test_finds_nothing_in_a_record_that_was_lived(
        self, of: Administration, voldaan: Run
    ) -> None:
        done = voldaan("check")

        assert (done.exit_code, done.stdout) == (0, "The record holds.\n")

    @pytest.mark.parametrize(("statement", "code"), TAMPERED.items())
    def test_finds_what_was_changed_behind_its_back(
        self, of: Administration, answered: Answer, statement: str, code: str
    ) -> None:
        change(statement)

        faults = answered("check")["faults"]

        assert code in {fault["code"] for fault in faults}
        assert all(fault["message"].startswith(fault["row"]) for fault in faults)

    def test_finds_an_overused_credit_note(self, of: Administration, answered: Answer) -> None:
        client = make.client(of, "Credit BV")
        note = make.invoice(client, kind="credit_note", payable_cents=100)
        for _ in range(2):
            payment = Payment.objects.create(
                administration=of,
                client=client,
                method="credit_note",
                credit_note=note,
                paid_on=make.DAY,
                amount_cents=100,
                booked_at=make.AT,
            )
            Allocation.objects.create(administration=of, payment=payment, cents=100)

        codes = [fault["code"] for fault in answered("check")["faults"]]

        assert codes == ["credit.overused"]

    def test_finds_a_row_that_leans_on_another_administration(
        self, of: Administration, answered: Answer
    ) -> None:
        other = make.administration("Bureau Chris")
        Invoice.objects.update(administration=other)

        codes = {fault["code"] for fault in answered("check")["faults"]}

        assert "row.crosses" in codes

    def test_finds_a_decision_that_is_not_the_latest(
        self, of: Administration, answered: Answer
    ) -> None:
        change("UPDATE books_decision SET is_latest = (1 = 0)")

        codes = {fault["code"] for fault in answered("check")["faults"]}

        assert "decision.latest" in codes

    @pytest.mark.sqlite
    def test_finds_a_row_that_lost_what_it_belongs_to(
        self, of: Administration, answered: Answer
    ) -> None:
        change("UPDATE books_allocation SET payment_id = payment_id + 1000")

        faults = answered("check")["faults"]

        change("UPDATE books_allocation SET payment_id = payment_id - 1000")
        assert "row.orphan" in {fault["code"] for fault in faults}

    def test_exits_with_one_when_something_does_not_hold(
        self, of: Administration, voldaan: Run
    ) -> None:
        change("UPDATE books_allocation SET cents = cents - 1 WHERE cents = 50000")

        done = voldaan("check")

        assert done.exit_code == 1
        assert "its parts sum to 49999 cents, the payment is 50000 cents" in done.stderr
