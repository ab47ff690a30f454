"""Berichten: the owner's own words, looked at, saved and tested."""

from collections.abc import Iterator

import pytest
from django.test import Client as Browser
from tests.actions import scenes
from tests.books import factories as cast
from tests.smtp_server import SmtpServer

from voldaan.books.models import Administration, Event, Message, OwnText

pytestmark = pytest.mark.django_db

TEXT = {
    "text-subject": "Over {factuur}",
    "text-free-0": "Hoi {naam},\r\n\r\nNog {bedrag} voor {factuur}, van {vervaldatum}.",
    "fixed": "6",
    "text-free-2": "Naar {iban}, kenmerk {kenmerk}. Al betaald? Mooi.\r\n\r\n"
    "{afzender}\r\n{telefoon}",
    "text-from_day": "2026-10-14",
}
REMINDER = "?step=reminder_1&form=je&language=nl"


@pytest.fixture
def studio() -> Administration:
    return cast.administration()


@pytest.fixture
def browser(client: Browser, studio: Administration) -> Browser:
    client.force_login(cast.anna(studio, language="en"))
    return client


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


def nothing_changed() -> bool:
    return not (OwnText.objects.exists() or Event.objects.filter(code="text.changed").exists())


class TestTheWords:
    def test_are_saved(self, browser: Browser, studio: Administration) -> None:
        page = browser.post(f"/messages/text/{REMINDER}", TEXT, follow=True)

        own = OwnText.objects.get()
        assert (own.name, own.language, own.form) == ("reminder_1", "nl", "je")
        assert own.subject == "Over {factuur}"
        assert "Je tegoed is er al van afgetrokken." in own.body
        assert "Over 2026-041" in page.text
        assert "Your own words" in page.text

    def test_are_saved_with_what_a_reader_would_miss(self, browser: Browser) -> None:
        bare = TEXT | {
            "text-free-2": "Al betaald? Dan hoef je niets te doen.\n\n{afzender}\n{telefoon}"
        }

        page = browser.post(f"/messages/text/{REMINDER}", bare, follow=True)

        missing = len(page.context["page"].preview.remarks)
        assert OwnText.objects.exists()
        assert missing > 0
        assert f"Saved, with {missing} remark" in page.text

    def test_are_looked_at_first(self, browser: Browser) -> None:
        wild = TEXT | {
            "text-free-2": "BETAAL NU! Al betaald?\n\n{afzender}\n{telefoon}",
            "then": "look",
        }

        page = browser.post(f"/messages/text/{REMINDER}", wild)

        assert page.status_code == 200
        assert "These words are not saved yet." in page.text
        assert "BETAAL" in page.text
        assert "capitals" in page.text
        assert nothing_changed()

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"text-free-0": "{bedrga}"}, "“bedrga” cannot be filled in here"),
            ({"text-free-0": "", "text-free-2": "", "fixed": ""}, "without words"),
            ({"text-free-0": "Kijk {tabel}"}, "needs a line of its own"),
            ({"text-free-0": "x" * 20_001}, "20000"),
            ({"text-free-0": "Anders komt de deurwaarder."}, "sounds like a threat"),
            ({"text-free-0": "Of ik bel je werkgever."}, "threatens"),
            ({"text-free-2": "{afzender}\n{telefoon}"}, "paid already need not"),
            ({"text-free-2": "Al betaald?\n\n{afzender}"}, "who writes"),
            ({"text-free-0": "\0"}, "Null characters"),
            ({"text-free-0": "\x1b"}, "signs in it"),
            ({"text-subject": "{tabel}"}, "cannot be filled in"),
            ({"text-from_day": "2020-01-01"}, "from today"),
        ],
    )
    def test_that_cannot_be_are_refused(
        self, browser: Browser, changes: dict[str, str], said: str
    ) -> None:
        page = browser.post(f"/messages/text/{REMINDER}", TEXT | changes)

        assert page.status_code == 422
        assert said in page.text
        assert nothing_changed()

    def test_that_would_not_be_whole_say_so(
        self, browser: Browser, studio: Administration
    ) -> None:
        Administration.objects.update(iban="")

        page = browser.post(f"/messages/text/{REMINDER}", TEXT | {"then": "look"})

        assert "then Voldaan uses its own" in page.text
        assert "Wil je het bedrag deze week overmaken?" in page.text

    @pytest.mark.parametrize("number", ["99999", "-1", "x", "²", "9" * 5000])
    def test_have_no_fixed_sentences_of_elsewhere(self, browser: Browser, number: str) -> None:
        whole = TEXT["text-free-0"] + " Al betaald? Mooi.\n\n{afzender}\n{telefoon}"

        browser.post(
            f"/messages/text/{REMINDER}", TEXT | {"text-free-0": whole, "fixed": number}
        )

        assert "tegoed" not in OwnText.objects.get().body

    def test_come_back_as_they_were(self, browser: Browser) -> None:
        browser.post(f"/messages/text/{REMINDER}", TEXT)

        page = browser.post(f"/messages/text/reset/{REMINDER}", follow=True)

        assert "The words that came with Voldaan." in page.text

    @pytest.mark.parametrize("part", ["text/", "text/reset/", "test/"])
    def test_of_a_step_without_words_are_not_there(self, browser: Browser, part: str) -> None:
        assert browser.post(f"/messages/{part}?step=decide", TEXT).status_code == 404

    def test_that_are_the_shipped_ones_are_no_own_ones(self, browser: Browser) -> None:
        page = browser.get(f"/messages/{REMINDER}")
        form = page.context["text_form"]
        sent = {f"text-{name}": form[name].value() for name in form.fields}

        browser.post(
            f"/messages/text/{REMINDER}", sent | {"fixed": "6", "text-from_day": "2026-10-14"}
        )

        assert nothing_changed()


