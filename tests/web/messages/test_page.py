"""Berichten: the staircase, the words and the test; who may look and who may change."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from tests.actions import scenes
from tests.books import factories as cast
from tests.smtp_server import SmtpServer

from voldaan.books.models import (
    Administration,
    Allocation,
    Client,
    Event,
    Message,
    OwnText,
    Payment,
    Policy,
)
from voldaan.books.queries.policies import policy

pytestmark = pytest.mark.django_db

LADDER = {
    "ladder-service_check-on": "on", "ladder-service_check-days": "9",
    "ladder-service_check-channel": "by_table", "ladder-service_check-who": "propose",
    "ladder-service_check-only_if": ["large_invoice", "not_good_payer"],
    "ladder-reminder_1-on": "on", "ladder-reminder_1-days": "3",
    "ladder-reminder_1-channel": "by_table", "ladder-reminder_1-who": "autopilot",
    "ladder-reminder_2-on": "on", "ladder-reminder_2-days": "10",
    "ladder-reminder_2-channel": "email", "ladder-reminder_2-who": "propose",
    "ladder-reminder_2-confirmed": "on",
    "ladder-call-on": "on", "ladder-call-days": "17",
    "ladder-decide-days": "24", "ladder-from_day": "2026-10-14",
}  # fmt: skip
TEXT = {
    "text-subject": "Over {factuur}",
    "text-free-0": "Hoi {naam},\r\n\r\nNog {bedrag} voor {factuur}, van {vervaldatum}.",
    "fixed": "6",
    "text-free-2": "Naar {iban}, kenmerk {kenmerk}.\r\n\r\n{afzender}",
    "text-from_day": "2026-10-14",
}
POSTS = ("ladder/", "ladder/reset/", "rules/", "rules/reset/", "text/", "text/reset/", "test/")
REMINDER = "?step=reminder_1&form=je&language=nl"


@pytest.fixture
def studio() -> Administration:
    studio = cast.administration()
    cast.statement(studio)
    return studio


@pytest.fixture
def browser(client: Browser, studio: Administration) -> Browser:
    client.force_login(cast.anna(studio, language="en"))
    return client


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


def nothing_changed() -> bool:
    codes = ["policy.changed", "text.changed"]
    return not (
        Policy.objects.exists()
        or OwnText.objects.exists()
        or Event.objects.filter(code__in=codes).exists()
    )


def knows_us(client: Client) -> None:
    """Let a client have paid an invoice before, late."""
    before = cast.invoice(client, due_on=date(2026, 1, 5))
    paid = Payment.objects.create(
        administration=client.administration, client=client, method="cash",
        paid_on=date(2026, 1, 20), amount_cents=121_000, booked_at=cast.AT,
    )  # fmt: skip
    Allocation.objects.create(
        administration=client.administration, payment=paid, invoice=before, cents=121_000
    )


def mailbox(studio: Administration, server: SmtpServer) -> None:
    scenes.mailbox(studio, server)


class TestWhoMayNot:
    def test_strangers_go_to_the_door(self, client: Browser, studio: Administration) -> None:
        cast.anna(studio)
        answers = [client.get("/messages/"), client.post("/messages/ladder/try/", LADDER)]
        answers += [client.post(f"/messages/{each}", LADDER | TEXT) for each in POSTS]

        for answer in answers:
            assert answer.headers["Location"].startswith("/account/login/")
        assert nothing_changed()

    def test_somebody_without_a_place_stands_outside(self, client: Browser) -> None:
        client.force_login(cast.person("Chris"))

        assert client.get("/messages/").status_code == 403

    @pytest.mark.parametrize("who", [cast.bas, cast.vera])
    def test_others_look_and_change_nothing(
        self, client: Browser, studio: Administration, server: SmtpServer, who: Any
    ) -> None:
        cast.anna(studio)
        mailbox(studio, server)
        client.force_login(who(studio, language="en"))

        for part in POSTS:
            assert client.post(f"/messages/{part}{REMINDER}", LADDER | TEXT).status_code == 403
        page = client.get(f"/messages/{REMINDER}")
        tried = client.post("/messages/ladder/try/", LADDER)

        assert nothing_changed()
        assert server.messages == []
        assert "Only the owner changes" in page.text
        assert "<textarea" not in page.text
        assert "Switch on" not in page.text
        assert tried.status_code == 200

    def test_chris_changes_nothing_of_anna(
        self, client: Browser, studio: Administration
    ) -> None:
        cast.anna(studio)
        scenes.owing(studio, "Geheim BV")
        client.force_login(cast.chris())

        client.post("/messages/ladder/", LADDER)
        client.post(f"/messages/text/{REMINDER}", TEXT)
        tried = client.post("/messages/ladder/try/", LADDER)

        assert not Policy.objects.filter(administration=studio).exists()
        assert not OwnText.objects.filter(administration=studio).exists()
        assert "Geheim" not in tried.text

    def test_looking_changes_nothing(self, browser: Browser) -> None:
        assert {browser.get(f"/messages/{each}").status_code for each in POSTS} == {405}
        assert browser.get("/messages/ladder/try/").status_code == 302
        assert browser.get("/messages/").status_code == 200
        assert nothing_changed()


class TestThePage:
    def test_shows_the_steps_in_words(self, browser: Browser) -> None:
        page = browser.get("/messages/").text

        assert "9 days before the due date" in page
        assert "1 day after the due date" in page
        assert "only for a large invoice or a client who is no known good payer" in page
        assert "Decide together" in page

    def test_shows_another_ladder(self, browser: Browser) -> None:
        page = browser.get("/messages/?ladder=a_client").text

        assert "10 days after the due date" in page
        assert "Second reminder" not in page

    @pytest.mark.parametrize(
        ("asked", "said", "lang"),
        [
            ("form=je&language=nl", "Hoi Els,", "nl"),
            ("form=u&language=nl", "Beste Els,", "nl"),
            ("form=je&language=en", "Hi Els,", "en"),
            ("form=je&language=nl&many=1", "Je hebt nog 2 facturen", "nl"),
        ],
    )
    def test_shows_how_a_step_sounds(
        self, browser: Browser, asked: str, said: str, lang: str
    ) -> None:
        page = browser.get(f"/messages/?step=reminder_1&{asked}").text

        assert said in page
        assert f'<article class="phone" lang="{lang}"' in page

    def test_speaks_to_clients_as_the_firm_does(
        self, browser: Browser, studio: Administration
    ) -> None:
        Administration.objects.update(address_form="u")

        assert "Beste Els," in browser.get("/messages/").text

    def test_shows_what_to_say_in_a_call_and_that_deciding_has_no_words(
        self, browser: Browser
    ) -> None:
        assert "Begin warmly" in browser.get("/messages/?step=call").text
        assert "No message goes out." in browser.get("/messages/?step=decide").text

    def test_has_the_linter_beside_the_words(
        self, browser: Browser, studio: Administration
    ) -> None:
        assert "Yes: short, friendly" in browser.get("/messages/").text
        Administration.objects.update(phone="")

        page = browser.get("/messages/").text

        assert "Would you like to get this?" in page
        assert "phone number" in page

    @pytest.mark.parametrize(
        "asked",
        ["ladder=x&step=x&form=x&language=x&many=x", "ladder=a_client&step=reminder_2",
         "step=%3Cscript%3E", "ladder=" + "x" * 5000],
    )  # fmt: skip
    def test_takes_any_address_for_something(self, browser: Browser, asked: str) -> None:
        page = browser.get(f"/messages/?{asked}")

        assert page.status_code == 200
        assert "<script>" not in page.text
        assert "Friendly reminder" in page.text

    def test_never_shows_what_a_sender_is_called_as_code(
        self, browser: Browser, studio: Administration
    ) -> None:
        Administration.objects.update(sender_name="<script>x</script>")

        assert "<script>x" not in browser.get("/messages/").text

    def test_says_when_the_next_round_is_and_whether_sending_is_on(
        self, browser: Browser, studio: Administration, server: SmtpServer
    ) -> None:
        page = browser.get("/messages/").text
        assert "The next round is today" in page
        assert "Sending is OFF" in page
        mailbox(studio, server)
        Administration.objects.update(daily_on=cast.DAY)

        page = browser.get("/messages/").text

        assert "The next round is on Thu 15 Oct" in page
        assert "Sending is ON, from anna@example.nl" in page

    def test_says_that_a_demo_sends_nothing(
        self, browser: Browser, studio: Administration
    ) -> None:
        Administration.objects.update(is_demo=True)

        assert "nothing leaves a demo world" in browser.get("/messages/").text

    def test_costs_no_query_more_per_client(
        self, browser: Browser, studio: Administration
    ) -> None:
        counts = []
        for number in (3, 20):
            for each in range(number):
                owed = cast.invoice(scenes.owing(studio, f"Klant{number}x{each} BV"))
                assert owed.pk
            with CaptureQueriesContext(connection) as looked:
                browser.get("/messages/")
            with CaptureQueriesContext(connection) as tried:
                browser.post("/messages/ladder/try/", LADDER)
            counts.append((len(looked), len(tried)))

        assert counts[0] == counts[1]
        assert counts[0][1] < 40


class TestAStaircase:
    def test_is_switched_on(self, browser: Browser, studio: Administration) -> None:
        answer = browser.post("/messages/ladder/?ladder=standard", LADDER, follow=True)

        steps = policy(studio.pk, day=cast.DAY).steps
        assert [step.offset_days for step in steps] == [-9, 3, 10, 17, 24]
        assert [step.autopilot for step in steps] == [False, True, False, False, False]
        assert [step.if_confirmed for step in steps] == [False, False, True, False, False]
        assert steps[2].channel == "email"
        assert "Saved." in answer.text
        assert "your own" in answer.text

    def test_that_is_off_can_be_switched_on_again(
        self, browser: Browser, studio: Administration
    ) -> None:
        without = {key: value for key, value in LADDER.items() if key != "ladder-call-on"}
        page = browser.post("/messages/ladder/", without, follow=True)
        assert "left out" in page.text
        assert 'name="ladder-call-days" value="17"' in page.text

        browser.post("/messages/ladder/", LADDER)

        assert "call" in [step.code for step in policy(studio.pk, day=cast.DAY).steps]

    def test_may_begin_later(self, browser: Browser, studio: Administration) -> None:
        browser.post("/messages/ladder/", LADDER | {"ladder-from_day": "2026-11-01"})

        page = browser.get("/messages/").text

        assert policy(studio.pk, day=cast.DAY).steps[1].offset_days == 1
        assert "From Sun 1 Nov on something else counts" in page

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"ladder-reminder_1-days": "8"}, "at least 5 days between two steps"),
            ({"ladder-reminder_1-days": "0"}, "greater than or equal to 1"),
            ({"ladder-reminder_1-days": "9" * 400}, "number"),
            ({"ladder-reminder_1-channel": "pigeon"}, "valid choice"),
            (
                {"ladder-reminder_2-channel": "post", "ladder-reminder_2-who": "autopilot"},
                "Only an e-mail can leave by itself",
            ),
            ({"ladder-decide-days": "5"}, "from mild to firm"),
            ({"ladder-reminder_1-on": "", "ladder-reminder_2-on": ""}, "not a call"),
            ({"ladder-from_day": "2026-10-13"}, "from today"),
            ({"ladder-from_day": "soon"}, "valid date"),
        ],
    )
    def test_that_breaks_a_rule_is_refused_in_words(
        self, browser: Browser, changes: dict[str, str], said: str
    ) -> None:
        page = browser.post("/messages/ladder/", LADDER | changes)

        assert page.status_code == 422
        assert said in page.text
        assert nothing_changed()

    def test_is_looked_at_first_on_the_own_past(
        self, browser: Browser, studio: Administration
    ) -> None:
        knows_us(scenes.owing(studio, "Oud BV", due_on=cast.DAY - timedelta(days=20)))

        page = browser.post("/messages/ladder/try/", LADDER)

        assert page.status_code == 200
        assert "What would have been sent in the last 90 days?" in page.text
        assert "With the staircase that counts now: 4 steps, to 1 of your clients." in page.text
        assert "Friendly reminder on Mon 28 Sep, e-mail by itself; now on Fri 25 Sep, " in (
            page.text
        )
        assert 'value="17"' in page.text
        assert nothing_changed()
        assert not Message.objects.exists()

    def test_that_changes_nothing_says_so(self, browser: Browser) -> None:
        page = browser.post("/messages/ladder/try/", LADDER)

        assert "Nothing would have been different." in page.text

    def test_that_cannot_be_is_not_looked_at(self, browser: Browser) -> None:
        for changes in ({"ladder-decide-days": "5"}, {"ladder-decide-days": ""}):
            page = browser.post("/messages/ladder/try/", LADDER | changes)

            assert page.status_code == 422
            assert "last 90 days?" not in page.text

    def test_comes_back_as_it_was(self, browser: Browser, studio: Administration) -> None:
        browser.post("/messages/ladder/", LADDER)

        page = browser.post("/messages/ladder/reset/", follow=True)

        assert policy(studio.pk, day=cast.DAY).steps[1].offset_days == 1
        assert "as it came with Voldaan" in page.text
