"""One person in two client records hears from us as one."""

from datetime import date

import pytest

from voldaan.followup.reaching.same_address import Held, Sent, free_on, held, may_be_held

MONDAY = date(2026, 10, 5)
ADDRESS = "dirk@dirk.example"


def sent(step: str = "reminder_1", *, on: date = MONDAY, client: str = "Vink BV") -> Sent:
    """Give a step that reached the address for another client."""
    return Sent(client, step, on, is_going=False)


class TestMayBeHeld:
    def test_a_step_to_an_address_may(self) -> None:
        assert may_be_held("whatsapp", address="+31612345678", is_reply=False)

    @pytest.mark.parametrize(
        ("channel", "address", "is_reply"),
        [("email", ADDRESS, True), ("post", "Dorpsstraat 1", False), ("email", "", False)],
    )
    def test_a_reply_paper_and_a_message_without_an_address_may_not(
        self, channel: str, address: str, is_reply: bool
    ) -> None:
        assert not may_be_held(channel, address=address, is_reply=is_reply)


class TestHeld:
    def test_is_nothing_when_nothing_was_sent(self) -> None:
        assert held((), day=MONDAY, gap_days=4) is None

    @pytest.mark.parametrize("step", ["reminder_1", "reminder_2", "statement_1", "call"])
    def test_a_request_for_money_holds_for_the_days_between_two(self, step: str) -> None:
        found = sent(step)

        for day in range(5, 9):
            on = date(2026, 10, day)
            assert held((found,), day=on, gap_days=4) == Held(found, date(2026, 10, 9))
        assert held((found,), day=date(2026, 10, 9), gap_days=4) is None

    def test_a_service_check_holds_only_its_own_day(self) -> None:
        found = sent("service_check")

        assert held((found,), day=MONDAY, gap_days=4) == Held(found, date(2026, 10, 6))
        assert held((found,), day=date(2026, 10, 6), gap_days=4) is None

    def test_is_by_what_holds_the_longest_not_by_what_came_last(self) -> None:
        request = sent("reminder_1")
        check = sent("service_check", on=date(2026, 10, 6))

        assert held((request, check), day=date(2026, 10, 6), gap_days=4) == Held(
            request, date(2026, 10, 9)
        )

    def test_is_by_the_first_of_two_that_hold_as_long(self) -> None:
        first, second = sent(client="Vink BV"), sent(client="Dirk")

        found = held((first, second), day=MONDAY, gap_days=4)

        assert found is not None
        assert found.by == first

    def test_a_policy_without_days_between_holds_nobody_longer(self) -> None:
        assert held((sent(),), day=MONDAY, gap_days=0) is None
        assert free_on(sent(), gap_days=0) == MONDAY
