"""Pain 8: agreements that do not fit: deposit, part payment, instalments, a promise."""

from datetime import date, timedelta

import pytest
from tests.stories import studio
from tests.stories.pains.morning import (
    DIRK,
    DIRK_IBAN,
    ONE,
    WEDNESDAY,
    amounts,
    answers,
    bank_until,
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


class TestPain8AgreementsThatDoNotFit:
    def test_a_promise_is_silent_until_its_day_and_then_goes_on_where_it_was(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            anna.press_send(DIRK)
            answer_id = answers(anna, "Ik betaal op 4 november")
            reads(anna, answer_id, Verdict("promise", promised_on=date(2026, 11, 4)))

            for ahead in range(24):  # with the two days that a bank needs
                anna.wake_up_on(WEDNESDAY + timedelta(days=ahead))
                bank_until(anna, anna.day)
                assert anna.vandaag() == []

            anna.wake_up_on(date(2026, 11, 9))
            assert [step for _, step in anna.vandaag()] == ["call"]

    def test_a_deposit_is_taken_off_before_anything_is_asked(self) -> None:
        with studio.opened(date(2026, 10, 2)) as anna:
            anna.drop(HEADER + ONE)
            deposit = (date(2026, 9, 20), "363,00", DIRK_IBAN, "D de Vries", "2026-041 30%")
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 1), deposit))
            anna.wake_up_on(WEDNESDAY)
            anna.drop(mt940(date(2026, 10, 2), date(2026, 10, 13)))
            anna.press_send(DIRK)

            assert Message.objects.get(state="sent").asks_cents == 84_700
            ((_, words),) = mails(anna)
            assert "847,00" in amounts(words)

    def test_what_was_paid_in_part_is_not_asked_again(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            press(anna)
            pays(anna, WEDNESDAY, "710,00", "deel 2026-041")

            assert anna.let_leave().sent == 0
            anna.press_send(DIRK)

            assert Message.objects.get(state="sent").asks_cents == 50_000
            ((_, words),) = mails(anna)
            assert "500,00" in amounts(words)

    def test_instalments_are_left_in_peace_and_what_is_missing_is_asked_to_the_cent(
        self,
    ) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            press(anna)
            answer_id = answers(anna, "Mag ik het in drie delen betalen?")
            assert anna.let_leave().sent == 0
            agreed = Verdict("plan", quiet_until=date(2026, 11, 16))
            reads(anna, answer_id, agreed)

            pays(anna, date(2026, 10, 15), "403,33", "2026-041 deel 1")
            for ahead in range(34):
                anna.wake_up_on(WEDNESDAY + timedelta(days=ahead))
                bank_until(anna, anna.day)
                if anna.day == date(2026, 11, 2):
                    pays(anna, anna.day, "403,33", "2026-041 deel 2")
                assert anna.vandaag() == []
            assert anna.open_cents() == {"2026-041": 40_334}
            assert mails(anna) == []

            anna.wake_up_on(date(2026, 11, 17))  # the third part did not come
            anna.press_send(DIRK)
            assert Message.objects.get(state="sent").asks_cents == 40_334
            assert "403,34" in amounts(mails(anna)[0][1])

            pays(anna, date(2026, 11, 18), "403,34", "2026-041 deel 3")
            anna.wake_up_on(date(2026, 11, 30))
            assert anna.vandaag() == []
