from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from tests.actions import scenes
from tests.books import factories as make
from tests.cli.conftest import Run
from tests.smtp_server import SmtpServer

from voldaan.books.models import Administration, Mailbox, Message

pytestmark = pytest.mark.django_db

Answer = Callable[..., Any]


@pytest.fixture
def of() -> Administration:
    """Give a record in which Anna released one message."""
    of = make.administration()
    make.statement(of)
    scenes.mailbox(of)
    scenes.owing(of)
    scenes.look(of)
    scenes.release(of, make.anna(of))
    return of


def at(later: timedelta) -> time_machine.travel:
    return time_machine.travel(make.AT + later, tick=False)


class TestSend:
    def test_sends_what_was_released(self, of: Administration, answered: Answer) -> None:
        with SmtpServer() as server, at(scenes.ONE_MINUTE):
            Mailbox.objects.update(port=server.port)

            done = answered("send")

            assert len(server.messages) == 1
        assert done == {"sent": 1, "failed": 0, "later": 0, "unsure": 0, "withdrawn": 0}
        assert Message.objects.get().state == "sent"

    def test_twice_sends_nothing_more(self, of: Administration, answered: Answer) -> None:
        with SmtpServer() as server, at(scenes.ONE_MINUTE):
            Mailbox.objects.update(port=server.port)
            answered("send")

            assert answered("send")["sent"] == 0
            assert len(server.messages) == 1

    def test_in_a_dry_run_lists_what_would_leave(
        self, of: Administration, answered: Answer
    ) -> None:
        with at(timedelta(0)):
            [early] = answered("send", "--dry-run")["messages"]
        with at(scenes.ONE_MINUTE):
            [due] = answered("send", "--dry-run")["messages"]

        assert (early["leaves_now"], due["leaves_now"]) == (False, True)
        assert due["to"] == "els@vink.example"
        assert due["asks_cents"] == 121_000
        assert Message.objects.get().state == "ready"

    def test_exits_with_one_when_a_message_failed(
        self, of: Administration, voldaan: Run
    ) -> None:
        Mailbox.objects.update(sealed_password="not sealed by us", username="anna")

        with at(scenes.ONE_MINUTE):
            done = voldaan("send")

        assert done.exit_code == 1
        assert "1 failed" in done.stdout
