"""A card opens the owner's own program with the words as they stand, changed or not."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.conf import settings
from django.test import Client as DjangoClient
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from tests.actions.ways.cast import owing
from tests.books import factories as cast
from tests.browser.looking import listening, look

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Administration, Message

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


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
    owing(of, channel)
    follow_up(of.pk, day=cast.DAY, at=cast.AT)


def words_in(link: str | None) -> str:
    (words,) = parse_qs(urlsplit(link or "").query)["text"]
    return words


class TestWhatsApp:
    def test_takes_changed_words_along(
        self, request: pytest.FixtureRequest, either: Page, of: Administration
    ) -> None:
        decide(of, "whatsapp")
        either.goto("/")
        link = either.locator("a[data-words='whatsapp']")
        assert words_in(link.get_attribute("href")) == Message.objects.get().body_text

        either.click("details.letter summary")
        either.fill("textarea[name='body']", "Hoi Els & co, lukt het?")
        if "no script" in request.node.name:
            either.click("button[formaction$='/words/']")  # keeps them, and shows them again

        href = either.locator("a[data-words='whatsapp']").get_attribute("href")
        assert words_in(href).strip() == "Hoi Els & co, lukt het?"

    def test_is_written_down_and_taken_back(self, either: Page, of: Administration) -> None:
        decide(of, "whatsapp")
        either.goto("/")

        either.click("article.step .buttons > button.button")
        assert Message.objects.get().state == "sent"

        either.click("form.undo button")
        either.wait_for_selector("a[data-words='whatsapp']")
        assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [
            "withdrawn",
            "proposed",
        ]


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
