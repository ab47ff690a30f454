"""What holds for every situation, and over months of daily runs."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.followup.lives import (
    ANY_DAY,
    CHANNELS,
    FAR,
    FATES,
    FRESH,
    KINDS,
    NEAR_DAY,
    PAID,
    POLICIES,
    QUIET,
    RHYTHMS,
    START,
    WAYS,
    Fate,
    Run,
    situations,
)

from voldaan import days
from voldaan.followup import codes, looking, replay
from voldaan.followup.case import sort_out
from voldaan.followup.decision import decide
from voldaan.followup.policy import of_version, shipped
from voldaan.followup.reaching import table
from voldaan.followup.shapes import (
    Channel,
    Decision,
    OpenInvoice,
    PaymentHabit,
    Policy,
    PolicyStep,
    Situation,
)
from voldaan.reasons import Reason


def rung_of(policy: Policy, decision: Decision) -> PolicyStep:
    ladders = {ladder.name: ladder.steps for ladder in policy.ladders}
    steps = ladders.get(decision.ladder, policy.steps)
    return next(step for step in steps if step.code == decision.step)


class TestEveryDecision:
    @given(situations(ANY_DAY), POLICIES | st.just(of_version("nl-1")), ANY_DAY)
    @settings(max_examples=200, deadline=None)
    def test_is_exactly_one_of_three_and_says_why(
        self, client: Situation, policy: Policy, day: date
    ) -> None:
        decision = decide(client, policy=policy, day=day)

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
        looks = looking.look_on(decision, situation=client, policy=policy, day=day)
        assert day <= looks <= (decision.wait_until or day)

    @given(situations(NEAR_DAY), POLICIES, NEAR_DAY)
    @settings(max_examples=200, deadline=None)
    def test_asks_on_working_days_for_what_is_overdue_and_no_more(
        self, client: Situation, policy: Policy, day: date
    ) -> None:
        decision = decide(client, policy=policy, day=day)

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
        if decision.kind == "step":
            heard = [
                step.on
                for step in client.past_steps
                if step.counts or step.step == "service_check"
            ]
            assert all((day - on).days >= 5 for on in heard)

    @given(situations(NEAR_DAY), POLICIES, NEAR_DAY)
    @settings(max_examples=200, deadline=None)
    def test_leaves_a_silenced_client_alone(
        self, client: Situation, policy: Policy, day: date
    ) -> None:
        decision = decide(client, policy=policy, day=day)

        paused = [client.held_until, client.administration_held_until]
        if any(until is not None and until >= day for until in paused):
            assert decision.kind != "step"
        if client.unread is not None or client.stopped_for:
            assert decision.kind != "step"
        for said_on in client.disputed_on if decision.kind == "step" else ():
            assert any(each.counts and each.on > said_on for each in client.past_steps)
        for each in client.invoices:
            if decision.kind == "step" and each.id in decision.invoice_ids and each.disputed_on:
                assert any(step.on > min(each.disputed_on) for step in client.past_steps)
        if any(each.on == day for each in client.past_steps):
            assert decision.kind != "step"
        if client.call_tries and client.call_tries[-1].on == day:
            assert decision.channel != "phone"

    @given(situations(NEAR_DAY), POLICIES, NEAR_DAY)
    @settings(max_examples=200, deadline=None)
    def test_takes_a_channel_on_which_the_client_can_be_reached(
        self, client: Situation, policy: Policy, day: date
    ) -> None:
        decision = decide(client, policy=policy, day=day)

        if decision.kind == "step":
            assert decision.channel is not None
            rung = rung_of(policy, decision)
            named = tuple(each for each in client.invoices if each.id in decision.invoice_ids)
            case = sort_out(client, policy=policy, day=day)
            allowed = table.wanted(case, rung=rung, invoices=named)
            if decision.channel != "phone":
                assert table.can_reach(client, decision.channel)
            elif not client.has_phone:  # the owner may know the number
                assert rung.channel == "phone" or rung.code == "call"
            elif rung.channel == "by_table" and any(
                table.may_use(case, each) for each in allowed
            ):
                assert table.may_use(case, decision.channel)
            if (
                decision.channel == "phone"
                and decision.asks_cents
                and not client.habit.paid_count
            ):
                assert decision.due_since is not None
                assert (day - decision.due_since).days >= 6

    @given(situations(NEAR_DAY), POLICIES, NEAR_DAY)
    @settings(max_examples=200, deadline=None)
    def test_asks_for_an_address_only_where_no_written_way_is_left(
        self, client: Situation, policy: Policy, day: date
    ) -> None:
        client = replace(client, has_email=False)
        decision = decide(client, policy=policy, day=day)

        if decision.question == "add_email":
            assert not any(table.can_reach(client, each) for each in table.WRITTEN)

    @given(situations(ANY_DAY), POLICIES, ANY_DAY)
    @settings(deadline=None)
    def test_comes_out_the_same_when_it_is_replayed(
        self, client: Situation, policy: Policy, day: date
    ) -> None:
        decision = decide(client, policy=policy, day=day)

        again = replay.from_json(Situation, replay.to_json(client))
        rules = replay.from_json(Policy, replay.to_json(policy))

        assert (again, rules) == (client, policy)
        assert decide(again, policy=rules, day=day) == decision
        assert replay.from_json(Decision, replay.to_json(decision)) == decision
        assert replay.from_plain(Decision, json.loads(replay.to_json(decision))) == decision

    @given(situations(NEAR_DAY), NEAR_DAY, st.permutations(range(6)))
    def test_does_not_depend_on_the_order_of_the_invoices(
        self, client: Situation, day: date, order: list[int]
    ) -> None:
        held = [replace(each, held_until=None) for each in client.invoices]
        client = replace(client, invoices=tuple(held))
        shuffled = tuple(held[place] for place in order if place < len(held))

        assert decide(replace(client, invoices=shuffled), policy=shipped(), day=day) == decide(
            client, policy=shipped(), day=day
        )


RUN_DAYS = 120
#: So long after its day a request may come: the days of a gap, and those off behind them.
GAP_AND_REST = 9
#: Owes one to six invoices of one day, and will neither pay nor answer.
SILENT = st.builds(
    Situation,
    client_id=st.just(1),
    client_name=st.just("Dirk"),
    kind=KINDS,
    is_a_client=st.booleans(),
    rhythm=st.none() | RHYTHMS,
    habit=st.integers(0, 4).map(lambda count: PaymentHabit(count, count)),
    invoices=st.lists(st.sampled_from([5_000, 40_000, 250_000]), min_size=1, max_size=6).map(
        lambda amounts: tuple(
            OpenInvoice(number, "2026-001", START, cents, cents)
            for number, cents in enumerate(amounts)
        )
    ),
    bank=st.just(FAR),
)


class TestDailyRuns:
    @given(FRESH, FATES)
    @settings(max_examples=60, deadline=None)
    def test_keep_the_gap_and_repeat_no_step(self, client: Situation, fate: Fate) -> None:
        run = Run(client, fate)

        for number in range(RUN_DAYS):
            run.on(START + timedelta(days=number))

        # Checks and requests of every invoice, on every channel.
        for (day, _), (later, _) in pairwise(run.reached()):
            assert (later - day).days >= 5
        assert max(Counter(day for day, _ in run.taken).values(), default=1) == 1
        taken: dict[int, set[str]] = {}
        for day, decision in run.reached():
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
        fate = replace(QUIET, paid_on=paid, answers_phone=True)
        run = Run(replace(client, invoices=client.invoices[:1], kind="business"), fate)

        for number in range(RUN_DAYS):
            if number not in missed:
                run.on(START + timedelta(days=number))

        steps = [each.step for _, each in run.taken if each.asks_cents]
        order = ["reminder_1", "reminder_2", "call"]
        if client.is_a_client:
            order = ["reminder_1", "call"]
        elif client.habit.paid_count == 0:
            order = ["reminder_1", "call", "reminder_2"]
        assert steps == order[: len(steps)]

    @given(SILENT, WAYS, st.none() | st.sampled_from(CHANNELS), st.booleans())
    @settings(max_examples=120, deadline=None)
    def test_without_any_reaction_end_in_a_question(
        self,
        client: Situation,
        ways: dict[str, bool],
        preferred: Channel | None,
        answers_phone: bool,
    ) -> None:
        fate = Fate({}, ways, answers_phone=answers_phone, preferred=preferred)
        run = Run(client, fate)

        for number in range(60):
            last = run.on(START + timedelta(days=number))

        assert last.question in {"what_now", "add_email"}
        assert len(run.taken) <= 12

    @given(FRESH, PAID)
    @settings(max_examples=60, deadline=None)
    def test_never_lose_a_reminder_to_a_check(
        self, client: Situation, paid: dict[int, date]
    ) -> None:
        fate = replace(QUIET, paid_on=paid, answers_phone=True)
        client = replace(client, rhythm=None)
        counts, alone = (
            Run(client, fate, replace(shipped(), version="ours-1", checks_count=value))
            for value in (True, False)
        )

        for number in range(RUN_DAYS):
            counts.on(START + timedelta(days=number))
            alone.on(START + timedelta(days=number))

        (first, later) = (
            {
                pk: day
                for day, each in reversed(run.taken)
                if each.asks_cents
                for pk in each.invoice_ids
            }
            for run in (alone, counts)
        )
        for pk, day in first.items():
            gone = paid.get(pk, date.max)
            assert pk in later or gone <= days.next_working_day(
                day + timedelta(days=GAP_AND_REST)
            )
            assert pk not in later or later[pk] <= days.next_working_day(
                day + timedelta(days=GAP_AND_REST)
            )

    @given(FRESH, FATES)
    @settings(max_examples=60, deadline=None)
    def test_waking_only_on_the_day_waited_for_never_differs(
        self, client: Situation, fate: Fate
    ) -> None:
        daily, woken = Run(client, fate), Run(client, fate)
        wake, events = START, fate.days(client)

        for number in range(RUN_DAYS):
            day = START + timedelta(days=number)
            daily.on(day)
            if wake <= day or day in events:
                decision = woken.on(day)
                wake = decision.wait_until or days.shift(day, 1)

        assert woken.taken == daily.taken

    @given(FRESH, FATES)
    @settings(max_examples=60, deadline=None)
    def test_looking_only_when_something_may_be_said_never_differs(
        self, client: Situation, fate: Fate
    ) -> None:
        daily, due = Run(client, fate), Run(client, fate)
        look, said = START, None
        events = fate.days(client)

        for number in range(RUN_DAYS):
            day = START + timedelta(days=number)
            wanted = daily.on(day)
            if look <= day or day in events or said is None:
                situation = due.situation(day)
                said = due.on(day)
                look = looking.look_on(said, situation=situation, policy=shipped(), day=day)

            # These wait ninety days from any day.
            if wanted.reasons[0].code not in {"nothing.open", "client.stopped"}:
                assert _says(said) == _says(wanted)


def _says(decision: Decision) -> Decision:
    """Leave out what only counts the days."""
    reasons = tuple(Reason(reason.code, ()) for reason in decision.reasons)
    return replace(decision, reasons=reasons)
