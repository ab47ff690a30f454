"""Pain 7: a scheduler that skips days, doubles messages, or never ends."""

from datetime import date, timedelta

import pytest
from tests.stories import studio
from tests.stories.pains.morning import (
    DIRK,
    KNOWN,
    NOTHING_YET,
    ONE,
    PAID_BEFORE,
    WEDNESDAY,
    bank_until,
    mails,
    reminder_is_ready,
)
from tests.stories.studio import HEADER, mt940

from voldaan.actions.run_day import run_day
from voldaan.books.models import ContactMoment, Message

pytestmark = pytest.mark.django_db

NAMED_TWICE = "101;De Vries Advies;dirk@vries.example;15-09-2026;13-10-2026;500,00;500,00\n"


class TestPain7ASchedulerThatCannotBeTrusted:
    def test_the_gap_of_five_days_holds_after_a_reminder_that_went_late(self) -> None:
        with studio.opened(date(2026, 10, 19)) as anna:
            anna.drop(HEADER + ONE + PAID_BEFORE)
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 18), KNOWN))
            anna.press_send(DIRK)

            # By its due date the second reminder would come on the 21st; four days end on
            # Friday the 23rd, five in the weekend.
            for day in range(19, 26):
                anna.wake_up_on(date(2026, 10, day))
                bank_until(anna, anna.day)
                assert anna.vandaag() == []
                assert not Message.objects.filter(state="proposed").exists()

            anna.wake_up_on(date(2026, 10, 26))  # the 25th is a Sunday
            assert anna.vandaag() == [(DIRK, "reminder_2")]
            anna.press_send(DIRK)
            assert len(mails(anna)) == 2

    def test_the_gap_counts_for_the_address_over_two_names(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            anna.drop(HEADER + ONE + NAMED_TWICE)
            anna.drop(NOTHING_YET)
            anna.press_send(DIRK)
            anna.press_send("De Vries Advies")

            for day in (15, 16, 17, 18):
                anna.wake_up_on(date(2026, 10, day))
                bank_until(anna, anna.day)
                anna.let_leave()

            assert len(mails(anna)) == 1
            anna.wake_up_on(date(2026, 10, 19))
            anna.let_leave()
            assert len(mails(anna)) == 2

    def test_a_day_that_is_run_and_sent_again_and_again_sends_once(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            anna.press_send(DIRK)
            for _ in range(3):
                run_day(anna.of.pk, day=anna.day, at=anna.now)
                anna.let_leave()

            assert len(mails(anna)) == 1
            assert anna.vandaag() == []

    def test_missed_days_skip_nothing_and_double_nothing(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            anna.press_send(DIRK)

            anna.wake_up_on(date(2026, 11, 9))  # the machine slept for weeks
            anna.drop(mt940(date(2026, 10, 14), date(2026, 11, 8)))

            assert [step for _, step in anna.vandaag()] == ["call"]
            anna.wake_up_on(date(2026, 11, 9))
            assert len(mails(anna)) == 1

    def test_nothing_comes_before_the_day_after_the_due_date(self) -> None:
        with studio.opened(date(2026, 10, 13)) as anna:
            anna.drop(HEADER + ONE + PAID_BEFORE)
            anna.drop(mt940(date(2026, 9, 1), date(2026, 10, 12), KNOWN))
            assert [step for _, step in anna.vandaag()] in ([], ["service_check"])

            anna.wake_up_on(WEDNESDAY)
            anna.drop(mt940(date(2026, 10, 13), date(2026, 10, 13)))
            assert anna.vandaag() == [(DIRK, "reminder_1")]

    def test_every_ladder_ends_in_a_decision(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            asked = []
            for ahead in range(60):
                anna.wake_up_on(WEDNESDAY + timedelta(days=ahead))
                bank_until(anna, anna.day)
                for _, step in anna.vandaag():
                    if step.startswith("reminder"):
                        anna.press_send(DIRK)
                    elif step == "call":
                        ContactMoment.objects.create(
                            administration=anna.of, client=anna.client(DIRK), step="call",
                            channel="phone", outcome="spoken", on=anna.day, counts=True,
                            invoice_ids=[], recorded_at=anna.now,
                        )  # fmt: skip

                asked += [step for _, step in anna.vandaag()]

            assert asked[-1] == "what_now"
