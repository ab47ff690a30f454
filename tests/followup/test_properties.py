"""What holds for every situation, and over months of daily runs."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from voldaan import days
from voldaan.followup import codes, looking, replay
from voldaan.followup.decision import decide
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import (
    STEP_CODES,
    BankCoverage,
    Decision,
    OpenCredit,
    OpenInvoice,
    PastStep,
    PaymentHabit,
    Situation,
)
from voldaan.reasons import Reason

START = date(2026, 3, 2)  # Easter, King's Day, 5 May, Ascension and Pentecost lie ahead
FAR = BankCoverage(covered_until=date(2100, 1, 1))
CENTS = st.integers(1, 10**7)
ANY_DAY = st.dates() | st.sampled_from([date.min, date.max])
NEAR_DAY = st.dates(START, START + timedelta(days=60))


def invoices(on: st.SearchStrategy[date]) -> st.SearchStrategy[tuple[OpenInvoice, ...]]:
    one = st.builds(
        OpenInvoice,
        id=st.integers(1, 6),
        number=st.text(max_size=5),
        due_on=on,
        open_cents=CENTS,
        payable_cents=CENTS,
        issued_on=st.none() | on,
        held_until=st.none() | on,
        known_open_on=st.none() | on,
    )
    return st.lists(one, max_size=4, unique_by=lambda each: each.id).map(tuple)


def situations(on: st.SearchStrategy[date]) -> st.SearchStrategy[Situation]:
    return st.builds(
        Situation,
        client_id=st.integers(1, 9),
        client_name=st.text(max_size=5),
        kind=st.sampled_from(["consumer", "business", "government"]),
        has_email=st.booleans(),
        has_phone=st.booleans(),
        invoices=invoices(on),
        credits=st.lists(
            st.builds(OpenCredit, st.integers(1, 9), st.just("C"), CENTS), max_size=2
        ).map(tuple),
        past_steps=st.lists(
            st.builds(
                PastStep,
                st.sampled_from([*STEP_CODES, "thanks"]),
                on,
                st.lists(st.integers(1, 6), max_size=3).map(tuple),
                st.booleans(),
                st.booleans(),
            ),
            max_size=4,
        ).map(tuple),
        habit=st.builds(PaymentHabit, st.integers(0, 9), st.integers(0, 9)),
        bank=st.builds(BankCoverage, st.none() | on, st.none() | on),
        unmatched_cents=st.sampled_from([0, 0, 5]),
        held_until=st.none() | on,
        administration_held_until=st.none() | on,
        message_waiting=st.booleans(),
    )


class TestEveryDecision:
    @given(situations(ANY_DAY), ANY_DAY)
    @settings(max_examples=150)
    def test_is_exactly_one_of_three_and_says_why(self, client: Situation, day: date) -> None:
        decision = decide(client, policy=shipped(), day=day)

        shape = (decision.step is None, decision.wait_until is None, decision.question is None)
        assert (
            shape
            == {
                "step": (False, True, True),
                "wait": (True, False, True),
                "ask": (True, True, False),
            }[decision.kind]
        )
        assert decision.reasons
        assert decision.changes
        assert decision.cites
        for reason in (*decision.reasons, *decision.changes):
            codes.check(reason)
        assert decision.question is None or decision.question in codes.QUESTIONS
        if decision.wait_until is not None:
            assert decision.wait_until > day or day == date.max

    @given(situations(NEAR_DAY), NEAR_DAY)
    @settings(max_examples=150)
    def test_asks_on_working_days_for_what_is_overdue_and_no_more(
        self, client: Situation, day: date
    ) -> None:
        decision = decide(client, policy=shipped(), day=day)

        named = [each for each in client.invoices if each.id in decision.invoice_ids]
        assert 0 <= decision.asks_cents <= decision.open_cents
        assert decision.open_cents == sum(each.open_cents for each in named)
        if decision.kind == "step":
            assert days.is_working_day(day)
            assert not client.unmatched_cents
            assert not client.message_waiting
            assert decision.due_since == min(each.due_on for each in named)
            assert all(each.held_until is None or each.held_until < day for each in named)
        if decision.asks_cents:
            assert decision.kind == "step"
            assert all(each.due_on < day for each in named)
            assert client.bank.covered_until is not None
            assert client.bank.covered_until >= max(each.due_on for each in named)
            requests = [step.on for step in client.past_steps if step.counts]
            assert all((day - on).days >= 5 for on in requests)

    @given(situations(ANY_DAY), ANY_DAY)
    def test_comes_out_the_same_when_it_is_replayed(self, client: Situation, day: date) -> None:
        decision = decide(client, policy=shipped(), day=day)

        again = replay.from_json(Situation, replay.to_json(client))

        assert again == client
        assert decide(again, policy=shipped(), day=day) == decision
        assert replay.from_json(Decision, replay.to_json(decision)) == decision
        assert replay.from_plain(Decision, json.loads(replay.to_json(decision))) == decision

    @given(situations(NEAR_DAY), NEAR_DAY, st.permutations(range(4)))
    def test_does_not_depend_on_the_order_of_the_invoices(
        self, client: Situation, day: date, order: list[int]
    ) -> None:
        held = [replace(each, held_until=None) for each in client.invoices]
        client = replace(client, invoices=tuple(held))
        shuffled = tuple(held[place] for place in order if place < len(held))

        assert decide(replace(client, invoices=shuffled), policy=shipped(), day=day) == decide(
            client, policy=shipped(), day=day
        )


class Run:
    """Daily runs over one client: every step is taken, invoices get paid on their day."""

    def __init__(self, client: Situation, paid_on: dict[int, date]) -> None:
        self.client = client
        self.paid_on = paid_on
        self.taken: list[tuple[date, Decision]] = []

    def situation(self, day: date) -> Situation:
        left = [
            each
            for each in self.client.invoices
            if self.paid_on.get(each.id, date.max) > day and (each.issued_on or date.min) <= day
        ]
        return replace(self.client, invoices=tuple(left))

    def on(self, day: date) -> Decision:
        decision = decide(self.situation(day), policy=shipped(), day=day)
        if decision.kind == "step":
            self.taken.append((day, decision))
            assert decision.step is not None
            step = PastStep(
                decision.step,
                day,
                decision.invoice_ids,
                counts=decision.step != "service_check",
            )
            self.client = replace(self.client, past_steps=(*self.client.past_steps, step))
        return decision


FRESH = st.builds(
    Situation,
    client_id=st.just(1),
    client_name=st.just("Dirk"),
    has_phone=st.booleans(),
    invoices=st.lists(
        st.builds(
            OpenInvoice,
            id=st.integers(1, 8),
            number=st.just("2026-001"),
            due_on=st.dates(START - timedelta(days=30), START + timedelta(days=60)),
            open_cents=st.sampled_from([5_000, 250_000]),
            payable_cents=st.just(250_000),
            held_until=st.none() | NEAR_DAY,
        ),
        max_size=5,
        unique_by=lambda each: each.id,
    ).map(tuple),
    habit=st.builds(PaymentHabit, st.integers(0, 5), st.integers(0, 5)),
    bank=st.just(FAR),
)
PAID = st.dictionaries(
    st.integers(1, 8), st.dates(START, START + timedelta(days=120)), max_size=5
)
RUN_DAYS = 120


class TestDailyRuns:
    @given(FRESH, PAID)
    @settings(max_examples=40, deadline=None)
    def test_keep_the_gap_and_repeat_no_step(
        self, client: Situation, paid: dict[int, date]
    ) -> None:
        run = Run(client, paid)

        for number in range(RUN_DAYS):
            run.on(START + timedelta(days=number))

        requests = [(day, each) for day, each in run.taken if each.asks_cents]
        for (day, _), (later, _) in pairwise(requests):
            assert (later - day).days >= 5
        taken: dict[int, set[str]] = {}
        for day, decision in run.taken:
            assert days.is_working_day(day)
            assert decision.step is not None
            for each in decision.invoice_ids:
                assert decision.step not in taken.setdefault(each, set())
                taken[each].add(decision.step)

    @given(FRESH, PAID, st.sets(st.integers(0, RUN_DAYS), max_size=80))
    @settings(max_examples=40, deadline=None)
    def test_after_missed_days_take_one_step_and_skip_none(
        self, client: Situation, paid: dict[int, date], missed: set[int]
    ) -> None:
        run = Run(replace(client, invoices=client.invoices[:1]), paid)

        for number in range(RUN_DAYS):
            if number not in missed:
                run.on(START + timedelta(days=number))

        steps = [each.step for _, each in run.taken if each.asks_cents]
        order = ["reminder_1", "reminder_2", "call"]
        if client.habit.paid_count == 0:
            order = ["reminder_1", "call", "reminder_2"]
        assert steps == order[: len(steps)]

    @given(FRESH, PAID)
    @settings(max_examples=40, deadline=None)
    def test_waking_only_on_the_day_waited_for_never_differs(
        self, client: Situation, paid: dict[int, date]
    ) -> None:
        daily, woken = Run(client, paid), Run(client, paid)
        wake = START

        for number in range(RUN_DAYS):
            day = START + timedelta(days=number)
            daily.on(day)
            if wake <= day or day in paid.values():
                decision = woken.on(day)
                wake = decision.wait_until or days.shift(day, 1)

        assert woken.taken == daily.taken

    @given(FRESH, PAID)
    @settings(max_examples=40, deadline=None)
    def test_looking_only_when_something_may_be_said_never_differs(
        self, client: Situation, paid: dict[int, date]
    ) -> None:
        daily, due = Run(client, paid), Run(client, paid)
        look, said = START, None
        events = {*paid.values(), *(each.issued_on for each in client.invoices)}

        for number in range(RUN_DAYS):
            day = START + timedelta(days=number)
            wanted = daily.on(day)
            if look <= day or day in events or said is None:
                situation = due.situation(day)
                said = due.on(day)
                look = looking.look_on(said, situation=situation, policy=shipped(), day=day)

            if wanted.reasons[0].code != "nothing.open":  # ninety days from any day
                assert _says(said) == _says(wanted)


def _says(decision: Decision) -> Decision:
    """Leave out what only counts the days."""
    reasons = tuple(Reason(reason.code, ()) for reason in decision.reasons)
    return replace(decision, reasons=reasons)
