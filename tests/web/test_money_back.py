"""Geld: what the bank took back, and which payment it was."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from tests.books import factories as cast

from voldaan.actions.payments.match_lines import match_lines
from voldaan.books.models import Administration, BankLine, Payment
from voldaan.books.queries.open_amounts import with_open_cents

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio() -> Administration:
    return cast.administration()


@pytest.fixture
def browser(client: Browser, studio: Administration) -> Browser:
    client.force_login(cast.anna(studio))
    return client


@pytest.fixture
def payment(studio: Administration) -> Payment:
    vink = cast.client(studio)
    cast.contact(vink)
    cast.invoice(vink, number="2026-041")
    cast.bank_line(studio, text="2026-041", booked_on=cast.DAY - timedelta(days=4))
    match_lines(studio.pk, at=cast.AT)
    return Payment.objects.get()


@pytest.fixture
def back(studio: Administration, payment: Payment) -> BankLine:
    return cast.bank_line(
        studio, -121_000, name="", iban="", text="storno <b>", return_reason="AM04"
    )


def press(browser: Browser, line: BankLine, payment: str) -> str:
    answer = browser.post(
        f"/money/lines/{line.pk}/returned/", {"payment": payment}, follow=True
    )
    return answer.content.decode()


def open_cents() -> int:
    return int(
        with_open_cents(Payment.objects.get(reverses=None).administration_id).get().open_cents
    )


class TestWhoMayNot:
    def test_strangers_and_others_change_nothing(
        self, client: Browser, back: BankLine, payment: Payment
    ) -> None:
        assert client.post(f"/money/lines/{back.pk}/returned/").status_code == 302
        client.force_login(cast.bas(cast.administration("Elders", iban="")))
        assert client.post(f"/money/lines/{back.pk}/returned/").status_code == 404
        assert open_cents() == 0


class TestThePage:
    def test_shows_what_came_back_as_text(self, browser: Browser, back: BankLine) -> None:
        shown = browser.get("/money/").content.decode()

        assert "1 betaling kwam terug" in shown
        assert "storno &lt;b&gt;" in shown
        assert "2026-041" in shown

    def test_is_silent_when_nothing_did(self, browser: Browser, payment: Payment) -> None:
        assert "kwam terug" not in browser.get("/money/").content.decode()


class TestChoosing:
    def test_opens_the_invoice_again(
        self, browser: Browser, back: BankLine, payment: Payment
    ) -> None:
        shown = press(browser, back, str(payment.pk))

        assert open_cents() == 121_000
        assert "kwam terug" not in shown
        assert "Je vindt de betaling hieronder" in shown

    def test_twice_does_nothing_more(
        self, browser: Browser, back: BankLine, payment: Payment
    ) -> None:
        press(browser, back, str(payment.pk))

        assert "heeft al een plek" in press(browser, back, str(payment.pk))
        assert Payment.objects.count() == 2

    @pytest.mark.parametrize("pressed", ["", "x", "-1", "9" * 30, "999999999", "１"])
    def test_of_nonsense_changes_nothing(
        self, browser: Browser, back: BankLine, payment: Payment, pressed: str
    ) -> None:
        press(browser, back, pressed)

        assert (open_cents(), Payment.objects.count()) == (0, 1)

    def test_of_nobody_sets_it_aside(self, browser: Browser, back: BankLine) -> None:
        press(browser, back, "none")

        assert BankLine.objects.get(pk=back.pk).set_aside_at is not None
