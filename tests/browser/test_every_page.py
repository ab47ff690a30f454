"""Every page of the demo world, on a phone in light and on a desk in the dark."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, StorageState, ViewportSize
from tests.browser.conftest import DemoWorld
from tests.browser.looking import listening, look

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: By name: the address, or where a link to it stands.
PAGES = {
    "today": "/",
    "call": ("/", "a[href^='/calls/']"),
    "all that is ready": "/together/",
    "clients": "/clients/",
    "clients that are late": "/clients/?state=just_late",
    "clients that nobody is": "/clients/?search=zzz",
    "client": ("/clients/", "tbody th a"),
    "invoices": "/invoices/",
    "invoices that are done": "/invoices/?state=done",
    "invoice": ("/invoices/", "tbody th a"),
    "invoice that is done": ("/invoices/?state=done", "tbody th a"),
    "money": "/money/",
    "place of a payment": ("/money/", "a[href^='/money/lines/']"),
    "messages": "/messages/",
    "messages in English": "/messages/?step=reminder_2&form=u&language=en&many=1",
    "messages of a call": "/messages/?ladder=a_client&step=call",
    "messages of a decision": "/messages/?ladder=government&step=decide",
    "messages on a phone": "/messages/?step=reminder_1&medium=sms",
    "messages on paper": "/messages/?step=call&medium=paper",
    "messages beside the ladder": "/messages/?other=notice_person&language=en",
    "messages that are replies": "/messages/?other=apology&form=je&many=1",
    "import": "/import/",
    "settings": "/settings/",
    "letters": "/letters/",
    "log out": "/account/logout/",
    "change password": "/account/password/",
}
SIZES: dict[str, tuple[ViewportSize, Literal["light", "dark"]]] = {
    "phone in light": ({"width": 390, "height": 844}, "light"),
    "desk in the dark": ({"width": 1280, "height": 900}, "dark"),
}


@dataclass(frozen=True)
class Look:
    """A page that is ready to be opened."""

    page: Page
    address: str

    def open(self, way: str | tuple[str, str]) -> None:
        """Go to an address, or to where a link leads."""
        start, link = way if isinstance(way, tuple) else (way, "")
        self.page.goto(self.address + start)
        if link:
            self.page.goto(self.address + (self.page.get_attribute(link, "href") or ""))


@pytest.fixture(params=SIZES)
def visitor(
    request: pytest.FixtureRequest,
    browser: Browser,
    demo: DemoWorld,
    signed_in: StorageState,
) -> Iterator[Look]:
    """Give the owner's page in one size and scheme."""
    size, scheme = SIZES[request.param]
    with closing(
        browser.new_context(
            storage_state=signed_in, viewport=size, color_scheme=scheme, reduced_motion="reduce"
        )
    ) as context:
        yield Look(context.new_page(), demo.address)


class TestEveryPage:
    @pytest.mark.parametrize("way", PAGES.values(), ids=PAGES)
    def test_is_kind_to_eyes_hands_and_browsers(
        self, visitor: Look, way: str | tuple[str, str]
    ) -> None:
        with listening(visitor.page):
            visitor.open(way)
            look(visitor.page)

    @pytest.mark.parametrize(
        "way", ["/", "/money/", "/messages/", "/settings/", ("/clients/", "tbody th a")]
    )
    def test_stays_so_when_everything_is_unfolded(
        self, visitor: Look, way: str | tuple[str, str]
    ) -> None:
        with listening(visitor.page):
            visitor.open(way)
            visitor.page.evaluate(
                "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
            )
            look(visitor.page)


class TestTheDoor:
    def test_is_open_to_everybody(self, visitor: Look) -> None:
        visitor.page.context.clear_cookies()

        with listening(visitor.page):
            visitor.open("/account/login/")
            look(visitor.page)

    def test_says_that_nobody_signs_up(self, visitor: Look) -> None:
        visitor.page.context.clear_cookies()

        with listening(visitor.page):
            visitor.open("/account/signup/")
            look(visitor.page)


class TestAPageThatIsNotThere:
    def test_says_so_kindly(self, visitor: Look) -> None:
        with listening(visitor.page, expects=("status of 404",)):
            visitor.open("/nothing-here/")
            look(visitor.page)

            assert "404" not in visitor.page.inner_text("main")

    def test_says_so_when_the_form_was_open_too_long(self, visitor: Look) -> None:
        with listening(visitor.page, expects=("status of 403",)):
            visitor.open("/account/logout/")
            visitor.page.evaluate(
                "document.querySelector('main [name=csrfmiddlewaretoken]').value = 'old'"
            )
            visitor.page.click("main .button.is-first")
            look(visitor.page)

            assert visitor.page.locator("h1").count() == 1


class TestTheTitles:
    def test_differ_from_page_to_page(
        self, browser: Browser, demo: DemoWorld, signed_in: StorageState
    ) -> None:
        ways = [way for way in PAGES.values() if isinstance(way, str) and "?" not in way]

        with closing(browser.new_context(storage_state=signed_in)) as context:
            page = context.new_page()
            titles = [page.goto(demo.address + way) and page.title() for way in ways]

        assert len(set(titles)) == len(ways)
