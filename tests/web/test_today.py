"""Vandaag: who may do what, the cards in their order, and the rest of the morning."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from tests.books import factories as cast

from voldaan.actions.payments.match_lines import match_lines
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Administration,
    Decision,
    Hold,
    Invoice,
    LineHold,
    Mailbox,
    Message,
)
from voldaan.books.queries import today
from voldaan.followup import shapes
from voldaan.followup.morning import order
from voldaan.followup.replay import from_plain
from voldaan.web.pages.today import QuestionCard, StepCard, Totals

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm with bank files up to yesterday."""
    firm = cast.administration()
    cast.statement(firm)
    return firm


def late_client(
    of: Administration, name: str = "Vink BV", *, email: str = "els@vink.example"
) -> Invoice:
    """Give an invoice that was due ten days ago."""
    client = cast.client(of, name)
    cast.contact(client, email)
    return cast.invoice(client, due_on=cast.DAY - timedelta(days=10))


def decide(of: Administration) -> None:
    follow_up(of.pk, day=cast.DAY, at=cast.AT)


def mailbox(of: Administration) -> Mailbox:
    return Mailbox.objects.create(
        administration=of, host="smtp.example.nl", from_address="anna@example.nl"
    )


def message(of: Administration, state: str = "proposed") -> Message:
    found = Message.objects.get(administration=of)
    Message.objects.filter(pk=found.pk).update(
        state=state, released_at=None if state == "proposed" else cast.AT
    )
    found.refresh_from_db()
    return found


def page_of(browser: Browser) -> Any:
    return browser.get("/").context["page"]


class TestWhoMayNot:
    def test_a_stranger_goes_to_the_door(self, client: Browser, of: Administration) -> None:
        cast.anna(of)

        assert "/account/login/" in client.get("/").headers["Location"]

    def test_chris_sees_nothing_of_anna(self, client: Browser, of: Administration) -> None:
        late_client(of)
        decide(of)
        client.force_login(cast.chris())

        assert "Vink BV" not in client.get("/").text

    @pytest.mark.parametrize("button", ["send", "undo", "sent", "not-sent"])
    def test_bas_prepares_but_never_sends(
        self, client: Browser, of: Administration, button: str
    ) -> None:
        late_client(of)
        decide(of)
        mailbox(of)
        client.force_login(cast.bas(of))

        answer = client.post(f"/messages/{message(of).pk}/{button}/")

        assert answer.status_code == 403
        assert message(of).state == "proposed"

    def test_bas_sees_no_button_to_send(self, client: Browser, of: Administration) -> None:
        late_client(of)
        decide(of)
        mailbox(of)
        client.force_login(cast.bas(of))

        assert 'data-key="s"' not in client.get("/").text


class TestTheCards:
    def test_stand_in_the_order_of_their_use(self, client: Browser, of: Administration) -> None:
        cast.contact(small := cast.client(of, "Klein"))
        cast.invoice(small, payable_cents=5_000)
        late_client(of, "Groot")
        late_client(of, "Geen adres", email="")
        decide(of)
        client.force_login(cast.anna(of))

        cards = page_of(client).cards

        assert [card.client for card in cards] == ["Groot", "Geen adres", "Klein"]
        assert isinstance(cards[0], StepCard)
        assert isinstance(cards[1], QuestionCard)

    def test_are_seven_and_the_rest_is_counted(
        self, client: Browser, of: Administration
    ) -> None:
        for number in range(9):
            late_client(of, f"Klant {number}")
        decide(of)
        client.force_login(cast.anna(of))

        page = page_of(client)

        assert (len(page.cards), page.later_count) == (7, 2)
        assert page.minutes == 7

    def test_say_why_and_what_would_change_it(
        self, client: Browser, of: Administration
    ) -> None:
        late_client(of)
        decide(of)
        client.force_login(cast.anna(of))

        card = page_of(client).cards[0]

        assert any("10 dagen" in reason for reason in card.reasons)
        assert card.changes

    def test_count_the_days_of_today_and_not_of_the_decision(
        self, client: Browser, of: Administration
    ) -> None:
        late_client(of)
        follow_up(of.pk, day=cast.DAY - timedelta(days=1), at=cast.AT)
        client.force_login(cast.anna(of))

        reasons = page_of(client).cards[0].reasons

        assert any("10 dagen" in reason for reason in reasons)
        assert not any("9 dagen" in reason for reason in reasons)

    def test_begin_with_messages_that_did_not_leave(
        self, client: Browser, of: Administration
    ) -> None:
        late_client(of, "Aap")
        decide(of)
        message(of, "failed")
        late_client(of, "Groot")
        decide(of)
        client.force_login(cast.anna(of))

        assert [card.client for card in page_of(client).cards] == ["Aap", "Groot"]

    def test_come_in_the_order_of_the_pure_room(self, of: Administration) -> None:
        for number in range(24):
            cents = [5_000, 90_000, 121_000][number % 3]
            late = [-6, 2, 9, 30][number % 4]
            client = cast.client(of, f"Klant {number}")
            cast.contact(client, "" if number % 5 == 0 else "a@vink.example")
            cast.invoice(client, payable_cents=cents, due_on=cast.DAY - timedelta(days=late))
            if number == 7:
                line = cast.bank_line(of, cents)
                LineHold.objects.create(administration=of, client=client, line=line)
        decide(of)
        stored = Decision.objects.values_list("outcome", flat=True)
        expected = order.ranked(from_plain(shapes.Decision, each) for each in stored)

        chosen, count = today.cards(of.pk, most=50)

        assert [each.card for each in chosen] == [
            replace(card, decision=each.card.decision)
            for card, each in zip(expected, chosen, strict=True)
        ]
        assert [each.decision for each in chosen] == [card.decision for card in expected]
        assert count == len(expected) > 15

    def test_ask_once_for_a_bank_file(self, client: Browser) -> None:
        firm = cast.administration()
        late_client(firm, "Aap")
        late_client(firm, "Noot")
        decide(firm)
        client.force_login(cast.anna(firm))

        cards = page_of(client).cards

        assert [card.kind for card in cards] == ["import_bank"]
        assert cards[0].client == ""
        assert cards[0].changes
        assert "Wat dit zou veranderen" in client.get("/").content.decode()

    @pytest.mark.parametrize("many", [3, 30])
    def test_cost_the_same_however_many(
        self, client: Browser, of: Administration, many: int
    ) -> None:
        mailbox(of)
        for number in range(many):
            late_client(of, f"Klant {number}")
        decide(of)
        client.force_login(cast.anna(of))

        with CaptureQueriesContext(connection) as counted:
            client.get("/")

        assert len(counted) == 50


