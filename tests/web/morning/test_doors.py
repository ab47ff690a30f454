"""The doors of the ways by hand: a last look before anything opens, and nothing written."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client as Browser
from tests.actions.ways.cast import PROFILE
from tests.books import factories as cast
from tests.web.morning.meanwhile import (
    apology,
    move,
    pause,
    pause_everything,
    pay,
    pay_in_part,
    prepare,
    remind,
    remind_long_ago,
    send,
    withdraw,
)
from tests.web.test_scope import everything

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Administration,
    Allocation,
    Contact,
    ContactMoment,
    Decision,
    Hold,
    Message,
)
from voldaan.web.own_program import BadLink, OwnProgram

pytestmark = pytest.mark.django_db

#: Friday 16 October 2026, half past ten in the evening in Amsterdam.
FRIDAY_EVENING = datetime(2026, 10, 16, 20, 30, tzinfo=UTC)
OPENS = {
    "email": "mailto:els@vink.example?subject=",
    "whatsapp": "https://wa.me/31612345678?text=",
    "sms": "sms:+31612345678?&body=",
    "linkedin": PROFILE,
}


@pytest.fixture
def of() -> Administration:
    firm = cast.administration(street="Gracht 7", postcode="3511 AB", city="Utrecht")
    cast.statement(firm)
    return firm


@pytest.fixture
def browser(client: Browser, of: Administration) -> Browser:
    client.force_login(cast.anna(of, language="en"))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def evening() -> Iterator[None]:
    with time_machine.travel(FRIDAY_EVENING, tick=False):
        yield


def door(message: Message, way: str = "") -> str:
    return f"/messages/{message.pk}/open/{way or message.channel}/"


def dial() -> str:
    return f"/calls/{Decision.objects.get(is_latest=True).pk}/dial/"


def why(answer: HttpResponse) -> str:
    """Give what a page says why it stayed shut; nothing in it reaches the client."""
    assert answer.status_code == 200
    assert not re.search(r'href="(mailto|sms|tel|https):', answer.content.decode())
    found: Any = answer
    return str(found.context["page"].why)


class TestWhoMayNot:
    def test_opens_nothing_in_the_name_of_the_owner(
        self, client: Browser, of: Administration
    ) -> None:
        message = prepare(of, "email")

        for who in (cast.bas, cast.vera):
            client.force_login(who(of))
            assert client.get(door(message)).status_code == 403
            assert client.get(dial()).status_code == 302  # whoever sees the number may dial

    def test_is_somebody_else(self, client: Browser, of: Administration) -> None:
        message = prepare(of, "email")
        client.force_login(cast.chris())

        assert client.get(door(message)).status_code == 404
        assert client.get(dial()).status_code == 404

    def test_is_a_form(self, browser: Browser, of: Administration) -> None:
        message = prepare(of, "email")

        assert browser.post(door(message)).status_code == 405
        assert browser.post(dial()).status_code == 405


class TestADoor:
    @pytest.mark.parametrize("way", OPENS)
    def test_leads_to_the_own_program(
        self, browser: Browser, of: Administration, way: str
    ) -> None:
        message = prepare(of, way)
        before = everything()

        answer = browser.get(door(message))

        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(OPENS[way])
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer.headers["Cache-Control"]
        assert everything() == before

    def test_dials(self, browser: Browser, of: Administration) -> None:
        prepare(of, "sms")
        before = everything()

        answer = browser.get(dial())

        assert answer.headers["Location"] == "tel:+31612345678"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer.headers["Cache-Control"]
        assert everything() == before

    def test_holds_the_kept_words(self, browser: Browser, of: Administration) -> None:
        message = prepare(of, "whatsapp")
        browser.post(f"/messages/{message.pk}/words/", {"body": "Hoi Els & co"})

        assert "text=Hoi%20Els%20%26%20co" in browser.get(door(message)).headers["Location"]

    @pytest.mark.parametrize("way", ["post", "phone", "https", "evil.example", "Email"])
    def test_is_there_for_the_known_ways_only(
        self, browser: Browser, of: Administration, way: str
    ) -> None:
        assert browser.get(door(prepare(of, "email"), way)).status_code == 404

    def test_never_takes_where_it_leads_from_the_address(
        self, browser: Browser, of: Administration
    ) -> None:
        message = prepare(of, "whatsapp")
        given = {"to": "https://evil.example", "next": "//evil.example", "link": "tel:0900"}

        for address in (door(message), dial()):
            assert "evil" not in browser.get(address, given).headers["Location"]
            assert "0900" not in browser.get(address, given).headers["Location"]

    @pytest.mark.parametrize(
        "profile",
        ["https://evil.example/in/els/", "javascript:alert(1)", "//evil.example", "http://x"],
    )
    def test_opens_no_profile_that_is_none(
        self, browser: Browser, of: Administration, profile: str
    ) -> None:
        message = prepare(of, "linkedin")
        Message.objects.update(to_address=profile)

        answer = browser.get(door(message))

        assert why(answer)
        assert "evil" not in answer.text
        assert f"/open/{message.channel}/" not in browser.get("/").text

    def test_gives_a_file_to_what_no_link_can_carry(
        self, browser: Browser, of: Administration
    ) -> None:
        message = prepare(of, "email")
        Message.objects.update(body_text="Veel woorden. " * 400)

        answer = browser.get(door(message))

        assert answer.headers["Location"] == f"/messages/{message.pk}/file/?now=1"
        assert b"X-Unsent: 1" in browser.get(answer.headers["Location"]).content

    def test_opens_the_shorter_words(self, browser: Browser, of: Administration) -> None:
        message = prepare(of, "email")

        whole = browser.get(door(message)).headers["Location"]
        shorter = browser.get(door(message, "short")).headers["Location"]

        assert shorter.startswith(OPENS["email"])
        assert len(shorter) < len(whole)

    def test_opens_a_reply(self, browser: Browser, of: Administration) -> None:
        reply = apology(of)

        answer = browser.get(door(reply))

        assert answer.headers["Location"].startswith("mailto:")


class TestWhatChanged:
    @pytest.mark.parametrize(
        ("happens", "said"),
        [
            (pause, "paused"),
            (pause_everything, "Everything is paused now."),
            (pay, ""),
            (pay_in_part, "it is now about €"),
            (move, "The address of this client changed"),
            (send, "does not wait any more"),
            (withdraw, "does not wait any more"),
            (remind, "stays quiet for at least 5 days"),
            (remind_long_ago, "Another step is due now: "),
        ],
    )
    def test_is_said_and_nothing_opens(
        self,
        browser: Browser,
        of: Administration,
        happens: Callable[[Message], None],
        said: str,
    ) -> None:
        message = prepare(of, "email")
        happens(message)
        before = everything()

        answer = browser.get(door(message))

        assert said in why(answer)
        assert why(answer)
        assert "On Today you see what fits now." in answer.text
        assert f'href="/clients/{message.client_id}/"' in answer.text
        assert "?now=1" not in answer.text
        assert "no-store" in answer.headers["Cache-Control"]
        assert everything() == before

    @pytest.mark.parametrize("happens", [pause, pay, pay_in_part])
    def test_keeps_the_telephone_still_too(
        self, browser: Browser, of: Administration, happens: Callable[[Message], None]
    ) -> None:
        happens(prepare(of, "sms"))

        answer = browser.get(dial())

        assert why(answer)
        assert "Nobody was called." in answer.text

    def test_is_no_excuse_for_words_that_threaten(
        self, browser: Browser, of: Administration
    ) -> None:
        message = prepare(of, "whatsapp")
        browser.post(
            f"/messages/{message.pk}/words/", {"body": "Anders meld ik je bij het BKR."}
        )

        answer = browser.get(door(message))

        assert "threatens. Nobody may be asked like that" in why(answer)
        assert "Look at your words once more" in answer.text

    def test_is_a_number_that_is_gone(self, browser: Browser, of: Administration) -> None:
        prepare(of, "email")
        Contact.objects.update(phone="bel Dirk")

        assert "address" in why(browser.get(dial()))

    def test_is_the_same_address_under_another_name(
        self, browser: Browser, of: Administration
    ) -> None:
        message = prepare(of, "email")
        other = cast.client(of, "Vink Holding")
        cast.contact(other)
        cast.invoice(other)
        follow_up(of.pk, day=cast.DAY, at=cast.AT)
        browser.post(f"/messages/{Message.objects.get(client=other).pk}/sent/")

        assert why(browser.get(door(message))) == (
            "The same address just got a message for Vink Holding."
        )

    def test_is_what_a_reply_answers(self, browser: Browser, of: Administration) -> None:
        reply = apology(of)
        Allocation.objects.all().delete()

        assert why(browser.get(door(reply))) == "What this message answers is no longer so."

    def test_is_nothing_for_who_calls_a_client_that_waits_anyway(
        self, browser: Browser, of: Administration
    ) -> None:
        message = prepare(of, "sms")
        pause(message)
        follow_up(of.pk, day=cast.DAY, at=cast.AT)
        assert Decision.objects.get(is_latest=True).kind == "wait"

        assert browser.get(dial()).headers["Location"] == "tel:+31612345678"


@pytest.mark.usefixtures("evening")
class TestOutsideTheHours:
    """The page stood open since the afternoon."""

    @pytest.mark.parametrize("way", OPENS)
    def test_says_from_when_and_lets_a_person_decide_otherwise(
        self, browser: Browser, of: Administration, way: str
    ) -> None:
        message = prepare(of, way)

        answer = browser.get(door(message))

        assert why(answer) == ""
        assert "From Monday 8:00" in answer.text
        assert f'href="{door(message)}?now=1"' in answer.text
        opened = browser.get(f"{door(message)}?now=1")
        assert opened.headers["Location"].startswith(OPENS[way])

    def test_dials_nobody_at_a_first_press(self, browser: Browser, of: Administration) -> None:
        prepare(of, "sms")

        answer = browser.get(dial())

        assert "From Monday 8:00" in answer.text
        assert browser.get(f"{dial()}?now=1").headers["Location"] == "tel:+31612345678"

    def test_never_lets_a_person_decide_against_the_facts(
        self, browser: Browser, of: Administration
    ) -> None:
        message = prepare(of, "email")
        pause(message)

        assert why(browser.get(f"{door(message)}?now=1"))
        assert why(browser.get(f"{dial()}?now=1"))

    def test_keeps_the_words_of_a_mail_that_needs_a_file(
        self, browser: Browser, of: Administration
    ) -> None:
        message = prepare(of, "email")
        file = f"/messages/{message.pk}/file/"
        words = {"subject": "Dag", "body": "Mijn <eigen> woorden."}

        shut = browser.post(file, words)

        assert "From Monday 8:00" in shut.text
        assert "Mijn &lt;eigen&gt; woorden." in shut.text
        assert f'action="{file}?now=1"' in shut.text
        assert b"eigen" in browser.post(f"{file}?now=1", words).content

    def test_lays_a_day_off_beside_the_last_working_day(
        self, browser: Browser, of: Administration
    ) -> None:
        message = prepare(of, "sms")

        with time_machine.travel(FRIDAY_EVENING + timedelta(days=1), tick=False):
            assert "From Monday 8:00" in browser.get(dial()).text
            opened = browser.get(f"{door(message)}?now=1")
            dialled = browser.get(f"{dial()}?now=1")

        assert opened.headers["Location"].startswith(OPENS["sms"])
        assert dialled.headers["Location"] == "tel:+31612345678"

    @pytest.mark.parametrize("happens", [pause, pause_everything, remind])
    def test_sees_on_a_day_off_what_happened_on_it(
        self,
        browser: Browser,
        of: Administration,
        evening: None,
        happens: Callable[[Message], None],
    ) -> None:
        message = prepare(of, "sms")
        number = dial()
        saturday = cast.DAY + timedelta(days=3)

        with time_machine.travel(FRIDAY_EVENING + timedelta(days=1), tick=False):
            happens(message)
            Hold.objects.update(from_day=saturday)
            ContactMoment.objects.update(on=saturday)

            assert why(browser.get(f"{number}?now=1"))

    def test_keeps_none_in_a_demo_world(self, browser: Browser, of: Administration) -> None:
        message = prepare(of, "email")
        Administration.objects.update(is_demo=True, demo_day=cast.DAY)

        assert browser.get(door(message)).headers["Location"].startswith(OPENS["email"])


class TestTheOwnProgram:
    @pytest.mark.parametrize(
        "link",
        ["https://evil.example/", "//evil.example", "/path", "javascript:alert(1)", "",
         "data:,x", "https://wa.me.evil.example/1", "http://wa.me/31612345678", "ftp://wa.me/"],
    )  # fmt: skip
    def test_is_one_that_we_know(self, link: str) -> None:
        with pytest.raises(BadLink):
            OwnProgram(link)
