"""Pain 2: no control over what goes out, and no way to stop it."""

from datetime import date, time, timedelta

import pytest
from tests.stories import studio
from tests.stories.pains.morning import (
    DIRK,
    WEDNESDAY,
    bank_until,
    mails,
    press,
    reminder_is_ready,
)

from voldaan.actions.messages.release_message import undo_release
from voldaan.actions.steps.hold import Pause, hold
from voldaan.books.models import Decision

pytestmark = pytest.mark.django_db


class TestPain2NoControl:
    def test_nothing_leaves_until_the_owner_says_so_and_all_of_it_can_be_seen(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            message = reminder_is_ready(anna)

            for later in range(3):
                anna.wake_up_on(WEDNESDAY + timedelta(days=later))
                anna.let_leave()

            assert anna.server.messages == []
            assert Decision.objects.get(is_latest=True).outcome["reasons"]
            message.refresh_from_db()
            anna.press_send(DIRK)
            ((_, words),) = mails(anna)
            assert words == f"{message.subject} {' '.join(message.body_text.split())}"

    def test_what_was_released_can_be_taken_back(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            message = press(anna)
            undo_release(anna.of.pk, message_id=message.pk, by=anna.anna, at=anna.now)

            assert anna.let_leave().sent == 0
            assert anna.server.messages == []

    def test_nothing_leaves_in_the_evening(self) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            anna.hour = time(20)
            press(anna)

            assert anna.let_leave().sent == 0
            anna.day, anna.hour = date(2026, 10, 15), time(8)
            assert anna.let_leave().sent == 1

    @pytest.mark.parametrize("what", ["invoice", "client", "everything"])
    def test_an_invoice_a_client_and_everything_can_be_paused_even_after_the_press(
        self, what: str
    ) -> None:
        with studio.opened(WEDNESDAY) as anna:
            reminder_is_ready(anna)
            message = press(anna)
            until = date(2026, 10, 20)
            which = {
                "invoice": {"invoice_id": message.lines[0]["invoice"]},
                "client": {"client_id": message.client_id},
                "everything": {},
            }[what]

            pause = Pause("op verzoek", until, **which)
            hold(anna.of.pk, pause=pause, day=anna.day, by=anna.anna, at=anna.now)

            assert anna.let_leave().sent == 0
            assert anna.vandaag() == []
            waits = Decision.objects.get(is_latest=True)
            assert waits.wait_until == date(2026, 10, 21)
            assert "op verzoek" in str(waits.outcome["reasons"])
            anna.wake_up_on(until)
            bank_until(anna, until)
            assert anna.vandaag() == []

            anna.wake_up_on(date(2026, 10, 21))
            assert anna.press_send(DIRK).sent == 1
