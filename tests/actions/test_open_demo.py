"""The demo world is true, complete, and the same every time."""

from datetime import date, timedelta

import pytest
from stdnum import iban

from voldaan.actions.demo.cast import buyers, made_up_iban
from voldaan.actions.demo.open_demo import DAY, open_demo
from voldaan.actions.demo.year import OWN_IBAN, year
from voldaan.actions.firm.verify_record import verify_record
from voldaan.actions.run_day import run_day
from voldaan.books.models import (
    Administration,
    Client,
    ContactMoment,
    Decision,
    ImportedFile,
    Invoice,
    Message,
    Payment,
)
from voldaan.days import is_working_day

#: What each situation of the founding texts comes to on the day itself.
TODAY = {
    "Marieke Postma": "reminder_1",  # forgot
    "Joris Wildschut": "wait",  # pays next lesson
    "Fatima el Ouali": "reminder_1",  # part paid
    "Pieter Dubbeldam": "match_payment",  # paid, but unmatched
    "Loes Terwisscha": "reminder_2",
    "Gerda Molenkamp": "add_email",
    "Ruben Haverkort": "what_now",  # the end of the ladder
    "Bakkerij Zilvermeeuw B.V.": "service_check",  # new client
    "Vermeer & Zn. Installaties B.V.": "wait",  # good payer, one day late
    "Stichting Basisscholen De Regenboog": "reminder_2",  # many invoices at once
    "Drukkerij Noorderlicht B.V.": "reminder_1",  # credited in part
    "Kramer Logistiek B.V.": "call",
    "Gemeente Waterrijk": "reminder_1",
    "Harbour Analytics B.V.": "reminder_1",  # in English
    "Notariskantoor Van Rhijn": "service_check",  # a large invoice
    "Zorggroep Duinzicht": "settle_credit",
}


@pytest.mark.django_db
@pytest.mark.slow
class TestOpenDemo:
    def test_lives_a_year_that_is_true(self) -> None:
        owner, administration = open_demo(password="a long password")

        decided = {
            row.client.name: row.step or row.question or row.kind
            for row in Decision.objects.filter(is_latest=True).select_related("client")
        }
        assert decided == {name: TODAY.get(name, "wait") for name in decided}
        assert TODAY.keys() <= decided.keys()
        assert Client.objects.count() == len(buyers()) == 31
        assert {file.state for file in ImportedFile.objects.all()} == {"done"}
        assert [file.problems for file in ImportedFile.objects.exclude(problems=[])] == []
        assert Invoice.objects.count() == len(year(DAY).bills)
        assert list(verify_record(at=owner.joined_at)) == []
        self._has_an_owner_who_sees(administration)
        self._asks_exactly()
        self._stands_still(administration)

    def _has_an_owner_who_sees(self, administration: Administration) -> None:
        assert (administration.is_demo, administration.demo_day) == (True, DAY)
        assert Message.objects.filter(state="sent").exists()
        proposed = Message.objects.filter(state="proposed")
        steps = [step for step in TODAY.values() if step.startswith(("rem", "service"))]
        assert sorted(proposed.values_list("step", flat=True)) == sorted(steps)
        assert not ContactMoment.objects.filter(on=DAY).exists()
        english = proposed.get(client__name="Harbour Analytics B.V.")
        assert "Dear" in english.body_text or "Hi" in english.body_text

    def _asks_exactly(self) -> None:
        asks = dict(
            Decision.objects.filter(is_latest=True, asks_cents__gt=0).values_list(
                "client__name", "asks_cents"
            )
        )
        assert asks["Fatima el Ouali"] == 72_000 - 36_000
        assert asks["Drukkerij Noorderlicht B.V."] == 60_500 - 12_100
        assert asks["Stichting Basisscholen De Regenboog"] == 4 * 26_000
        assert Payment.objects.filter(method="credit_note").get().amount_cents == 12_100

    def _stands_still(self, administration: Administration) -> None:
        before = Decision.objects.count()

        again = run_day(administration.pk, day=DAY, at=administration.created_at)

        assert (again.run.changed, Decision.objects.count()) == (0, before)


class TestYear:
    def test_is_the_same_every_time(self) -> None:
        assert year(DAY) == year(DAY)

    def test_moves_with_its_day(self) -> None:
        later = DAY + timedelta(days=364)

        ours = [bill.cents for bill in year(DAY).bills]

        assert sorted(ours) == sorted(bill.cents for bill in year(later).bills)

    def test_knows_no_money_of_the_day_itself(self) -> None:
        assert max(movement.on for movement in year(DAY).movements) < DAY

    def test_ends_on_a_working_tuesday(self) -> None:
        assert is_working_day(DAY)
        assert DAY.isoweekday() == 2
        assert date(2026, 10, 13) == DAY

    def test_names_only_accounts_and_addresses_that_cannot_exist(self) -> None:
        accounts = {OWN_IBAN, *(movement.iban for movement in year(DAY).movements)}
        emails = {buyer.email for buyer in buyers()} - {""}

        assert all(iban.is_valid(account) and "TEST" in account for account in accounts)
        assert all(email.endswith(".example") for email in emails)
        assert made_up_iban(2) != made_up_iban(3)
