"""Later on Vandaag: what it costs, and the ways out after three times."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from tests.books import factories as cast

from voldaan.actions.payments.match_lines import match_lines
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Administration,
    Client,
    Decision,
    Hold,
    LineHold,
    Mailbox,
    Message,
)
from voldaan.books.queries.morning import later
from voldaan.books.queries.morning.lateness import lived
from voldaan.followup.morning.waiting import Lived
from voldaan.web.presenting.morning.ways_out import own_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm with bank files up to yesterday."""
    firm = cast.administration()
    cast.statement(firm)
    return firm


def owing(of: Administration, *, late: int = 3, email: str = "els@vink.example") -> Client:
    """Give a client whose invoice is so many days late."""
    client = cast.client(of)
    cast.contact(client, email)
    cast.invoice(
        client,
        number="2026-77",
        due_on=cast.DAY - timedelta(days=late),
        known_open_on=cast.DAY - timedelta(days=3),
    )
    return client


def decide(of: Administration) -> None:
    follow_up(of.pk, day=cast.DAY, at=cast.AT)


def put_off_three_times(browser: Browser, of: Administration) -> None:
    for _ in range(3):
        latest = Decision.objects.get(is_latest=True)
        browser.post(f"/cards/{latest.pk}/later/", {"days": "1"})
        Hold.objects.update(from_day=cast.DAY - timedelta(9), until_day=cast.DAY - timedelta(8))
        decide(of)


def card_of(browser: Browser) -> Any:
    return browser.get("/").context["page"].cards[0]


def stuck(browser: Browser, of: Administration, **facts: Any) -> Any:
    """Give the card of a client that Anna put off three times."""
    owing(of, **facts)
    decide(of)
    browser.force_login(cast.anna(of))
    put_off_three_times(browser, of)
    return card_of(browser)


class TestThePrice:
    def test_stands_beside_each_choice(self, client: Browser, of: Administration) -> None:
        owing(of)
        decide(of)
        client.force_login(cast.anna(of))

        choices = card_of(client).later.choices

        assert [(each.back_on.day, each.says[0]) for each in choices] == [
            (15, "Dan is het 4 dagen te laat."),
            (19, "Dan is het 8 dagen te laat."),
            (21, "Dan is het 10 dagen te laat."),
        ]
        assert "Dan is het 8 dagen te laat." in client.get("/").text
        assert "ma 19 okt" in client.get("/").text

    def test_is_kept_on_the_day_it_says(self, client: Browser, of: Administration) -> None:
        owing(of)
        decide(of)
        client.force_login(cast.anna(of))

        said = client.post(
            f"/cards/{Decision.objects.get().pk}/later/", {"days": "3"}, follow=True
        )

        assert "Vink BV komt terug op ma 19 okt." in said.text

    def test_costs_no_query_more_per_card(self, client: Browser, of: Administration) -> None:
        client.force_login(cast.anna(of))
        counts = []
        for number in range(6):
            cast.contact(each := cast.client(of, f"Klant {number}"), f"k{number}@klant.example")
            cast.invoice(each, due_on=cast.DAY - timedelta(days=3))
            decide(of)
            with CaptureQueriesContext(connection) as counted:
                client.get("/")
            counts.append(len(counted))

        assert len(set(counts[1:])) == 1

    def test_counts_from_own_invoices(self, client: Browser, of: Administration) -> None:
        payer = cast.client(of, "Dirk")
        for number in range(24):
            due_on = cast.DAY - timedelta(days=40)
            invoice = cast.invoice(payer, due_on=due_on, payable_cents=1_000 + number)
            if number < 21:
                late = 5 if number < 9 else 20
                cast.bank_line(
                    of,
                    1_000 + number,
                    text=f"factuur {invoice.number}",
                    booked_on=due_on + timedelta(days=late),
                )
        match_lines(of.pk, at=cast.AT)
        owing(of)
        decide(of)
        client.force_login(cast.anna(of))

        (own,) = [
            card.later.history
            for card in client.get("/").context["page"].cards
            if card.client == "Vink BV"
        ]

        assert own == (
            "Uit je eigen facturen: van 24 facturen die 3 dagen na de betaaldatum nog "
            "openstonden, zijn er 9 binnen 7 dagen betaald."
        )

    def test_is_silent_about_a_past_that_is_too_short(
        self, client: Browser, of: Administration
    ) -> None:
        owing(of)
        decide(of)
        client.force_login(cast.anna(of))

        assert card_of(client).later.history == ""


