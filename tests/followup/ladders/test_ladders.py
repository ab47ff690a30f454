"""Whose ladder: by kind of client, by what is owed, and when that changes halfway."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.followup.dirk import DUE, codes, facts, invoice, on, past, situation

from voldaan.followup.case import sort_out
from voldaan.followup.ladders import is_small, ladder_of
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import Ladder, PastStep, PaymentHabit, Policy, PolicyStep

NEW, KNOWN, GOOD = PaymentHabit(), PaymentHabit(1), PaymentHabit(5, 5)
SMALL = (invoice(open_cents=24_999),)
LATE = DUE + timedelta(days=40)  # a Saturday
MONDAY = DUE + timedelta(days=42)


def name_of(*, policy: Policy | None = None, **about: Any) -> str:
    client = situation(**about)
    case = sort_out(client, policy=policy or shipped(), day=MONDAY)
    return ladder_of(case, invoices=case.overdue).name


class TestLadderOf:
    @pytest.mark.parametrize(
        ("about", "name"),
        [
            ({}, "standard"),
            ({"kind": "consumer"}, "standard"),
            ({"habit": GOOD}, "standard"),
            ({"habit": NEW}, "new"),
            ({"invoices": SMALL}, "small_invoice"),
            ({"invoices": SMALL, "habit": GOOD}, "small_invoice"),
            ({"invoices": SMALL, "habit": NEW}, "new"),
            ({"is_a_client": True, "habit": NEW}, "a_client"),
            ({"is_a_client": True, "invoices": SMALL}, "a_client"),
            ({"is_large_organisation": True, "is_a_client": True}, "large_organisation"),
            ({"kind": "government", "habit": NEW}, "large_organisation"),
        ],
    )
    def test_of_the_shipped_policy(self, about: dict[str, Any], name: str) -> None:
        assert name_of(**about) == name

    @pytest.mark.parametrize(
        ("about", "name"),
        [
            ({"kind": "government"}, "government"),
            ({"kind": "consumer"}, "consumer"),
            ({"kind": "business"}, "business"),
            ({"kind": "business", "habit": GOOD}, "good_payer"),
        ],
    )
    def test_may_be_the_owners_own(self, about: dict[str, Any], name: str) -> None:
        own = [
            Ladder("government", ()),
            Ladder("consumer", ()),
            Ladder("business", ()),
            Ladder("good_payer", ()),
        ]
        policy = replace(shipped(), version="ours-1", ladders=(*shipped().ladders, *own))

        assert name_of(policy=policy, **about) == name

    def test_is_said_unless_it_is_the_standard_one(self) -> None:
        decision = on(MONDAY, situation(habit=NEW))

        assert (decision.ladder, facts(decision, "ladder.of")) == ("new", {"ladder": "new"})
        assert "ladder.of" not in codes(on(MONDAY, situation()))


class TestSmall:
    def test_is_one_invoice_under_the_limit(self) -> None:
        case = sort_out(situation(), policy=shipped(), day=MONDAY)

        assert is_small(case, invoices=SMALL)
        assert not is_small(case, invoices=(invoice(open_cents=25_000),))
        assert not is_small(case, invoices=(*SMALL, invoice(2, open_cents=100)))


class TestChangesHalfway:
    def test_a_new_client_who_was_called_and_then_paid_something_ends_in_the_question(
        self,
    ) -> None:
        steps = (past("reminder_1", 12, day=MONDAY), past("call", 7, day=MONDAY))

        new = on(MONDAY, situation(habit=NEW, past_steps=steps))
        known = on(MONDAY, situation(habit=KNOWN, past_steps=steps))

        assert new.step == "reminder_2"
        assert known.question == "what_now"

    def test_a_small_invoice_that_gets_company_is_called_about_sooner(self) -> None:
        day = DUE + timedelta(days=15)
        steps = (past("reminder_1", 14, 1, day=day), past("reminder_2", 7, 1, day=day))
        alone = situation(invoices=SMALL, past_steps=steps)
        together = replace(alone, invoices=(*SMALL, invoice(2, due_on=DUE + timedelta(days=8))))

        assert on(day, alone).wait_until == DUE + timedelta(days=22)
        assert on(day, together).step == "call"

    def test_the_wait_of_a_small_invoice_ends_when_the_next_is_overdue(self) -> None:
        day = DUE + timedelta(days=10)
        steps = (past("reminder_1", 9, 1, day=day), past("reminder_2", 2, 1, day=day))
        later = [invoice(n, due_on=DUE + timedelta(days=17)) for n in (2, 3)]
        client = situation(invoices=(*SMALL, *later), past_steps=steps)

        decision = on(day, client)

        # On day 18 three invoices are overdue: the standard ladder calls from day 15.
        assert decision.wait_until == DUE + timedelta(days=18)
        assert on(DUE + timedelta(days=18), client).step == "call"

    def test_the_wait_stays_when_the_next_is_later(self) -> None:
        day = DUE + timedelta(days=10)
        steps = (past("reminder_1", 9, 1, day=day), past("reminder_2", 2, 1, day=day))
        later = invoice(2, due_on=DUE + timedelta(days=22))
        client = situation(invoices=(*SMALL, later), past_steps=steps)

        assert on(day, client).wait_until == DUE + timedelta(days=22)

    def test_one_of_several_that_is_left_alone_goes_on_from_its_own_step(self) -> None:
        steps = (past("call", 7, 1, 2, day=MONDAY),)

        assert on(MONDAY, situation(invoices=SMALL, past_steps=steps)).question == "what_now"

    def test_a_client_who_becomes_a_large_organisation_repeats_nothing(self) -> None:
        steps = (past("reminder_1", 7, day=MONDAY),)

        decision = on(MONDAY, situation(past_steps=steps, is_large_organisation=True))

        assert (decision.ladder, decision.step) == ("large_organisation", "reminder_2")

    def test_a_best_client_who_got_a_second_reminder_is_called(self) -> None:
        steps = (past("reminder_1", 14, day=MONDAY), past("reminder_2", 7, day=MONDAY))

        decision = on(MONDAY, situation(past_steps=steps, is_a_client=True))

        assert decision.step == "call"
        assert facts(decision, "ladder.after")["step"] == "reminder_2"

    def test_a_step_milder_than_all_of_the_ladder_leaves_all_of_it(self) -> None:
        only_calls = (PolicyStep("call", 10, "phone", "call"),)
        policy = replace(shipped(), version="ours-1", steps=only_calls, ladders=())
        steps = (past("reminder_1", 7, day=MONDAY),)

        assert on(MONDAY, situation(past_steps=steps), policy=policy).step == "call"


class TestBeforeTheFirstImport:
    def told(self, step: str, days_ago: int = 20) -> PastStep:
        return past(step, days_ago, day=MONDAY, before_import=True)

    @pytest.mark.parametrize("done", ["reminder_1", "reminder_2", "call"])
    def test_a_new_client_is_first_written_to_and_then_called(self, done: str) -> None:
        client = situation(habit=NEW, past_steps=(self.told(done),))
        ours = past("reminder_2", 7, day=MONDAY)
        called = past("call", 7, day=MONDAY)

        assert on(MONDAY, client).step == "reminder_2"
        after = replace(client, past_steps=(*client.past_steps, ours))
        assert on(MONDAY, after).step == "call"
        assert facts(on(MONDAY, after), "ladder.after")["step"] == "reminder_2"
        ended = replace(client, past_steps=(*client.past_steps, ours, called))
        assert on(MONDAY, ended).question == "what_now"
        assert facts(on(MONDAY, ended), "ladder.after")["step"] == "call"

    def test_a_best_client_hears_the_mildest_once_more_and_is_then_called(self) -> None:
        client = situation(is_a_client=True, past_steps=(self.told("reminder_1"),))
        ours = past("reminder_1", 7, day=MONDAY)

        assert on(MONDAY, client).step == "reminder_1"
        after = replace(client, past_steps=(*client.past_steps, ours))
        assert on(MONDAY, after).step == "call"

    def test_a_ladder_without_a_mild_rung_asks_the_owner(self) -> None:
        steps = (PolicyStep("call", 10, "phone", "call"), PolicyStep("decide", 22))
        policy = replace(shipped(), version="ours-1", steps=steps, ladders=())
        client = situation(past_steps=(self.told("reminder_1"),))

        assert on(MONDAY, client, policy=policy).question == "what_now"

    def test_an_own_request_about_something_else_was_a_first_contact(self) -> None:
        steps = (self.told("reminder_1"), past("reminder_1", 30, 99, day=MONDAY))

        assert on(MONDAY, situation(habit=NEW, past_steps=steps)).step == "call"

    def test_the_gap_counts_what_the_owner_did(self) -> None:
        client = situation(past_steps=(self.told("reminder_1", 3),))

        assert on(MONDAY, client).wait_until == MONDAY + timedelta(days=2)


class TestCheck:
    def test_comes_earlier_for_a_large_organisation_and_goes_to_its_payables_desk(self) -> None:
        client = situation(kind="government")

        decision = on(DUE - timedelta(days=14), client)

        assert (decision.step, decision.channel) == ("service_check", "email")
        assert decision.ladder == "large_organisation"

    def test_is_not_for_one_small_invoice_of_a_known_client(self) -> None:
        decision = on(date(2026, 9, 28), situation(invoices=SMALL))

        assert (decision.kind, decision.wait_until) == ("wait", date(2026, 10, 6))
