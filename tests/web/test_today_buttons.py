"""The buttons on Vandaag: each works without JavaScript, and answers htmx with the part."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from tests.books import factories as cast

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Administration,
    Contact,
    ContactMoment,
    Decision,
    Document,
    Hold,
    Invoice,
    Mailbox,
    Message,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm with bank files up to yesterday."""
    firm = cast.administration()
    cast.statement(firm)
    return firm


def late_client(
    of: Administration, name: str = "Vink BV", *, email: str = "els@vink.example"
) -> Invoice:
    """Give an invoice that was due ten days ago."""
    client = cast.client(of, name)
    cast.contact(client, email)
    return cast.invoice(client, due_on=cast.DAY - timedelta(days=10))


def decide(of: Administration) -> None:
    follow_up(of.pk, day=cast.DAY, at=cast.AT)


def mailbox(of: Administration) -> Mailbox:
    return Mailbox.objects.create(
        administration=of, host="smtp.example.nl", from_address="anna@example.nl"
    )


def message(of: Administration, state: str = "proposed") -> Message:
    found = Message.objects.get(administration=of)
    Message.objects.filter(pk=found.pk).update(
        state=state, released_at=None if state == "proposed" else cast.AT
    )
    found.refresh_from_db()
    return found


def page_of(browser: Browser) -> Any:
    return browser.get("/").context["page"]


