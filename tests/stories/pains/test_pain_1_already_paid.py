"""Pain 1: a reminder for something that was paid, credited or in dispute already."""

from datetime import date, timedelta

import pytest
from tests.stories import studio
from tests.stories.pains.morning import (
    CREDIT,
    DIRK,
    DIRK_IBAN,
    NOTHING_YET,
    ONE,
    TWO,
    WEDNESDAY,
    amounts,
    answers,
    mails,
    pays,
    press,
    reads,
    reminder_is_ready,
)
from tests.stories.studio import HEADER, mt940

from voldaan.actions.answers.settle import Verdict
from voldaan.books.models import Message

pytestmark = pytest.mark.django_db


class TestPain1AReminderForSomethingAlreadyPaid:
    def test_never_leaves_when_the_money_came_after_the_press(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            press(anna)
            pays(anna, WEDNESDAY, "1.210,00")

            drained = anna.let_leave()

            assert (drained.sent, drained.withdrawn) == (0, 1)
            assert anna.server.messages == []

    def test_is_not_even_prepared_for_what_was_paid_yesterday(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE + TWO)
            paid = (date(2026, 10, 13), "1.210,00", DIRK_IBAN, "D de Vries", "2026-041")
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 13), paid))
            anna.press_send(DIRK)

            ((_, words),) = mails(anna)
            assert "2026-042" in words
            assert "2026-041" not in words
            assert amounts(words) == {"300,00"}

    def test_takes_a_credit_note_off_to_the_cent(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna, HEADER + ONE + CREDIT)
            anna.press_send(DIRK)

            assert message.asks_cents == 99_975
            ((_, words),) = mails(anna)
            assert amounts(words) == {"1.210,00", "-210,25", "999,75"}

    def test_never_leaves_when_a_credit_note_came_after_the_press(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            press(anna)
            anna.drop(HEADER + CREDIT)

            assert anna.let_leave().sent == 0
            anna.press_send(DIRK)

            ((_, words),) = mails(anna)
            assert "999,75" in words
            assert Message.objects.get(state="sent").asks_cents == 99_975

    def test_asks_nothing_where_credits_cover_all(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE + CREDIT.replace("-210,25", "-1.210,00"))
            anna.drop(NOTHING_YET)

            assert anna.vandaag() == [(DIRK, "settle_credit")]
            assert not Message.objects.exists()

    def test_never_leaves_when_the_client_says_that_something_is_wrong(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            press(anna)
            answer_id = answers(anna, "Deze factuur klopt niet, er staan uren te veel op.")

            assert anna.let_leave().sent == 0
            assert anna.vandaag() == [(DIRK, "read_answer")]

            reads(anna, answer_id, Verdict("dispute"))
            for ahead in range(8):  # a week to look into it
                anna.wake_up_on(WEDNESDAY + timedelta(days=ahead))
                anna.drop(mt940(WEDNESDAY, anna.day))
                assert anna.vandaag() == []
            assert anna.server.messages == []

    def test_is_not_prepared_on_a_statement_of_days_that_were_still_to_come(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE)
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 31)))  # of the whole month
            anna.press_send(DIRK)

            anna.wake_up_on(date(2026, 10, 28))

            assert [step for _, step in anna.vandaag()] == ["import_bank_file"]

    def test_is_not_even_prepared_on_old_bank_data_or_with_unplaced_money(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE)
            assert anna.vandaag() == [(DIRK, "import_bank_file")]

            odd = (date(2026, 10, 12), "600,00", DIRK_IBAN, DIRK, "alvast")
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 13), odd))
            assert anna.vandaag() == [(DIRK, "match_payment")]
            assert not Message.objects.exists()

    def test_says_in_every_reminder_that_who_paid_need_do_nothing(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            anna.press_send(DIRK)

            ((_, words),) = mails(anna)
            assert "Al betaald? Dan hoef" in words
