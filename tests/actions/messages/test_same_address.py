"""One person in two client records: the same address is written to as one."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.messages import _same_address
from voldaan.actions.messages.contact import mark_sent
from voldaan.actions.messages.release_message import release_message, undo_release
from voldaan.books.models import Administration, Client, Contact, Message, User
from voldaan.web.presenting.moments import _SAID
from voldaan.web.presenting.today import _undo

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: Wednesday the fourteenth, five days on: the next Monday, when the quiet hours end.
MONDAY = datetime(2026, 10, 19, 8, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def two(of: Administration) -> list[Client]:
    """Give one person who was imported under two names; both have a message."""
    clients = [scenes.owing(of), scenes.owing(of, "Vink B.V.")]
    Contact.objects.filter(client=clients[1]).update(email="ELS@vink.example")
    scenes.look(of)
    return clients


def of_client(client: Client) -> Message:
    return Message.objects.filter(client=client).latest("pk")


def release(of: Administration, anna: User, *clients: Client) -> None:
    for client in clients:
        scenes.release(of, anna, of_client(client))


class TestOneAddress:
    def test_gets_one_message_a_day_and_the_second_says_why_it_waits(
        self, of: Administration, anna: User, server: SmtpServer, two: list[Client]
    ) -> None:
        release(of, anna, *two)

        drained = scenes.send()

        assert (drained.sent, drained.later) == (1, 1)
        assert [each.rcpt_to for each in server.messages] == [["els@vink.example"]]
        second = of_client(two[1])
        assert scenes.state(second) == ("ready", "same_address")
        assert second.failure_detail == "Vink BV"
        assert second.send_after == MONDAY
        assert "message.waits" in scenes.codes(two[1])
        assert "message.waits" in _SAID
        assert scenes.chains_are_whole()

    def test_shows_on_vandaag_for_whom_the_other_message_was(
        self, of: Administration, anna: User, two: list[Client]
    ) -> None:
        release(of, anna, *two)
        scenes.send()

        with override("en"):
            (undo,) = _undo(of.pk, make.AT)
            shown = render_to_string("web/parts/step.html#undo", {"undo": undo})

        assert "Message to Vink B.V. leaves" in shown
        assert "the same address got a message for Vink BV. Is this one client?" in shown

    def test_gets_the_second_when_the_gap_is_over(
        self, of: Administration, anna: User, server: SmtpServer, two: list[Client]
    ) -> None:
        release(of, anna, *two)
        scenes.send()
        make.statement(of, first_day=make.DAY, last_day=date(2026, 10, 18))

        early = scenes.send(later=timedelta(days=4))
        drained = scenes.send(later=timedelta(days=5))

        assert (early.sent, drained.sent) == (0, 1)
        assert scenes.state(of_client(two[1])) == ("sent", "")
        assert len(server.messages) == 2

    def test_waits_after_a_check_for_another_client_too(
        self, of: Administration, anna: User, server: SmtpServer, two: list[Client]
    ) -> None:
        release(of, anna, *two)
        Message.objects.filter(client=two[0]).update(state="sent", step="service_check")

        assert scenes.send().later == 1

        assert server.messages == []
        assert of_client(two[1]).send_after == MONDAY

    def test_is_told_once_in_the_chain_however_often_it_is_looked_at(
        self, of: Administration, anna: User, two: list[Client]
    ) -> None:
        release(of, anna, *two)
        for minutes in (1, 2, 3):
            Message.objects.filter(state="ready").update(send_after=make.AT)
            scenes.send(later=timedelta(minutes=minutes))

        assert scenes.codes(two[1]).count("message.waits") == 1

    def test_counts_what_the_owner_marked_as_sent_by_hand(
        self, of: Administration, anna: User, server: SmtpServer, two: list[Client]
    ) -> None:
        mark_sent(of.pk, message_id=of_client(two[0]).pk, day=make.DAY, by=anna, at=make.AT)
        release(of, anna, two[1])

        assert scenes.send().later == 1

        assert server.messages == []
        assert of_client(two[1]).send_after == MONDAY

    def test_waits_only_a_little_while_the_other_is_still_leaving(
        self, of: Administration, anna: User, two: list[Client]
    ) -> None:
        release(of, anna, *two)
        Message.objects.filter(client=two[0]).update(state="sending", claimed_at=make.AT)

        scenes.send()

        soon = make.AT + scenes.ONE_MINUTE + _same_address.LOOK_AGAIN
        assert of_client(two[1]).send_after == soon

    def test_is_free_again_when_the_other_certainly_did_not_leave(
        self, of: Administration, anna: User, server: SmtpServer, two: list[Client]
    ) -> None:
        server.fault("rcpt", "550 No such mailbox", times=1)
        release(of, anna, *two)

        drained = scenes.send()

        assert (drained.failed, drained.sent) == (1, 1)

    def test_is_not_written_to_while_nobody_knows_whether_the_other_left(
        self, of: Administration, anna: User, server: SmtpServer, two: list[Client]
    ) -> None:
        server.fault("dot", "close", times=1)
        release(of, anna, *two)

        drained = scenes.send()

        assert (drained.unsure, drained.later) == (1, 1)
        assert of_client(two[1]).send_after == MONDAY

    def test_of_another_administration_is_nobodys_business(
        self, of: Administration, anna: User, server: SmtpServer
    ) -> None:
        scenes.owing(of)
        other = make.administration("Bureau Chris")
        make.member(anna, other, "owner")
        make.statement(other)
        scenes.mailbox(other, server)
        scenes.owing(other)
        for each in (of, other):
            scenes.look(each)
            scenes.release(each, anna)

        assert scenes.send().sent == 2

    def test_can_be_taken_back_and_keeps_no_trace_of_the_wait(
        self, of: Administration, anna: User, two: list[Client]
    ) -> None:
        release(of, anna, *two)
        scenes.send()
        second = of_client(two[1])

        undo_release(of.pk, message_id=second.pk, by=anna, at=make.AT)

        assert scenes.state(second) == ("proposed", "")
        release_message(of.pk, message_id=second.pk, day=make.DAY, by=anna, at=make.AT)
        assert scenes.send().later == 1

    def test_asks_as_many_queries_for_two_messages_sent_before_as_for_ten(
        self, of: Administration, anna: User, two: list[Client]
    ) -> None:
        release(of, anna, *two)
        scenes.send()
        second = of_client(two[1])

        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert _same_address.wait_for(second, of, day=make.DAY, at=make.AT)
            return len(asked)

        few = queries()
        for number in range(10):
            sent = of_client(two[0])
            sent.pk, sent.client = None, scenes.owing(of, f"Vink {number}")
            sent.message_id = f"<{number}@example.nl>"
            sent.save()

        assert queries() == few