class TestTheOwnPast:
    def test_knows_when_each_invoice_was_paid(self, of: Administration) -> None:
        client = cast.client(of)
        due_on = cast.DAY - timedelta(days=20)
        cast.invoice(client, due_on=due_on, payable_cents=500)
        paid = cast.invoice(client, due_on=due_on, payable_cents=700)
        part = cast.invoice(client, due_on=due_on, payable_cents=900)
        cast.invoice(client, due_on=cast.DAY, payable_cents=800)
        on = cast.DAY - timedelta(days=6)
        cast.bank_line(of, 700, text=f"factuur {paid.number}", booked_on=on)
        cast.bank_line(of, 300, text=f"factuur {part.number}", booked_on=on)
        match_lines(of.pk, at=cast.AT)

        found = lived(of.pk, day=cast.DAY)

        assert sorted(found, key=str) == sorted(
            [Lived(due_on), Lived(due_on), Lived(due_on, on)], key=str
        )

    def test_is_empty_without_invoices(self, of: Administration) -> None:
        assert lived(of.pk, day=cast.DAY) == []

    def test_is_not_that_of_another_administration(self, of: Administration) -> None:
        owing(of)

        assert lived(cast.administration("Bureau Chris").pk, day=cast.DAY) == []


class TestHowOften:
    def test_does_not_count_what_was_taken_back(
        self, client: Browser, of: Administration
    ) -> None:
        vink = owing(of)
        decide(of)
        client.force_login(cast.anna(of))
        latest = Decision.objects.get()
        client.post(f"/cards/{latest.pk}/later/", {"days": "1"})
        client.post(f"/later/{Hold.objects.get().pk}/undo/")

        assert later.times_later(of.pk, client_ids=[vink.pk]) == {}


class TestTheWaysOut:
    def test_are_not_there_after_two_times(self, client: Browser, of: Administration) -> None:
        owing(of)
        decide(of)
        client.force_login(cast.anna(of))
        for _ in range(2):
            latest = Decision.objects.get(is_latest=True)
            client.post(f"/cards/{latest.pk}/later/", {"days": "1"})
            Hold.objects.update(from_day=cast.DAY - timedelta(9), until_day=cast.DAY)
            Hold.objects.update(until_day=cast.DAY - timedelta(8))
            decide(of)

        assert card_of(client).later.ways_out is None

    def test_begin_with_a_shorter_message(self, client: Browser, of: Administration) -> None:
        card = stuck(client, of)

        least = card.later.ways_out.smallest

        assert least.kind == "mail"
        assert len(least.text.split()) < len(card.message.body.split())
        assert "2026-77" in least.text
        link = client.get(least.link).headers["Location"]
        assert link.startswith("mailto:els@vink.example?subject=")
        assert quote(least.text.replace("\n", "\r\n"), safe="") in link

    def test_send_the_shorter_message_where_mail_is_sent(
        self, client: Browser, of: Administration
    ) -> None:
        Mailbox.objects.create(
            administration=of, host="smtp.example.nl", from_address="anna@example.nl"
        )
        least = stuck(client, of).later.ways_out.smallest

        client.post(
            f"/messages/{least.message_id}/send/",
            {"subject": least.subject, "body": least.text},
        )

        message = Message.objects.get(state="ready")
        assert message.body_text.strip() == least.text

    def test_give_a_caller_the_number_and_the_first_sentence(
        self, client: Browser, of: Administration
    ) -> None:
        card = stuck(client, of, email="")

        least = card.later.ways_out.smallest

        assert least.kind == "call"
        assert client.get(least.link).headers["Location"] == "tel:+31201234567"
        assert least.text
        assert least.text in client.get("/").text

    def test_let_nobody_call_about_money_that_may_be_here(
        self, client: Browser, of: Administration
    ) -> None:
        vink = owing(of)
        line = cast.bank_line(of, 400, text="?", name="?", iban="")
        LineHold.objects.create(administration=of, client=vink, line=line)
        decide(of)
        client.force_login(cast.anna(of))
        put_off_three_times(client, of)

        card = card_of(client)

        assert card.kind == "match_payment"
        assert card.later.ways_out.smallest is None
        assert "Vink BV" in card.later.ways_out.hand_over

    def test_have_a_text_for_a_colleague(self, client: Browser, of: Administration) -> None:
        cast.bas(of)

        out = stuck(client, of).later.ways_out

        for fact in ("Vink BV", "Els de Vries", "1.210,00", "(2026-77)", "020 123 45 67"):
            assert fact in out.hand_over.replace("\xa0", " ")
        assert [each.name for each in out.colleagues] == ["Bas"]
        assert out.colleagues[0].link.startswith("mailto:bas@example.nl?subject=")
        assert out.hand_over_link.startswith("mailto:?subject=")
        assert "%0D%0A" in out.hand_over_link

    def test_say_until_when_the_claim_lives(self, client: Browser, of: Administration) -> None:
        out = stuck(client, of).later.ways_out

        assert out.rests == (30, 90, 365)
        assert str(out.safe_until) == "2031-10-11"
        assert "verjaart" in client.get("/").text or "time-barred" in client.get("/").text

    def test_offer_no_rest_beyond_that_day(self, client: Browser, of: Administration) -> None:
        out = stuck(client, of, late=5 * 365 - 40).later.ways_out

        assert out.rests == (30,)

    @pytest.mark.parametrize("name", ["Bas", "Vera"])
    def test_are_shown_to_who_may_only_prepare_or_look(
        self, client: Browser, of: Administration, name: str
    ) -> None:
        stuck(client, of)
        person = cast.bas(of) if name == "Bas" else cast.vera(of)
        client.force_login(person)

        page = client.get("/")

        assert page.status_code == 200
        assert 'data-key="s"' not in page.text