class TestTheRestOfTheMorning:
    def test_begins_with_what_was_paid(self, client: Browser, of: Administration) -> None:
        invoice = late_client(of)
        cast.bank_line(of, text=f"factuur {invoice.number}")
        match_lines(of.pk, at=cast.AT)
        decide(of)
        client.force_login(cast.anna(of))

        news = page_of(client).good_news

        assert [(each.client, each.paid_cents) for each in news] == [("Vink BV", 121_000)]

    def test_counts_who_is_quiet(self, client: Browser, of: Administration) -> None:
        cast.invoice(cast.client(of, "Later"), due_on=cast.DAY + timedelta(days=40))
        paused = late_client(of, "Stil")
        Hold.objects.create(
            administration=of, client=paused.client, reason="ziek", from_day=cast.DAY,
            until_day=cast.DAY + timedelta(days=3), set_at=cast.AT,
        )  # fmt: skip
        decide(of)
        client.force_login(cast.anna(of))

        page = page_of(client)

        assert (page.quiet.not_due, page.quiet.paused, page.quiet.waiting) == (1, 1, 0)

    def test_shows_totals_only_to_who_asks(self, client: Browser, of: Administration) -> None:
        late_client(of)
        cast.invoice(cast.client(of, "Later"), due_on=cast.DAY + timedelta(days=40))
        client.force_login(cast.anna(of))

        quiet = client.get("/")
        asked = client.get("/?totals=yes")

        assert quiet.context["page"].totals is None
        assert asked.context["page"].totals == Totals(242_000, 121_000)
        assert "2.420,00" not in quiet.text
        assert "2.420,00" in asked.text

    def test_says_where_to_start_when_nothing_was_imported(self, client: Browser) -> None:
        client.force_login(cast.anna(cast.administration()))

        assert page_of(client).is_empty

    @pytest.mark.parametrize(("last_day", "is_fresh"), [(9, True), (8, False)])
    def test_says_until_when_the_bank_was_seen(
        self, client: Browser, last_day: int, is_fresh: bool
    ) -> None:
        firm = cast.administration()
        cast.statement(firm, last_day=cast.DAY.replace(day=last_day))
        cast.invoice(cast.client(firm))
        client.force_login(cast.anna(firm))

        page = page_of(client)

        assert (page.bank_until, page.bank_is_fresh) == (
            cast.DAY.replace(day=last_day),
            is_fresh,
        )


class TestAPause:
    """With nothing to do, the words say why; a pause is no good behaviour of clients."""

    def pause(self, of: Administration, **whom: Any) -> None:
        Hold.objects.create(
            administration=of, reason="ziek", from_day=cast.DAY,
            until_day=cast.DAY + timedelta(days=3), set_at=cast.AT, **whom,
        )  # fmt: skip

    def test_of_everything_is_named_on_the_empty_page(
        self, client: Browser, of: Administration
    ) -> None:
        late_client(of)
        self.pause(of)
        decide(of)
        client.force_login(cast.anna(of))

        answer = client.get("/")

        assert answer.context["page"].cards == ()
        assert "Alles staat op pauze, dus niemand hoort nu iets van je." in answer.text
        assert "Iedereen is op tijd" not in answer.text

    def test_of_one_client_is_named_too(self, client: Browser, of: Administration) -> None:
        self.pause(of, client=late_client(of).client)
        decide(of)
        client.force_login(cast.anna(of))

        answer = client.get("/")

        assert "of staat op pauze. Laat het rusten." in answer.text
        assert "Iedereen is op tijd" not in answer.text

    def test_of_everything_is_one_press_away(self, client: Browser, of: Administration) -> None:
        late_client(of)
        decide(of)
        client.force_login(cast.vera(of))
        assert "/settings/#pause" not in client.get("/").text
        client.force_login(cast.anna(of))
        assert client.get("/").text.count('href="/settings/#pause"') == 1
        assert 'id="pause"' in client.get("/settings/").text

        self.pause(of)

        # Then the notice on top leads there, to end it.
        assert client.get("/").text.count('href="/settings/#pause"') == 1


class TestADayOfRest:
    def test_says_why_and_never_that_everybody_was_written_to(
        self, client: Browser, of: Administration
    ) -> None:
        late_client(of)
        sunday = cast.DAY + timedelta(days=6 - cast.DAY.weekday())
        follow_up(of.pk, day=sunday, at=cast.AT)
        client.force_login(cast.anna(of))
        Administration.objects.update(is_demo=True, demo_day=sunday)

        answer = client.get("/")

        page = answer.context["page"]
        assert (page.quiet.resting, page.quiet.waiting, page.tomorrow_count) == (1, 0, 1)
        assert "valt in het weekend" in answer.text
        assert "net van je gehoord" not in answer.text
