"""A direct debit that the bank takes back opens its invoice again, once."""

from datetime import timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.payments.match_lines import match_lines
from voldaan.actions.payments.settle_line import AlreadyUndone, undo_booking
from voldaan.books.models import Administration, BankLine, Client, Event, Payment
from voldaan.books.queries import bank_page
from voldaan.books.queries.installation.verification import lines_are_not_overbooked
from voldaan.books.queries.open_amounts import money_on_account, with_open_cents

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    return make.administration()


@pytest.fixture
def vink(of: Administration) -> Client:
    return scenes.owing(of, number="2026-041")


@pytest.fixture
def paid(of: Administration, vink: Client) -> BankLine:
    return make.bank_line(of, text="incasso 2026-041", end_to_end_id="INC-41")


def come_back(of: Administration, **columns: object) -> BankLine:
    given = {"text": "storno", "end_to_end_id": "INC-41", "return_reason": "MD06", **columns}
    later = make.DAY + timedelta(days=3)
    return make.bank_line(of, -121_000, booked_on=later, **given)


def open_cents(of: Administration) -> int:
    return int(with_open_cents(of.pk).get().open_cents)


def test_opens_the_invoice_again(of: Administration, vink: Client, paid: BankLine) -> None:
    match_lines(of.pk, at=make.AT)
    before = open_cents(of)
    come_back(of)

    found = match_lines(of.pk, at=make.AT)
    again = match_lines(of.pk, at=make.AT)

    assert (before, open_cents(of)) == (0, 121_000)
    assert (found.client_ids, again.client_ids) == ((vink.pk,), ())
    assert Event.objects.filter(code="payment.returned", client=vink).count() == 1
    assert scenes.chains_are_whole()
    assert list(lines_are_not_overbooked(make.AT)) == []


def test_that_comes_in_one_file_with_the_payment_leaves_it_open(
    of: Administration, vink: Client, paid: BankLine
) -> None:
    come_back(of)

    match_lines(of.pk, at=make.AT)

    assert open_cents(of) == 121_000
    assert not Payment.objects.exists()
    assert BankLine.objects.filter(set_aside_at__isnull=False).count() == 2


def test_may_be_paid_again(of: Administration, vink: Client, paid: BankLine) -> None:
    match_lines(of.pk, at=make.AT)
    come_back(of)
    make.bank_line(
        of, text="2026-041", booked_on=make.DAY + timedelta(days=9), end_to_end_id="X"
    )

    match_lines(of.pk, at=make.AT)

    assert open_cents(of) == 0


def test_is_shown_and_can_be_put_right(
    of: Administration, vink: Client, paid: BankLine
) -> None:
    match_lines(of.pk, at=make.AT)
    come_back(of)
    match_lines(of.pk, at=make.AT)
    (shown,) = bank_page.bookings(of.pk, most=10)

    undo_booking(of.pk, payment_id=shown.id, by=make.anna(of), at=make.AT)

    assert shown.cents == -121_000
    assert open_cents(of) == 0
    assert [one.cents for one in bank_page.bookings(of.pk, most=10)] == [121_000]
    match_lines(of.pk, at=make.AT)
    assert open_cents(of) == 0
    with pytest.raises(AlreadyUndone):
        undo_booking(of.pk, payment_id=shown.id, by=make.person("Bas"), at=make.AT)


def test_that_is_put_right_too_late_stays_as_credit(
    of: Administration, vink: Client, paid: BankLine
) -> None:
    match_lines(of.pk, at=make.AT)
    come_back(of)
    make.bank_line(
        of, text="2026-041", booked_on=make.DAY + timedelta(days=9), end_to_end_id="X"
    )
    match_lines(of.pk, at=make.AT)
    returned = Payment.objects.get(rule="returned")

    undo_booking(of.pk, payment_id=returned.pk, by=make.anna(of), at=make.AT)

    assert (open_cents(of), money_on_account(of.pk)) == (0, {vink.pk: 121_000})


@pytest.mark.parametrize(
    "columns",
    [{"return_reason": ""}, {"end_to_end_id": "INC-42", "iban": ""}],
)
def test_that_is_none_changes_nothing(
    of: Administration, vink: Client, paid: BankLine, columns: dict[str, str]
) -> None:
    match_lines(of.pk, at=make.AT)
    come_back(of, name="", **columns)

    match_lines(of.pk, at=make.AT)

    assert open_cents(of) == 0


def test_of_another_administration_is_left_alone(
    of: Administration, vink: Client, paid: BankLine
) -> None:
    match_lines(of.pk, at=make.AT)
    elsewhere = make.administration("Bureau Chris", iban="")
    come_back(elsewhere)

    match_lines(elsewhere.pk, at=make.AT)

    assert open_cents(of) == 0


def test_in_part_is_not_taken_back_by_itself(
    of: Administration, vink: Client, paid: BankLine
) -> None:
    match_lines(of.pk, at=make.AT)
    payment = Payment.objects.get()
    undo_booking(of.pk, payment_id=payment.pk, by=make.anna(of), at=make.AT)
    come_back(of)

    match_lines(of.pk, at=make.AT)

    assert open_cents(of) == 121_000
