"""A card opens the owner's own program with the words as they stand, changed or not."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.conf import settings
from django.test import Client as DjangoClient
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.live_server_helper import LiveServer
from tests.actions.ways.cast import PROFILE, owing
from tests.books import factories as cast
from tests.browser.looking import listening, look
from tests.web.test_today_buttons import mailbox

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Administration, Client, Decision, Hold, Message

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


#: What Chromium says where no program takes a mail or a number.
NO_PROGRAM = ("Failed to launch",)


@pytest.fixture
def of() -> Iterator[Administration]:
    """Give Anna's firm on a Wednesday at ten."""
    with time_machine.travel(datetime(2026, 10, 14, 8, 0, tzinfo=UTC), tick=True):
        firm = cast.administration(street="Gracht 7", postcode="3511 AB", city="Utrecht")
        cast.statement(firm)
        yield firm


@contextmanager
def opened(
    browser: Browser, server: LiveServer, of: Administration, *, has_script: bool
) -> Iterator[Page]:
    """Give Anna's page on a telephone."""
    visitor = DjangoClient()
    visitor.force_login(cast.anna(of))
    context = browser.new_context(
        base_url=server.url,
        java_script_enabled=has_script,
        viewport={"width": 390, "height": 844},
    )
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": visitor.cookies[name].value, "url": server.url}]
    )
    with closing(context):
        yield context.new_page()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def either(
    request: pytest.FixtureRequest,
    browser: Browser,
    live_server: LiveServer,
    of: Administration,
) -> Iterator[Page]:
    """Give a page with script, and one without."""
    with opened(browser, live_server, of, has_script=request.param) as page:
        yield page


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, of: Administration) -> Iterator[Page]:
    """Give a page with script."""
    with opened(browser, live_server, of, has_script=True) as page:
        yield page


def decide(of: Administration, channel: str) -> None:
    if channel == "email":
        cast.contact(vink := cast.client(of))
        cast.invoice(vink)
    else:
        owing(of, channel)
    follow_up(of.pk, day=cast.DAY, at=cast.AT)


def words_in(link: str | None) -> str:
    (words,) = parse_qs(urlsplit(link or "").query)["text"]
    return words


def followed(page: Page, link: str, begins: str) -> str:
    """Press a link; give where the browser went that begins so, by the door of the link."""
    with page.context.expect_event(
        "request", lambda request: request.url.startswith(begins)
    ) as found:
        page.click(link)
    request: Request = found.value
    assert request.redirected_from is not None
    assert "/open/" in request.redirected_from.url
    assert "referer" not in request.headers
    return request.url


def led(page: Page, link: str) -> str:
    """Press a link to a program that is not there in a test; give where its door leads."""
    before = page.url
    with page.expect_response(re.compile("/open/|/dial/")) as found:
        page.click(link)
    assert found.value.status == 302
    assert page.url == before
    return found.value.headers["location"]


class TestWhatsApp:
    def test_takes_changed_words_along(
        self, request: pytest.FixtureRequest, either: Page, of: Administration
    ) -> None:
        decide(of, "whatsapp")
        either.goto("/")

        either.click("details.letter summary")
        either.fill("textarea[name='body']", "Hoi Els & co,\nlukt het?")
        if "no script" in request.node.name:
            either.click("button[formaction$='/words/']")  # keeps them, and shows them again
        there = followed(either, "a[data-words]", "https://wa.me/")

        assert words_in(there).strip() == "Hoi Els & co,\nlukt het?"
        assert Message.objects.get().body_text == "Hoi Els & co,\nlukt het?\n"

    def test_opens_the_prepared_words_and_keeps_the_page(
        self, either: Page, of: Administration
    ) -> None:
        decide(of, "whatsapp")
        with listening(either):
            either.goto("/")
            there = followed(either, "a[data-words]", "https://wa.me/31612345678?")

            assert words_in(there) == Message.objects.get().body_text
            assert Message.objects.get().is_edited is False
            expect(either.locator("a[data-words]")).to_be_visible()

    def test_is_written_down_and_taken_back(self, either: Page, of: Administration) -> None:
        decide(of, "whatsapp")
        either.goto("/")

        either.click("article.step .buttons > button.button")
        assert Message.objects.get().state == "sent"

        either.click("form.undo button")
        either.wait_for_selector("a[data-words]")
        assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [
            "withdrawn",
            "proposed",
        ]


