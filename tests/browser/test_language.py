"""Who chooses English reads English, on every page; the language of a page is stated."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, StorageState
from tests.browser.conftest import DemoWorld
from tests.browser.test_every_page import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Words that no English sentence holds; what a client is sent keeps its own language.
_DUTCH = re.compile(
    r"\b(de|het|een|van|voor|niet|deze|dit|zijn|wordt|met|naar|bij|nog|je|jij|uw|en|of|ook|"
    r"klant|klanten|factuur|facturen|betaling|betaald|betaalde|vandaag|geld|dag|dagen|later|"
    r"maandag|januari|oktober|augustus|september 20\d\d tot|herinnering|bankbestand)\b",
    re.IGNORECASE,
)
_ALLOWED = {"later", "of", "met", "je"}  # three are English too; "je" is what is chosen
_OWN_WORDS = """() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll(".letter, .step-facts, .quote, .script, .stamp-large, [lang=nl], "
    + "[translate=no], .menu-name, code, script, textarea, a[href^='/clients/'], .say"
  ).forEach((e) => e.remove());
  document.body.append(copy);
  const text = copy.textContent;
  copy.remove();
  return text;
}"""


@pytest.fixture(scope="module")
def english(browser: Browser, demo: DemoWorld, signed_in: StorageState) -> Iterator[Page]:
    """Choose English, and Dutch again at the end: the choice belongs to the person."""
    context = browser.new_context(base_url=demo.address, storage_state=signed_in)
    with closing(context):
        page = context.new_page()
        _choose(page, "English")
        yield page
        _choose(page, "Nederlands")


def _choose(page: Page, language: str) -> None:
    page.goto("/settings/")
    page.click("[data-menu] summary")
    page.click(f"[data-menu] button:text-is('{language}')")


class TestThePageOfAnEnglishReader:
    @pytest.mark.parametrize("way", PAGES.values(), ids=PAGES)
    def test_is_english(self, english: Page, way: str | tuple[str, str]) -> None:
        start, link = way if isinstance(way, tuple) else (way, "")
        english.goto(start)
        if link:
            english.goto(english.get_attribute(link, "href") or "")

        words = _DUTCH.findall(english.title() + english.evaluate(_OWN_WORDS))

        assert english.get_attribute("html", "lang") == "en"
        assert {word.lower() for word in words} - _ALLOWED == set()


class TestThePageOfEverybodyElse:
    def test_is_dutch_whatever_the_browser_asks(
        self, browser: Browser, demo: DemoWorld
    ) -> None:
        with closing(browser.new_context(base_url=demo.address, locale="en-GB")) as context:
            page = context.new_page()
            page.goto("/account/login/")

            assert page.get_attribute("html", "lang") == "nl"

    def test_follows_the_choice_before_signing_in(
        self, browser: Browser, demo: DemoWorld
    ) -> None:
        with closing(browser.new_context(base_url=demo.address)) as context:
            page = context.new_page()
            page.goto("/account/login/")
            page.click("[data-menu] summary")
            page.click("[data-menu] button:text-is('English')")

            assert page.get_attribute("html", "lang") == "en"
            assert page.inner_text("h1") == "Nice to see you again"
