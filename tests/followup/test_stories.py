"""The life of an invoice on each shipped ladder, day by day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.followup.dirk import DUE, invoice, situation
from tests.followup.lives import QUIET, Fate, Run

from voldaan.followup.shapes import PaymentHabit, PayRhythm, Situation

GOOD_PAYER = PaymentHabit(paid_count=5, on_time_count=4)
NEW = PaymentHabit()
SMALL = invoice(open_cents=9_900, payable_cents=9_900)
LARGE = invoice(open_cents=100_000, payable_cents=100_000)
#: Reached by e-mail and telephone, and picks up.
TALKS = replace(QUIET, answers_phone=True)


def live(
    client: Situation, *, from_day: date = DUE, count: int, fate: Fate = TALKS
) -> dict[int, str]:
    """Live ``count`` days, every step is taken; day after the due date → what and how."""
    run = Run(client, fate)
    story: dict[int, str] = {}
    for number in range(count):
        day = from_day + timedelta(days=number)
        decision = run.on(day)
        if decision.kind == "step":
            story[(day - DUE).days] = f"{decision.step} {decision.channel}"
        elif decision.kind == "ask":
            story[(day - DUE).days] = decision.question or ""
    return story


def before(client: Situation, *, until_day: int) -> dict[int, str]:
    """Live from thirty days before the due date until a day after it."""
    return live(client, from_day=DUE - timedelta(days=30), count=31 + until_day)


class TestOneInvoice:
    def test_of_a_known_client_goes_up_the_ladder(self) -> None:
        assert before(situation(), until_day=22) == {
            -7: "service_check phone",
            1: "reminder_1 email",
            8: "reminder_2 email",
            15: "call phone",
            22: "what_now",
        }

    def test_of_a_new_client_begins_with_a_check_and_has_an_early_talk(self) -> None:
        # Nine days before a Monday is a Saturday, so the check goes on the Monday after.
        # The call is at once when the gap of five days allows: day 6 is a Sunday.
        assert before(situation(habit=NEW), until_day=22) == {
            -7: "service_check phone",
            1: "reminder_1 email",
            7: "call phone",
            14: "reminder_2 email",
            22: "what_now",
        }

    def test_that_is_small_is_written_about_and_called_about_once(self) -> None:
        client = situation(invoices=(SMALL,))

        written = live(client, count=30)
        texted = live(client, count=30, fate=_with(uses_whatsapp=True))

        assert written == {
            1: "reminder_1 email",
            8: "reminder_2 email",
            22: "call phone",
            29: "what_now",
        }
        assert texted == {**written, 8: "reminder_2 whatsapp"}

    def test_that_is_large_begins_with_a_check_of_a_good_payer_too(self) -> None:
        good = PaymentHabit(4, 4)

        assert before(situation(habit=good), until_day=0) == {}
        assert before(situation(invoices=(LARGE,), habit=good), until_day=0) == {
            -7: "service_check phone"
        }

    def test_of_a_best_client_is_the_owners_own_business(self) -> None:
        # Day 3 is a Thursday, day 10 too.
        assert before(situation(is_a_client=True), until_day=22) == {
            -7: "service_check phone",
            3: "reminder_1 email",
            10: "call phone",
            22: "what_now",
        }

    def test_of_a_large_organisation_is_checked_in_time_for_its_rounds(self) -> None:
        assert before(situation(kind="government"), until_day=22) == {
            -14: "service_check email",
            1: "reminder_1 email",
            8: "reminder_2 email",
            15: "call phone",
            22: "what_now",
        }

    def test_of_a_good_payer_gets_grace_before_the_first_reminder(self) -> None:
        assert live(situation(habit=GOOD_PAYER), count=23) == {
            4: "reminder_1 email",
            9: "reminder_2 email",
            15: "call phone",
            22: "what_now",
        }

    def test_of_who_pays_on_fridays_waits_for_the_friday(self) -> None:
        story = live(situation(rhythm=PayRhythm("weekday", 5)), count=30)

        # Friday is day 4 and day 11; a payment of that day shows on Monday.
        assert dict(list(story.items())[:4]) == {
            7: "reminder_1 email",
            14: "reminder_2 email",
            21: "call phone",
            28: "what_now",
        }

    def test_forty_days_late_without_contact_starts_with_the_friendly_reminder(self) -> None:
        story = live(situation(), from_day=DUE + timedelta(days=40), count=20)

        # Day 40 is a Saturday, and so are the days five after each step.
        assert story == {42: "reminder_1 email", 49: "reminder_2 email", 56: "call phone"}

    def test_asks_what_now_every_working_day_until_the_owner_decides(self) -> None:
        story = live(situation(), count=31)

        assert [day for day, answer in story.items() if answer == "what_now"] == [
            *range(22, 26),
            *range(28, 31),
        ]


class TestThingsThatHappen:
    def test_nobody_answers_the_telephone(self) -> None:
        story = live(situation(), count=31, fate=QUIET)

        # Two tries, then a message instead; seven days later the ladder ends.
        assert [f"{day} {story[day]}" for day in sorted(story) if day >= 15][:4] == [
            "15 call phone",
            "16 call phone",
            "17 call email",
            "24 what_now",
        ]

    def test_the_address_is_refused_halfway(self) -> None:
        fate = replace(TALKS, bounced_from=DUE + timedelta(days=2))

        assert live(situation(), count=23, fate=fate) == {
            1: "reminder_1 email",
            8: "reminder_2 phone",
            15: "call phone",
            22: "what_now",
        }

    def test_a_pause_and_an_unread_answer_move_what_comes_after(self) -> None:
        fate = replace(
            TALKS,
            held=(DUE + timedelta(days=8), DUE + timedelta(days=10)),
            unread=(DUE + timedelta(days=14), DUE + timedelta(days=15)),
        )

        assert live(situation(), count=24, fate=fate) == {
            1: "reminder_1 email",
            11: "reminder_2 email",
            14: "read_answer",
            15: "read_answer",
            16: "call phone",
            23: "what_now",
        }

    def test_a_second_invoice_joins_the_small_one(self) -> None:
        other = replace(SMALL, id=2, due_on=DUE + timedelta(days=10))

        assert live(situation(invoices=(SMALL, other)), count=23) == {
            1: "reminder_1 email",
            8: "reminder_2 email",
            15: "call phone",
            22: "what_now",
        }

    def test_a_client_becomes_known_after_the_call(self) -> None:
        fate = replace(TALKS, known_from=DUE + timedelta(days=9))

        assert live(situation(habit=NEW), count=23, fate=fate) == {
            1: "reminder_1 email",
            7: "call phone",
            22: "what_now",
        }

    @pytest.mark.parametrize("day", [1, 8, 30])
    def test_insolvency_ends_it_on_any_day(self, day: int) -> None:
        stopped_from = DUE + timedelta(days=day)

        story = live(situation(), count=60, fate=replace(TALKS, stopped_from=stopped_from))

        assert max(story, default=0) < day


def _with(**ways: bool) -> Fate:
    return replace(TALKS, ways={**TALKS.ways, **ways})
