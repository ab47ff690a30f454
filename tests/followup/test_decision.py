"""One client, one day: what stops a step."""

from dataclasses import replace
from datetime import date

import pytest
from tests.followup.dirk import TUESDAY, codes, facts, invoice, on, past, situation

from voldaan.followup.policy import of_version
from voldaan.followup.shapes import ClientKind, OpenInvoice, PaymentHabit


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


class TestDisputes:
    def test_are_quiet_for_their_time_and_then_a_person_is_asked(self) -> None:
        said_on, until = date(2026, 10, 6), date(2026, 10, 13)
        client = situation(disputed_on=(said_on,), held_until=until, hold_reason="klopt niet")

        assert on(until, client).wait_until == date(2026, 10, 14)
        decision = on(date(2026, 10, 14), client)
        assert (decision.kind, decision.question) == ("ask", "is_it_solved")
        assert facts(decision, "client.disputed") == {"said_on": "2026-10-06"}
        assert decision.open_cents == 50_000

    def test_about_what_is_not_due_yet_ask_too(self) -> None:
        day = date(2026, 9, 29)

        assert on(day, situation(disputed_on=(day,))).question == "is_it_solved"

    def test_are_over_when_a_person_asked_for_money_again(self) -> None:
        client = situation(
            disputed_on=(date(2026, 10, 6),),
            past_steps=(past("reminder_1", 0), past("reminder_2", -6)),
        )

        assert on(date(2026, 10, 20), client).step == "call"

    def test_are_not_over_by_the_call_in_which_they_were_said(self) -> None:
        client = situation(disputed_on=(TUESDAY,), past_steps=(past("call", 0),))

        assert on(date(2026, 10, 20), client).question == "is_it_solved"

    def test_wait_for_money_that_may_be_the_payment(self) -> None:
        client = situation(disputed_on=(TUESDAY,), unmatched_cents=5)

        assert on(date(2026, 10, 20), client).question == "match_payment"

    def test_with_nothing_open_ask_nothing(self) -> None:
        client = situation(disputed_on=(TUESDAY,), invoices=())

        assert on(date(2026, 10, 20), client).kind == "wait"

    def test_of_one_invoice_let_the_others_go_on_and_are_asked_about_after_its_pause(
        self,
    ) -> None:
        said_on, until = date(2026, 10, 6), date(2026, 10, 13)
        wrong = invoice(1, disputed_on=(said_on,), held_until=until, hold_reason="uren")
        client = situation(invoices=(wrong, invoice(2)))

        going_on = on(until, client)
        assert (going_on.step, going_on.invoice_ids) == ("reminder_1", (2,))
        decision = on(date(2026, 10, 14), client)
        assert (decision.kind, decision.question) == ("ask", "is_it_solved")
        assert facts(decision, "invoice.disputed") == {
            "number": wrong.number,
            "said_on": "2026-10-06",
        }

    def test_of_one_invoice_are_over_when_a_person_asked_for_that_one(self) -> None:
        wrong = invoice(1, disputed_on=(date(2026, 10, 6),))
        client = situation(invoices=(wrong, invoice(2)))
        of_another, of_all = (
            replace(client, past_steps=(replace(past("reminder_1", -1), invoice_ids=ids),))
            for ids in ((2,), ())
        )

        assert on(date(2026, 10, 20), of_another).question == "is_it_solved"
        assert on(date(2026, 10, 20), of_all).question is None

    def test_of_one_invoice_that_is_not_due_yet_ask_too(self) -> None:
        day = date(2026, 9, 29)
        client = situation(invoices=(invoice(disputed_on=(day,)),))

        assert on(day, client).question == "is_it_solved"

    def test_end_by_themselves_on_the_ladder_before_this_question(self) -> None:
        client = situation(disputed_on=(TUESDAY,))

        decision = on(date(2026, 10, 20), client, policy=of_version("nl-1"))

        assert decision.step == "reminder_1"


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


class TestChannels:
    def test_without_an_address_a_person_adds_one(self) -> None:
        decision = on(TUESDAY, situation(has_email=False))

        assert (decision.kind, decision.question) == ("ask", "add_email")

    def test_without_an_address_a_service_check_asks_too(self) -> None:
        client = situation(has_email=False, has_phone=False, habit=PaymentHabit())

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
