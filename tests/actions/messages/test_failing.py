"""Messages that do not arrive, and messages of which nobody knows whether they did."""

from datetime import timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.messages import last_look as module
from voldaan.actions.messages.send_messages import LEASE
from voldaan.actions.messages.sending.ending import RETRY
from voldaan.books.models import (
    Administration,
    ContactMoment,
    Mailbox,
    Message,
    User,
)

pytestmark = pytest.mark.django_db


class TestFailing:
    def test_for_good_is_failed_and_said_so(self, server: SmtpServer, ready: Message) -> None:
        server.fault("rcpt", "550 5.1.1 No such mailbox")

        drained = [scenes.send(), scenes.send(later=timedelta(days=1))]

        assert [round.failed for round in drained] == [1, 0]
        assert scenes.state(ready) == ("failed", "recipient_refused")
        assert "No such mailbox" in ready.failure_detail
        assert scenes.codes(ready.client)[-2] == "message.failed"
        assert ContactMoment.objects.count() == 0

    def test_for_now_is_tried_again_ten_minutes_later(
        self, server: SmtpServer, ready: Message
    ) -> None:
        server.fault("rcpt", "450 4.2.1 Mailbox busy", times=1)

        scenes.send()
        assert scenes.state(ready) == ("ready", "recipient_refused")
        scenes.send(later=scenes.ONE_MINUTE * 2)
        assert server.messages == []
        scenes.send(later=scenes.ONE_MINUTE + RETRY)

        assert scenes.state(ready) == ("sent", "")
        assert [each.email["Message-ID"] for each in server.messages] == [ready.message_id]
        assert ready.attempts == 2

    def test_is_tried_five_times_at_most(self, server: SmtpServer, ready: Message) -> None:
        server.fault("mail", "451 4.3.0 Try again later")

        drained = [scenes.send(later=scenes.ONE_MINUTE + RETRY * n) for n in range(8)]

        assert [round.later for round in drained] == [1, 1, 1, 1, 0, 0, 0, 0]
        assert [round.failed for round in drained] == [0, 0, 0, 0, 1, 0, 0, 0]
        assert server.commands.count("mail") == 5
        assert scenes.state(ready)[0] == "failed"

    def test_for_want_of_a_server_is_tried_again(
        self, server: SmtpServer, ready: Message
    ) -> None:
        server.fault("connect", "close", times=1)

        assert scenes.send().later == 1
        assert scenes.state(ready) == ("ready", "connection_lost")

    def test_to_open_the_password_is_failed_before_any_server_is_spoken_to(
        self, server: SmtpServer, ready: Message
    ) -> None:
        scenes.send(key="another long text of another installation")

        assert scenes.state(ready) == ("failed", "WrongKey")
        assert server.commands == []

    def test_for_want_of_a_mailbox_is_failed_and_not_forgotten(self, ready: Message) -> None:
        Mailbox.objects.all().delete()

        assert scenes.send().failed == 1
        assert scenes.state(ready) == ("failed", "mailbox")

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
        assert scenes.state(unsure)[0] == "unsure"
        assert Message.objects.count() == 1

    def test_of_a_sender_that_died_is_unsure_when_its_lease_is_over(
        self, ready: Message, server: SmtpServer
    ) -> None:
        Message.objects.update(state="sending", claimed_at=make.AT, claimed_by="dead")

        scenes.send(later=LEASE)
        assert scenes.state(ready)[0] == "sending"
        scenes.send(later=LEASE + scenes.ONE_MINUTE)

        assert scenes.state(ready) == ("unsure", "sender_lost")
        assert server.messages == []

    def test_about_anything_else_that_breaks_while_sending_is_unsure(
        self, ready: Message, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise MemoryError

        monkeypatch.setattr("voldaan.actions.messages.send_messages.smtp.send", broken)

        assert scenes.send().unsure == 1
        assert scenes.state(ready) == ("unsure", "MemoryError")
