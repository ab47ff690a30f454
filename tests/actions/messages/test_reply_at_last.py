"""A reply at the moment it leaves: what it must still be true of, and what goes along."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.actions import scenes
from tests.actions.messages.replying import PDF, asked_although_paid, offered, prepare
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.messages.conclude_call import Quiet, conclude_call
from voldaan.actions.messages.contact import Call, mark_sent
from voldaan.actions.messages.release_message import (
    edit_message,
)
from voldaan.actions.messages.sending.by_mail import attachments
from voldaan.actions.steps.put_off import put_off
from voldaan.books.models import (
    Administration,
    Client,
    Contact,
    ContactMoment,
    Decision,
    Document,
    Event,
    Hold,
    Invoice,
    Message,
    User,
)
from voldaan.books.queries import outbox
from voldaan.books.queries.morning.later import times_later
from voldaan.books.queries.replying.offers import of_today

pytestmark = pytest.mark.django_db


class TestTheLastLook:
    @pytest.mark.parametrize(
        "change",
        [
            lambda: Document.objects.all().delete(),
            lambda: Contact.objects.update(email="nieuw@vink.example"),
            lambda: Invoice.objects.update(payable_cents=1),
            lambda: Invoice.objects.update(number="\u202e"),
            lambda: Client.objects.update(stopped_for="debt_help"),
            lambda: Client.objects.update(address_form="je"),
            lambda: Event.objects.filter(code="reply.prepared").delete(),
        ],
        ids=[
            "no paper",
            "another address",
            "another amount",
            "no number",
            "stopped",
            "tone",
            "about",
        ],
    )
    def test_stops_an_invoice_that_no_longer_fits(
        self, of: Administration, vink: Client, anna: User, change: Callable[[], object]
    ) -> None:
        reply = scenes.release(of, anna, prepare(vink, anna))
        change()

        drained = scenes.send()

        assert (drained.withdrawn, drained.sent) == (1, 0)

        assert scenes.state(reply) == ("withdrawn", "facts_changed")

    def test_stops_every_reply_while_everything_is_paused(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        reply = scenes.release(of, anna, prepare(vink, anna))
        Hold.objects.create(
            administration=of, reason="ziek", from_day=make.DAY, until_day=make.DAY,
            set_at=make.AT,
        )  # fmt: skip

        drained = scenes.send()

        assert (drained.withdrawn, drained.sent) == (1, 0)
        assert scenes.state(reply) == ("withdrawn", "facts_changed")

    def test_lets_own_words_go_with_the_paper(
        self, of: Administration, vink: Client, anna: User, server: SmtpServer
    ) -> None:
        reply = prepare(vink, anna)
        edit_message(
            of.pk, message_id=reply.pk, subject="Nog eens", body_text="Hier is hij.",
            by=anna, at=make.AT,
        )  # fmt: skip
        scenes.release(of, anna, reply)

        assert scenes.send().sent == 1

        (received,) = server.messages
        assert received.email["Subject"] == "Nog eens"
        (paper,) = received.email.iter_attachments()
        assert paper.get_content() == PDF

    def test_waits_for_the_quiet_hours_to_end(
        self, of: Administration, vink: Client, anna: User, server: SmtpServer
    ) -> None:
        reply = scenes.release(of, anna, prepare(vink, anna))
        Message.objects.update(send_after=make.AT)

        assert scenes.send(later=timedelta(hours=12)).later == 1

        assert (scenes.state(reply)[0], server.messages) == ("ready", [])


class TestAnApologyInPapers:
    def test_takes_none_along(self, of: Administration, vink: Client, anna: User) -> None:
        moment = asked_although_paid(vink)
        reply = prepare(vink, anna, "apology", moment.pk)

        draft = outbox.draft(of.pk, message_id=reply.pk)

        assert attachments(reply) == ()
        assert draft is not None
        assert draft.papers == ()

    def test_is_answered_when_sent_by_hand(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        moment = asked_although_paid(vink)
        reply = prepare(vink, anna, "apology", moment.pk)

        mark_sent(of.pk, message_id=reply.pk, day=make.DAY, by=anna, at=make.AT)

        assert offered(vink) == []
        assert ContactMoment.objects.get(message=reply).counts is False

    @pytest.mark.parametrize(
        "columns",
        [
            {"outcome": "no_answer", "channel": "phone"},
            {"outcome": "before"},
            {"counts": False, "step": "service_check"},
            {"bounced_at": make.AT},
            {"on": make.DAY + timedelta(days=1)},
            {"recorded_at": make.AT + timedelta(minutes=1)},
        ],
        ids=["nobody answered", "before us", "asked nothing", "came back", "tomorrow", "known"],
    )
    def test_is_not_due_for_what_asked_nothing_of_anybody(
        self, vink: Client, columns: dict[str, object]
    ) -> None:
        asked_although_paid(vink, **columns)

        assert offered(vink) == []


class TestWhatWasPutOff:
    def test_is_still_put_off_after_a_reply(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        scenes.look(of)
        card = Decision.objects.get(is_latest=True)
        put_off(of.pk, decision_id=card.pk, count=1, day=make.DAY, by=anna, at=make.AT)
        reply = prepare(vink, anna)

        mark_sent(of.pk, message_id=reply.pk, day=make.DAY, by=anna, at=make.AT)

        assert times_later(of.pk, client_ids=[vink.pk]) == {vink.pk: 1}


class TestAPromiseInACall:
    def test_can_be_confirmed(self, of: Administration, vink: Client, anna: User) -> None:
        promised_on = make.DAY + timedelta(days=3)
        call = Call(vink.pk, was_answered=True, promised_cents=60_000, promised_on=promised_on)
        conclude_call(
            of.pk, call=call, quiet=Quiet(promised_on, "belofte"), day=make.DAY, by=anna,
            at=make.AT,
        )  # fmt: skip

        (offer,) = of_today(of.pk, day=make.DAY)
        reply = prepare(vink, anna, "promise", offer.about)

        assert (reply.asks_cents, reply.is_reply) == (60_000, True)
        assert "Dank voor het gesprek" in reply.body_text
        Hold.objects.update(lifted_at=make.AT)
        assert offered(vink) == []
