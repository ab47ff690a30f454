"""Dirk gets a reminder, and answers it with one press on his own page."""

import re
from datetime import date

import pytest
import time_machine
from django.test import Client as Browser
from pytest_django.fixtures import Settings
from tests.actions import scenes
from tests.smtp_server import Received
from tests.stories import studio
from tests.stories.studio import HEADER, mt940

from voldaan.actions.answers.settle import Verdict, settle_answer
from voldaan.books.models import Answer, ClientLink, Message

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 10, 14)
LIST = HEADER + (
    "2026-041;Dirk de Vries;dirk@vries.example;15-09-2026;13-10-2026;1.210,00;1.210,00\n"
)
DIRK_IBAN = "NL20INGB0001234567"


def a_scanner_opens(page: str) -> None:
    """Open everything that a link may lead to, and press blindly."""
    scanner = Browser(enforce_csrf_checks=True, HTTP_HOST="localhost")
    for _ in range(5):
        assert scanner.get(page).status_code == 200
        assert scanner.head(f"{page}betaald/").status_code == 200
        assert scanner.post(f"{page}betaald/").status_code == 403


def presses_already_paid(who: Browser, page: str) -> None:
    """Open the page and press, as a person does."""
    shown = who.get(f"{page}betaald/").text
    assert "2026-041" in shown
    proof = re.search(r'name="proof" value="([^"]+)"', shown)
    assert proof
    thanks = who.post(f"{page}betaald/", {"proof": proof[1]}, follow=True)
    assert "Anna" in thanks.text


def link_in(received: Received) -> str:
    """Give the address of the page in a mail: the same in both its forms."""
    plain = received.email.get_body(["plain"])
    rich = received.email.get_body(["html"])
    assert plain is not None
    assert rich is not None
    found = re.search(r"https://voldaan\.example(/k/\S+/)", plain.get_content())
    assert found
    assert found[0] in rich.get_content()
    assert "Al betaald?" in plain.get_content()
    return found[1]


class TestDirkWhoHasPaidAlready:
    def test_presses_once_and_is_left_in_peace(self, settings: Settings) -> None:
        settings.PUBLIC_URL = "https://voldaan.example"
        with studio.opened(WEDNESDAY) as anna, time_machine.travel(anna.now) as clock:
            anna.drop(LIST)
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 13)))
            assert anna.vandaag() == [("Dirk de Vries", "reminder_1")]

            # The reminder arrives, with a link to a page of his own.
            assert anna.press_send("Dirk de Vries").sent == 1
            (received,) = anna.server.messages
            page = link_in(received)

            # The scanner of his mail server opens it, again and again: nothing happens.
            a_scanner_opens(page)
            assert Answer.objects.count() == 0

            # Dirk sees what it is about, and presses.
            dirk = Browser(enforce_csrf_checks=True, HTTP_HOST="localhost")
            presses_already_paid(dirk, page)

            # Anna sees it first of all; the ladder holds, also when its next step is due.
            assert anna.vandaag() == [("Dirk de Vries", "read_answer")]
            clock.move_to(date(2026, 10, 21))
            anna.wake_up_on(date(2026, 10, 21))
            anna.drop(mt940(date(2026, 10, 14), date(2026, 10, 20)))
            assert anna.vandaag() == [("Dirk de Vries", "read_answer")]
            assert Message.objects.filter(state="proposed").count() == 0

            # She reads it, and he was right.
            answer = Answer.objects.get()
            assert (answer.guess, answer.channel) == ("paid", "page")
            settle_answer(
                anna.of.pk,
                answer_id=answer.pk,
                verdict=Verdict("paid"),
                day=anna.day,
                by=anna.anna,
                at=anna.now,
            )
            assert anna.vandaag() == []
            paid = (date(2026, 10, 21), "1.210,00", DIRK_IBAN, "D de Vries", "2026-041")
            anna.wake_up_on(date(2026, 10, 22))
            anna.drop(mt940(date(2026, 10, 21), date(2026, 10, 21), paid))
            assert anna.open_cents() == {"2026-041": 0}
            assert "2026-041" not in dirk.get(page).text
            assert ClientLink.objects.count() == 1
            assert scenes.chains_are_whole()
