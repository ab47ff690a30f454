"""Looking only on the days that a decision names gives what looking every day gives.

Nothing happens to the client here: only the days go by. What happens is in
``tests/actions/test_due.py``, on a record.
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.followup.dirk import DUE, TUESDAY, codes, invoice, on, past, situation
from tests.followup.lives import NEAR_DAY, RHYTHMS, START, invoices

from voldaan import days
from voldaan.followup import answers, looking
from voldaan.followup.decision import decide
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import (
    STEP_CODES,
    BankCoverage,
    CallTry,
    Decision,
    OpenCredit,
    OpenInvoice,
    PastStep,
    PaymentHabit,
    PayRhythm,
    Policy,
    Situation,
)
from voldaan.reasons import Reason

FIRST = START + timedelta(days=40)
LOOKED_AT_DAYS = 45
BEFORE = st.dates(START, FIRST)

#: Everything that a record can say of a client, of days around the days that go by.
ANYBODY = st.builds(
    Situation,
    client_id=st.just(1),
    client_name=st.just("Dirk"),
    kind=st.sampled_from(["consumer", "business", "government"]),
    has_phone=st.booleans(),
    has_email=st.booleans(),
    is_a_client=st.booleans(),
    invoices=invoices(NEAR_DAY.map(lambda day: days.shift(day, 20))),
    credits=st.lists(
        st.builds(OpenCredit, st.just(9), st.just("C"), st.just(100)), max_size=1
    ).map(tuple),
    past_steps=st.lists(
        st.builds(
            PastStep,
            st.sampled_from(STEP_CODES),
            BEFORE,
            st.lists(st.integers(1, 6), max_size=3).map(tuple),
            st.booleans(),
            st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    habit=st.builds(PaymentHabit, st.integers(0, 9), st.integers(0, 9)),
    rhythm=st.none() | RHYTHMS,
    bank=st.builds(BankCoverage, st.none(), st.none() | NEAR_DAY | st.just(date(2100, 1, 1))),
    unmatched_cents=st.sampled_from([0, 0, 0, 5]),
    held_until=st.none() | NEAR_DAY,
    administration_held_until=st.none() | st.none() | NEAR_DAY,
    message_waiting=st.booleans(),
    stopped_for=st.sampled_from(["", "", "", "insolvency"]),
    disputed_on=st.just(()) | st.lists(BEFORE, max_size=2).map(tuple),
    call_tries=st.lists(st.builds(CallTry, BEFORE), max_size=2).map(tuple),
)
POLICIES = st.builds(
    lambda gap, rhythm, grace, checks: replace(
        shipped(), gap_days=gap, rhythm_days=rhythm, grace_days=grace, checks_count=checks
    ),
    st.integers(5, 14),
    st.integers(0, 6),
    st.integers(0, 9),
    st.booleans(),
)


class TestLookingOnlyWhenSomethingMayBeSaid:
    @given(ANYBODY, POLICIES)
    @settings(max_examples=150)
    def test_never_differs_from_looking_every_day(
        self, client: Situation, policy: Policy
    ) -> None:
        look = FIRST
        said_on, said = FIRST, decide(client, policy=policy, day=FIRST)

        for number in range(LOOKED_AT_DAYS):
            day = FIRST + timedelta(days=number)
            wanted = decide(client, policy=policy, day=day)
            if look <= day:
                said_on, said = day, wanted
                look = looking.look_on(said, situation=client, policy=policy, day=day)
            assert says(said, on=said_on) == says(wanted, on=day), day

    def test_sees_the_gap_after_a_check_end_in_a_weekend(self) -> None:
        """The check of another invoice on Tuesday: no new one before Sunday, due on Monday."""
        tuesday, monday = date(2026, 9, 1), date(2026, 9, 7)
        alone = replace(shipped(), checks_count=False)
        client = Situation(
            1,
            "Dirk",
            invoices=(OpenInvoice(2, "2026-002", monday, 300_000, 300_000),),
            past_steps=(PastStep("service_check", tuesday, (1,), counts=False),),
        )

        decision = decide(client, policy=alone, day=tuesday)
        look = looking.look_on(decision, situation=client, policy=alone, day=tuesday)

        sunday = decide(client, policy=alone, day=date(2026, 9, 6))
        assert sunday.reasons[0].code == "day.weekend"
        assert look <= date(2026, 9, 6) < (decision.wait_until or date.min)


def says(decision: Decision, *, on: date) -> Decision:
    """Leave out what only counts the days: since a due date, and ninety from any day."""
    reasons = tuple(Reason(reason.code, ()) for reason in decision.reasons)
    changes = tuple(Reason(reason.code, ()) for reason in decision.changes)
    until = decision.wait_until
    far = until is not None and until >= days.shift(on, answers.HORIZON_DAYS)
    return replace(
        decision,
        reasons=reasons,
        changes=changes,
        wait_until=date.max if far else until,
    )


def looks(client: Situation, day: date) -> date:
    decision = on(day, client)
    return looking.look_on(decision, situation=client, policy=shipped(), day=day)


class TestLookOn:
    def test_is_every_run_for_a_step_and_a_question(self) -> None:
        assert looks(situation(), TUESDAY) == TUESDAY
        assert looks(situation(bank=BankCoverage()), TUESDAY) == TUESDAY

    def test_is_the_day_waited_for_when_nothing_turns_before(self) -> None:
        client = situation(past_steps=(past("reminder_1", 0),))

        # The gap ends on Sunday; the second reminder may go from Tuesday the 13th.
        assert on(TUESDAY, client).wait_until == date(2026, 10, 13)
        assert looks(client, TUESDAY) == date(2026, 10, 11)
        assert looks(client, date(2026, 10, 12)) == date(2026, 10, 13)

    def test_is_earlier_when_another_invoice_is_overdue_before(self) -> None:
        client = situation(
            invoices=(invoice(), invoice(2, due_on=date(2026, 10, 7))),
            past_steps=(past("reminder_1", 0),),
        )

        assert looks(client, TUESDAY) == date(2026, 10, 8)

    def test_is_earlier_when_a_pause_ends_before(self) -> None:
        client = situation(
            invoices=(invoice(), invoice(2, held_until=date(2026, 10, 7))),
            past_steps=(past("reminder_1", 0),),
        )

        assert looks(client, TUESDAY) == date(2026, 10, 8)

    def test_is_earlier_when_a_check_opens_before(self) -> None:
        client = situation(
            habit=PaymentHabit(), past_steps=(past("reminder_1", 30, 9, counts=False),)
        )

        # It opens on a Saturday, and only then says why it waits for the Monday.
        assert looks(client, DUE - timedelta(days=20)) == DUE - timedelta(days=14)
        assert looks(client, DUE - timedelta(days=14)) == DUE - timedelta(days=9)

    def test_is_the_weekend_in_front_of_a_step_whose_day_has_come(self) -> None:
        client = situation(rhythm=PayRhythm("weekday", 5))
        friday = date(2026, 10, 9)

        assert on(friday, client).wait_until == date(2026, 10, 12)
        assert looks(client, friday) == date(2026, 10, 10)
        assert "day.weekend" in codes(on(date(2026, 10, 10), client))

    def test_is_every_day_of_a_holiday_that_may_turn_into_a_weekend(self) -> None:
        client = situation(invoices=(invoice(due_on=date(2026, 4, 2)),))

        assert looks(client, date(2026, 4, 3)) == date(2026, 4, 4)

    def test_ends_with_the_calendar(self) -> None:
        client = replace(situation(), administration_held_until=date.max)

        assert looks(client, date.max) == date.max
        assert looks(client, date.min) > date.min
