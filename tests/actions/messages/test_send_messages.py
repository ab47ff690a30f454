"""The outbox, drained against a real mail server."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.messages.release_message import undo_release
from voldaan.actions.messages.send_messages import LEASE, send_messages
from voldaan.actions.messages.sending.ending import RETRY
from voldaan.books.models import (
    Administration,
    ContactMoment,
    Decision,
    Document,
    Invoice,
    Message,
    User,
)

pytestmark = pytest.mark.django_db


class TestSending:
    def test_delivers_once_with_text_html_invoice_and_its_own_id(
        self, server: SmtpServer, ready: Message
    ) -> None:
        invoice = Invoice.objects.get()
        Document.objects.create(
            administration_id=invoice.administration_id,
            invoice=invoice,
            name="factuur.pdf",
            content_type="application/pdf",
            sha256="0" * 64,
            content=b"%PDF-1.7",
            added_at=make.AT,
        )

        drained = [scenes.send(), scenes.send(later=LEASE * 2)]

        assert [round.sent for round in drained] == [1, 0]
        assert scenes.state(ready) == ("sent", "")
        (received,) = server.messages
        assert received.rcpt_to == ["els@vink.example"]
        assert received.login == "anna"
        mail = received.email
        assert mail["Message-ID"] == ready.message_id
        assert mail["From"] == "Anna <anna@example.nl>"
        text, html = mail.get_body(["plain"]), mail.get_body(["html"])
        assert text is not None
        assert html is not None
        assert invoice.number in text.get_content()
        assert invoice.number in html.get_content()
        assert [part.get_filename() for part in mail.iter_attachments()] == ["factuur.pdf"]

    def test_is_remembered_as_a_contact_and_decided_on_at_once(
        self, ready: Message, anna: User
    ) -> None:
        scenes.send()

        moment = ContactMoment.objects.get()
        assert (moment.step, moment.on, moment.counts) == ("reminder_1", make.DAY, True)
        assert moment.recorded_by == anna
        assert Decision.objects.get(is_latest=True).kind == "wait"
        assert scenes.codes(ready.client)[-2:] == ["message.sent", "decision.made"]
        assert scenes.chains_are_whole()

    def test_waits_half_a_minute_in_which_it_can_be_undone(
        self, server: SmtpServer, ready: Message
    ) -> None:
        scenes.send(later=timedelta(seconds=29))
        assert server.messages == []

        scenes.send(later=timedelta(seconds=30))
        assert len(server.messages) == 1

    def test_keeps_the_half_minute_of_what_was_released_again_meanwhile(
        self,
        of: Administration,
        anna: User,
        server: SmtpServer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """While the first message leaves, the second is taken back, changed and released."""
        for name in ("Vink BV", "Merel BV"):
            scenes.owing(of, name)
        scenes.look(of)
        first, second = Message.objects.order_by("pk")
        for each in (first, second):
            scenes.release(of, anna, each)
        moments = iter([make.AT + scenes.ONE_MINUTE] * 50)

        def meanwhile(*_: object, **__: object) -> None:
            undo_release(of.pk, message_id=second.pk, by=anna, at=make.AT + scenes.ONE_MINUTE)
            Message.objects.filter(pk=second.pk).update(
                state="ready",
                send_after=make.AT + scenes.ONE_MINUTE * 2,
                released_at=make.AT,
                released_by=anna,
            )

        monkeypatch.setattr("voldaan.actions.messages.send_messages.smtp.send", meanwhile)
        send_messages(now=lambda: next(moments), key=scenes.KEY)

        assert scenes.state(first)[0] == "sent"
        assert scenes.state(second)[0] == "ready"

    def test_counts_as_the_step_of_the_day_it_leaves(
        self, of: Administration, anna: User, ready: Message
    ) -> None:
        later = timedelta(days=1)
        Message.objects.update(send_after=make.AT + later)

        scenes.send(later=later)

        ready.refresh_from_db()
        assert ready.step_day == make.DAY + later
        assert ContactMoment.objects.get().on == make.DAY + later

    def test_never_leaves_on_a_day_on_which_another_reached_the_client(
        self, server: SmtpServer, ready: Message
    ) -> None:
        ready.refresh_from_db()
        Message.objects.create(
            administration_id=ready.administration_id,
            client_id=ready.client_id,
            step="service_check",
            channel="email",
            step_day=make.DAY + timedelta(days=1),
            state="sent",
            subject="x",
            body_text="x",
            text_version="x",
            message_id="<other@example.nl>",
            proposed_at=make.AT,
            released_at=make.AT,
        )
        later = timedelta(days=1)

        drained = scenes.send(later=later)

        assert (drained.later, server.messages) == (1, [])
        ready.refresh_from_db()
        assert ready.send_after == make.AT + later + RETRY


class TestADemo:
    def test_opens_no_socket_and_keeps_no_hours(self, monkeypatch: pytest.MonkeyPatch) -> None:
        of = make.administration(is_demo=True)
        anna = make.anna(of)
        make.statement(of)
        scenes.owing(of)
        scenes.look(of)
        scenes.release(of, anna)

        def forbidden(*_: object, **__: object) -> None:
            raise AssertionError

        monkeypatch.setattr("socket.create_connection", forbidden)
        monkeypatch.setattr("voldaan.actions.messages.send_messages.smtp.send", forbidden)
        midnight = datetime(2026, 10, 14, 21, 50, tzinfo=UTC) - make.AT

        assert scenes.send(later=midnight).sent == 1
        assert Message.objects.get().state == "sent"


class TestQuietHours:
    def test_hold_a_released_message_until_the_morning(
        self, server: SmtpServer, ready: Message
    ) -> None:
        evening = datetime(2026, 10, 14, 16, 30, tzinfo=UTC)  # 18:30 in Amsterdam

        assert scenes.send(later=evening - make.AT).later == 1

        ready.refresh_from_db()
        assert ready.send_after == datetime(2026, 10, 15, 6, 0, tzinfo=UTC)
        assert server.messages == []
        scenes.send(later=ready.send_after - make.AT)
        assert len(server.messages) == 1


class TestOneAdministration:
    def test_is_drained_without_touching_another(
        self, of: Administration, server: SmtpServer, ready: Message
    ) -> None:
        other = make.administration("Bureau Chris")

        scenes.send(other)
        assert scenes.state(ready)[0] == "ready"
        scenes.send(of)

        assert scenes.state(ready)[0] == "sent"