class TestTheOwnMail:
    def test_keeps_a_line_break_out_of_its_subject(self) -> None:
        link = own_mail("bas@example.nl", "Vink\r\nBcc: x@evil.example", "a\nb & c?")

        assert link == (
            "mailto:bas@example.nl?subject=Vink%20Bcc%3A%20x%40evil.example"
            "&body=a%0D%0Ab%20%26%20c%3F"
        )


class TestRest:
    @pytest.mark.parametrize("days", [30, 90, 365])
    def test_leaves_the_client_in_peace(
        self, client: Browser, of: Administration, days: int
    ) -> None:
        stuck(client, of)
        latest = Decision.objects.get(is_latest=True)

        client.post(f"/cards/{latest.pk}/rest/", {"days": str(days)})

        rest = Hold.objects.latest("pk")
        assert rest.until_day == cast.DAY + timedelta(days=days - 1)
        assert rest.reason == later.REST["nl"]
        assert client.get("/").context["page"].cards == ()

    def test_can_be_undone(self, client: Browser, of: Administration) -> None:
        stuck(client, of)
        latest = Decision.objects.get(is_latest=True)
        client.post(f"/cards/{latest.pk}/rest/", {"days": "30"})
        offered = client.get("/").context["page"].put_off[0]

        client.post(f"/later/{offered.hold_id}/undo/")

        assert card_of(client).client == "Vink BV"
        assert card_of(client).snoozed == 3

    def test_that_a_claim_would_not_outlive_is_refused_and_says_why(
        self, client: Browser, of: Administration
    ) -> None:
        """Also when another invoice became known after the page was opened."""
        stuck(client, of)
        latest = Decision.objects.get(is_latest=True)
        before = Hold.objects.count()
        cast.invoice(
            latest.client, number="2021-12", due_on=cast.DAY - timedelta(days=5 * 365 - 40)
        )

        answer = client.post(f"/cards/{latest.pk}/rest/", {"days": "90"}, follow=True)

        assert Hold.objects.count() == before
        assert "verjaart na" in answer.text
        assert "Stuur eerst een brief" in answer.text
        client.post(f"/cards/{latest.pk}/rest/", {"days": "30"})
        assert Hold.objects.count() == before + 1

    @pytest.mark.parametrize("days", ["1", "31", "", "-30", "9" * 30, "x"])
    def test_takes_only_its_own_choices(
        self, client: Browser, of: Administration, days: str
    ) -> None:
        stuck(client, of)
        before = Hold.objects.count()
        latest = Decision.objects.get(is_latest=True)

        answer = client.post(f"/cards/{latest.pk}/rest/", {"days": days}, follow=True)

        assert answer.status_code == 200
        assert Hold.objects.count() == before
