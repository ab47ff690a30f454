"""What a person did: sent it by hand, called, found out how an unsure one ended."""

from datetime import timedelta

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.messages.by_hand import take_back_mark
from voldaan.actions.messages.contact import (
    Call,
    UnknownClient,
    log_call,
    mark_sent,
    settle_unsure,
)
from voldaan.actions.messages.release_message import NotReleasable, OnlyTheOwner
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import Administration, ContactMoment, Decision, Message, User
from voldaan.books.queries.answers.disputes import DISPUTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    of = make.administration()
    make.statement(of)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


@pytest.fixture
def proposed(of: Administration) -> Message:
    scenes.owing(of)
    scenes.look(of)
    return scenes.message(of)


def by_hand(message: Message, by: User) -> Message:
    return mark_sent(
        message.administration_id, message_id=message.pk, day=make.DAY, by=by, at=make.AT
    )


def settle(message: Message, by: User, *, was_sent: bool) -> Message:
    return settle_unsure(
        message.administration_id,
        message_id=message.pk,
        was_sent=was_sent,
        day=make.DAY,
        by=by,
        at=make.AT,
    )


@pytest.fixture
def unsure(proposed: Message) -> Message:
    Message.objects.update(state="unsure", released_at=make.AT)
    return proposed


class TestSentByHand:
    def test_counts_as_a_contact_and_is_decided_on(self, anna: User, proposed: Message) -> None:
        message = by_hand(proposed, anna)

        assert (message.state, message.step_day) == ("sent", make.DAY)
        assert ContactMoment.objects.get().counts
        assert Decision.objects.get(is_latest=True).kind == "wait"
        with pytest.raises(NotReleasable):
            by_hand(proposed, anna)

    def test_may_be_said_again_after_it_was_taken_back(
        self, of: Administration, anna: User, proposed: Message
    ) -> None:
        by_hand(proposed, anna)
        take_back_mark(of.pk, message_id=proposed.pk, day=make.DAY, by=anna, at=make.AT)
        assert scenes.message(of).pk != proposed.pk

        by_hand(proposed, anna)

        assert ContactMoment.objects.get().bounced_at is None
        assert Decision.objects.get(is_latest=True).kind == "wait"
        assert list(Message.objects.values_list("state", flat=True)) == ["sent", "withdrawn"]

    def test_is_said_by_the_owner_alone(self, of: Administration, proposed: Message) -> None:
        for other in (make.bas(of), make.vera(of), make.chris()):
            with pytest.raises(OnlyTheOwner):
                by_hand(proposed, other)
            with pytest.raises(OnlyTheOwner):
                settle(proposed, other, was_sent=True)


class TestSettlingDoubt:
    def test_it_was_sent_after_all(self, anna: User, unsure: Message) -> None:
        assert settle(unsure, anna, was_sent=True).state == "sent"
        assert ContactMoment.objects.count() == 1
        assert "message.sent" in scenes.codes(unsure.client)

    def test_it_was_not_so_it_is_proposed_anew(
        self, of: Administration, anna: User, unsure: Message
    ) -> None:
        settle(unsure, anna, was_sent=False)

        unsure.refresh_from_db()
        assert unsure.state == "withdrawn"
        assert ContactMoment.objects.count() == 0
        new = scenes.message(of)
        assert (new.state, new.message_id != unsure.message_id) == ("proposed", True)
        assert "message.not_sent" in scenes.codes(unsure.client)

    @pytest.mark.parametrize("was_sent", [True, False])
    def test_is_once(self, anna: User, unsure: Message, *, was_sent: bool) -> None:
        settle(unsure, anna, was_sent=was_sent)

        with pytest.raises(NotReleasable):
            settle(unsure, anna, was_sent=not was_sent)

    def test_there_must_be_doubt(self, anna: User, proposed: Message) -> None:
        for was_sent in (True, False):
            with pytest.raises(NotReleasable):
                settle(proposed, anna, was_sent=was_sent)


class TestSaidADayLater:
    @pytest.mark.parametrize("state", ["unsure", "withdrawn"])
    def test_counts_from_the_day_on_which_it_went(
        self, of: Administration, anna: User, proposed: Message, *, state: str
    ) -> None:
        Message.objects.update(state=state, released_at=make.AT, finished_at=make.AT)
        tomorrow = timedelta(days=1) - timedelta(minutes=1)

        marked = mark_sent(
            of.pk,
            message_id=proposed.pk,
            day=make.DAY + timedelta(days=1),
            by=anna,
            at=make.AT + tomorrow,
        )

        assert (marked.step_day, ContactMoment.objects.get().on) == (make.DAY, make.DAY)

    def test_is_no_answer_to_what_the_client_called_wrong_meanwhile(
        self, of: Administration, anna: User, proposed: Message
    ) -> None:
        make.statement(of, last_day=make.DAY + timedelta(days=20))
        wrong = Pause(
            DISPUTED["nl"], make.DAY + timedelta(days=7), client_id=proposed.client_id
        )
        hold(of.pk, pause=wrong, day=make.DAY, by=anna, at=make.AT)

        mark_sent(
            of.pk,
            message_id=proposed.pk,
            day=make.DAY + timedelta(days=1),
            by=anna,
            at=make.AT + timedelta(hours=20),
        )

        scenes.look(of, days=8)
        assert Decision.objects.get(is_latest=True).question == "is_it_solved"

    def test_went_today_when_it_still_stood_there(
        self, of: Administration, anna: User, proposed: Message
    ) -> None:
        tomorrow = make.DAY + timedelta(days=1)

        mark_sent(of.pk, message_id=proposed.pk, day=tomorrow, by=anna, at=make.AT)

        assert ContactMoment.objects.get().on == tomorrow


class TestACall:
    @pytest.mark.parametrize(("answered", "kind"), [(True, "wait"), (False, "step")])
    def test_counts_only_when_somebody_answered(
        self, of: Administration, anna: User, proposed: Message, *, answered: bool, kind: str
    ) -> None:
        call = Call(proposed.client_id, was_answered=answered, note=" Belt terug ")

        moment = log_call(of.pk, call=call, day=make.DAY, by=anna, at=make.AT)

        assert (moment.counts, moment.note) == (answered, "Belt terug")
        assert Decision.objects.get(is_latest=True).kind == kind
        proposed.refresh_from_db()
        assert proposed.state == ("withdrawn" if answered else "proposed")

    def test_to_a_client_of_others_is_refused(self, of: Administration, anna: User) -> None:
        theirs = make.client(make.administration("Bureau Chris", iban=""))

        with pytest.raises(UnknownClient):
            log_call(
                of.pk,
                call=Call(theirs.pk, was_answered=True),
                day=make.DAY + timedelta(days=1),
                by=anna,
                at=make.AT,
            )

        assert ContactMoment.objects.count() == 0
