"""What a message must still be true of at the moment it leaves."""

from datetime import timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.messages.release_message import edit_message
from voldaan.actions.payments.settle_line import Placement, book_line
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import (
    Administration,
    Contact,
    Decision,
    Invoice,
    LineHold,
    Message,
    User,
)

pytestmark = pytest.mark.django_db


class TestTheLastLook:
    def test_stops_what_was_paid_between_release_and_sending(
        self, of: Administration, anna: User, server: SmtpServer, ready: Message
    ) -> None:
        line = make.bank_line(of)
        parts = [(Invoice.objects.get().pk, 121_000)]
        book_line(
            of.pk,
            line_id=line.pk,
            place=Placement(ready.client_id, tuple(parts)),
            by=anna,
            at=make.AT,
        )

        drained = scenes.send()

        assert (drained.withdrawn, drained.sent) == (1, 0)
        assert scenes.state(ready) == ("withdrawn", "facts_changed")
        assert server.messages == []
        assert Decision.objects.get(is_latest=True).kind == "wait"

    def test_proposes_anew_what_was_paid_in_part(
        self, of: Administration, anna: User, server: SmtpServer, ready: Message
    ) -> None:
        line = make.bank_line(of, 21_000)
        book_line(
            of.pk,
            line_id=line.pk,
            place=Placement(ready.client_id, ((Invoice.objects.get().pk, 21_000),)),
            by=anna,
            at=make.AT,
        )

        scenes.send()

        assert scenes.state(ready)[0] == "withdrawn"
        assert server.messages == []
        new = scenes.message(of)
        assert (new.state, new.asks_cents) == ("proposed", 100_000)
        assert new.message_id != ready.message_id

    def test_stops_what_would_go_to_an_old_address(
        self, of: Administration, server: SmtpServer, ready: Message
    ) -> None:
        Contact.objects.update(email="nieuw@vink.example")

        scenes.send()

        assert scenes.state(ready)[0] == "withdrawn"
        assert server.messages == []
        assert scenes.message(of).to_address == "nieuw@vink.example"

    def test_stops_what_would_go_to_nobody(self, server: SmtpServer, ready: Message) -> None:
        Contact.objects.all().delete()

        scenes.send()

        assert (scenes.state(ready)[0], server.messages) == ("withdrawn", [])

    @pytest.mark.parametrize("whom", ["client", "administration"])
    def test_stops_what_was_paused(
        self, of: Administration, anna: User, ready: Message, *, whom: str
    ) -> None:
        client_id = ready.client_id if whom == "client" else None
        pause = Pause("Is ziek", make.DAY, client_id=client_id)
        hold(of.pk, pause=pause, day=make.DAY, by=anna, at=make.AT)

        assert scenes.send().sent == 0

        assert scenes.state(ready)[0] == "withdrawn"

    def test_stops_for_money_that_may_be_the_payment(
        self, of: Administration, server: SmtpServer, ready: Message
    ) -> None:
        line = make.bank_line(of, 5_000)
        LineHold.objects.create(administration=of, line=line, client_id=ready.client_id)

        scenes.send()

        assert (scenes.state(ready)[0], server.messages) == ("withdrawn", [])
        assert Decision.objects.get(is_latest=True).question == "match_payment"

    def test_stops_what_the_bank_data_can_no_longer_bear(
        self, server: SmtpServer, ready: Message
    ) -> None:
        later = timedelta(days=14)
        Message.objects.update(send_after=make.AT + later)

        scenes.send(later=later)

        assert (scenes.state(ready)[0], server.messages) == ("withdrawn", [])

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
        for kind in ("plain", "html"):
            words = received.email.get_body((kind,))
            assert words is not None
            assert "Dag Els" in words.get_content()
