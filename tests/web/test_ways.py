"""Vandaag on every channel: who may, the first button, and what is written down."""

from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client as Browser
from tests.actions.ways.cast import MOBILE, PROFILE, owing
from tests.books import factories as cast

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Administration,
    ChannelAccount,
    Client,
    Contact,
    ContactMoment,
    Decision,
    Message,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    firm = cast.administration(street="Gracht 7", postcode="3511 AB", city="Utrecht")
    cast.statement(firm)
    return firm


@pytest.fixture
def browser(client: Browser, of: Administration) -> Browser:
    client.force_login(cast.anna(of))
    return client


def decide(of: Administration) -> None:
    follow_up(of.pk, day=cast.DAY, at=cast.AT)


def card(browser: Browser) -> Any:
    (found,) = browser.get("/").context["page"].cards
    return found


def opened(browser: Browser, door: str) -> str:
    """Give where a door leads."""
    return browser.get(door).headers["Location"]


class TestWhoMayNot:
    def test_others_say_nothing_of_what_was_sent(
        self, client: Browser, of: Administration
    ) -> None:
        owing(of, "post")
        decide(of)
        message, decision = Message.objects.get(), Decision.objects.get()
        own = (
            f"/cards/{decision.pk}/by-hand/",
            f"/messages/{message.pk}/posted/",
            f"/messages/{message.pk}/unmark/",
            f"/messages/{message.pk}/sent/",
        )
        for who in (cast.bas, cast.vera):
            client.force_login(who(of))
            assert {client.post(address, {}).status_code for address in own} == {403}
            assert "by-hand" not in client.get("/").text

    def test_bas_prepares_words_and_vera_does_not(
        self, client: Browser, of: Administration
    ) -> None:
        owing(of, "whatsapp")
        decide(of)
        address = f"/messages/{Message.objects.get().pk}/words/"

        client.force_login(cast.vera(of))
        assert client.post(address, {"body": "Van Vera"}).status_code == 403
        client.force_login(cast.bas(of))
        assert client.post(address, {"body": "Van Bas"}).status_code == 302

        assert Message.objects.get().body_text == "Van Bas\n"


