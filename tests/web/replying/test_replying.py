"""Replies on Vandaag, at a client and at an answer: offered, prepared, sent or put aside."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from tests.books import factories as cast
from tests.web.test_today_buttons import decide, late_client, mailbox

from voldaan.actions.answers.receive import Arrived, receive
from voldaan.books.models import (
    Administration,
    Allocation,
    Answer,
    Client,
    ContactMoment,
    Document,
    Hold,
    Invoice,
    Mailbox,
    Message,
    Payment,
)

pytestmark = pytest.mark.django_db

YESTERDAY = cast.DAY - timedelta(days=1)


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm, whose client Vink BV owes an invoice."""
    firm = cast.administration()
    cast.statement(firm)
    mailbox(firm)
    late_client(firm)
    return firm


@pytest.fixture
def vink(of: Administration) -> Client:
    return Client.objects.get(administration=of)


def sorry_for(client: Client, invoice: Invoice | None = None) -> ContactMoment:
    """Let Vink have paid yesterday, and be reminded this morning."""
    invoice = invoice or Invoice.objects.get(client=client)
    of = client.administration
    paid = Payment.objects.create(
        administration=of, client=client, method="cash", paid_on=YESTERDAY,
        amount_cents=invoice.payable_cents, booked_at=cast.AT,
    )  # fmt: skip
    Allocation.objects.create(
        administration=of, payment=paid, invoice=invoice, cents=invoice.payable_cents
    )
    return ContactMoment.objects.create(
        administration=of, client=client, step="reminder_1", channel="email", outcome="sent",
        on=cast.DAY, invoice_ids=[invoice.pk], recorded_at=cast.AT,
    )  # fmt: skip


def paper(client: Client) -> Document:
    return Document.objects.create(
        administration=client.administration, invoice=Invoice.objects.get(client=client),
        name="f.pdf", content_type="application/pdf", sha256="0" * 64, content=b"%PDF-1.7",
        added_at=cast.AT,
    )  # fmt: skip


def misses_it(client: Client) -> Answer:
    """Let Vink answer that the invoice did not arrive."""
    text = "Ik heb geen factuur ontvangen."
    arrived = Arrived(client.pk, "email", cast.AT, text=text)
    (pk,) = receive(client.administration_id, arrived=[arrived], day=cast.DAY, at=cast.AT)
    return Answer.objects.get(pk=pk)


def press(browser: Browser, client: Client, what: str, **which: object) -> str:
    """Press a button of a reply, as a page without scripts does; give where it leads."""
    answer = browser.post(f"/clients/{client.pk}/replies/{what}", which)
    assert answer.status_code == 302
    return answer.headers["Location"]