class TestATest:
    def test_goes_to_the_owner_and_nobody_else(
        self, browser: Browser, studio: Administration, server: SmtpServer
    ) -> None:
        scenes.mailbox(studio, server)
        scenes.owing(studio)

        page = browser.post(f"/messages/test/{REMINDER}", TEXT, follow=True)

        (received,) = server.messages
        assert received.rcpt_to == ["anna@example.nl"]
        assert "Over 2026-041" in str(received.email["subject"])
        assert str(received.email["subject"]).startswith("[Test] ")
        assert "on its way to anna@example.nl" in page.text
        assert not Message.objects.exists()
        assert nothing_changed()

    def test_is_a_file_without_a_mailbox(self, browser: Browser) -> None:
        file = browser.post(f"/messages/test/{REMINDER}", TEXT)

        assert file.headers["Content-Type"] == "message/rfc822"
        assert "attachment" in file.headers["Content-Disposition"]
        assert b"X-Unsent: 1" in file.content
        assert b"anna@example.nl" in file.content

    def test_leaves_no_demo_world(
        self, browser: Browser, studio: Administration, server: SmtpServer
    ) -> None:
        scenes.mailbox(studio, server)
        Administration.objects.update(is_demo=True)

        page = browser.post(f"/messages/test/{REMINDER}", TEXT, follow=True)

        assert "nothing leaves it" in page.text
        assert server.messages == []

    def test_that_fails_says_why(self, browser: Browser, studio: Administration) -> None:
        scenes.mailbox(studio)  # where nobody listens

        page = browser.post(f"/messages/test/{REMINDER}", TEXT, follow=True)

        assert "Nobody answers there" in page.text

    def test_with_a_password_that_cannot_be_opened_says_so(
        self, browser: Browser, studio: Administration
    ) -> None:
        scenes.mailbox(studio, sealed_password="x", username="anna")

        page = browser.post(f"/messages/test/{REMINDER}", TEXT, follow=True)

        assert "enter it anew" in page.text

    def test_of_words_that_cannot_be_is_refused(
        self, browser: Browser, studio: Administration, server: SmtpServer
    ) -> None:
        scenes.mailbox(studio, server)

        page = browser.post(f"/messages/test/{REMINDER}", TEXT | {"text-free-0": "{x}"})

        assert page.status_code == 422
        assert server.messages == []