class TestSending:
    def test_keeps_changed_words_and_can_be_undone(
        self, client: Browser, of: Administration
    ) -> None:
        late_client(of)
        decide(of)
        mailbox(of)
        client.force_login(cast.anna(of))
        pk = message(of).pk

        answer = client.post(f"/messages/{pk}/send/", {"subject": "Dag", "body": "Mijn eigen."})
        page = page_of(client)

        sent = Message.objects.get(pk=pk)
        assert answer.headers["Location"] == "/"
        assert (sent.state, sent.subject, sent.body_text) == ("ready", "Dag", "Mijn eigen.\n")
        assert page.undo[0].seconds_left == 30
        assert page.cards == ()

        client.post(f"/messages/{pk}/undo/")

        assert Message.objects.get(pk=pk).state == "proposed"
        assert page_of(client).cards[0].message.body == "Mijn eigen.\n"

    def test_leaves_words_alone_that_nobody_changed(
        self, client: Browser, of: Administration
    ) -> None:
        late_client(of)
        decide(of)
        mailbox(of)
        client.force_login(cast.anna(of))
        found = message(of)
        form = {"subject": found.subject, "body": found.body_text.replace("\n", "\r\n")}

        client.post(f"/messages/{found.pk}/send/", form)

        found.refresh_from_db()
        assert (found.state, found.is_edited) == ("ready", False)
        assert found.body_html

    def test_answers_htmx_with_the_part(self, client: Browser, of: Administration) -> None:
        late_client(of)
        decide(of)
        mailbox(of)
        client.force_login(cast.anna(of))

        answer = client.post(f"/messages/{message(of).pk}/send/", headers=HTMX)

        assert answer.text.lstrip().startswith('<div id="notices"')
        assert "<html" not in answer.text
        assert "HX-Request" in answer.headers["Vary"]

    def test_is_refused_without_a_mailbox(self, client: Browser, of: Administration) -> None:
        late_client(of)
        decide(of)
        client.force_login(cast.anna(of))

        client.post(f"/messages/{message(of).pk}/send/")

        assert message(of).state == "proposed"

    def test_twice_says_that_it_changed(self, client: Browser, of: Administration) -> None:
        late_client(of)
        decide(of)
        mailbox(of)
        client.force_login(cast.anna(of))
        address = f"/messages/{message(of).pk}/send/"
        client.post(address)

        client.post(address)

        assert Message.objects.get().state == "ready"

    def test_opens_in_the_own_mail_program_without_a_mailbox(
        self, client: Browser, of: Administration
    ) -> None:
        late_client(of)
        decide(of)
        client.force_login(cast.anna(of))
        found = message(of)

        prepared = page_of(client).cards[0].message
        file = client.get(f"/messages/{found.pk}/file/")
        link = client.get(prepared.link).headers["Location"]
        client.post(f"/messages/{found.pk}/sent/")

        assert link.startswith("mailto:els@vink.example?subject=")
        assert b"X-Unsent: 1" in file.content
        found.refresh_from_db()
        assert found.state == "sent"
        assert ContactMoment.objects.get().step == "reminder_1"

    def test_offers_a_file_when_the_invoice_goes_along(
        self, client: Browser, of: Administration
    ) -> None:
        invoice = late_client(of)
        Document.objects.create(
            administration=of, invoice=invoice, name="factuur.pdf", sha256="0" * 64,
            content_type="application/pdf", content=b"%PDF-1.7 x", added_at=cast.AT,
        )  # fmt: skip
        decide(of)
        client.force_login(cast.anna(of))

        prepared = page_of(client).cards[0].message

        assert (prepared.link, prepared.is_attached) == ("", True)
        assert b"factuur.pdf" in client.get(f"/messages/{prepared.id}/file/").content

    def test_by_hand_keeps_the_words_that_really_went(
        self, client: Browser, of: Administration
    ) -> None:
        late_client(of)
        decide(of)
        client.force_login(cast.anna(of))
        found = message(of)
        words = {"subject": "Even vragen", "body": "Dag Els,\r\nMijn eigen woorden."}

        file = client.post(f"/messages/{found.pk}/file/", words)
        unchanged = message(of)
        answer = client.post(f"/messages/{found.pk}/sent/", words, follow=True)

        sent = Message.objects.get(pk=found.pk)
        assert b"Even vragen" in file.content
        assert b"Mijn eigen woorden." in file.content
        assert (unchanged.subject, unchanged.body_text) == (found.subject, found.body_text)
        assert (sent.state, sent.is_edited) == ("sent", True)
        assert sent.subject == "Even vragen"
        assert sent.body_text == "Dag Els,\nMijn eigen woorden.\n"
        assert "“Even vragen” is vandaag door jou" in answer.text

    @pytest.mark.parametrize(
        "words", [{"subject": "", "body": "x"}, {"subject": "x", "body": ""}]
    )
    def test_by_hand_refuses_a_letter_without_words(
        self, client: Browser, of: Administration, words: dict[str, str]
    ) -> None:
        late_client(of)
        decide(of)
        client.force_login(cast.anna(of))

        client.post(f"/messages/{message(of).pk}/sent/", words)

        assert message(of).state == "proposed"
        assert not ContactMoment.objects.exists()

    def test_by_hand_posts_the_words_of_the_card_without_a_script(
        self, client: Browser, of: Administration
    ) -> None:
        late_client(of)
        decide(of)
        client.force_login(cast.anna(of))

        shown = client.get("/").text

        form = f'method="post" action="/messages/{message(of).pk}/sent/"'
        assert form in shown
        assert f'formaction="/messages/{message(of).pk}/file/"' in shown

    @pytest.mark.parametrize("state", ["failed", "unsure"])
    @pytest.mark.parametrize("ends", ["sent sent", "not-sent withdrawn"])
    def test_settles_what_did_not_surely_leave(
        self, client: Browser, of: Administration, state: str, ends: str
    ) -> None:
        button, after = ends.split()
        late_client(of)
        decide(of)
        client.force_login(cast.anna(of))
        found = message(of, state)

        client.post(f"/messages/{found.pk}/{button}/")

        found.refresh_from_db()
        assert found.state == after

    def test_tries_a_failed_one_again(self, client: Browser, of: Administration) -> None:
        late_client(of)
        decide(of)
        mailbox(of)
        client.force_login(cast.anna(of))
        found = message(of, "failed")

        client.post(f"/messages/{found.pk}/send/")

        found.refresh_from_db()
        assert found.state == "ready"


class TestProgress:
    def test_is_said_when_more_wait_than_seven(
        self, client: Browser, of: Administration
    ) -> None:
        for number in range(9):
            late_client(of, f"Klant {number}", email=f"k{number}@klant.example")
        decide(of)
        client.force_login(cast.anna(of))
        before = client.get("/").text
        first = page_of(client).cards[0].message

        client.post(f"/messages/{first.id}/sent/")

        assert "gedaan, nog" not in before
        assert "1 gedaan, nog 8" in client.get("/").text


