"""The service check before the due date."""

from dataclasses import replace
from datetime import date

import pytest
from tests.followup.dirk import DUE, TUESDAY, codes, facts, invoice, on, past, situation

from voldaan.followup.policy import of_version, shipped
from voldaan.followup.shapes import OpenCredit, PastStep, PaymentHabit


class TestServiceCheck:
    def test_asks_for_no_money(self) -> None:
        client = situation(habit=PaymentHabit(), credits=(OpenCredit(8, "C-8", 1_000),))

        decision = on(date(2026, 9, 28), client)

        assert (decision.open_cents, decision.asks_cents) == (50_000, 0)
        assert decision.credit_ids == ()
        assert facts(decision, "invoice.due_soon")["days"] == 7
        assert "client.new" in codes(decision)

    def test_speaks_of_all_that_come_soon_and_are_not_checked(self) -> None:
        day = date(2026, 9, 28)
        client = situation(
            habit=PaymentHabit(),
            invoices=tuple(invoice(n, due_on=date(2026, 10, n)) for n in (3, 5, 7, 8)),
            past_steps=(past("service_check", 9, 3, day=day, counts=False),),
        )

        assert on(day, client).invoice_ids == (5, 7)

    def test_is_for_the_large_invoice_only_when_the_client_pays_well(self) -> None:
        client = situation(
            invoices=(invoice(), invoice(2, open_cents=100_000)), habit=PaymentHabit(4, 4)
        )

        decision = on(date(2026, 9, 28), client)

        assert decision.invoice_ids == (2,)
        assert facts(decision, "invoice.large")["number"] == "2026-002"

    @pytest.mark.parametrize("habit", [PaymentHabit(1, 1), PaymentHabit(9, 7)])
    @pytest.mark.parametrize("cents", [(25_000,), (99_999,), (5_000, 5_000)])
    def test_is_for_who_is_no_known_good_payer_from_the_small_invoice_on(
        self, habit: PaymentHabit, cents: tuple[int, ...]
    ) -> None:
        invoices = tuple(invoice(n, open_cents=each) for n, each in enumerate(cents, start=1))

        decision = on(date(2026, 9, 28), situation(invoices=invoices, habit=habit))

        assert (decision.step, len(decision.invoice_ids)) == ("service_check", len(cents))

    @pytest.mark.parametrize("habit", [PaymentHabit(1, 1), PaymentHabit(9, 0)])
    def test_is_not_for_one_small_invoice_of_a_known_client(self, habit: PaymentHabit) -> None:
        client = situation(invoices=(invoice(open_cents=24_999),), habit=habit)

        assert on(date(2026, 9, 28), client).kind == "wait"

    def test_is_not_for_several_of_a_good_payer(self) -> None:
        client = situation(invoices=(invoice(), invoice(2)), habit=PaymentHabit(5, 4))

        assert on(date(2026, 9, 28), client).kind == "wait"

    def test_is_late_rather_than_skipped_but_never_after_the_due_date(self) -> None:
        client = situation(habit=PaymentHabit())
        first = of_version("nl-1")  # where a check is no contact

        assert on(date(2026, 10, 2), client, policy=first).step == "service_check"
        assert on(DUE, client, policy=first).kind == "wait"
        assert on(DUE, client, policy=first).wait_until == TUESDAY

    @pytest.mark.parametrize(
        ("day", "step"),
        [
            (date(2026, 10, 1), "service_check"),  # the reminder may come on the sixth
            (date(2026, 10, 2), None),
            (date(2026, 10, 3), None),  # a Saturday
            (DUE, None),
        ],
    )
    def test_is_left_to_a_request_that_may_come_within_the_gap(
        self, day: date, step: str | None
    ) -> None:
        decision = on(day, situation(habit=PaymentHabit()))

        assert decision.step == step
        if step is None:
            assert (decision.kind, decision.wait_until) == ("wait", TUESDAY)
            assert facts(decision, "check.left") == {
                "step": "reminder_1",
                "from_day": "2026-10-06",
            }

    def test_of_one_invoice_is_left_to_the_reminder_of_another(self) -> None:
        second = invoice(2, due_on=date(2026, 10, 12))
        checked = past("service_check", 8, 1, counts=False)
        client = situation(
            habit=PaymentHabit(), invoices=(invoice(), second), past_steps=(checked,)
        )

        assert on(date(2026, 10, 5), client).wait_until == TUESDAY
        assert on(TUESDAY, client).step == "reminder_1"
        # The first one was paid in time: now nothing stands in its way.
        alone = replace(client, invoices=(second,))
        assert on(TUESDAY, alone).step == "service_check"

    def test_is_left_to_the_reminder_of_an_invoice_that_comes_back_from_a_pause(self) -> None:
        paused = invoice(2, due_on=date(2026, 9, 1), held_until=date(2026, 9, 30))
        client = situation(habit=PaymentHabit(), invoices=(invoice(), paused))

        decision = on(date(2026, 9, 28), client)

        assert facts(decision, "check.left")["from_day"] == "2026-10-01"
        assert decision.wait_until == date(2026, 10, 1)
        assert on(date(2026, 10, 1), client).step == "reminder_1"

    def test_is_not_left_to_the_end_of_a_ladder(self) -> None:
        paused = invoice(2, due_on=date(2026, 9, 1), held_until=date(2026, 9, 30))
        called = past("call", 13, 2)
        client = situation(invoices=(invoice(), paused), past_steps=(called,))

        assert on(date(2026, 9, 29), client).step == "service_check"

    def test_that_nobody_could_foresee_lets_a_request_wait_for_the_gap_only(self) -> None:
        late = invoice(2, due_on=date(2026, 9, 14))
        checked = past("service_check", 7, 1, counts=False)
        client = situation(
            habit=PaymentHabit(), invoices=(invoice(), late), past_steps=(checked,)
        )

        decision = on(date(2026, 9, 30), client)

        assert (decision.kind, decision.wait_until) == ("wait", date(2026, 10, 5))
        assert on(date(2026, 10, 5), client).step == "reminder_1"

    def test_is_dropped_when_the_next_working_day_is_too_late(self) -> None:
        client = situation(habit=PaymentHabit())

        decision = on(date(2026, 10, 3), client)  # Saturday before a Monday

        assert (decision.kind, decision.wait_until) == ("wait", TUESDAY)

    def test_that_named_no_invoices_spoke_of_all_issued_by_then(self) -> None:
        checked = PastStep("service_check", date(2026, 9, 20), counts=False)
        older = invoice(issued_on=date(2026, 9, 5))
        newer = invoice(2, issued_on=date(2026, 9, 25))
        client = situation(habit=PaymentHabit(), invoices=(older, newer), past_steps=(checked,))

        assert on(date(2026, 9, 28), client).invoice_ids == (2,)

    def test_waits_while_something_is_overdue(self) -> None:
        client = situation(
            habit=PaymentHabit(),
            invoices=(invoice(), invoice(2, due_on=date(2026, 10, 14))),
            past_steps=(past("reminder_1", 0, 1),),
        )

        assert on(date(2026, 10, 7), client).kind == "wait"

    def test_may_be_a_call(self) -> None:
        by_phone = replace(shipped().steps[0], channel="phone", text_version="service_call")
        policy = replace(shipped(), version="ours-1", steps=(by_phone, *shipped().steps[1:]))
        large = invoice(open_cents=100_000, payable_cents=100_000)
        client = situation(invoices=(large,), has_phone=False, has_email=False)

        decision = on(date(2026, 9, 28), client, policy=policy)

        assert (decision.step, decision.channel) == ("service_check", "phone")
        assert "phone.missing" in codes(decision)
