"""Vandaag and Geld without a mouse: Tab reaches everything, keys are a comfort."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect
from tests.browser.conftest import DemoWorld

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_PRESSABLE = """() => [...document.querySelectorAll(
    "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']"
  )].filter((e) => e.checkVisibility({visibilityProperty: true})).length"""
_FOCUSED = """() => {
  const e = document.activeElement;
  if (e === document.body) return null;
  if (!e.dataset.reached) e.dataset.reached = String(++window.reached);
  const seen = e.closest(".option") ?? e;
  const style = getComputedStyle(seen);
  return {number: Number(e.dataset.reached), what: e.outerHTML.slice(0, 80),
          outline: parseFloat(style.outlineWidth) * (style.outlineStyle === "none" ? 0 : 1)};
}"""


@pytest.fixture
def page(browser: Browser, demo: DemoWorld, signed_in: StorageState) -> Iterator[Page]:
    """Give the owner's page on a desk."""
    context = browser.new_context(base_url=demo.address, storage_state=signed_in)
    with closing(context):
        yield context.new_page()


def letter_card(page: Page) -> str:
    """Put the focus on the first card that has a letter; give its selector."""
    card = page.locator("[data-card]:has([data-letter])").first
    card.focus()
    return f"#{card.get_attribute('id')}"


class TestTab:
    @pytest.mark.parametrize("address", ["/", "/money/"])
    def test_reaches_every_action_and_shows_where_it_is(self, page: Page, address: str) -> None:
        page.goto(address)
        page.evaluate("window.reached = 0")
        many = page.evaluate(_PRESSABLE)

        invisible = []
        for _ in range(many + 5):
            page.keyboard.press("Tab")
            focused = page.evaluate(_FOCUSED)
            if focused and focused["outline"] < 2:
                invisible.append(focused["what"])

        assert page.evaluate("window.reached") >= many
        assert invisible == []

    def test_begins_with_a_way_past_the_navigation(self, page: Page) -> None:
        page.goto("/")

        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        assert page.evaluate("document.activeElement.id") == "content"


class TestAKey:
    def test_opens_and_closes_the_letter_with_enter(self, page: Page) -> None:
        page.goto("/")
        letter = page.locator(letter_card(page)).locator("[data-letter]")

        page.keyboard.press("Enter")
        expect(letter).to_have_attribute("open", "")
        page.keyboard.press("Enter")

        expect(letter).not_to_have_attribute("open", "")

    @pytest.mark.parametrize("key", ["l", "?"])
    def test_unfolds_what_belongs_to_it(self, page: Page, key: str) -> None:
        page.goto("/")
        unfolds = page.locator(letter_card(page)).locator(f"details[data-key='{key}']")

        page.keyboard.press(key)

        expect(unfolds).to_have_attribute("open", "")
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"

    def test_sends_with_s_and_takes_it_back(self, page: Page) -> None:
        page.goto("/")
        card = letter_card(page)

        page.keyboard.press("s")
        expect(page.locator(".undo")).to_have_count(1)
        expect(page.locator(card)).to_have_count(0)

        page.click(".undo button")
        expect(page.locator(".undo")).to_have_count(0)
        expect(page.locator("[data-card]:has([data-letter])").first).to_be_visible()

    def test_only_goes_to_the_first_card_when_nothing_is_chosen(self, page: Page) -> None:
        page.goto("/")

        page.keyboard.press("s")

        assert page.evaluate("'card' in document.activeElement.dataset")
        expect(page.locator(".undo")).to_have_count(0)

    def test_is_a_letter_like_any_other_while_typing(self, page: Page) -> None:
        page.goto("/")
        letter_card(page)
        page.keyboard.press("Enter")
        words = page.locator("details[open] textarea")

        words.focus()
        page.keyboard.press("s")

        expect(page.locator(".undo")).to_have_count(0)
        assert "s" in words.input_value()

    def test_does_nothing_once_switched_off(self, page: Page) -> None:
        page.goto("/settings/")
        page.click("form[action='/settings/keys/'] button")
        try:
            page.goto("/")
            card = page.locator(letter_card(page))
            for key in ["l", "?", "Enter", "s"]:
                page.keyboard.press(key)

            expect(card.locator("details[open]")).to_have_count(0)
            expect(page.locator(".undo")).to_have_count(0)
            expect(page.locator(".key:visible")).to_have_count(0)
        finally:
            page.goto("/settings/")
            page.click("form[action='/settings/keys/'] button")

    @pytest.mark.parametrize("key", ["2", "3"])
    def test_that_names_no_candidate_books_nothing(self, page: Page, key: str) -> None:
        page.goto("/money/")
        line = page.locator("article[data-card]").first
        line.focus()

        page.keyboard.press(key)

        expect(line).to_be_visible()

    def test_chooses_the_place_of_a_payment(self, page: Page) -> None:
        page.goto("/money/")
        line = page.locator("article[data-card]").first
        card = f"#{line.get_attribute('id')}"
        line.focus()

        page.keyboard.press("1")

        expect(page.locator(card)).to_have_count(0)
        page.locator("form[action$='/undo/'] button").first.click()
        expect(page.locator(card)).to_have_count(1)


class TestADigitOnTheCall:
    def open(self, page: Page) -> None:
        page.goto("/")
        page.goto(page.get_attribute("a[href^='/calls/']", "href") or "")

    @pytest.mark.parametrize(("key", "outcome"), [("1", "no_answer"), ("6", "other")])
    def test_chooses_how_it_went(self, page: Page, key: str, outcome: str) -> None:
        self.open(page)

        page.keyboard.press("4")  # from one answer to another too
        page.keyboard.press(key)

        expect(page.locator(f"input[value='{outcome}']")).to_be_checked()

    @pytest.mark.parametrize("key", ["7", "0", "x"])
    def test_that_is_none_chooses_nothing(self, page: Page, key: str) -> None:
        self.open(page)

        page.keyboard.press(key)

        expect(page.locator("input[name='outcome']:checked")).to_have_count(0)

    def test_is_a_digit_like_any_other_while_typing(self, page: Page) -> None:
        self.open(page)
        note = page.locator("textarea[name='note']")

        note.focus()
        page.keyboard.press("2")

        expect(note).to_have_value("2")
        expect(page.locator("input[name='outcome']:checked")).to_have_count(0)
