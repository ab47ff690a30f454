"""A mail server that is down, slow or rude, with several messages on their way.

What one message meets at each word of the conversation is in
``tests/channels/email/test_smtp.py``; here the outbox as a whole comes through it: nobody
gets two, nobody is forgotten, and where nobody can know it says ``unsure``.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import Moment, SmtpServer

from voldaan.books.models import Administration, Document, Invoice, Mailbox, Message

pytestmark = pytest.mark.django_db

COUNT = 5
AGAIN = timedelta(minutes=10)


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


@pytest.fixture
def of(server: SmtpServer) -> Administration:
    """Five messages, released and past their half minute."""
    of = make.administration()
    make.statement(of)
    scenes.mailbox(of, server)
    anna = make.anna(of)
    for number in range(COUNT):
        scenes.owing(of, f"Klant{number} BV")
    scenes.look(of)
    for message in Message.objects.order_by("pk"):
        scenes.release(of, anna, message)
    return of


def drain(rounds: int = 3) -> None:
    """Let the clock drain the outbox, ten minutes apart, after the faults and beyond."""
    for number in range(rounds):
        scenes.send(later=scenes.ONE_MINUTE + AGAIN * number)


def received(server: SmtpServer) -> Counter[str]:
    return Counter(str(message.email["Message-ID"]) for message in server.messages)


def states() -> dict[str, int]:
    return dict(Counter(Message.objects.values_list("state", flat=True)))


class TestTheOutbox:
    def test_waits_for_a_server_that_is_down_and_then_sends_each_once(
        self, of: Administration, server: SmtpServer
    ) -> None:
        Mailbox.objects.update(port=9)  # nobody listens there
        assert scenes.send().later == COUNT
        assert states() == {"ready": COUNT}
        Mailbox.objects.update(port=server.port)

        drain()

        assert states() == {"sent": COUNT}
        assert sorted(received(server).values()) == [1] * COUNT

    def test_bears_a_slow_server(self, of: Administration, server: SmtpServer) -> None:
        server.answer_after_seconds = 0.2

        drain()

        assert states() == {"sent": COUNT}
        assert sorted(received(server).values()) == [1] * COUNT

    def test_sends_to_the_others_when_one_address_is_refused(
        self, of: Administration, server: SmtpServer
    ) -> None:
        server.fault("rcpt", "550 5.1.1 No such mailbox", times=1)

        drain()

        assert states() == {"sent": COUNT - 1, "failed": 1}
        failed = Message.objects.get(state="failed")
        assert failed.failure == "recipient_refused"
        assert failed.message_id not in received(server)
        assert sorted(received(server).values()) == [1] * (COUNT - 1)

    @pytest.mark.parametrize("moment", ["connect", "ehlo", "mail", "rcpt", "data"])
    def test_tries_again_what_was_cut_off_before_its_words(
        self, of: Administration, server: SmtpServer, moment: Moment
    ) -> None:
        server.fault(moment, "close", times=2)

        assert scenes.send().later == 2
        drain()

        assert states() == {"sent": COUNT}
        assert sorted(received(server).values()) == [1] * COUNT

    def test_tries_again_what_was_cut_off_in_the_middle_of_its_words(
        self, of: Administration, server: SmtpServer
    ) -> None:
        for number, invoice in enumerate(Invoice.objects.all()):
            Document.objects.create(
                administration=of,
                invoice=invoice,
                name="factuur.pdf",
                content_type="application/pdf",
                sha256=str(number),
                content=b"%PDF-" + bytes(2_000_000),
                added_at=make.AT,
            )
        server.fault("mid_data", "close", times=2)

        assert scenes.send().later == 2
        drain()

        assert states() == {"sent": COUNT}
        assert sorted(received(server).values()) == [1] * COUNT

    def test_tries_again_or_says_unsure_when_few_words_are_cut_off(
        self, of: Administration, server: SmtpServer
    ) -> None:
        """So few that the dot may be on its way before the cut is noticed."""
        server.fault("mid_data", "close", times=2)

        drain(rounds=6)

        unsure = Message.objects.filter(state="unsure").values_list("message_id", flat=True)
        assert states().get("sent", 0) + len(unsure) == COUNT
        assert len(unsure) <= 2
        assert not set(unsure) & set(received(server))
        assert sorted(received(server).values()) == [1] * (COUNT - len(unsure))

    @pytest.mark.parametrize(("how", "arrived"), [("close", 2), ("drop", 0)])
    def test_says_unsure_of_what_was_cut_off_after_the_last_dot(
        self, of: Administration, server: SmtpServer, how: str, arrived: int
    ) -> None:
        """The server keeps them or forgets them: from here it looks the same."""
        server.fault("dot", how, times=2)

        drain(rounds=6)

        assert states() == {"sent": COUNT - 2, "unsure": 2}
        assert sorted(received(server).values()) == [1] * (COUNT - 2 + arrived)
        unsure = Message.objects.filter(state="unsure").values_list("message_id", flat=True)
        assert len([each for each in unsure if each in received(server)]) == arrived
