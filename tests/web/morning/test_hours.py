"""Outside the hours no button invites to reach a client; a person may decide otherwise."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from tests.actions.ways.cast import owing
from tests.books import factories as cast

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Administration,
    Client,
    ContactMoment,
    Decision,
    Hold,
    Mailbox,
    Message,
)

pytestmark = pytest.mark.django_db

#: Friday 16 October 2026, half past ten in the evening in Amsterdam.
FRIDAY_EVENING = datetime(2026, 10, 16, 20, 30, tzinfo=UTC)
#: What opens something that reaches a client: on the page of a client, and by a door.
REACHING = ("mailto:", "https://wa.me/", "sms:", "https://www.linkedin.com/", "tel:")
DOOR = re.compile(r'href="/(?:messages/\d+/open/\w+|calls/\d+/dial)/')


@pytest.fixture
def of() -> Administration:
    firm = cast.administration(street="Gracht 7", postcode="3511 AB", city="Utrecht")
    cast.statement(firm)
    return firm


@pytest.fixture
def browser(client: Browser, of: Administration) -> Browser:
    client.force_login(cast.anna(of, language="en"))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def evening() -> Iterator[None]:
    with time_machine.travel(FRIDAY_EVENING, tick=False):
        yield


def prepare(of: Administration, channel: str) -> Client:
    """Give Vink BV with a step that was prepared on Wednesday."""
    if channel == "email":
        vink = cast.client(of)
        cast.contact(vink)
        cast.invoice(vink)
    else:
        vink = owing(of, channel)
    follow_up(of.pk, day=cast.DAY, at=cast.AT)
    return vink


def outside_unfolds(html: str) -> str:
    """Give the page without what must be unfolded first."""
    parts = html.split("<details")
    return parts[0] + "".join(part.split("</details>", 1)[-1] for part in parts[1:])


@pytest.mark.usefixtures("evening")
class TestOnFridayEvening:
    @pytest.mark.parametrize("channel", ["email", "whatsapp", "sms", "linkedin"])
    def test_a_card_says_from_when_and_opens_nothing_at_a_first_press(
        self, browser: Browser, of: Administration, channel: str
    ) -> None:
        prepare(of, channel)

        page = browser.get("/")

        seen = outside_unfolds(page.text)
        assert page.context["page"].closed.when == "From Monday 8:00"
        assert "From Monday 8:00" in seen
        assert not [each for each in REACHING if f'href="{each}' in page.text]
        assert not DOOR.search(seen)
        assert DOOR.search(page.text)
        assert "/calls/" not in seen
        assert 'form="send-' in seen  # what was sent before can be written down

    def test_the_ways_are_there_for_who_unfolds_them(
        self, browser: Browser, of: Administration
    ) -> None:
        prepare(of, "whatsapp")

        html = browser.get("/").text

        (door,) = re.findall(r'href="(/messages/\d+/open/whatsapp/\?now=1)"', html)
        assert browser.get(door).headers["Location"].startswith("https://wa.me/31612345678?")
        assert "18:00" in html  # why not
        # The key S meets the unfolding before the link.
        assert html.index('<details class="unfold" data-key="s"') < html.index(
            "/open/whatsapp/"
        )

    def test_a_letter_may_be_made(self, browser: Browser, of: Administration) -> None:
        prepare(of, "post")

        assert "/letter/" in outside_unfolds(browser.get("/").text)

    def test_what_voldaan_sends_itself_waits_by_itself(
        self, browser: Browser, of: Administration
    ) -> None:
        Mailbox.objects.create(
            administration=of, host="smtp.example.nl", from_address="anna@example.nl"
        )
        prepare(of, "email")

        seen = outside_unfolds(browser.get("/").text)

        assert 'data-key="s"' in seen
        assert "/calls/" not in seen

    def test_what_was_sent_earlier_is_written_down(
        self, browser: Browser, of: Administration
    ) -> None:
        prepare(of, "email")

        browser.post(f"/messages/{Message.objects.get().pk}/sent/")

        assert Message.objects.get().state == "sent"

    def test_a_call_is_not_dialled_but_can_be_written_down(
        self, browser: Browser, of: Administration
    ) -> None:
        prepare(of, "sms")

        html = browser.get(f"/calls/{Decision.objects.get().pk}/").text

        seen = outside_unfolds(html)
        assert not DOOR.search(seen)
        assert "From Monday 8:00" in seen
        (door,) = re.findall(r'href="(/calls/\d+/dial/\?now=1)"', html)
        assert browser.get(door).headers["Location"] == "tel:+31612345678"
        assert 'name="outcome"' in seen

    def test_the_page_of_a_client_invites_to_nothing(
        self, browser: Browser, of: Administration
    ) -> None:
        vink = prepare(of, "email")

        html = browser.get(f"/clients/{vink.pk}/").text

        seen = outside_unfolds(html)
        assert "From Monday 8:00" in seen
        assert "/calls/" not in seen
        assert not [each for each in REACHING if f'href="{each}' in html]

    def test_a_question_does_not_invite_to_a_call_either(
        self, browser: Browser, of: Administration
    ) -> None:
        cast.invoice(cast.client(of))
        follow_up(of.pk, day=cast.DAY, at=cast.AT)

        page = browser.get("/")

        assert [card.kind for card in page.context["page"].cards] == ["add_email"]
        assert "/calls/" not in outside_unfolds(page.text)
        assert "/calls/" in page.text

    def test_a_demo_world_keeps_no_hours(self, browser: Browser, of: Administration) -> None:
        vink = prepare(of, "whatsapp")
        Administration.objects.update(is_demo=True, demo_day=cast.DAY)

        assert browser.get("/").context["page"].closed is None
        assert browser.get(f"/clients/{vink.pk}/").context["page"].closed is None


class TestWithinTheHours:
    def test_everything_is_one_press_away(self, browser: Browser, of: Administration) -> None:
        vink = prepare(of, "whatsapp")

        page = browser.get("/")

        assert page.context["page"].closed is None
        assert DOOR.search(outside_unfolds(page.text))
        assert "?now=1" not in outside_unfolds(page.text)
        assert 'href="tel:' in browser.get(f"/clients/{vink.pk}/").text

    @pytest.mark.parametrize(
        ("moment", "when"),
        [
            ("2026-10-14 16:30", "From Thursday 8:00"),  # Wednesday, half past six
            ("2026-10-16 14:00", "From Monday 8:00"),  # Friday at four
            ("2026-10-18 10:00", "From Monday 8:00"),  # Sunday
        ],
    )
    def test_end_where_those_of_the_sender_end(
        self, browser: Browser, of: Administration, moment: str, when: str
    ) -> None:
        with time_machine.travel(
            datetime.fromisoformat(moment).replace(tzinfo=UTC), tick=False
        ):
            assert browser.get("/").context["page"].closed.when == when


class TestFactsThatChanged:
    """The page stood open while the client was paused: the run comes later."""

    @pytest.fixture
    def message(self, of: Administration) -> Message:
        vink = prepare(of, "email")
        Hold.objects.create(
            administration=of,
            client=vink,
            reason="ziek",
            from_day=cast.DAY,
            until_day=cast.DAY + timedelta(days=9),
            set_at=cast.AT,
        )
        return Message.objects.get()

    def said(self, browser: Browser) -> list[Any]:
        return [str(each) for each in browser.get("/").context["messages"]]

    def test_keep_a_message_from_opening(self, browser: Browser, message: Message) -> None:
        answer = browser.post(f"/messages/{message.pk}/file/")

        assert answer.status_code == 302
        assert len(self.said(browser)) == 1
        message.refresh_from_db()
        assert message.state == "proposed"

    def test_do_not_keep_what_happened_out_of_the_record(
        self, browser: Browser, message: Message
    ) -> None:
        browser.post(f"/messages/{message.pk}/sent/")

        message.refresh_from_db()
        assert message.state == "sent"
        assert ContactMoment.objects.get().message_id == message.pk
        assert len(self.said(browser)) == 2

    def test_are_not_spoken_of_when_they_did_not(
        self, browser: Browser, message: Message
    ) -> None:
        Hold.objects.all().delete()

        assert browser.get(f"/messages/{message.pk}/file/").status_code == 200
        browser.post(f"/messages/{message.pk}/sent/")
        assert len(self.said(browser)) == 1

    def test_let_a_withdrawn_message_be_written_down_for_a_day(
        self, browser: Browser, of: Administration, message: Message
    ) -> None:
        follow_up(of.pk, day=cast.DAY, at=cast.AT, client_ids=[message.client_id])
        message.refresh_from_db()
        assert message.state == "withdrawn"

        browser.post(f"/messages/{message.pk}/sent/")

        message.refresh_from_db()
        assert message.state == "sent"
        assert len(self.said(browser)) == 2

    def test_leave_a_message_of_long_ago_alone(
        self, browser: Browser, of: Administration, message: Message
    ) -> None:
        long_ago = cast.AT - timedelta(days=2)
        Message.objects.update(state="withdrawn", finished_at=long_ago)

        browser.post(f"/messages/{message.pk}/sent/")

        message.refresh_from_db()
        assert message.state == "withdrawn"


class TestACallWithinTheGap:
    @pytest.mark.parametrize(
        ("ago", "words"),
        [
            (0, "You spoke to this client today"),
            (1, "You spoke to this client yesterday"),
            (2, "You spoke to this client 2 days ago"),
            (5, ""),
        ],
    )
    def test_says_when_somebody_spoke_to_the_client(
        self, browser: Browser, of: Administration, ago: int, words: str
    ) -> None:
        vink = prepare(of, "email")
        ContactMoment.objects.create(
            administration=of,
            client=vink,
            step="call",
            channel="phone",
            outcome="spoken",
            on=cast.DAY - timedelta(days=ago),
            recorded_at=cast.AT,
        )

        page = browser.get(f"/calls/{Decision.objects.get().pk}/").context["page"]

        assert bool(page.spoken) == bool(words)
        assert page.spoken.startswith(words)
