"""The life of an invoice on the ladder, day by day."""

from dataclasses import replace
from datetime import date, timedelta

from tests.followup.dirk import DUE, invoice, on, situation

from voldaan.followup.shapes import PastStep, PaymentHabit, Situation

GOOD_PAYER = PaymentHabit(paid_count=5, on_time_count=4)


def live(client: Situation, *, from_day: date, count: int) -> dict[int, str]:
    """Live ``count`` days, every step is taken; day number after the due date → answer."""
    story: dict[int, str] = {}
    for number in range(count):
        day = from_day + timedelta(days=number)
        decision = on(day, client)
        if decision.kind == "step":
            assert decision.step is not None
            story[(day - DUE).days] = decision.step
            taken = PastStep(
                decision.step,
                day,
                decision.invoice_ids,
                counts=decision.step != "service_check",
            )
            client = replace(client, past_steps=(*client.past_steps, taken))
        elif decision.kind == "ask":
            story[(day - DUE).days] = decision.question or ""
    return story


class TestOneInvoice:
    def test_of_a_known_client_goes_up_the_ladder(self) -> None:
        story = live(situation(), from_day=DUE - timedelta(days=30), count=53)

        assert story == {1: "reminder_1", 8: "reminder_2", 15: "call", 22: "what_now"}

    def test_of_a_new_client_begins_with_a_service_check(self) -> None:
        client = situation(habit=PaymentHabit())

        story = live(client, from_day=DUE - timedelta(days=30), count=46)

        # Nine days before a Monday is a Saturday, so the check goes on the Monday after.
        # The call is at once when the gap of five days allows: day 6 is a Sunday.
        assert story == {-7: "service_check", 1: "reminder_1", 7: "call", 14: "reminder_2"}

    def test_that_is_large_begins_with_a_service_check(self) -> None:
        client = situation(invoices=(invoice(open_cents=100_000),))

        story = live(client, from_day=DUE - timedelta(days=30), count=30)

        assert story == {-7: "service_check"}

    def test_of_a_good_payer_gets_grace_before_the_first_reminder(self) -> None:
        story = live(situation(habit=GOOD_PAYER), from_day=DUE, count=23)

        assert story == {4: "reminder_1", 9: "reminder_2", 15: "call", 22: "what_now"}

    def test_forty_days_late_without_contact_starts_with_the_friendly_reminder(self) -> None:
        story = live(situation(), from_day=DUE + timedelta(days=40), count=20)

        # Day 40 is a Saturday, and so are the days five after each step.
        assert story == {42: "reminder_1", 49: "reminder_2", 56: "call"}

    def test_asks_what_now_every_working_day_until_the_owner_decides(self) -> None:
        story = live(situation(), from_day=DUE, count=31)

        assert [day for day, answer in story.items() if answer == "what_now"] == [
            *range(22, 26),
            *range(28, 31),
        ]
