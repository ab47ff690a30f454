"""Berichten: for whom a step is, how long it rests, whose words it says; and the rules."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from tests.actions import scenes
from tests.books import factories as cast
from tests.web.messages.test_page import LADDER, knows_us, nothing_changed

from voldaan.actions.firm.change_rules import Rules, rules_of, shipped_rules
from voldaan.books.models import Administration, Message
from voldaan.books.queries.policies import policy

pytestmark = pytest.mark.django_db

RULES = {
    "rules-small_invoice_euros": "400", "rules-many_invoices": "3", "rules-rhythm_days": "0",
    "rules-from_day": "2026-10-14",
}  # fmt: skip


@pytest.fixture
def studio() -> Administration:
    studio = cast.administration()
    cast.statement(studio)
    return studio


@pytest.fixture
def browser(client: Browser, studio: Administration) -> Browser:
    client.force_login(cast.anna(studio, language="en"))
    return client


def plain(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split())


class TestMoreOfAStep:
    def test_is_offered_where_it_makes_a_difference(self, browser: Browser) -> None:
        page = browser.get("/messages/").text

        assert 'name="ladder-reminder_2-only_if" value="large_invoice"' in page
        assert 'name="ladder-reminder_2-only_if" value="new_client"' not in page
        assert "ladder-decide-only_if" not in page
        assert 'name="ladder-decide-rest" value="7"' in page
        assert "As it came with Voldaan: 7." in page
        assert page.count('-text"') == page.count('ladder-reminder_2-text"')
        new = browser.get("/messages/?ladder=a_client").text
        assert 'name="ladder-call-only_if" value="new_client"' in new

    def test_is_saved_and_shown_on_the_step(
        self, browser: Browser, studio: Administration
    ) -> None:
        more = {
            "ladder-reminder_2-only_if": ["large_invoice", "consumer"],
            "ladder-reminder_2-rest": "9", "ladder-reminder_2-text": "reminder_1",
        }  # fmt: skip

        page = browser.post("/messages/ladder/", LADDER | more, follow=True)

        found = policy(studio.pk, day=cast.DAY).steps[2]
        assert (found.only_if, found.minimum_gap_days, found.text_version) == (
            ("consumer", "large_invoice"), 9, "reminder_1",
        )  # fmt: skip
        assert "only for a private person or a large invoice" in page.text
        assert "at the soonest 9 days after the last message" in page.text
        assert page.text.count("Words: friendly reminder, version 2") == 2

    def test_left_empty_is_as_shipped(self, browser: Browser, studio: Administration) -> None:
        browser.post("/messages/ladder/", LADDER | {"ladder-decide-rest": "9"})
        assert policy(studio.pk, day=cast.DAY).steps[-1].minimum_gap_days == 9

        browser.post("/messages/ladder/", LADDER | {"ladder-decide-rest": ""})

        assert policy(studio.pk, day=cast.DAY).steps[-1].minimum_gap_days == 7

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"ladder-call-only_if": ["new_client"]}, "valid choice"),
            ({"ladder-call-only_if": ["<script>"]}, "valid choice"),
            ({"ladder-call-rest": "4"}, "greater than or equal to 5"),
            ({"ladder-call-rest": "61"}, "less than or equal to 60"),
            ({"ladder-call-rest": "9" * 400}, "number"),
            ({"ladder-reminder_2-text": "formal/final_notice"}, "valid choice"),
            (
                {"ladder-reminder_1-only_if": ["large_invoice"], "ladder-reminder_2-on": ""},
                "a friendly reminder, not a call",
            ),
        ],
    )
    def test_that_breaks_a_rule_is_refused_in_words(
        self, browser: Browser, changes: dict[str, Any], said: str
    ) -> None:
        page = browser.post("/messages/ladder/", LADDER | changes)

        assert page.status_code == 422
        assert said in page.text
        assert "<script>" not in page.text
        assert nothing_changed()

    def test_that_would_never_come_is_refused_at_the_step(
        self, browser: Browser, studio: Administration
    ) -> None:
        """Once good payers have a staircase of their own, nobody on this one is like them."""
        asks = LADDER | {"ladder-call-only_if": ["good_payer"]}
        assert browser.post("/messages/ladder/", asks).status_code == 302
        assert browser.post("/messages/ladder/?ladder=good_payer", LADDER).status_code == 302

        page = browser.post("/messages/ladder/", asks | {"ladder-call-days": "18"})

        assert page.status_code == 422
        assert "Nobody on this staircase is like that" in page.text
        assert policy(studio.pk, day=cast.DAY).steps[3].only_if == ("good_payer",)

    def test_shows_the_words_that_the_step_says(self, browser: Browser) -> None:
        where = "/messages/?step=reminder_2&form=je&language=nl"
        assert "Op welke dag" in browser.get(where).text

        browser.post("/messages/ladder/", LADDER | {"ladder-reminder_2-text": "reminder_1"})

        for medium in ("mail", "whatsapp", "paper"):
            page = browser.get(f"{where}&medium={medium}")
            assert "Op welke dag" not in page.text
            assert "This step says the words of the friendly reminder." in plain(page)

    def test_is_rehearsed(self, browser: Browser, studio: Administration) -> None:
        knows_us(scenes.owing(studio, "Oud BV", due_on=cast.DAY - timedelta(days=40)))
        only = {"ladder-call-only_if": ["consumer"]}

        page = browser.post("/messages/ladder/try/", LADDER | only)

        assert page.status_code == 200
        assert "Call falls away" in page.text
        assert nothing_changed()
        assert not Message.objects.exists()


class TestTheRules:
    def test_stand_on_the_page_with_what_counts(self, browser: Browser) -> None:
        page = browser.get("/messages/")

        assert "The rules behind the staircase" in page.text
        assert "A small invoice under €250.00" in plain(page)
        assert "Messages leave from 8 to 18 o'clock" in plain(page).replace("&#x27;", "'")
        assert 'name="rules-small_invoice_euros" value="250"' in page.text

    def test_are_changed(self, browser: Browser, studio: Administration) -> None:
        page = browser.post("/messages/rules/?ladder=new", RULES, follow=True)

        assert rules_of(policy(studio.pk, day=cast.DAY)) == Rules(40_000, 3, 0)
        assert "Saved." in page.text
        assert "under €400.00" in page.text

    def test_may_count_later(self, browser: Browser, studio: Administration) -> None:
        browser.post("/messages/rules/", RULES | {"rules-from_day": "2026-11-01"})

        page = browser.get("/messages/").text

        assert rules_of(policy(studio.pk, day=cast.DAY)) == shipped_rules()
        assert "From Sun 1 Nov on something else counts" in page

    @pytest.mark.parametrize("then", ["", "look"])
    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"rules-small_invoice_euros": "1001"}, "cannot be larger than a large one"),
            ({"rules-small_invoice_euros": "-1"}, "greater than or equal to 0"),
            ({"rules-many_invoices": "1"}, "greater than or equal to 2"),
            ({"rules-rhythm_days": "15"}, "less than or equal to 14"),
            ({"rules-rhythm_days": ""}, "required"),
            ({"rules-many_invoices": "9" * 400}, "number"),
        ],
    )
    def test_that_cannot_be_are_refused_in_words(
        self, browser: Browser, changes: dict[str, str], said: str, then: str
    ) -> None:
        page = browser.post("/messages/rules/", RULES | changes | {"then": then})

        assert page.status_code == 422
        assert said in page.text
        assert nothing_changed()

    def test_do_not_begin_in_the_past(self, browser: Browser) -> None:
        page = browser.post("/messages/rules/", RULES | {"rules-from_day": "2026-10-13"})

        assert page.status_code == 422
        assert "from today" in page.text
        assert nothing_changed()

    def test_are_looked_at_first_on_the_own_past(
        self, browser: Browser, studio: Administration
    ) -> None:
        client = scenes.owing(
            studio, "Klein BV", cents=30_000, due_on=cast.DAY - timedelta(days=40)
        )
        knows_us(client)

        page = browser.post("/messages/rules/", RULES | {"then": "look"})

        assert page.status_code == 200
        assert "What would have been sent in the last 90 days?" in page.text
        assert "Service check falls away" in page.text
        assert 'value="400"' in page.text
        assert nothing_changed()

    def test_come_back_as_they_were(self, browser: Browser, studio: Administration) -> None:
        browser.post("/messages/rules/", RULES)
        assert "Take back the rules" in browser.get("/messages/").text

        page = browser.post("/messages/rules/reset/", follow=True)

        assert rules_of(policy(studio.pk, day=cast.DAY)) == shipped_rules()
        assert "as they came with Voldaan" in page.text
        assert "Take back the rules" not in page.text

    def test_are_read_by_who_may_not_change_them(
        self, client: Browser, studio: Administration
    ) -> None:
        cast.anna(studio)
        client.force_login(cast.bas(studio, language="en"))

        page = client.get("/messages/")

        assert "A small invoice under €250.00" in plain(page)
        assert "rules-small_invoice_euros" not in page.text
        assert client.post("/messages/rules/", RULES).status_code == 403
        assert nothing_changed()
