"""The client's own page in a real browser: a phone, a desk, no script, one press."""

from collections.abc import Iterator
from contextlib import closing
from typing import Literal

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, Request, ViewportSize, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer
from tests.books import factories as make
from tests.browser.looking import listening, look

from voldaan.actions.own_page.make_link import make_links
from voldaan.books.models import Answer, Client
from voldaan.portal.clock import now

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SIZES: dict[str, tuple[ViewportSize, Literal["light", "dark"], bool]] = {
    "phone in light": ({"width": 390, "height": 844}, "light", True),
    "desk in the dark, without script": ({"width": 1280, "height": 900}, "dark", False),
}


@pytest.fixture
def address(live_server: LiveServer, settings: Settings) -> str:
    """Give the page of a client with several invoices and a credit note."""
    settings.PUBLIC_URL = live_server.url
    cache.clear()
    client = make.client(make.administration(), "Vink BV", address_form="je")
    for number in range(3):
        make.invoice(client, number=f"2026-0{number}1")
    make.invoice(client, number="C-7", kind="credit_note", payable_cents=500)
    token = make_links(client.administration_id, client_ids=[client.pk], at=now())[client.pk]
    return f"{live_server.url}/k/{token}/"


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Give a browser that has never been here."""
    size, scheme, has_script = SIZES[request.param]
    context = browser.new_context(
        viewport=size, color_scheme=scheme, java_script_enabled=has_script,
        reduced_motion="reduce",
    )  # fmt: skip
    with closing(context):
        yield context.new_page()


@pytest.fixture(params=["light", "dark"])
def seen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Give a browser that axe can look through: it needs scripts of its own."""
    with closing(
        browser.new_context(viewport=SIZES["phone in light"][0], color_scheme=request.param)
    ) as context:
        yield context.new_page()


class TestThePage:
    @pytest.mark.parametrize(
        "below", ["", "betaald/", "dag/", "aangekomen/", "nodig/", "klopt-niet/", "dank/"]
    )
    def test_is_kind_to_eyes_hands_and_browsers(
        self, seen: Page, address: str, below: str
    ) -> None:
        with listening(seen):
            seen.goto(address + below)
            seen.evaluate(
                "document.querySelectorAll('details').forEach(e => { e.open = true })"
            )
            look(seen)

    def test_is_so_on_a_desk_and_when_something_was_refused(
        self, browser: Browser, address: str
    ) -> None:
        with (
            closing(browser.new_context(viewport={"width": 1280, "height": 900})) as context,
            listening(page := context.new_page()),
        ):
            page.goto(f"{address}klopt-niet/")
            page.click("button.is-first")
            look(page)

            assert page.locator(".error").count() == 1

    def test_of_a_link_that_does_not_work_is_kind_too(self, seen: Page, address: str) -> None:
        with listening(seen, expects=("status of 404",)):
            seen.goto(address.replace("/k/", "/k/x"))
            look(seen)

    def test_asks_for_its_style_and_nothing_else(self, seen: Page, address: str) -> None:
        asked: list[Request] = []
        seen.on("request", lambda each: asked.append(each))

        seen.goto(address)

        paths = [each.url.split("/", 3)[3] for each in asked if "data:" not in each.url]
        assert [path.startswith("static/portal/") for path in paths[1:]] == [True]
        sizes = [len(each.response().body()) for each in asked if each.response()]  # type: ignore[union-attr]
        assert sum(sizes) < 50_000


class TestOnePress:
    def test_is_enough(self, page: Page, address: str) -> None:
        page.goto(f"{address}betaald/")
        page.locator("button").first.click()

        expect(page).to_have_url(f"{address}dank/")
        assert page.context.cookies() == []
        assert list(Answer.objects.values_list("guess", flat=True)) == ["paid"]

    def test_promises_a_day(self, page: Page, address: str) -> None:
        Client.objects.update(language="en")
        page.goto(f"{address}dag/")
        page.locator("input[type=date]").first.fill(f"{now().date()}")
        page.locator("button").first.click()

        expect(page).to_have_url(f"{address}dank/")
        assert Answer.objects.get().guess == "promise"

    def test_tells_nobody_where_it_came_from(self, page: Page, address: str) -> None:
        asked: list[Request] = []
        page.on("request", lambda each: asked.append(each))
        page.goto(f"{address}betaald/")
        page.locator("button").first.click()
        page.wait_for_url("**/dank/")

        told = [(each.url, each.all_headers().get("referer")) for each in asked]
        assert not any(referer for _, referer in told), told


class TestThePrint:
    def test_has_the_invoices_and_no_buttons(self, seen: Page, address: str) -> None:
        seen.goto(f"{address}betaald/")
        seen.emulate_media(media="print")

        expect(seen.locator("table")).to_be_visible()
        assert seen.locator("button:visible").count() == 0
