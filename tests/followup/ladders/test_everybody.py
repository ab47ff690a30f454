"""Everybody who may stand on a ladder, and what a condition leaves of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.followup.dirk import DUE, codes, facts, invoice, on, past, situation

from voldaan.followup.everybody import taken_by, telling_conditions, who_stands_on
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import Ladder, Policy, PolicyStep

SMALL = (invoice(open_cents=24_999),)


def asking(**conditions: tuple[str, ...]) -> Policy:
    """Give the shipped policy whose standard steps ask conditions."""
    return replace(
        shipped(),
        version="own",
        steps=tuple(
            replace(step, only_if=conditions.get(step.code, step.only_if))
            for step in shipped().steps
        ),
    )


def step_codes(steps: tuple[PolicyStep, ...]) -> list[str]:
    return [step.code for step in steps]


class TestWhoStandsOn:
    def test_the_standard_ladder_are_known_clients_without_a_ladder_of_their_own(self) -> None:
        found = who_stands_on(shipped(), ladder="standard")

        assert found
        assert not any(
            case.is_new or case.is_large_organisation or case.situation.is_a_client
            for case in found
        )
        assert {case.is_good_payer for case in found} == {True, False}

    def test_a_ladder_that_is_not_there_yet_are_those_it_would_be_for(self) -> None:
        assert "good_payer" not in {each.name for each in shipped().ladders}

        found = who_stands_on(shipped(), ladder="good_payer")

        assert {case.is_good_payer for case in found} == {True}

    def test_is_nobody_when_everybody_has_another_ladder(self) -> None:
        kinds = (Ladder("consumer", shipped().steps), Ladder("business", shipped().steps))
        policy = replace(shipped(), ladders=(*shipped().ladders, *kinds))

        assert who_stands_on(policy, ladder="standard") == ()
        assert telling_conditions(policy, ladder="standard") == ()

    @pytest.mark.parametrize("cents", [0, 1])
    def test_knows_a_policy_in_which_every_invoice_is_large(self, cents: int) -> None:
        policy = replace(shipped(), large_invoice_cents=cents, small_invoice_cents=0)

        assert "large_invoice" not in telling_conditions(policy, ladder="standard")


class TestTellingConditions:
    def test_are_those_that_differ_between_two_clients_of_a_ladder(self) -> None:
        assert telling_conditions(shipped(), ladder="standard") == (
            "business", "consumer", "good_payer", "large_invoice", "not_good_payer",
        )  # fmt: skip
        assert "new_client" in telling_conditions(shipped(), ladder="a_client")


class TestTakenBy:
    def test_leaves_out_what_asks_something_else(self) -> None:
        policy = asking(call=("large_invoice",))
        cases = who_stands_on(policy, ladder="standard")

        left = {tuple(step_codes(taken_by(case, steps=policy.steps))) for case in cases}

        assert {"call" in each for each in left} == {True, False}
        assert all({"reminder_1", "reminder_2", "decide"} <= set(each) for each in left)


class TestAStepThatAsks:
    def test_is_passed_over_for_who_is_not_like_that(self) -> None:
        policy = asking(reminder_2=("large_invoice",))
        client = situation(past_steps=(past("reminder_1", 0),))

        decision = on(DUE + timedelta(days=15), client, policy=policy)

        assert decision.step == "call"
        assert "ladder.only_if" not in codes(decision)

    def test_says_for_whom_it_is(self) -> None:
        policy = asking(reminder_2=("consumer", "large_invoice"))
        client = situation(kind="consumer", past_steps=(past("reminder_1", 0),))

        decision = on(DUE + timedelta(days=8), client, policy=policy)

        assert decision.step == "reminder_2"
        assert facts(decision, "ladder.only_if") == {
            "step": "reminder_2", "conditions": "consumer, large_invoice",
        }  # fmt: skip

    def test_may_come_sooner_with_any_invoice_that_falls_due(self) -> None:
        """The second to come is the large one: the wait ends when it is past due."""
        policy = asking(call=("large_invoice",))
        later = (
            invoice(2, due_on=DUE + timedelta(days=10)),
            invoice(3, due_on=DUE + timedelta(days=16), open_cents=150_000),
            invoice(4, due_on=DUE + timedelta(days=60), open_cents=150_000),
        )
        asked = (past("reminder_1", 0), past("reminder_2", -7))
        client = situation(invoices=(invoice(), *later), past_steps=asked)
        day = DUE + timedelta(days=9)

        decision = on(day, client, policy=policy)
        until = DUE + timedelta(days=17)

        assert (decision.kind, decision.wait_until) == ("wait", until)
        assert on(until, client, policy=policy).step == "call"
        shipped_one = on(day, client)
        assert shipped_one.wait_until == DUE + timedelta(days=15)

    def test_rests_as_long_as_it_says(self) -> None:
        steps = tuple(
            replace(step, minimum_gap_days=20 if step.code == "reminder_2" else 5)
            for step in shipped().steps
        )
        client = situation(past_steps=(past("reminder_1", 0),))

        decision = on(DUE + timedelta(days=8), client, policy=replace(shipped(), steps=steps))

        assert decision.wait_until == DUE + timedelta(days=21)
