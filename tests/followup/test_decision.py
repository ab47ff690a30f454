"""One client, one day: what stops a step, what a step holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from voldaan.followup.decision import decide
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import (
    BankCoverage,
    Channel,
    ClientKind,
    Decision,
    OpenCredit,
    OpenInvoice,
    PastStep,
    PaymentHabit,
    Policy,
    PolicyStep,
    Situation,
)

DUE = date(2026, 10, 5)  # a Monday
TUESDAY = date(2026, 10, 6)  # day +1


def invoice(number: int = 1, *, due_on: date = DUE, **facts: object) -> OpenInvoice:
    plain = OpenInvoice(number, f"2026-{number:03d}", due_on, 50_000, 50_000)
    return replace(plain, **facts)  # type: ignore[arg-type]


def situation(**facts: object) -> Situation:
    plain = Situation(
        client_id=1,
        client_name="Dirk",
        has_phone=True,
        invoices=(invoice(),),
        habit=PaymentHabit(paid_count=1),
        bank=BankCoverage(covered_until=date(2030, 1, 1)),
    )
    return replace(plain, **facts)  # type: ignore[arg-type]


def on(day: date, client: Situation, *, policy: Policy | None = None) -> Decision:
    return decide(client, policy=policy or shipped(), day=day)


def codes(decision: Decision) -> list[str]:
    return [reason.code for reason in decision.reasons]


def facts(decision: Decision, code: str) -> dict[str, object]:
    return dict(next(reason.facts for reason in decision.reasons if reason.code == code))


def past(step: str, days_ago: int, *ids: int, day: date = TUESDAY, **more: bool) -> PastStep:
    return PastStep(step, day - timedelta(days=days_ago), ids or (1,), **more)


class TestPauses:
    def test_on_the_administration_stop_everything_until_the_day_after(self) -> None:
        client = situation(
            administration_held_until=date(2026, 10, 9),
            administration_hold_reason="vakantie",
            held_until=date(2026, 12, 1),
            unmatched_cents=5,
        )

        decision = on(TUESDAY, client)

        assert (decision.kind, decision.wait_until) == ("wait", date(2026, 10, 10))
        assert facts(decision, "administration.paused") == {
            "until": "2026-10-09",
            "why": "vakantie",
        }
        assert [change.code for change in decision.changes] == ["day.comes", "pause.lifted"]

    def test_on_the_client_include_their_last_day(self) -> None:
        client = situation(held_until=TUESDAY, hold_reason="ziek")

        assert on(TUESDAY, client).wait_until == date(2026, 10, 7)
        assert on(date(2026, 10, 7), client).kind == "step"

    def test_on_an_invoice_leave_it_out_while_others_go_on(self) -> None:
        held = invoice(2, held_until=date(2026, 10, 20), hold_reason="klacht")

        decision = on(TUESDAY, situation(invoices=(invoice(), held)))

        assert decision.invoice_ids == (1,)
        assert decision.asks_cents == 50_000
        assert facts(decision, "invoices.paused") == {
            "count": 1,
            "number": "2026-002",
            "until": "2026-10-20",
            "why": "klacht",
        }

    def test_on_every_invoice_wait_for_the_first_to_come_back(self) -> None:
        invoices = (
            invoice(1, held_until=date(2026, 10, 20)),
            invoice(2, held_until=date(2026, 10, 8)),
        )

        decision = on(TUESDAY, situation(invoices=invoices))

        assert (decision.kind, decision.wait_until) == ("wait", date(2026, 10, 9))
        assert codes(decision) == ["invoices.paused"]

    def test_end_before_a_later_wait(self) -> None:
        held = invoice(2, held_until=date(2026, 10, 8))
        client = situation(invoices=(invoice(), held), past_steps=(past("reminder_1", 0),))

        assert on(TUESDAY, client).wait_until == date(2026, 10, 9)

    def test_at_the_end_of_the_calendar_still_give_a_day(self) -> None:
        client = situation(held_until=date.max)

        assert on(date.max, client).wait_until == date.max


class TestNothingOpen:
    @pytest.mark.parametrize("invoices", [(), (invoice(open_cents=0),)])
    def test_waits_a_quarter(self, invoices: tuple[OpenInvoice, ...]) -> None:
        decision = on(TUESDAY, situation(invoices=invoices, unmatched_cents=10))

        assert (decision.kind, decision.wait_until) == ("wait", date(2027, 1, 4))
        assert codes(decision) == ["nothing.open"]
        assert decision.due_since is None


class TestFactsThatHold:
    def test_plausible_money_asks_whose_it_is(self) -> None:
        decision = on(TUESDAY, situation(unmatched_cents=50_000, message_waiting=True))

        assert (decision.kind, decision.question) == ("ask", "match_payment")
        assert decision.step is None
        assert decision.asks_cents == 0
        assert decision.open_cents == 50_000

    def test_a_message_on_its_way_waits_for_the_next_working_day(self) -> None:
        friday = date(2026, 10, 9)

        decision = on(friday, situation(message_waiting=True))

        assert (decision.kind, decision.wait_until) == ("wait", date(2026, 10, 12))
        assert codes(decision) == ["message.waiting"]


class TestGate:
    @pytest.mark.parametrize(
        ("bank", "reason"),
        [
            (BankCoverage(), "bank.missing"),
            (BankCoverage(covered_until=date(2026, 10, 4)), "bank.before_due"),
            (BankCoverage(date(2026, 10, 6), date(2026, 10, 6)), "bank.starts_late"),
        ],
    )
    def test_asks_for_a_bank_file_that_can_show_the_payment(
        self, bank: BankCoverage, reason: str
    ) -> None:
        decision = on(TUESDAY, situation(bank=bank))

        assert (decision.kind, decision.question) == ("ask", "import_bank_file")
        assert codes(decision)[0] == reason
        assert decision.changes[0].code == "bank.imported"

    @pytest.mark.parametrize(
        "bank", [BankCoverage(DUE, DUE), BankCoverage(covered_until=date(2026, 10, 6))]
    )
    def test_opens_when_the_due_date_is_covered(self, bank: BankCoverage) -> None:
        assert on(TUESDAY, situation(bank=bank)).step == "reminder_1"

    def test_takes_the_day_on_which_its_source_called_it_open(self) -> None:
        bank = BankCoverage(date(2026, 10, 1), date(2026, 10, 6))
        old = invoice(due_on=date(2026, 3, 2), known_open_on=date(2026, 10, 1))

        assert on(TUESDAY, situation(bank=bank, invoices=(old,))).step == "reminder_1"

    @pytest.mark.parametrize(
        ("covered_until", "is_open"),
        [
            (date(2026, 10, 9), True),  # Friday: three working days before Wednesday
            (date(2026, 10, 8), False),
        ],
    )
    def test_closes_on_data_of_too_many_working_days_ago(
        self, covered_until: date, *, is_open: bool
    ) -> None:
        client = situation(bank=BankCoverage(covered_until=covered_until))

        decision = on(date(2026, 10, 14), client)

        assert (decision.kind == "step") is is_open
        assert ("bank.too_old" in codes(decision)) is not is_open

    def test_looks_at_the_newest_invoice_of_the_message(self) -> None:
        client = situation(
            invoices=(invoice(), invoice(2, due_on=date(2026, 10, 12))),
            bank=BankCoverage(covered_until=date(2026, 10, 11)),
        )

        assert codes(on(date(2026, 10, 13), client))[0] == "bank.before_due"

    def test_is_not_for_a_service_check(self) -> None:
        client = situation(bank=BankCoverage(), habit=PaymentHabit())

        assert on(date(2026, 9, 28), client).step == "service_check"


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

    @pytest.mark.parametrize("step", ["service_check", "confirmation"])
    def test_does_not_count_what_asked_for_nothing(self, step: str) -> None:
        client = situation(past_steps=(past(step, 1, 99, counts=False),))

        assert on(TUESDAY, client).step == "reminder_1"

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


class TestChannels:
    def test_without_an_address_a_person_adds_one(self) -> None:
        decision = on(TUESDAY, situation(has_email=False))

        assert (decision.kind, decision.question) == ("ask", "add_email")

    def test_without_an_address_a_service_check_asks_too(self) -> None:
        client = situation(has_email=False, habit=PaymentHabit())

        assert on(date(2026, 9, 28), client).question == "add_email"

    def test_a_call_without_a_number_says_so(self) -> None:
        day = date(2026, 10, 20)
        steps = (past("reminder_2", 7, 1, day=day),)

        decision = on(day, situation(has_phone=False, past_steps=steps))

        assert (decision.step, decision.channel) == ("call", "phone")
        assert "phone.missing" in codes(decision)

    @pytest.mark.parametrize(("kind", "is_large"), [("government", False), ("business", True)])
    def test_a_large_organisation_is_named(self, kind: ClientKind, *, is_large: bool) -> None:
        client = situation(kind=kind, is_large_organisation=is_large)

        assert "client.large_organisation" in codes(on(TUESDAY, client))


class TestQuietDays:
    @pytest.mark.parametrize(
        ("due_on", "day", "until", "reason"),
        [
            (date(2026, 5, 4), date(2026, 5, 5), date(2026, 5, 6), "day.holiday"),
            (date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 7), "day.holiday"),
            (date(2026, 5, 22), date(2026, 5, 23), date(2026, 5, 26), "day.weekend"),
            (date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 4), "day.holiday"),
            (date(2025, 4, 25), date(2025, 4, 26), date(2025, 4, 28), "day.holiday"),
            (date(2026, 10, 9), date(2026, 10, 10), date(2026, 10, 12), "day.weekend"),
        ],
    )
    def test_wait_for_the_next_working_day(
        self, due_on: date, day: date, until: date, reason: str
    ) -> None:
        client = situation(invoices=(invoice(due_on=due_on),))

        decision = on(day, client)

        assert (decision.kind, decision.wait_until) == ("wait", until)
        assert codes(decision)[0] == reason
        assert ("Algemene termijnenwet art. 3" in decision.cites) is (reason == "day.holiday")
        assert on(until, client).step == "reminder_1"

    @pytest.mark.parametrize(
        ("due_on", "day"),
        [
            (date(2028, 2, 28), date(2028, 2, 29)),
            (date(2026, 12, 30), date(2026, 12, 31)),
            (date(2028, 2, 29), date(2028, 3, 1)),
        ],
    )
    def test_are_not_the_merely_awkward_ones(self, due_on: date, day: date) -> None:
        assert on(day, situation(invoices=(invoice(due_on=due_on),))).step == "reminder_1"

    def test_hold_a_service_check_too(self) -> None:
        client = situation(habit=PaymentHabit())
        saturday = date(2026, 9, 26)

        decision = on(saturday, client)

        assert (decision.kind, decision.wait_until) == ("wait", date(2026, 9, 28))
        assert codes(decision)[0] == "day.weekend"


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
            invoices=tuple(invoice(n, due_on=date(2026, 10, n)) for n in (1, 5, 7, 8)),
            past_steps=(past("service_check", 9, 1, day=day, counts=False),),
        )

        assert on(day, client).invoice_ids == (5, 7)

    def test_is_for_the_large_invoice_only_when_the_client_is_known(self) -> None:
        client = situation(invoices=(invoice(), invoice(2, open_cents=100_000)))

        decision = on(date(2026, 9, 28), client)

        assert decision.invoice_ids == (2,)
        assert facts(decision, "invoice.large")["number"] == "2026-002"

    def test_is_late_rather_than_skipped_but_never_after_the_due_date(self) -> None:
        client = situation(habit=PaymentHabit())

        assert on(date(2026, 10, 2), client).step == "service_check"
        assert on(DUE, client).kind == "wait"
        assert on(DUE, client).wait_until == TUESDAY

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
        client = situation(habit=PaymentHabit(), has_phone=False, has_email=False)

        decision = on(date(2026, 9, 28), client, policy=policy)

        assert (decision.step, decision.channel) == ("service_check", "phone")
        assert "phone.missing" in codes(decision)


class TestOwnPolicies:
    def test_without_a_check_wait_for_the_first_reminder(self) -> None:
        policy = replace(shipped(), version="ours-1", steps=shipped().steps[1:])
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
        policy = replace(shipped(), version="ours-1", steps=steps)
        known, new = situation(), situation(habit=PaymentHabit())

        assert on(date(2026, 10, 7), known, policy=policy).step == "call"
        assert on(date(2026, 10, 7), new, policy=policy).wait_until == date(2026, 10, 12)
        assert on(date(2026, 10, 12), new, policy=policy).step == "call"


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
