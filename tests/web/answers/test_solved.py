"""Vandaag asks whether a dispute is solved: one press each, and it can be taken back."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from tests.books import factories as cast

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Administration, Client, Decision, Hold
from voldaan.books.queries.answers.disputes import DISPUTED

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm with bank files up to yesterday."""
    firm = cast.administration()
    cast.statement(firm)
    return firm


@pytest.fixture
def vink(of: Administration) -> Client:
    """Give Vink BV, late, who said eight days ago that something is wrong."""
    client = cast.client(of)
    cast.contact(client)
    cast.invoice(client, due_on=cast.DAY - timedelta(days=10))
    Hold.objects.create(
        administration=of,
        client=client,
        reason=DISPUTED["nl"],
        from_day=cast.DAY - timedelta(days=8),
        until_day=cast.DAY - timedelta(days=1),
        set_at=cast.AT - timedelta(days=8),
    )
    follow_up(of.pk, day=cast.DAY, at=cast.AT)
    return client


def latest(client: Client) -> Decision:
    return Decision.objects.get(client=client, is_latest=True)


class TestTheCard:
    def test_asks_and_gives_ready_answers(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        client.force_login(cast.anna(of, language="en"))

        shown = client.get("/").content.decode()

        assert "Is it solved?" in shown
        assert "The client said on" in shown
        for address in ("solved", "not-solved"):
            assert f'action="/clients/{vink.pk}/{address}/"' in shown
        assert 'data-key="1"' in shown
        assert "I made a credit note" in shown

    def test_lets_the_ladder_go_on_when_it_is_solved(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        client.force_login(cast.anna(of, language="en"))

        shown = client.post(f"/clients/{vink.pk}/solved/", headers=HTMX).content.decode()

        assert latest(vink).step == "reminder_1"
        assert "Solved with Vink BV; the steps go on." in shown
        assert f'action="/clients/{vink.pk}/solved/undo/"' in shown

    def test_waits_a_week_more_when_it_is_not(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        client.force_login(cast.bas(of, language="en"))

        shown = client.post(f"/clients/{vink.pk}/not-solved/", follow=True).content.decode()

        assert latest(vink).wait_until == cast.DAY + timedelta(days=8)
        assert "Not solved yet with Vink BV" in shown

    def test_is_back_when_the_answer_is_taken_back(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        client.force_login(cast.anna(of, language="en"))
        for answer in ("solved", "not-solved"):
            client.post(f"/clients/{vink.pk}/{answer}/")

            client.post(f"/clients/{vink.pk}/solved/undo/")

            assert latest(vink).question == "is_it_solved"

    def test_says_so_when_it_has_changed_meanwhile(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        client.force_login(cast.anna(of, language="en"))
        client.post(f"/clients/{vink.pk}/solved/")

        shown = client.post(f"/clients/{vink.pk}/solved/", follow=True).content.decode()

        assert "This card has changed meanwhile." in shown

    def test_tells_on_the_time_line_what_was_said(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        client.force_login(cast.anna(of, language="en"))
        client.post(f"/clients/{vink.pk}/solved/")

        assert "Solved: what was wrong" in client.get(f"/clients/{vink.pk}/").content.decode()
