"""A reply: who may prepare it, when it is refused, and what it leaves alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from tests.actions import scenes
from tests.actions.messages.replying import asked_although_paid, offered, prepare
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.messages.contact import mark_sent
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
from voldaan.books.models import (
    Administration,
    Client,
    Contact,
    ContactMoment,
    Decision,
    Document,
    Event,
    Message,
    User,
)
from voldaan.books.queries.replying.memory import put_aside_since
from voldaan.books.queries.replying.offers import of_today

pytestmark = pytest.mark.django_db


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

    def test_gives_no_words_back_beside_others_that_went(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        again = Answering(vink.pk, "invoice_again")
        old = prepare(vink, anna)
        put_aside(of.pk, answering=again, by=anna, at=make.AT)
        mark_sent(of.pk, message_id=prepare(vink, anna).pk, day=make.DAY, by=anna, at=make.AT)

        with pytest.raises(NothingToReply) as refusal:
            take_back(of.pk, answering=again, by=anna, at=make.AT)

        assert (refusal.value.reason, scenes.state(old)[0]) == ("gone", "withdrawn")

    def test_is_too_late_for_what_went(
        self, of: Administration, vink: Client, anna: User
    ) -> None:
        moment = asked_although_paid(vink)
        reply = prepare(vink, anna, "apology", moment.pk)
        mark_sent(of.pk, message_id=reply.pk, day=make.DAY, by=anna, at=make.AT)
        before = scenes.codes(vink)

        with pytest.raises(NothingToReply):
            put_aside(
                of.pk, answering=Answering(vink.pk, "apology", moment.pk), by=anna, at=make.AT
            )

        assert scenes.codes(vink) == before

    def test_is_not_for_who_only_looks(self, of: Administration, vink: Client) -> None:
        again = Answering(vink.pk, "invoice_again")
        vera = make.vera(of)

        with pytest.raises(MayOnlyLook):
            put_aside(of.pk, answering=again, by=vera, at=make.AT)
        with pytest.raises(MayOnlyLook):
            take_back(of.pk, answering=again, by=vera, at=make.AT)
