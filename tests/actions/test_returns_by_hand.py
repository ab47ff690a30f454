"""A return that is not certain waits for a person, who says which payment it was."""

from datetime import timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.payments.match_lines import match_lines
from voldaan.actions.payments.settle_line import (
    DoesNotFit,
    LineIsSettled,
    settle_return,
    undo_booking,
)
from voldaan.books.models import Administration, BankLine, Client, Event, Payment
from voldaan.books.queries import bank_page
from voldaan.books.queries.installation.verification import lines_are_not_overbooked
from voldaan.books.queries.open_amounts import with_open_cents

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    return make.administration()


@pytest.fixture
def clients(of: Administration) -> list[Client]:
    """Two clients who each paid the same in time, one after the other."""
    found = [
        scenes.owing(of, name, number=number)
        for name, number in (("Vink BV", "2026-041"), ("Merel BV", "2026-042"))
    ]
    for place, number in enumerate(("2026-041", "2026-042")):
        on = make.DAY - timedelta(days=4 - place)
        name = ("Vink BV", "Merel BV")[place]
        iban = ("NL91ABNA0417164300", "")[place]
        make.bank_line(of, text=number, booked_on=on, name=name, iban=iban)
    match_lines(of.pk, at=make.AT)
    return found


@pytest.fixture
def back(of: Administration, clients: list[Client]) -> BankLine:
    """Give a return that says nothing of whose it is."""
    return make.bank_line(
        of, -121_000, booked_on=make.DAY, name="", iban="", text="storno", return_reason="AM04"
    )


def open_numbers(of: Administration) -> set[str]:
    return set(with_open_cents(of.pk).filter(open_cents__gt=0).values_list("number", flat=True))


def shown(of: Administration) -> list[bank_page.ReturnedLine]:
    return bank_page.returned_lines(of.pk, most=10, choices=3)


def test_waits_with_the_payments_that_it_may_be_of(of: Administration, back: BankLine) -> None:
    match_lines(of.pk, at=make.AT)

    (line,) = shown(of)

    assert open_numbers(of) == set()
    assert (line.id, line.cents, line.reason) == (back.pk, 121_000, "AM04")
    assert [(made.client_name, made.numbers) for made in line.made] == [
        ("Merel BV", ("2026-042",)),
        ("Vink BV", ("2026-041",)),
    ]


def test_opens_the_invoice_of_the_payment_that_was_chosen(
    of: Administration, back: BankLine, clients: list[Client]
) -> None:
    payment = Payment.objects.get(client=clients[0])
    anna = make.anna(of)

    settle_return(of.pk, line_id=back.pk, payment_id=payment.pk, by=anna, at=make.AT)

    assert open_numbers(of) == {"2026-041"}
    assert shown(of) == []
    event = Event.objects.get(code="payment.returned")
    assert (event.client, event.user) == (clients[0], anna)
    assert scenes.chains_are_whole()
    assert list(lines_are_not_overbooked(make.AT)) == []
    with pytest.raises(LineIsSettled):
        settle_return(of.pk, line_id=back.pk, payment_id=payment.pk, by=anna, at=make.AT)


def test_can_be_put_right(of: Administration, back: BankLine, clients: list[Client]) -> None:
    payment = Payment.objects.get(client=clients[0])
    anna = make.anna(of)
    settle_return(of.pk, line_id=back.pk, payment_id=payment.pk, by=anna, at=make.AT)
    booked = next(one for one in bank_page.bookings(of.pk, most=10) if one.cents < 0)

    undo_booking(of.pk, payment_id=booked.id, by=anna, at=make.AT)

    assert open_numbers(of) == set()


def test_that_is_no_clients_is_set_aside(of: Administration, back: BankLine) -> None:
    settle_return(of.pk, line_id=back.pk, payment_id=None, by=make.anna(of), at=make.AT)

    assert shown(of) == []
    assert [line.id for line in bank_page.set_aside(of.pk, most=5)] == [back.pk]
    assert open_numbers(of) == set()


def test_is_not_asked_about_when_no_payment_fits(of: Administration) -> None:
    make.bank_line(of, -500, text="storno", return_reason="AM04")

    assert shown(of) == []


def test_is_not_hidden_behind_returns_of_others(of: Administration, back: BankLine) -> None:
    for _ in range(12):
        make.bank_line(
            of,
            -500,
            text="storno",
            return_reason="AM04",
            booked_on=make.DAY + timedelta(days=1),
        )

    assert [line.id for line in shown(of)] == [back.pk]


@pytest.mark.parametrize("change", ["amount", "later", "undone", "elsewhere"])
def test_fits_only_a_payment_that_stands(
    of: Administration, back: BankLine, clients: list[Client], change: str
) -> None:
    payment = Payment.objects.get(client=clients[0])
    anna, payment_id = make.anna(of), payment.pk
    if change == "amount":
        BankLine.objects.filter(pk=back.pk).update(amount_cents=-120_999)
    if change == "later":
        BankLine.objects.filter(pk=back.pk).update(booked_on=make.DAY - timedelta(days=30))
    if change == "undone":
        undo_booking(of.pk, payment_id=payment.pk, by=anna, at=make.AT)
    if change == "elsewhere":
        payment_id = 10**9

    with pytest.raises(DoesNotFit):
        settle_return(of.pk, line_id=back.pk, payment_id=payment_id, by=anna, at=make.AT)


def test_of_another_administration_is_not_here(of: Administration, back: BankLine) -> None:
    elsewhere = make.administration("Bureau Chris", iban="")
    payment = Payment.objects.filter(administration=of).first()
    assert payment is not None

    assert shown(elsewhere) == []
    with pytest.raises(LineIsSettled):
        settle_return(
            elsewhere.pk,
            line_id=back.pk,
            payment_id=payment.pk,
            by=make.person("Chris"),
            at=make.AT,
        )
