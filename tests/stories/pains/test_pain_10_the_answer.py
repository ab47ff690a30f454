"""Pain 10: an answer that has no home, and from which nothing follows."""

import pytest
from tests.actions import scenes
from tests.stories import studio
from tests.stories.pains.morning import (
    DIRK,
    WEDNESDAY,
    answers,
    mails,
    press,
    reads,
    reminder_is_ready,
)

from voldaan.actions.answers.settle import Verdict
from voldaan.actions.messages.release_message import NotReleasable, release_message
from voldaan.books.models import Answer, MessageState

pytestmark = pytest.mark.django_db


class TestPain10AnAnswerWithoutAHome:
    def test_an_answer_stands_first_holds_the_ladder_and_moves_it(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna)
            answer_id = answers(anna, "Ik heb de factuur nooit gekregen, kunt u die sturen?")

            assert anna.vandaag() == [(DIRK, "read_answer")]
            message.refresh_from_db()
            assert message.state == MessageState.WITHDRAWN
            with pytest.raises(NotReleasable):
                release_message(
                    anna.of.pk, message_id=message.pk, day=anna.day, by=anna.anna, at=anna.now
                )

            assert Answer.objects.get().guess == "not_received"
            reads(anna, answer_id, Verdict("not_received"))
            assert anna.vandaag() == [(DIRK, "reminder_1")]
            assert "answer.read" in scenes.codes(anna.client(DIRK))

    def test_no_message_crosses_an_answer_that_came_after_the_press(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            press(anna)
            answers(anna, "Wilt u mij morgen even bellen?")

            assert anna.let_leave().sent == 0
            assert mails(anna) == []
            assert anna.vandaag() == [(DIRK, "read_answer")]
            assert Answer.objects.get().text == "Wilt u mij morgen even bellen?"
