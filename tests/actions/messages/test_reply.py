"""A reply: who may prepare it, when it is refused, and what it leaves alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.clients.add_document import add_document
from voldaan.actions.messages.conclude_call import Quiet, conclude_call
from voldaan.actions.messages.contact import Call, mark_sent
from voldaan.actions.messages.release_message import (
    MayOnlyLook,
    OnlyTheOwner,
    edit_message,
    release_message,
)
from voldaan.actions.messages.reply import (
    Answering,
    NothingToReply,
    prepare_reply,
    put_aside,
    take_back,
)
from voldaan.actions.messages.send_messages import attachments
from voldaan.books.models import (
    Administration,
    Allocation,
    Client,
    Contact,
    ContactMoment,
    Decision,
    Document,
    Event,
    Hold,
    Invoice,
    Message,
    Payment,
    User,
)
from voldaan.books.queries import outbox
from voldaan.books.queries.replying.memory import put_aside_since
from voldaan.books.queries.replying.offers import of_today, offers
from voldaan.followup.replying.shapes import Offer

pytestmark = pytest.mark.django_db

YESTERDAY = make.DAY - timedelta(days=1)
PDF = b"%PDF-1.7 itself"


@pytest.fixture
def vink(of: Administration, anna: User) -> Client:
    """Give a client who owes one invoice, of which we have the paper."""
    vink = scenes.owing(of)
    add_document(
        of.pk, invoice_id=Invoice.objects.get().pk, name="f.pdf", content=PDF,
        by=anna, at=make.AT,
    )  # fmt: skip
    return vink


def asked_although_paid(client: Client, **columns: object) -> ContactMoment:
    """Let a reminder of today have asked for what was paid yesterday."""
    invoice = Invoice.objects.get(client=client)
    paid = Payment.objects.create(
        administration_id=client.administration_id, client=client, method="cash",
        paid_on=YESTERDAY, amount_cents=121_000, booked_at=make.AT,
    )  # fmt: skip
    Allocation.objects.create(
        administration_id=client.administration_id, payment=paid, invoice=invoice,
        cents=121_000,
    )  # fmt: skip
    facts: dict[str, object] = {
        "step": "reminder_1", "channel": "email", "outcome": "sent", "on": make.DAY,
        "invoice_ids": [invoice.pk], "recorded_at": make.AT,
    }  # fmt: skip
    return ContactMoment.objects.create(
        administration_id=client.administration_id,
        client=client,
        **{**facts, **columns},
    )


def prepare(client: Client, by: User, code: str = "invoice_again", about: int = 0) -> Message:
    return prepare_reply(
        client.administration_id,
        answering=Answering(client.pk, code, about),
        day=make.DAY,
        by=by,
        at=make.AT,
    )


def offered(client: Client) -> list[Offer]:
    return offers(client.administration_id, client_id=client.pk, day=make.DAY)


class TestPreparing:
    def test_is_for_who_may_prepare(self, of: Administration, vink: Client) -> None:
        with pytest.raises(MayOnlyLook):
            prepare(vink, make.vera(of))
        with pytest.raises(MayOnlyLook):
            prepare(vink, make.chris())

        assert prepare(vink, make.bas(of)).state == "proposed"

    def test_leaves_the_sending_to_the_owner(self, of: Administration, vink: Client) -> None:
        bas = make.bas(of)
        reply = prepare(vink, bas)

        with pytest.raises(OnlyTheOwner):
            release_message(of.pk, message_id=reply.pk, day=make.DAY, by=bas, at=make.AT)

    def test_is_once_of_a_kind(self, vink: Client, anna: User) -> None:
        prepare(vink, anna)

        with pytest.raises(NothingToReply) as refusal:
            prepare(vink, anna)

        assert refusal.value.reason == "under_way"
        assert Message.objects.count() == 1

    @pytest.mark.parametrize(
        ("code", "about"), [("apology", 1), ("promise", 1), ("invoice_again", 9), ("call", 0)]
    )
    def test_answers_only_what_was_said_or_done(
        self, vink: Client, anna: User, code: str, about: int
    ) -> None:
        with pytest.raises(NothingToReply) as refusal:
            prepare(vink, anna, code, about)

        assert refusal.value.reason == "gone"

    def test_needs_a_client_of_ours(self, of: Administration, anna: User) -> None:
        strange = scenes.owing(make.administration("Bureau Chris"))

        with pytest.raises(NothingToReply):
            prepare_reply(
                of.pk, answering=Answering(strange.pk, "invoice_again"), day=make.DAY,
                by=anna, at=make.AT,
            )  # fmt: skip
        with pytest.raises(NothingToReply):
            put_aside(of.pk, answering=Answering(strange.pk, "apology", 1), by=anna, at=make.AT)

        assert not Event.objects.filter(client=strange).exists()

    def test_needs_the_paper(self, vink: Client, anna: User) -> None:
        Document.objects.all().delete()

        with pytest.raises(NothingToReply) as refusal:
            prepare(vink, anna)

        assert refusal.value.reason == "paper"

    def test_needs_an_address(self, vink: Client, anna: User) -> None:
        Contact.objects.update(bounced_at=make.AT)

        with pytest.raises(NothingToReply) as refusal:
            prepare(vink, anna)

        assert refusal.value.reason == "address"

    def test_needs_a_name_below_it(self, of: Administration, vink: Client, anna: User) -> None:
        Administration.objects.update(sender_name="", name=" ")

        with pytest.raises(NothingToReply) as refusal:
            prepare(vink, anna)

        assert refusal.value.reason == "words"

    def test_says_nothing_to_who_is_insolvent(self, vink: Client, anna: User) -> None:
        asked_although_paid(vink)
        Client.objects.update(stopped_for="insolvency")

        assert offered(vink) == []
        with pytest.raises(NothingToReply):
            prepare(vink, anna)

    def test_writes_in_the_clients_own_language(self, vink: Client, anna: User) -> None:
        Client.objects.update(language="en", address_form="je")

        assert prepare(vink, anna).text_version == "client/invoice_again.en.je.reply.1"


class TestTheLadder:
    def test_goes_on_beside_it(
        self, of: Administration, vink: Client, anna: User, server: SmtpServer
    ) -> None:
        scenes.look(of)
        before = Decision.objects.get(is_latest=True).outcome
        prepare(vink, anna)
        scenes.look(of)

        assert Decision.objects.get(is_latest=True).outcome == before
        for message in Message.objects.filter(state="proposed"):
            scenes.release(of, anna, message)
        assert scenes.send().sent == 2
        assert len(server.messages) == 2
        counted = ContactMoment.objects.filter(counts=True)
        assert [each.step for each in counted] == ["reminder_1"]
        later = scenes.look(of, days=8)
        assert later.failed == 0

    def test_has_one_step_under_way_as_before(self, of: Administration, vink: Client) -> None:
        scenes.look(of)
        step = Message.objects.get()

        with pytest.raises(IntegrityError):
            Message.objects.create(
                administration=of, client=vink, step="reminder_2", channel="email",
                step_day=make.DAY, message_id="<x@y>", proposed_at=make.AT, subject="",
                body_text="", text_version=step.text_version,
            )  # fmt: skip

    def test_is_not_looked_at_for_a_reply_alone(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        moment = asked_although_paid(vink)
        prepare(vink, anna, "apology", moment.pk)

        scenes.look(of)

        assert Message.objects.get().state == "proposed"


class TestPuttingAside:
    def test_is_remembered_and_can_be_taken_back(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        moment = asked_although_paid(vink)
        apology = Answering(vink.pk, "apology", moment.pk)

        put_aside(of.pk, answering=apology, by=anna, at=make.AT)
        assert offered(vink) == of_today(of.pk, day=make.DAY) == []
        since = make.AT - timedelta(minutes=1)
        assert [each.about for each in put_aside_since(of.pk, since=since)] == [moment.pk]
        with pytest.raises(NothingToReply):
            prepare(vink, anna, "apology", moment.pk)

        take_back(of.pk, answering=apology, by=anna, at=make.AT)
        assert [each.about for each in offered(vink)] == [moment.pk]
        assert put_aside_since(of.pk, since=since) == []

    def test_keeps_the_words_for_who_wants_them_back(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        reply = prepare(vink, anna)
        edit_message(
            of.pk, message_id=reply.pk, subject="Nog eens", body_text="Hier is hij.",
            by=anna, at=make.AT,
        )  # fmt: skip
        again = Answering(vink.pk, "invoice_again")

        put_aside(of.pk, answering=again, by=anna, at=make.AT)
        assert scenes.state(reply) == ("withdrawn", "not_needed")

        take_back(of.pk, answering=again, by=anna, at=make.AT)
        assert scenes.state(reply) == ("proposed", "")
        assert reply.subject == "Nog eens"

    def test_is_too_late_when_it_leaves(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        scenes.release(of, anna, prepare(vink, anna))

        with pytest.raises(NothingToReply):
            put_aside(of.pk, answering=Answering(vink.pk, "invoice_again"), by=anna, at=make.AT)

    def test_gives_no_words_back_where_others_stand(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        again = Answering(vink.pk, "invoice_again")
        prepare(vink, anna)
        put_aside(of.pk, answering=again, by=anna, at=make.AT)
        prepare(vink, anna)

        with pytest.raises(NothingToReply) as refusal:
            take_back(of.pk, answering=again, by=anna, at=make.AT)

        assert refusal.value.reason == "under_way"

    def test_is_not_for_who_only_looks(self, of: Administration, vink: Client) -> None:
        again = Answering(vink.pk, "invoice_again")
        vera = make.vera(of)

        with pytest.raises(MayOnlyLook):
            put_aside(of.pk, answering=again, by=vera, at=make.AT)
        with pytest.raises(MayOnlyLook):
            take_back(of.pk, answering=again, by=vera, at=make.AT)


class TestTheLastLook:
    @pytest.mark.parametrize(
        "change",
        [
            lambda: Document.objects.all().delete(),
            lambda: Contact.objects.update(email="nieuw@vink.example"),
            lambda: Invoice.objects.update(payable_cents=1),
            lambda: Invoice.objects.update(number="\u202e"),
            lambda: Client.objects.update(stopped_for="debt_help"),
            lambda: Event.objects.filter(code="reply.prepared").delete(),
        ],
        ids=["no paper", "another address", "another amount", "no number", "stopped", "about"],
    )
    def test_stops_an_invoice_that_no_longer_fits(
        self, of: Administration, vink: Client, anna: User, change: Callable[[], object]
    ) -> None:
        reply = scenes.release(of, anna, prepare(vink, anna))
        change()

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
        ],
        ids=["nobody answered", "before us", "asked nothing", "came back", "tomorrow"],
    )
    def test_is_not_due_for_what_asked_nothing_of_anybody(
        self, vink: Client, columns: dict[str, object]
    ) -> None:
        asked_although_paid(vink, **columns)

        assert offered(vink) == []


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
