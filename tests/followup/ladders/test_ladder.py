"""Which rung comes next, for which invoices, and from which day."""

from dataclasses import replace
from datetime import date

import pytest
from tests.followup.dirk import DUE, TUESDAY, codes, facts, invoice, on, past, situation

from voldaan.followup.policy import of_version, shipped
from voldaan.followup.shapes import Channel, OpenCredit, PastStep, PaymentHabit, PolicyStep


class TestOneMessage:
    def test_speaks_of_everything_overdue_less_credits(self) -> None:
        client = situation(
            invoices=(
                invoice(3, due_on=date(2026, 10, 6)),  # due today: not yet
                invoice(2),
                invoice(1, due_on=date(2026, 10, 1)),
            ),
            credits=(OpenCredit(8, "C-8", 30_000), OpenCredit(9, "C-9", 0)),
        )

        decision = on(TUESDAY, client)

        assert decision.invoice_ids == (1, 2)
        assert decision.credit_ids == (8,)
        assert decision.due_since == date(2026, 10, 1)
        assert (decision.open_cents, decision.asks_cents) == (100_000, 70_000)
        assert facts(decision, "invoices.together") == {"count": 2, "open_cents": 100_000}
        assert facts(decision, "credits.deducted") == {"count": 1, "credit_cents": 30_000}
        assert "invoices.combined" in codes(decision)

    @pytest.mark.parametrize("credit_cents", [50_000, 50_001])
    def test_is_not_sent_when_credits_cover_it(self, credit_cents: int) -> None:
        client = situation(credits=(OpenCredit(8, "C-8", credit_cents),))

        decision = on(TUESDAY, client)

        assert (decision.kind, decision.question) == ("ask", "settle_credit")
        assert decision.credit_ids == (8,)

    def test_takes_a_newly_overdue_invoice_along_with_an_older_one(self) -> None:
        day = date(2026, 10, 13)
        client = situation(
            invoices=(invoice(), invoice(2, due_on=date(2026, 10, 12))),
            past_steps=(past("reminder_1", 7, 1, day=day),),
        )

        decision = on(day, client)

        assert (decision.step, decision.invoice_ids) == ("reminder_2", (1, 2))

    def test_starts_anew_when_the_older_one_is_paid(self) -> None:
        day = date(2026, 10, 13)
        client = situation(
            invoices=(invoice(2, due_on=date(2026, 10, 12)),),
            past_steps=(past("reminder_1", 7, 1, day=day),),
        )

        assert on(day, client).step == "reminder_1"

    def test_never_repeats_a_step_for_an_invoice_that_joined_it(self) -> None:
        day = date(2026, 10, 27)
        client = situation(
            invoices=(invoice(2, due_on=date(2026, 10, 12)),),
            past_steps=(past("reminder_2", 14, 1, 2, day=day),),
        )

        assert on(day, client).step == "call"


class TestGap:
    def test_keeps_five_days_after_any_request_to_the_client(self) -> None:
        client = situation(past_steps=(past("reminder_1", 1, 99),))

        decision = on(TUESDAY, client)

        assert (decision.kind, decision.wait_until) == ("wait", date(2026, 10, 12))
        assert facts(decision, "gap.running") == {"last_on": "2026-10-05", "days": 5}

    def test_is_that_of_the_policy_when_a_step_has_a_shorter_one(self) -> None:
        steps = tuple(replace(step, minimum_gap_days=1) for step in shipped().steps)
        policy = replace(shipped(), steps=steps)
        client = situation(past_steps=(past("reminder_1", 1, 99),))

        assert on(TUESDAY, client, policy=policy).wait_until == date(2026, 10, 12)

    def test_does_not_count_what_is_no_step_of_the_ladder(self) -> None:
        client = situation(past_steps=(past("confirmation", 1, 99, counts=False),))

        assert on(TUESDAY, client).step == "reminder_1"

    def test_counts_a_service_check_of_another_invoice_too(self) -> None:
        client = situation(past_steps=(past("service_check", 1, 99, counts=False),))

        decision = on(TUESDAY, client)

        assert (decision.kind, decision.wait_until) == ("wait", date(2026, 10, 12))
        assert facts(decision, "gap.running") == {"last_on": "2026-10-05", "days": 5}
        assert on(date(2026, 10, 12), client).step == "reminder_1"
        # As it was decided before checks counted.
        assert on(TUESDAY, client, policy=of_version("nl-1")).step == "reminder_1"

    def test_of_a_rung_is_one_after_a_request_and_no_check_makes_it_longer(self) -> None:
        slow = tuple(replace(step, minimum_gap_days=14) for step in shipped().steps)
        policy = replace(shipped(), version="ours-1", steps=slow, ladders=())
        checked = past("service_check", 1, 99, counts=False)
        asked = past("reminder_1", 9, 99)

        assert on(TUESDAY, situation(past_steps=(checked,)), policy=policy).wait_until == date(
            2026, 10, 12
        )
        assert on(
            TUESDAY, situation(past_steps=(asked, checked)), policy=policy
        ).wait_until == date(2026, 10, 12)

    def test_holds_a_service_check_after_a_request(self) -> None:
        client = situation(
            habit=PaymentHabit(),
            invoices=(invoice(due_on=date(2026, 10, 14)),),
            past_steps=(past("reminder_1", 2, 99),),
        )

        assert on(TUESDAY, client).wait_until == date(2026, 10, 9)
        assert on(date(2026, 10, 9), client).step == "service_check"