class TestLater:
    @pytest.mark.parametrize(("days", "until"), [("1", 0), ("3", 2), ("7", 6)])
    def test_lets_the_card_come_back(
        self, client: Browser, of: Administration, days: str, until: int
    ) -> None:
        late_client(of)
        decide(of)
        client.force_login(cast.bas(of))

        client.post(f"/cards/{Decision.objects.get().pk}/later/", {"days": days})

        assert Hold.objects.get().until_day == cast.DAY + timedelta(days=until)
        assert page_of(client).cards == ()

    def test_is_said_and_can_be_undone(self, client: Browser, of: Administration) -> None:
        late_client(of)
        decide(of)
        bas = cast.bas(of)
        client.force_login(bas)

        put_off = client.post(
            f"/cards/{Decision.objects.get().pk}/later/", {"days": "1"}, follow=True
        )
        client.post(f"/later/{Hold.objects.get().pk}/undo/")
        page = page_of(client)

        assert "Vink BV komt terug op do 15 okt." in put_off.text
        assert Hold.objects.get().lifted_by == bas
        assert (len(page.cards), page.put_off) == (1, ())

    def test_is_undone_once(self, client: Browser, of: Administration) -> None:
        late_client(of)
        decide(of)
        client.force_login(cast.bas(of))
        client.post(f"/cards/{Decision.objects.get().pk}/later/", {"days": "1"})
        address = f"/later/{Hold.objects.get().pk}/undo/"
        client.post(address)
        lifted_at = Hold.objects.get().lifted_at

        answer = client.post(address, follow=True)

        assert answer.status_code == 200
        assert Hold.objects.get().lifted_at == lifted_at

    def test_does_not_undo_another_pause(self, client: Browser, of: Administration) -> None:
        invoice = late_client(of)
        pause = Hold.objects.create(
            administration=of, client=invoice.client, reason="Ziek", from_day=cast.DAY,
            until_day=cast.DAY, set_at=cast.AT,
        )  # fmt: skip
        client.force_login(cast.bas(of))

        answer = client.post(f"/later/{pause.pk}/undo/")

        assert answer.status_code == 404
        assert Hold.objects.get().lifted_at is None

    @pytest.mark.parametrize("days", ["2", "", "-1", "99999999999999999999", "x"])
    def test_takes_only_its_own_choices(
        self, client: Browser, of: Administration, days: str
    ) -> None:
        late_client(of)
        decide(of)
        client.force_login(cast.anna(of))

        client.post(f"/cards/{Decision.objects.get().pk}/later/", {"days": days})

        assert not Hold.objects.exists()

    def test_asks_after_three_times_whether_somebody_else_should(
        self, client: Browser, of: Administration
    ) -> None:
        late_client(of)
        decide(of)
        client.force_login(cast.anna(of))
        for _ in range(3):
            latest = Decision.objects.get(is_latest=True)
            client.post(f"/cards/{latest.pk}/later/", {"days": "1"})
            Hold.objects.update(
                from_day=cast.DAY - timedelta(9), until_day=cast.DAY - timedelta(8)
            )
            decide(of)

        assert page_of(client).cards[0].snoozed == 3


class TestQuestions:
    def test_take_an_address_and_prepare_the_message(
        self, client: Browser, of: Administration
    ) -> None:
        invoice = late_client(of, email="")
        decide(of)
        client.force_login(cast.anna(of))

        client.post(f"/clients/{invoice.client_id}/email/", {"email": "nieuw@vink.example"})

        assert Contact.objects.get().email == "nieuw@vink.example"
        assert page_of(client).cards[0].message.to == "nieuw@vink.example"

    @pytest.mark.parametrize("bad", ["", "x", "a@b", "a@b.nl, c@d.nl"])
    def test_refuse_what_is_no_address(
        self, client: Browser, of: Administration, bad: str
    ) -> None:
        invoice = late_client(of, email="")
        decide(of)
        client.force_login(cast.anna(of))

        client.post(f"/clients/{invoice.client_id}/email/", {"email": bad})

        assert Contact.objects.get().email == ""

    def test_settle_a_credit(self, client: Browser, of: Administration) -> None:
        invoice = late_client(of)
        cast.invoice(invoice.client, kind="credit_note", payable_cents=150_000)
        decide(of)
        client.force_login(cast.anna(of))
        kinds = [card.kind for card in page_of(client).cards]

        client.post(f"/clients/{invoice.client_id}/settle/")

        page = client.get("/?totals=yes").context["page"]
        assert kinds == ["settle_credit"]
        assert (page.cards, page.totals.open_cents) == ((), 0)
