"""Matching what is in the record: books the certain, proposes the rest, holds clients."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.payments.match_lines import Matched, match_lines
from voldaan.books.models import (
    Administration,
    BankAccount,
    BankLine,
    Candidate,
    Client,
    Event,
    Invoice,
    LineHold,
    Payment,
)
from voldaan.books.queries.open_amounts import money_on_account, with_open_cents

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    return make.administration()


@pytest.fixture
def vink(of: Administration) -> Client:
    return scenes.owing(of)


def match(of: Administration) -> Matched:
    return match_lines(of.pk, at=make.AT)


def pays(client: Client, cents: int = 121_000, **columns: object) -> BankLine:
    number = Invoice.objects.filter(client=client).order_by("pk")[0].number
    return make.bank_line(client.administration, cents, text=f"factuur {number}", **columns)


def left(of: Administration) -> list[int]:
    return list(with_open_cents(of.pk).order_by("pk").values_list("open_cents", flat=True))


class TestAnotherCurrency:
    def test_never_pays_an_invoice_in_euros(self, of: Administration, vink: Client) -> None:
        line = pays(vink)
        BankAccount.objects.filter(pk=line.account_id).update(currency="USD")

        assert match(of) == Matched(0, 0)
        assert left(of) == [121_000]
        assert not LineHold.objects.exists()


class TestACertainLine:
    def test_is_booked_once_however_often_it_runs(
        self, of: Administration, vink: Client
    ) -> None:
        pays(vink)

        matched = [match(of) for _ in range(3)]

        assert matched[0] == Matched(1, 0, (vink.pk,))
        assert matched[1:] == [Matched(0, 0)] * 2
        assert (Payment.objects.count(), left(of)) == (1, [0])
        payment = Payment.objects.get()
        assert payment.booked_by is None
        assert payment.reasons
        assert Event.objects.get().who == "engine"

    def test_larger_than_what_is_open_never_makes_an_invoice_negative(
        self, of: Administration, vink: Client
    ) -> None:
        pays(vink, 130_000)

        match(of)

        assert left(of)[0] >= 0
        booked = sum(Payment.objects.values_list("amount_cents", flat=True))
        on_account = money_on_account(of.pk).get(vink.pk, 0)
        assert booked == (121_000 - left(of)[0]) + on_account
        assert booked in {0, 130_000}
        if not booked:
            assert LineHold.objects.get().client == vink

    def test_that_pays_one_invoice_a_second_time_is_not_booked_on_it(
        self, of: Administration, vink: Client
    ) -> None:
        pays(vink)
        pays(vink)

        match(of)

        assert left(of) == [0]
        assert Payment.objects.filter(allocations__invoice__isnull=False).count() == 1


class TestAnUncertainLine:
    def test_waits_with_at_most_three_candidates_and_holds(self, of: Administration) -> None:
        merel = scenes.owing(of, "Merel Training BV")
        for _ in range(4):
            make.invoice(merel)
        make.bank_line(of, 50_000, name="Merel Training BV", text="alvast een deel")

        matched = match(of)

        assert (matched.booked, matched.waiting) == (0, 1)
        assert 1 <= Candidate.objects.count() <= 3
        assert [c.place for c in Candidate.objects.order_by("place")] == list(
            range(1, Candidate.objects.count() + 1)
        )
        assert {candidate.client for candidate in Candidate.objects.all()} == {merel}
        assert LineHold.objects.get().client == merel

    def test_is_thought_about_anew_each_time(self, of: Administration) -> None:
        scenes.owing(of, "Merel Training BV")
        line = make.bank_line(of, 50_000, name="Merel Training BV")
        match(of)
        match(of)
        assert LineHold.objects.count() == 1
        BankLine.objects.filter(pk=line.pk).update(set_aside_at=make.AT)

        match(of)

        assert (Candidate.objects.count(), LineHold.objects.count()) == (0, 0)

    def test_of_another_administration_is_not_seen(
        self, of: Administration, vink: Client
    ) -> None:
        other = make.administration("Bureau Chris", iban="")
        number = Invoice.objects.get(client=vink).number
        make.bank_line(other, text=f"factuur {number}")

        assert match(of) == match(other) == Matched(0, 0)


class TestQueries:
    def test_do_not_grow_with_lines_and_clients(self) -> None:
        counts = []
        for count in (2, 20):
            firm = make.administration(f"Studio {count}", iban="")
            for number in range(count):
                pays(scenes.owing(firm, f"Klant{number} BV"))
                make.bank_line(firm, 333, name=f"Klant{number} BV")
            with CaptureQueriesContext(connection) as captured:
                assert match(firm).booked == count
            counts.append(len(captured))

        assert counts[0] == counts[1]