class TestBeforeTheFirstImport:
    @pytest.mark.parametrize(
        ("done", "first"),
        [
            ("reminder_1", "reminder_2"),
            ("reminder_2", "reminder_2"),
            ("call", "reminder_2"),
        ],
    )
    def test_our_first_contact_is_at_most_the_second_reminder(
        self, done: str, first: str
    ) -> None:
        day = date(2026, 11, 30)
        client = situation(past_steps=(past(done, 20, 1, day=day, before_import=True),))

        decision = on(day, client)

        assert decision.step == first
        assert "ladder.before_import" in codes(decision)

    def test_our_own_step_then_counts_in_full(self) -> None:
        day = date(2026, 11, 30)
        steps = (
            past("call", 30, 1, day=day, before_import=True),
            past("reminder_2", 6, 1, day=day),
        )

        assert on(day, situation(past_steps=steps)).step == "call"

    def test_a_step_without_invoices_spoke_of_all_that_were_overdue(self) -> None:
        day = date(2026, 10, 20)
        spoken = PastStep("reminder_1", date(2026, 10, 6), before_import=True)
        client = situation(past_steps=(spoken,))
        other = situation(past_steps=(spoken,), invoices=(invoice(due_on=date(2026, 10, 6)),))

        assert on(day, client).step == "reminder_2"
        assert on(day, other).step == "reminder_1"


class TestGrace:
    @pytest.mark.parametrize(
        ("habit", "has_grace"),
        [
            (PaymentHabit(3, 3), True),
            (PaymentHabit(5, 4), True),
            (PaymentHabit(2, 2), False),
            (PaymentHabit(9, 7), False),  # 77 percent
        ],
    )
    def test_is_for_known_good_payers(self, habit: PaymentHabit, *, has_grace: bool) -> None:
        client = situation(habit=habit)

        assert (on(TUESDAY, client).kind == "wait") is has_grace
        assert ("client.good_payer" in codes(on(TUESDAY, client))) is has_grace
        assert on(date(2026, 10, 9), client).step == "reminder_1"
        assert ("client.good_payer" in codes(on(date(2026, 10, 9), client))) is has_grace


class TestOwnPolicies:
    def test_without_a_check_wait_for_the_first_reminder(self) -> None:
        policy = replace(shipped(), version="ours-1", steps=shipped().steps[1:], ladders=())
        client = situation(habit=PaymentHabit())

        assert on(date(2026, 9, 28), client, policy=policy).wait_until == TUESDAY

    def test_without_steps_ask_a_person(self) -> None:
        policy = replace(shipped(), version="ours-1", steps=())

        assert on(TUESDAY, situation(), policy=policy).question == "what_now"
        assert on(DUE, situation(), policy=policy).wait_until == TUESDAY

    def test_may_skip_a_rung_for_some_clients(self) -> None:
        channel: Channel = "email"
        steps = (
            PolicyStep("reminder_1", 1, channel, "reminder_1", ("consumer", "good_payer")),
            PolicyStep("reminder_2", 2, channel, "reminder_2"),
        )
        policy = replace(shipped(), version="ours-1", steps=steps)

        assert on(date(2026, 10, 7), situation(), policy=policy).step == "reminder_2"
        assert on(date(2026, 10, 7), situation(kind="consumer"), policy=policy).step == (
            "reminder_1"
        )

    def test_call_a_new_client_on_day_six_at_the_earliest(self) -> None:
        steps = (PolicyStep("call", 2, "phone", "call"),)
        policy = replace(shipped(), version="ours-1", steps=steps, ladders=())
        known, new = situation(), situation(habit=PaymentHabit())

        assert on(date(2026, 10, 7), known, policy=policy).step == "call"
        assert on(date(2026, 10, 7), new, policy=policy).wait_until == date(2026, 10, 12)
        assert on(date(2026, 10, 12), new, policy=policy).step == "call"