class TestTheFirstButton:
    def test_opens_whatsapp_with_the_words(self, browser: Browser, of: Administration) -> None:
        owing(of, "whatsapp")
        decide(of)

        message = card(browser).message

        words = quote(Message.objects.get().body_text, safe="")
        assert opened(browser, message.link) == f"https://wa.me/31612345678?text={words}"
        assert (message.channel, message.sends, message.problem) == ("whatsapp", False, "")
        assert f'href="{message.link}"' in browser.get("/").text

    def test_opens_the_chat_alone_when_the_words_are_too_long(
        self, browser: Browser, of: Administration
    ) -> None:
        owing(of, "whatsapp")
        decide(of)
        browser.post(f"/messages/{Message.objects.get().pk}/words/", {"body": "é" * 1000})

        assert opened(browser, card(browser).message.link) == "https://wa.me/31612345678"

    def test_opens_a_text_message(self, browser: Browser, of: Administration) -> None:
        owing(of, "sms")
        decide(of)

        link = opened(browser, card(browser).message.link)
        assert link.startswith(f"sms:{MOBILE}?&body=Beste%20Els")

    def test_opens_the_profile(self, browser: Browser, of: Administration) -> None:
        owing(of, "linkedin")
        decide(of)

        assert opened(browser, card(browser).message.link) == PROFILE
        assert 'data-copy="body-' in browser.get("/").text

    def test_shows_the_letter(self, browser: Browser, of: Administration) -> None:
        owing(of, "post")
        decide(of)

        page = browser.get("/")

        assert f"/messages/{Message.objects.get().pk}/letter/" in page.text
        assert card(browser).message.link == ""

    def test_sends_where_a_carrier_is_on(self, browser: Browser, of: Administration) -> None:
        owing(of, "sms")
        decide(of)
        ChannelAccount.objects.create(administration=of, channel="sms", set_at=cast.AT)

        message = card(browser).message

        assert (message.sends, message.link) == (True, "")

    @pytest.mark.parametrize(
        ("text", "length"),
        [
            ("x" * 160, "1 sms'je, € 0,07"),
            ("x" * 161, "2 sms'jes, € 0,14"),
            # The euro sign takes two places; é is a letter of the network, ë is not.
            ("€" + "x" * 158, "1 sms'je, € 0,07"),
            ("€" + "x" * 159, "2 sms'jes, € 0,14"),
            ("é" * 160, "1 sms'je, € 0,07"),
            ("ë" + "x" * 69, "1 sms'je, € 0,07"),
            ("ë" + "x" * 70, "2 sms'jes, € 0,14"),
            ("😊" + "x" * 68, "1 sms'je, € 0,07"),
            ("😊" + "x" * 133, "3 sms'jes, € 0,21"),
            # Spaces that do not break are sent as plain ones.
            ("€\xa0" + "x" * 157, "1 sms'je, € 0,07"),
        ],
    )
    def test_says_how_many_text_messages_it_takes_and_what_they_cost(
        self, browser: Browser, of: Administration, text: str, length: str
    ) -> None:
        owing(of, "sms")
        decide(of)
        ChannelAccount.objects.create(
            administration=of, channel="sms", set_at=cast.AT, cents_each=7
        )
        Message.objects.update(body_text=text)

        assert card(browser).message.length.replace("\xa0", " ") == length
        assert length.split(",")[0] in unescape(browser.get("/").text)

    def test_says_no_cost_where_none_is_known_and_nothing_of_a_mail(
        self, browser: Browser, of: Administration
    ) -> None:
        owing(of, "sms")
        decide(of)
        Message.objects.update(body_text="x" * 200)

        assert card(browser).message.length == "2 sms'jes"
        Message.objects.update(channel="email")
        assert card(browser).message.length == ""

    def test_is_no_carrier_of_somebody_else(self, browser: Browser, of: Administration) -> None:
        owing(of, "sms")
        decide(of)
        cast.chris()
        other = Administration.objects.get(name="Bureau Chris")
        ChannelAccount.objects.create(administration=other, channel="sms", set_at=cast.AT)

        assert not card(browser).message.sends


class TestWhatIsMissing:
    @pytest.mark.parametrize("channel", ["post", "whatsapp", "linkedin"])
    def test_is_named_on_the_card(
        self, browser: Browser, of: Administration, channel: str
    ) -> None:
        client = owing(of, channel)
        Client.objects.update(street="Kade")
        Contact.objects.update(
            phone="020 1234567", linkedin="https://www.linkedin.com/company/vink/"
        )
        decide(of)

        page = browser.get("/")

        assert card(browser).message.problem
        assert card(browser).message.problem in page.text
        assert f'href="/clients/{client.pk}/#change"' in page.text
        assert "/sent/" not in page.text.partition("buttons")[2]


