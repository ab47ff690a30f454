"""Who may send, change and take back; and when a message may leave."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.messages.release_message import (
    MayOnlyLook,
    NotReleasable,
    OnlyTheOwner,
    allowed_from,
    edit_message,
    release_message,
    undo_release,
)
from voldaan.actions.messages.release_with_words import Unkind, release_with_words
from voldaan.books.models import Administration, Mailbox, Message, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    of = make.administration()
    make.statement(of)
    scenes.mailbox(of)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


@pytest.fixture
def proposed(of: Administration) -> Message:
    scenes.owing(of)
    scenes.look(of)
    return scenes.message(of)


def edit(message: Message, by: User, body: str = "Dag Els", subject: str = "Even") -> Message:
    return edit_message(
        message.administration_id,
        message_id=message.pk,
        subject=subject,
        body_text=body,
        by=by,
        at=make.AT,
    )


def why(refusal: pytest.ExceptionInfo[NotReleasable]) -> str:
    return refusal.value.reason


class TestWhoMay:
    def test_release_is_the_owner_alone(self, of: Administration, proposed: Message) -> None:
        assistant = make.member(make.person("Fleur"), of, "assistant")
        for other in (make.bas(of), make.vera(of), make.chris(), assistant):
            with pytest.raises(OnlyTheOwner):
                scenes.release(of, other, proposed)

        proposed.refresh_from_db()
        assert proposed.state == "proposed"

    def test_take_back_is_the_owner_alone(
        self, of: Administration, anna: User, proposed: Message
    ) -> None:
        scenes.release(of, anna)
        for other in (make.bas(of), make.vera(of), make.chris()):
            with pytest.raises(OnlyTheOwner):
                undo_release(of.pk, message_id=proposed.pk, by=other, at=make.AT)

    def test_change_words_is_who_prepares(self, of: Administration, proposed: Message) -> None:
        for other in (make.vera(of), make.chris()):
            with pytest.raises(MayOnlyLook):
                edit(proposed, other)

        assert edit(proposed, make.bas(of)).is_edited

    def test_touch_it_is_nobody_of_another_administration(self, proposed: Message) -> None:
        chris = make.chris()
        other = Administration.objects.get(name="Bureau Chris")
        scenes.mailbox(other)

        with pytest.raises(NotReleasable) as refusal:
            scenes.release(other, chris, proposed)
        assert why(refusal) == "state"
        with pytest.raises(NotReleasable):
            undo_release(other.pk, message_id=proposed.pk, by=chris, at=make.AT)


class TestRelease:
    def test_makes_ready_after_half_a_minute(
        self, of: Administration, anna: User, proposed: Message
    ) -> None:
        message = scenes.release(of, anna)

        assert (message.pk, message.state) == (proposed.pk, "ready")
        assert message.send_after == make.AT + timedelta(seconds=30)
        assert (message.released_by, message.step_day) == (anna, make.DAY)
        assert scenes.codes(message.client)[-1] == "message.released"

    def test_is_once(self, of: Administration, anna: User, proposed: Message) -> None:
        scenes.release(of, anna)

        with pytest.raises(NotReleasable) as refusal:
            scenes.release(of, anna, proposed)

        assert why(refusal) == "state"
        assert scenes.codes(proposed.client).count("message.released") == 1

    def test_needs_an_address(self, of: Administration, anna: User, proposed: Message) -> None:
        Message.objects.update(to_address="els@vink")

        with pytest.raises(NotReleasable) as refusal:
            scenes.release(of, anna)

        assert why(refusal) == "address"

    def test_needs_a_mailbox(self, of: Administration, anna: User, proposed: Message) -> None:
        Mailbox.objects.all().delete()

        with pytest.raises(NotReleasable) as refusal:
            scenes.release(of, anna)

        assert why(refusal) == "mailbox"
        proposed.refresh_from_db()
        assert proposed.state == "proposed"

    def test_of_a_failed_message_begins_its_attempts_again(
        self, of: Administration, anna: User, proposed: Message
    ) -> None:
        scenes.release(of, anna)
        Message.objects.update(state="failed", attempts=5, failure="timeout")

        message = scenes.release(of, anna, proposed)

        assert (message.state, message.attempts, message.failure) == ("ready", 0, "")

    def test_is_one_a_day_per_client(
        self, of: Administration, anna: User, proposed: Message
    ) -> None:
        _another(proposed, state="sent")

        with pytest.raises(NotReleasable) as refusal:
            scenes.release(of, anna)

        assert why(refusal) == "one_a_day"
        assert "message.released" not in scenes.codes(proposed.client)


def _another(message: Message, **columns: object) -> Message:
    facts: dict[str, object] = {
        "step": "service_check",
        "channel": "email",
        "step_day": make.DAY,
        "subject": "x",
        "body_text": "x",
        "text_version": "x",
        "message_id": f"<{len(columns)}-{Message.objects.count()}@example.nl>",
        "proposed_at": make.AT,
        "released_at": make.AT,
    }
    return Message.objects.create(
        administration_id=message.administration_id,
        client_id=message.client_id,
        **{**facts, **columns},
    )


class TestTheDatabaseItself:
    @pytest.mark.parametrize("state", ["sent", "unsure", "ready", "sending"])
    def test_refuses_a_second_message_on_one_day(self, proposed: Message, state: str) -> None:
        proposed.delete()
        first = _another(proposed, state="sent")

        with pytest.raises(IntegrityError), transaction.atomic():
            _another(first, state=state)

        assert _another(first, state=state, step_day=make.DAY + timedelta(days=1)).pk

    @pytest.mark.parametrize("state", ["proposed", "ready", "sending", "unsure", "failed"])
    def test_refuses_a_second_message_under_way(self, proposed: Message, state: str) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            _another(proposed, state=state, step_day=make.DAY + timedelta(days=9))

    def test_refuses_a_message_that_leaves_without_being_released(
        self, proposed: Message
    ) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.filter(pk=proposed.pk).update(state="ready")


class TestTakingBack:
    def test_makes_it_a_proposal_again(
        self, of: Administration, anna: User, proposed: Message
    ) -> None:
        scenes.release(of, anna)

        message = undo_release(of.pk, message_id=proposed.pk, by=anna, at=make.AT)

        assert (message.state, message.send_after, message.released_by) == (
            "proposed",
            None,
            None,
        )
        assert scenes.codes(message.client)[-1] == "message.taken_back"
        assert scenes.send().sent == 0

    @pytest.mark.parametrize("state", ["sending", "sent", "unsure", "failed", "withdrawn"])
    def test_is_too_late_once_it_leaves(
        self, of: Administration, anna: User, proposed: Message, *, state: str
    ) -> None:
        Message.objects.update(state=state, released_at=make.AT)

        with pytest.raises(NotReleasable) as refusal:
            undo_release(of.pk, message_id=proposed.pk, by=anna, at=make.AT)

        assert why(refusal) == "too_late"


class TestChangingWords:
    def test_keeps_them_on_one_line_and_with_one_end(
        self, anna: User, proposed: Message
    ) -> None:
        message = edit(proposed, anna, "Dag Els,\r\n\r\ngroet\n\n", " Even \n vragen ")

        assert (message.subject, message.body_text) == ("Even vragen", "Dag Els,\n\ngroet\n")
        assert (
            edit(message, anna, subject="\xa0 €\xa01,00 \x85\u2028x").subject == "€\xa01,00 x"
        )
        assert message.is_edited
        assert message.body_html == "<p>Dag Els,</p>\n<p>groet</p>\n"

    @pytest.mark.parametrize(
        ("subject", "body"), [("", "x"), ("x" * 301, "x"), ("x", " \n "), ("x", "x" * 20_001)]
    )
    def test_refuses_nothing_and_too_much(
        self, anna: User, proposed: Message, *, subject: str, body: str
    ) -> None:
        with pytest.raises(NotReleasable) as refusal:
            edit(proposed, anna, body, subject)

        assert why(refusal) == "words"

    def test_is_over_after_the_release(
        self, of: Administration, anna: User, proposed: Message
    ) -> None:
        scenes.release(of, anna)

        with pytest.raises(NotReleasable) as refusal:
            edit(proposed, anna)

        assert why(refusal) == "state"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class TestQuietHours:
    """Moments are UTC; Amsterdam is two hours later in summer, one in winter."""

    @pytest.mark.parametrize(
        ("at", "leaves"),
        [
            ("2026-10-14 08:00", "2026-10-14 08:00"),  # a Wednesday morning
            ("2026-10-16 13:59", "2026-10-16 13:59"),  # Friday 15:59
            ("2026-10-16 14:01", "2026-10-19 06:00"),  # Friday 16:01: Monday 08:00
            ("2026-10-17 10:00", "2026-10-19 06:00"),  # Saturday
            ("2026-10-23 14:01", "2026-10-26 07:00"),  # over the end of summer time
            ("2026-05-05 10:00", "2026-05-06 06:00"),  # 5 May in an ordinary year
            ("2026-07-01 21:50", "2026-07-02 06:00"),  # 23:50 in Amsterdam
            ("2026-07-01 23:50", "2026-07-02 06:00"),  # 01:50, the next day
            ("2026-12-24 18:00", "2026-12-28 07:00"),  # Christmas and a weekend
        ],
    )
    def test_let_a_message_leave_at_the_first_decent_moment(
        self, of: Administration, at: str, leaves: str
    ) -> None:
        assert allowed_from(of, at=_moment(at)) == _moment(leaves)

    def test_do_not_hold_for_a_demo(self) -> None:
        demo = make.administration(is_demo=True)

        assert allowed_from(demo, at=_moment("2026-10-17 22:00")) == _moment("2026-10-17 22:00")

    def test_count_the_half_minute_too(
        self, of: Administration, anna: User, proposed: Message
    ) -> None:
        at = _moment("2026-10-16 13:59") + timedelta(seconds=45)

        message = release_message(of.pk, message_id=proposed.pk, day=at.date(), by=anna, at=at)

        assert message.send_after == _moment("2026-10-19 06:00")


class TestWordsThatThreaten:
    def press(self, message: Message, by: User, body: str) -> Message:
        return release_with_words(
            message.administration_id,
            message_id=message.pk,
            words=("Even", body),
            day=make.DAY,
            by=by,
            at=make.AT,
        )

    def test_never_leave(self, anna: User, proposed: Message) -> None:
        for _ in range(2):
            with pytest.raises(Unkind) as refusal:
                self.press(proposed, anna, "Betaal, of ik doe aangifte.")
            assert (why(refusal), refusal.value.word) == ("threat", "aangifte")

        with pytest.raises(NotReleasable, match="threat"):
            release_message(
                proposed.administration_id,
                message_id=proposed.pk,
                day=make.DAY,
                by=anna,
                at=make.AT,
            )

    def test_with_a_consequence_leave_on_a_second_press(
        self, anna: User, proposed: Message
    ) -> None:
        body = "Anders komt de deurwaarder."
        with pytest.raises(Unkind) as refusal:
            self.press(proposed, anna, body)
        kept = Message.objects.get().body_text

        sent = self.press(proposed, anna, body)

        assert (why(refusal), refusal.value.word) == ("consequence", "deurwaarder")
        assert kept == f"{body}\n"
        assert sent.state == "ready"

    def test_are_no_words_that_stood_there_already(self, anna: User, proposed: Message) -> None:
        Message.objects.update(body_text="Namens Rechter Advies.\n")

        sent = self.press(proposed, anna, "Groet, Rechter Advies.")

        assert sent.state == "ready"