class TestTheProgramsOfTheMachine:
    def test_get_the_mail_with_the_words_of_the_card(
        self, request: pytest.FixtureRequest, either: Page, of: Administration
    ) -> None:
        decide(of, "email")
        with listening(either, expects=NO_PROGRAM):
            either.goto("/")
            either.click("details.letter summary")
            if "no script" not in request.node.name:
                either.fill("input[name='subject']", "Een vraag, Els")

            there = led(either, "a[data-words]")

        subject = parse_qs(urlsplit(there).query)["subject"]
        assert there.startswith("mailto:els@vink.example?")
        assert subject == [Message.objects.get().subject]
        if "no script" not in request.node.name:
            assert subject == ["Een vraag, Els"]

    def test_get_the_text_message(self, either: Page, of: Administration) -> None:
        decide(of, "sms")
        with listening(either, expects=NO_PROGRAM):
            either.goto("/")

            assert led(either, "a[data-words]").startswith("sms:+31612345678?&body=")

    def test_get_the_number(self, either: Page, of: Administration) -> None:
        decide(of, "sms")
        with listening(either, expects=NO_PROGRAM):
            either.goto(f"/calls/{Decision.objects.get().pk}/")

            assert led(either, "a[href$='/dial/']") == "tel:+31612345678"


class TestLinkedIn:
    def test_opens_the_profile(self, either: Page, of: Administration) -> None:
        decide(of, "linkedin")
        with listening(either):
            either.goto("/")

            assert followed(either, "a[href*='/open/linkedin/']", PROFILE) == PROFILE


class TestADoorThatStaysShut:
    """The page stood open while the client was paused."""

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [390, 1280])
    def test_says_so_calmly(
        self, page: Page, of: Administration, width: int, scheme: Literal["light", "dark"]
    ) -> None:
        decide(of, "email")
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        with listening(page):
            page.goto("/")
            Hold.objects.create(
                administration=of, client=Client.objects.get(), reason="ziek", set_at=cast.AT,
                from_day=cast.DAY, until_day=cast.DAY + timedelta(days=9),
            )  # fmt: skip
            page.click("a[data-words]")
            page.wait_for_url("**/open/email/")
            look(page)

            assert "ziek" in page.inner_text("main")
            page.click("main a.is-first")
            assert urlsplit(page.url).path == "/"


class TestARefusal:
    def test_is_in_sight_where_was_pressed(self, page: Page, of: Administration) -> None:
        mailbox(of)
        for name in ("Merel", "Vink BV", "Zwaluw"):
            cast.contact(client := cast.client(of, name), f"{name[:4]}@vink.example")
            cast.invoice(client)
        follow_up(of.pk, day=cast.DAY, at=cast.AT)
        page.goto("/")
        card = page.locator("article.step").last
        card.locator("details.letter summary").click()
        card.locator("textarea").fill("Anders schakel ik een incassobureau in.")

        card.locator("button.is-first").click()

        expect(page.locator(".notice")).to_be_in_viewport()
        expect(page.locator(".notice")).to_contain_text("incassobureau")
        page.locator("article.step").last.locator("button.is-first").click()
        expect(page.locator(".notice")).to_have_count(0)
        expect(page.locator(".undo")).to_be_in_viewport()


class TestEveryChannel:
    @pytest.mark.parametrize("channel", ["whatsapp", "sms", "linkedin", "post"])
    def test_is_kind_to_eyes_and_hands(
        self, page: Page, of: Administration, channel: str
    ) -> None:
        decide(of, channel)
        with listening(page):
            page.goto("/")
            for each in page.locator("article details").all():
                each.locator("summary").first.click()
            look(page)

    def test_posts_a_letter(self, page: Page, of: Administration) -> None:
        decide(of, "post")
        page.goto("/letters/")

        page.click("button.is-first")

        assert Message.objects.get().state == "sent"