class TestByHand:
    def test_marks_the_step_and_can_be_undone(
        self, browser: Browser, of: Administration
    ) -> None:
        cast.invoice(_client(of))
        decide(of)
        step = Decision.objects.get()
        pk = Message.objects.get().pk

        browser.post(
            f"/cards/{step.pk}/by-hand/",
            {"way": "door", "on": "2026-10-14", "taken_by": "de buurvrouw"},
        )
        page = browser.get("/").context["page"]

        assert page.cards == ()
        assert [(each.client, each.channel) for each in page.marked] == [("Vink BV", "by_hand")]
        assert ContactMoment.objects.get().note == "de buurvrouw"

        browser.post(f"/messages/{pk}/unmark/")

        page = browser.get("/").context["page"]
        assert (len(page.cards), page.marked) == (1, ())

    def test_stands_in_the_time_line_until_it_is_undone(
        self, browser: Browser, of: Administration
    ) -> None:
        client = _client(of)
        cast.invoice(client)
        decide(of)
        browser.post(
            f"/cards/{Decision.objects.get().pk}/by-hand/",
            {"way": "door", "on": "2026-10-14", "taken_by": "de buurvrouw"},
        )
        sent = Message.objects.get(state="sent")

        def told() -> list[Any]:
            return list(browser.get(f"/clients/{client.pk}/").context["page"].moments)

        (moment,) = [each for each in told() if "de buurvrouw" in each.text]
        assert sent.body_text.strip() in moment.quote

        browser.post(f"/messages/{sent.pk}/unmark/")

        assert [each for each in told() if "de buurvrouw" in each.text] == []

    @pytest.mark.parametrize(
        "form",
        [
            {"way": "door", "on": "2026-10-15"},
            {"way": "door", "on": "2020-01-01"},
            {"way": "window", "on": "2026-10-14"},
            {"way": "door", "on": "gisteren"},
            {"way": "door", "on": "2026-10-14", "taken_by": "a\x01b"},
            {},
        ],
    )
    def test_refuses_what_cannot_be(
        self, browser: Browser, of: Administration, form: dict[str, str]
    ) -> None:
        cast.invoice(_client(of))
        decide(of)

        browser.post(f"/cards/{Decision.objects.get().pk}/by-hand/", form)

        assert Message.objects.get().state == "proposed"
        assert not ContactMoment.objects.exists()

    def test_forgets_a_name_beside_the_letterbox(
        self, browser: Browser, of: Administration
    ) -> None:
        cast.invoice(_client(of))
        decide(of)

        browser.post(
            f"/cards/{Decision.objects.get().pk}/by-hand/",
            {"way": "letterbox", "on": "2026-10-14", "taken_by": "niemand"},
        )

        assert ContactMoment.objects.get().note == ""

    def test_is_offered_for_a_call_too(self, browser: Browser, of: Administration) -> None:
        client = _client(of)
        cast.invoice(client, due_on=cast.DAY - timedelta(days=20))
        ContactMoment.objects.create(
            administration=of,
            client=client,
            step="reminder_1",
            channel="email",
            outcome="sent",
            on=cast.DAY - timedelta(days=12),
            recorded_at=cast.AT - timedelta(days=12),
        )
        decide(of)
        step = Decision.objects.get()
        assert card(browser).step == "call"

        browser.post(f"/cards/{step.pk}/by-hand/", {"way": "door", "on": "2026-10-14"})

        assert browser.get("/").context["page"].cards == ()


class TestSaidToBeSent:
    def test_keeps_the_words_of_the_phone(self, browser: Browser, of: Administration) -> None:
        owing(of, "whatsapp")
        decide(of)
        pk = Message.objects.get().pk

        browser.post(f"/messages/{pk}/sent/", {"body": "Hoi Els, kijk je even?"})

        sent = Message.objects.get(pk=pk)
        assert (sent.state, sent.channel, sent.body_text) == (
            "sent",
            "whatsapp",
            "Hoi Els, kijk je even?\n",
        )
        assert ContactMoment.objects.get().channel == "whatsapp"
        assert browser.get("/").context["page"].marked[0].channel == "whatsapp"

    def test_never_sends(self, browser: Browser, of: Administration) -> None:
        owing(of, "whatsapp")
        decide(of)
        pk = Message.objects.get().pk

        browser.post(f"/messages/{pk}/send/", {"body": "Hoi"})

        assert Message.objects.get(pk=pk).state == "proposed"

    def test_is_the_same_file_when_nothing_was_changed_on_the_page(
        self, browser: Browser, of: Administration
    ) -> None:
        cast.invoice(_client(of))
        decide(of)
        Message.objects.update(subject="Nog €\xa01.210,00 open")
        message = Message.objects.get()
        file = f"/messages/{message.pk}/file/"
        words = {"subject": message.subject, "body": message.body_text}

        assert browser.post(file, words).content == browser.get(file).content


def _client(of: Administration) -> Client:
    client = cast.client(of)
    cast.contact(client)
    return client
