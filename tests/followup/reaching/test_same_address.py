"""One person in two client records hears from us as one."""

from datetime import date

import pytest

from voldaan.followup.policy import of_version, shipped
from voldaan.followup.reaching.same_address import Held, Sent, held, may_be_held

MONDAY = date(2026, 10, 5)
FREE = date(2026, 10, 10)
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
        assert held((), day=MONDAY, policy=shipped()) is None

    @pytest.mark.parametrize(
        "step", ["service_check", "reminder_1", "reminder_2", "statement_1", "call"]
    )
    def test_a_contact_holds_for_the_days_between_two(self, step: str) -> None:
        found = sent(step)

        for day in range(5, 10):
            on = date(2026, 10, day)
            assert held((found,), day=on, policy=shipped()) == Held(found, FREE)
        assert held((found,), day=FREE, policy=shipped()) is None

    def test_a_check_that_does_not_count_holds_only_its_own_day(self) -> None:
        found, first = sent("service_check"), of_version("nl-1")

        assert held((found,), day=MONDAY, policy=first) == Held(found, date(2026, 10, 6))
        assert held((found,), day=date(2026, 10, 6), policy=first) is None

    def test_is_by_what_holds_the_longest_not_by_what_came_last(self) -> None:
        request = sent("reminder_1")
        check = sent("service_check", on=date(2026, 10, 6))

        found = held((request, check), day=date(2026, 10, 6), policy=of_version("nl-1"))

        assert found == Held(request, FREE)

    def test_is_by_the_first_of_two_that_hold_as_long(self) -> None:
        first, second = sent(client="Vink BV"), sent(client="Dirk")

        found = held((first, second), day=MONDAY, policy=shipped())

        assert found is not None
        assert found.by == first
