"""The client's own page, on the side of its owner: which links are out, and a look at it."""

import re

import pytest
from django.test import Client as Browser
from pytest_django.fixtures import Settings
from tests.books import factories as cast
from tests.web.test_scope import everything
from tests.web.test_today_buttons import decide, late_client

from voldaan.actions.messages.contact import mark_sent
from voldaan.books.models import Administration, Client, ClientLink, Event, Message
from voldaan.channels.page import address

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def public(settings: Settings) -> None:
    """Let clients reach this Voldaan."""
    settings.PUBLIC_URL = "https://voldaan.example"


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm, in which Vink BV is about to be reminded."""
    firm = cast.administration()
    cast.anna(firm)
    cast.statement(firm)
    late_client(firm, "Vink BV")
    decide(firm)
    return firm


@pytest.fixture
def vink(of: Administration) -> Client:
    """Give the client who is about to be reminded."""
    return Client.objects.get()


def send(of: Administration) -> Message:
    """Let the message have gone, by hand."""
    message = Message.objects.get()
    anna = cast.person("Anna")
    return mark_sent(of.pk, message_id=message.pk, day=cast.DAY, by=anna, at=cast.AT)


class TestTheBlock:
    def test_counts_no_link_of_a_message_that_has_not_left(
        self, client: Browser, vink: Client
    ) -> None:
        client.force_login(cast.person("Anna"))

        page = client.get(f"/clients/{vink.pk}/")

        assert ClientLink.objects.count() == 1
        assert page.context["page"].links.count == 0
        assert "/links/withdraw/" not in page.text
        assert f"/clients/{vink.pk}/page/" in page.text

    def test_says_since_when_and_until_when_a_link_works(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        send(of)
        client.force_login(cast.person("Anna"))

        links = client.get(f"/clients/{vink.pk}/").context["page"].links

        assert links.count == 1
        assert links.made_on == cast.DAY
        assert (links.until_on - links.made_on).days in {119, 120}

    def test_is_not_there_without_a_public_address(
        self, client: Browser, vink: Client, settings: Settings
    ) -> None:
        settings.PUBLIC_URL = ""
        client.force_login(cast.person("Anna"))

        page = client.get(f"/clients/{vink.pk}/")

        assert page.context["page"].links is None
        assert f"/clients/{vink.pk}/page/" not in page.text


class TestWithdrawing:
    def test_ends_the_links(self, client: Browser, of: Administration, vink: Client) -> None:
        token = address.token_in(send(of).body_text)
        client.force_login(cast.person("Anna"))
        assert client.get(f"/k/{token}/").status_code == 200

        answer = client.post(f"/clients/{vink.pk}/links/withdraw/", follow=True)

        assert answer.redirect_chain == [(f"/clients/{vink.pk}/", 302)]
        assert answer.context["page"].links.count == 0
        assert client.get(f"/k/{token}/").status_code == 404
        assert Event.objects.filter(client=vink, code="page.withdrawn").count() == 1
        assert "page.withdrawn" not in answer.text  # the time line has words for it

    def test_may_be_done_by_who_prepares_and_not_by_who_looks(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        send(of)
        for person, status in ((cast.vera(of), 403), (cast.bas(of), 302)):
            client.force_login(person)
            answer = client.post(f"/clients/{vink.pk}/links/withdraw/")
            assert answer.status_code == status

        assert ClientLink.objects.get().withdrawn_at is not None

    def test_is_no_link_that_can_be_opened(self, client: Browser, vink: Client) -> None:
        client.force_login(cast.person("Anna"))

        assert client.get(f"/clients/{vink.pk}/links/withdraw/").status_code == 405


class TestThePreview:
    def test_shows_the_page_and_nothing_to_press(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        client.force_login(cast.vera(of))
        before = everything()

        page = client.get(f"/clients/{vink.pk}/page/")

        assert page.status_code == 200
        assert "€\xa01.210,00" in page.text
        assert page.text.count("<form") == page.text.count('<fieldset class="stack" disabled>')
        assert 'name="proof"' not in page.text
        assert "/k/" not in page.text
        assert everything() == before

    def test_is_in_the_language_of_the_client(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        Client.objects.update(language="en")
        client.force_login(cast.person("Anna"))

        page = client.get(f"/clients/{vink.pk}/page/")

        assert '<html lang="en">' in page.text
        assert '<aside class="preview" lang="nl">' in page.text

    def test_is_not_there_without_a_public_address(
        self, client: Browser, vink: Client, settings: Settings
    ) -> None:
        settings.PUBLIC_URL = ""
        client.force_login(cast.person("Anna"))

        assert client.get(f"/clients/{vink.pk}/page/").status_code == 404

    def test_is_of_nobody_else(self, client: Browser, vink: Client) -> None:
        assert client.get(f"/clients/{vink.pk}/page/").status_code == 302
        client.force_login(cast.chris())
        assert client.get(f"/clients/{vink.pk}/page/").status_code == 404


class TestWhoOnlyLooks:
    def test_gets_no_link_to_answer_with(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        token = address.token_in(Message.objects.get().body_text)
        client.force_login(cast.vera(of))

        pages = [client.get("/").text, client.get(f"/clients/{vink.pk}/").text]
        send(of)
        pages += [client.get("/").text, client.get(f"/clients/{vink.pk}/").text]

        assert "/k/…/" in pages[-1]
        assert not any(token in page for page in pages)

    def test_is_not_who_prepares(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        token = address.token_in(Message.objects.get().body_text)

        client.force_login(cast.bas(of))
        assert token in client.get("/").text

        client.force_login(cast.person("Anna"))
        (door,) = re.findall(r'href="(/messages/\d+/open/email/)"', client.get("/").text)
        assert token in client.get(door).headers["Location"]
