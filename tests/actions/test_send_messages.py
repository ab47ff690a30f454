"""The outbox, drained against a real mail server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.messages import send_messages as module
from voldaan.actions.messages.release_message import edit_message, undo_release
from voldaan.actions.messages.send_messages import LEASE, RETRY, send_messages
from voldaan.actions.payments.settle_line import book_line
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import (
    Administration,
    Contact,
    ContactMoment,
    Decision,
    Document,
    Invoice,
    LineHold,
    Mailbox,
    Message,
    User,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer(users={"anna": "geheim €"}) as server:
        yield server


@pytest.fixture
def of(server: SmtpServer) -> Administration:
    of = make.administration()
    make.statement(of)
    scenes.mailbox(of, server)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


@pytest.fixture
def ready(of: Administration, anna: User) -> Message:
    scenes.owing(of)
    scenes.look(of)
    return scenes.release(of, anna)


def state(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.failure


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
        assert state(ready) == ("sent", "")
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

        assert state(first)[0] == "sent"
        assert state(second)[0] == "ready"

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


class TestTheLastLook:
    def test_stops_what_was_paid_between_release_and_sending(
        self, of: Administration, anna: User, server: SmtpServer, ready: Message
    ) -> None:
        line = make.bank_line(of)
        parts = [(Invoice.objects.get().pk, 121_000)]
        book_line(
            of.pk, line_id=line.pk, client_id=ready.client_id, allocations=parts,
            remember_account=False, by=anna, at=make.AT,
        )  # fmt: skip

        drained = scenes.send()

        assert (drained.withdrawn, drained.sent) == (1, 0)
        assert state(ready) == ("withdrawn", "facts_changed")
        assert server.messages == []
        assert Decision.objects.get(is_latest=True).kind == "wait"

    def test_proposes_anew_what_was_paid_in_part(
        self, of: Administration, anna: User, server: SmtpServer, ready: Message
    ) -> None:
        line = make.bank_line(of, 21_000)
        book_line(
            of.pk, line_id=line.pk, client_id=ready.client_id,
            allocations=[(Invoice.objects.get().pk, 21_000)],
            remember_account=False, by=anna, at=make.AT,
        )  # fmt: skip

        scenes.send()

        assert state(ready)[0] == "withdrawn"
        assert server.messages == []
        new = scenes.message(of)
        assert (new.state, new.asks_cents) == ("proposed", 100_000)
        assert new.message_id != ready.message_id

    def test_stops_what_would_go_to_an_old_address(
        self, of: Administration, server: SmtpServer, ready: Message
    ) -> None:
        Contact.objects.update(email="nieuw@vink.example")

        scenes.send()

        assert state(ready)[0] == "withdrawn"
        assert server.messages == []
        assert scenes.message(of).to_address == "nieuw@vink.example"

    def test_stops_what_would_go_to_nobody(self, server: SmtpServer, ready: Message) -> None:
        Contact.objects.all().delete()

        scenes.send()

        assert (state(ready)[0], server.messages) == ("withdrawn", [])

    @pytest.mark.parametrize("whom", ["client", "administration"])
    def test_stops_what_was_paused(
        self, of: Administration, anna: User, ready: Message, *, whom: str
    ) -> None:
        client_id = ready.client_id if whom == "client" else None
        pause = Pause("Is ziek", make.DAY, client_id=client_id)
        hold(of.pk, pause=pause, day=make.DAY, by=anna, at=make.AT)

        assert scenes.send().sent == 0

        assert state(ready)[0] == "withdrawn"

    def test_stops_for_money_that_may_be_the_payment(
        self, of: Administration, server: SmtpServer, ready: Message
    ) -> None:
        line = make.bank_line(of, 5_000)
        LineHold.objects.create(administration=of, line=line, client_id=ready.client_id)

        scenes.send()

        assert (state(ready)[0], server.messages) == ("withdrawn", [])
        assert Decision.objects.get(is_latest=True).question == "match_payment"

    def test_stops_what_the_bank_data_can_no_longer_bear(
        self, server: SmtpServer, ready: Message
    ) -> None:
        later = timedelta(days=14)
        Message.objects.update(send_after=make.AT + later)

        scenes.send(later=later)

        assert (state(ready)[0], server.messages) == ("withdrawn", [])

    def test_lets_words_that_the_owner_changed_go(
        self, of: Administration, anna: User, server: SmtpServer
    ) -> None:
        scenes.owing(of)
        scenes.look(of)
        own = scenes.message(of)
        edit_message(
            of.pk, message_id=own.pk, subject="Even vragen", body_text="Dag Els, …", by=anna,
            at=make.AT,
        )  # fmt: skip
        scenes.release(of, anna)

        scenes.send()

        (received,) = server.messages
        assert received.email["Subject"] == "Even vragen"
        assert "Dag Els" in str(received.email.get_content())


class TestFailing:
    def test_for_good_is_failed_and_said_so(self, server: SmtpServer, ready: Message) -> None:
        server.fault("rcpt", "550 5.1.1 No such mailbox")

        drained = [scenes.send(), scenes.send(later=timedelta(days=1))]

        assert [round.failed for round in drained] == [1, 0]
        assert state(ready) == ("failed", "recipient_refused")
        assert "No such mailbox" in ready.failure_detail
        assert scenes.codes(ready.client)[-2] == "message.failed"
        assert ContactMoment.objects.count() == 0

    def test_for_now_is_tried_again_ten_minutes_later(
        self, server: SmtpServer, ready: Message
    ) -> None:
        server.fault("rcpt", "450 4.2.1 Mailbox busy", times=1)

        scenes.send()
        assert state(ready) == ("ready", "recipient_refused")
        scenes.send(later=scenes.ONE_MINUTE * 2)
        assert server.messages == []
        scenes.send(later=scenes.ONE_MINUTE + RETRY)

        assert state(ready) == ("sent", "")
        assert [each.email["Message-ID"] for each in server.messages] == [ready.message_id]
        assert ready.attempts == 2

    def test_is_tried_five_times_at_most(self, server: SmtpServer, ready: Message) -> None:
        server.fault("mail", "451 4.3.0 Try again later")

        drained = [scenes.send(later=scenes.ONE_MINUTE + RETRY * n) for n in range(8)]

        assert [round.later for round in drained] == [1, 1, 1, 1, 0, 0, 0, 0]
        assert [round.failed for round in drained] == [0, 0, 0, 0, 1, 0, 0, 0]
        assert server.commands.count("mail") == 5
        assert state(ready)[0] == "failed"

    def test_for_want_of_a_server_is_tried_again(
        self, server: SmtpServer, ready: Message
    ) -> None:
        server.fault("connect", "close", times=1)

        assert scenes.send().later == 1
        assert state(ready) == ("ready", "connection_lost")

    def test_to_open_the_password_is_failed_before_any_server_is_spoken_to(
        self, server: SmtpServer, ready: Message
    ) -> None:
        scenes.send(key="another long text of another installation")

        assert state(ready) == ("failed", "WrongKey")
        assert server.commands == []

    def test_for_want_of_a_mailbox_is_failed_and_not_forgotten(self, ready: Message) -> None:
        Mailbox.objects.all().delete()

        assert scenes.send().failed == 1
        assert state(ready) == ("failed", "mailbox")

    def test_of_one_does_not_stop_the_others(
        self, of: Administration, anna: User, server: SmtpServer
    ) -> None:
        for name in ("Vink BV", "Merel BV", "Roodborst BV"):
            scenes.owing(of, name)
        scenes.look(of)
        for each in Message.objects.order_by("pk"):
            scenes.release(of, anna, each)
        server.fault("rcpt", "550 No", times=1)

        drained = scenes.send()

        assert (drained.sent, drained.failed) == (2, 1)

    def test_to_judge_one_does_not_stop_the_others(
        self,
        of: Administration,
        anna: User,
        server: SmtpServer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        clients = [scenes.owing(of, name) for name in ("Vink BV", "Merel BV")]
        scenes.look(of)
        for each in Message.objects.order_by("pk"):
            scenes.release(of, anna, each)
        _break_for(clients[0].pk, monkeypatch)

        assert scenes.send().sent == 1
        assert sorted(Message.objects.values_list("state", flat=True)) == ["ready", "sent"]


def _break_for(client_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    real = module.situations

    def situations(*arguments: object, client_ids: list[int], **options: object) -> object:
        if client_ids == [client_id]:
            raise ZeroDivisionError
        return real(*arguments, client_ids=client_ids, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "situations", situations)


class TestDoubt:
    @pytest.fixture
    def unsure(self, server: SmtpServer, ready: Message) -> Message:
        server.fault("dot", "close", times=1)
        scenes.send()
        ready.refresh_from_db()
        return ready

    def test_is_unsure_and_never_sent_again(
        self, of: Administration, server: SmtpServer, unsure: Message
    ) -> None:
        assert (unsure.state, unsure.failure) == ("unsure", "connection_lost")

        for minutes in (11, 60, 60 * 24, 60 * 24 * 9):
            later = timedelta(minutes=minutes)
            scenes.send(later=later)
            scenes.look(of, days=later.days)

        assert len(server.messages) == 1
        assert state(unsure)[0] == "unsure"
        assert Message.objects.count() == 1

    def test_of_a_sender_that_died_is_unsure_when_its_lease_is_over(
        self, ready: Message, server: SmtpServer
    ) -> None:
        Message.objects.update(state="sending", claimed_at=make.AT, claimed_by="dead")

        scenes.send(later=LEASE)
        assert state(ready)[0] == "sending"
        scenes.send(later=LEASE + scenes.ONE_MINUTE)

        assert state(ready) == ("unsure", "sender_lost")
        assert server.messages == []

    def test_about_anything_else_that_breaks_while_sending_is_unsure(
        self, ready: Message, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise MemoryError

        monkeypatch.setattr("voldaan.actions.messages.send_messages.smtp.send", broken)

        assert scenes.send().unsure == 1
        assert state(ready) == ("unsure", "MemoryError")


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
        assert state(ready)[0] == "ready"
        scenes.send(of)

        assert state(ready)[0] == "sent"