class TestAccess:
    def test_shows_a_viewer_nothing_of_it(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        sorry_for(vink)
        client.force_login(cast.vera(of))

        for page in ("/", f"/clients/{vink.pk}/"):
            assert "/replies/" not in client.get(page).content.decode()

    def test_shows_another_administration_nothing_of_it(
        self, client: Browser, vink: Client
    ) -> None:
        sorry_for(vink)
        client.force_login(cast.chris())

        assert "/replies/" not in client.get("/").content.decode()

    def test_lets_the_bookkeeper_prepare_and_not_send(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        moment = sorry_for(vink)
        client.force_login(cast.bas(of))

        press(client, vink, "", code="apology", about=moment.pk, back="today")

        reply = Message.objects.get(is_reply=True)
        page = client.get("/").content.decode()
        assert reply.subject in page
        assert f'form="send-reply-{reply.pk}"' not in page
        assert client.post(f"/messages/{reply.pk}/send/").status_code == 403


class TestAnApologyOnVandaag:
    def test_is_offered_prepared_and_sent(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        moment = sorry_for(vink)
        client.force_login(cast.anna(of))
        offered = client.get("/").content.decode()
        assert f'name="about" value="{moment.pk}"' in offered

        assert press(client, vink, "", code="apology", about=moment.pk, back="today") == "/"

        reply = Message.objects.get(is_reply=True)
        page = client.get("/").content.decode()
        assert "Dat had ik moeten zien. Mijn excuses." in page
        assert f'action="/messages/{reply.pk}/send/"' in page

        client.post(
            f"/messages/{reply.pk}/send/",
            {"subject": reply.subject, "body": "Sorry, je had al betaald."},
        )
        reply.refresh_from_db()
        assert (reply.state, reply.is_edited) == ("ready", True)
        assert f"/messages/{reply.pk}/undo/" in client.get("/").content.decode()

    def test_waits_while_everything_is_paused(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        moment = sorry_for(vink)
        client.force_login(cast.anna(of))
        press(client, vink, "", code="apology", about=moment.pk, back="today")
        Hold.objects.create(
            administration=of, reason="ziek", from_day=cast.DAY, until_day=cast.DAY,
            set_at=cast.AT,
        )  # fmt: skip

        page = client.get("/").content.decode()

        assert "Alles staat op pauze. Dit wacht hier." in page
        assert ">Verstuur<" not in page

    def test_is_put_aside_and_taken_back(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        which = {"code": "apology", "about": sorry_for(vink).pk, "back": "today"}
        client.force_login(cast.anna(of))

        press(client, vink, "not-needed/", **which)
        aside = client.get("/").content.decode()
        assert f"/clients/{vink.pk}/replies/needed/" in aside
        assert f'action="/clients/{vink.pk}/replies/"' not in aside

        press(client, vink, "needed/", **which)
        back = client.get("/").content.decode()
        assert f'action="/clients/{vink.pk}/replies/"' in back
        assert f"/clients/{vink.pk}/replies/needed/" not in back

    def test_is_offered_to_three_at_once_for_the_same_cost(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        client.force_login(cast.anna(of))
        counts = []
        for round_ in range(2):
            for number in range(4):
                other = cast.client(of, f"Klant {round_} {number}")
                sorry_for(other, cast.invoice(other))
            with CaptureQueriesContext(connection) as counted:
                page = client.get("/").content.decode()
            counts.append(len(counted))
            assert page.count('name="code" value="apology"') == 6  # prepare and not needed

        assert counts[0] == counts[1]

    def test_says_when_there_is_nothing_to_answer(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        client.force_login(cast.anna(of))

        answer = client.post(
            f"/clients/{vink.pk}/replies/", {"code": "apology", "about": "1"}, follow=True
        )

        assert 'role="status"' in answer.content.decode()
        assert not Message.objects.filter(is_reply=True).exists()

    @pytest.mark.parametrize(
        "which",
        [{}, {"code": "call", "about": "0"}, {"code": "apology", "about": "-1"},
         {"code": "apology", "about": "9" * 30}],
    )  # fmt: skip
    def test_changes_nothing_for_nonsense(
        self, client: Browser, of: Administration, vink: Client, which: dict[str, str]
    ) -> None:
        client.force_login(cast.anna(of))

        for what in ("", "not-needed/", "needed/"):
            press(client, vink, what, **which)

        assert not Message.objects.exists()


class TestTheInvoiceAgain:
    def test_stands_at_the_answer(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        paper(vink)
        answer = misses_it(vink)
        client.force_login(cast.anna(of))
        client.post(f"/answers/{answer.pk}/", {"meaning": "not_received"})

        page = client.get(f"/answers/{answer.pk}/").content.decode()
        assert f'name="about" value="{answer.pk}"' in page

        where = press(client, vink, "", code="invoice_again", about=answer.pk, back="client")
        assert where == f"/clients/{vink.pk}/"
        words = client.get(where).content.decode()
        assert "als bijlage bij deze mail" in words
        assert 'hx-post="/messages/' not in words

    def test_says_how_to_add_the_paper(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        answer = misses_it(vink)
        client.force_login(cast.anna(of))
        client.post(f"/answers/{answer.pk}/", {"meaning": "not_received"})

        page = client.get("/").content.decode()

        assert f"/invoices/{Invoice.objects.get().pk}/#paper" in page
        assert f'action="/clients/{vink.pk}/replies/"' not in page

    def test_can_be_sent_because_the_owner_wants_to(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        paper(vink)
        client.force_login(cast.anna(of))
        page = client.get(f"/clients/{vink.pk}/").content.decode()
        assert 'name="about" value="0"' in page

        press(client, vink, "", code="invoice_again", about=0, back="client")

        again = client.get(f"/clients/{vink.pk}/").content.decode()
        assert again.count('name="about" value="0"') == 1  # only: not needed
        assert Message.objects.get(is_reply=True).state == "proposed"

    def test_opens_in_the_own_mail_program_where_nothing_sends(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        Mailbox.objects.all().delete()
        paper(vink)
        client.force_login(cast.anna(of))
        press(client, vink, "", code="invoice_again", about=0, back="client")
        reply = Message.objects.get(is_reply=True)

        page = client.get(f"/clients/{vink.pk}/").content.decode()

        assert f'formaction="/messages/{reply.pk}/file/"' in page
        file = client.get(f"/messages/{reply.pk}/file/").content
        assert b"application/pdf" in file
        client.post(f"/messages/{reply.pk}/sent/")
        reply.refresh_from_db()
        assert reply.state == "sent"


class TestAPromise:
    def test_stands_at_its_answer_and_on_vandaag(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        arrived = Arrived(vink.pk, "email", cast.AT, text="Ik betaal vrijdag.")
        (pk,) = receive(of.pk, arrived=[arrived], day=cast.DAY, at=cast.AT)
        client.force_login(cast.anna(of))
        client.post(f"/answers/{pk}/", {"meaning": "promise", "promised_on": "2026-10-16"})

        for page in ("/", f"/answers/{pk}/", f"/clients/{vink.pk}/"):
            assert 'name="code" value="promise"' in client.get(page).content.decode()

    def test_of_a_call_can_be_confirmed(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        decide(of)
        client.force_login(cast.anna(of))
        decision = vink.decisions.get(is_latest=True)
        client.post(
            f"/calls/{decision.pk}/",
            {"outcome": "will_pay", "promised_on": "2026-10-16", "promised": "600,00"},
        )

        page = client.get("/").content.decode()

        assert 'name="code" value="promise"' in page
        assert "600,00" in page


class TestTheTimeLine:
    def test_tells_what_was_prepared_and_put_aside(
        self, client: Browser, of: Administration, vink: Client
    ) -> None:
        which = {"code": "apology", "about": sorry_for(vink).pk, "back": "client"}
        client.force_login(cast.anna(of))
        press(client, vink, "", **which)
        press(client, vink, "not-needed/", **which)

        page = client.get(f"/clients/{vink.pk}/").content.decode()

        assert "Excuses" in page
        assert "reply." not in page
