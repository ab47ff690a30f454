"""Vandaag asks whether a dispute is solved: one press each, and it can be taken back."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from tests.books import factories as cast

from voldaan.actions.answers.press import Pressed, press
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Administration, Answer, Client, Decision, Hold, Invoice
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


class TestOfOneInvoice:
    @pytest.fixture
    def answer(self, of: Administration, vink: Client) -> Answer:
        """Give an answer on the client's own page, about one of two open invoices."""
        Hold.objects.all().delete()
        wrong = Invoice.objects.get()
        cast.invoice(vink, number="2026-777", due_on=cast.DAY - timedelta(days=3))
        words = "Er klopt iets niet aan deze factuur."
        pressed = Pressed("dispute", words, invoice_id=wrong.pk)
        pk = press(of.pk, client_id=vink.pk, pressed=pressed, day=cast.DAY, at=cast.AT) or 0
        return Answer.objects.get(pk=pk)

    def test_is_ticked_already_and_only_that_one_rests(
        self, client: Browser, of: Administration, answer: Answer
    ) -> None:
        client.force_login(cast.anna(of))
        (wrong,) = answer.invoice_ids
        page = client.get(f"/answers/{answer.pk}/")
        assert "2026-777 · €\xa01.210,00" in page.text
        assert page.context["form"]["invoice_ids"].value() == [wrong]

        client.post(f"/answers/{answer.pk}/", {"meaning": "dispute", "invoice_ids": [wrong]})

        assert Hold.objects.get().invoice_id == wrong
        number = Invoice.objects.get(pk=wrong).number
        told = client.get(f"/clients/{answer.client_id}/").context["page"].moments
        assert any(number in each.text and each.quote == DISPUTED["nl"] for each in told)
        decision = Decision.objects.get(is_latest=True)
        assert (decision.step, decision.asks_cents) == ("reminder_1", 121_000)

    def test_is_left_out_where_nothing_is_wrong_or_nothing_is_ticked(
        self, client: Browser, of: Administration, answer: Answer
    ) -> None:
        client.force_login(cast.anna(of))
        (wrong,) = answer.invoice_ids

        client.post(f"/answers/{answer.pk}/", {"meaning": "paid", "invoice_ids": [wrong]})
        assert Hold.objects.get(lifted_at=None).invoice_id is None
        client.post(f"/answers/{answer.pk}/unread/")
        client.post(f"/answers/{answer.pk}/", {"meaning": "dispute"})

        assert Hold.objects.get(lifted_at=None).invoice_id is None

    @pytest.mark.parametrize("ticked", ["999999", "x", "-1"])
    def test_that_is_not_theirs_is_refused(
        self, client: Browser, of: Administration, answer: Answer, ticked: str
    ) -> None:
        client.force_login(cast.anna(of))
        given = {"meaning": "dispute", "invoice_ids": [ticked]}

        page = client.post(f"/answers/{answer.pk}/", given)

        assert list(page.context["form"].errors) == ["invoice_ids"]
        assert not Hold.objects.exists()

    def test_is_not_asked_of_who_has_only_one(
        self, client: Browser, of: Administration, answer: Answer
    ) -> None:
        Invoice.objects.filter(number="2026-777").delete()
        client.force_login(cast.anna(of))

        page = client.get(f"/answers/{answer.pk}/")

        assert "invoice_ids" not in page.context["form"].fields
