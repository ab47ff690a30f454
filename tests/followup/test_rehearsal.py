"""A ladder rehearsed on the past: what would have been sent, and what differs."""

import time
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.followup.dirk import DUE, codes

from voldaan import days
from voldaan.followup.policy import shipped
from voldaan.followup.rehearsal import (
    BadSpan,
    DatedPayment,
    History,
    PastCredit,
    PastInvoice,
    Rehearsal,
    compare,
    rehearse,
)
from voldaan.followup.shapes import Decision, PastStep, PayRhythm, Policy, Situation

FROM, TO = date(2026, 9, 1), date(2026, 12, 1)
KNOWN = PastInvoice(
    90, "2025-090", date(2025, 6, 2), 10_000, date(2025, 5, 2),
    payments=(DatedPayment(date(2025, 6, 20), 10_000),),
)  # fmt: skip


def bill(number: int = 1, *payments: DatedPayment, **changes: Any) -> PastInvoice:
    plain = PastInvoice(
        number, f"2026-{number:03d}", DUE, 50_000, DUE - timedelta(days=30), payments=payments
    )
    return replace(plain, **changes)


def dirk(*invoices: PastInvoice, number: int = 1, **changes: Any) -> History:
    """Give Dirk, who paid once before, late."""
    client = Situation(number, f"Dirk {number}", has_phone=True)
    return replace(History(client, (KNOWN, *invoices)), **changes)


def live(*histories: History, policy: Policy | None = None) -> Rehearsal:
    policy = policy or changed("service_check")
    return rehearse(histories, policy=policy, from_day=FROM, to_day=TO)


def told(found: Rehearsal) -> list[tuple[str, str]]:
    return [(each.day.strftime("%d-%m"), each.step) for each in found.steps]


def changed(code: str, **columns: Any) -> Policy:
    """Give the shipped ladder with another step, and checks of large invoices only."""
    only_large = {"only_if": ("large_invoice",)}
    steps = tuple(
        replace(
            step,
            **(only_large if step.code == "service_check" else {}),
            **(columns if step.code == code else {}),
        )
        for step in shipped().steps
    )
    return replace(shipped(), version="own", steps=steps)


class TestWhatWouldHaveBeenSent:
    def test_begins_with_the_check_of_who_is_no_known_good_payer(self) -> None:
        found = live(dirk(bill()), policy=shipped())

        assert told(found)[:2] == [("28-09", "service_check"), ("06-10", "reminder_1")]
        assert [each.asks_cents for each in found.steps[:2]] == [0, 50_000]

    def test_is_the_whole_ladder_for_who_never_pays(self) -> None:
        found = live(dirk(bill()))

        assert told(found) == [
            ("06-10", "reminder_1"), ("13-10", "reminder_2"), ("20-10", "call"),
        ]  # fmt: skip
        assert [each.asks_cents for each in found.steps] == [50_000] * 3
        assert [each.channel for each in found.steps] == ["email", "email", "phone"]
        assert found.steps[0].invoice_ids == (1,)
        assert "invoice.overdue" in codes(_as_decision(found))
        assert found.by_step == {"reminder_1": 1, "reminder_2": 1, "call": 1}
        assert found.by_channel == {"email": 2, "phone": 1}
        assert found.client_count == 1

    def test_stops_the_morning_after_the_payment(self) -> None:
        on_the_day = live(dirk(bill(1, DatedPayment(date(2026, 10, 13), 50_000))))
        day_before = live(dirk(bill(1, DatedPayment(date(2026, 10, 12), 50_000))))

        assert told(on_the_day) == [("06-10", "reminder_1"), ("13-10", "reminder_2")]
        assert told(day_before) == [("06-10", "reminder_1")]

    def test_asks_for_what_was_left(self) -> None:
        found = live(dirk(bill(1, DatedPayment(date(2026, 10, 8), 20_000))))

        assert [each.asks_cents for each in found.steps] == [50_000, 30_000, 30_000]

    def test_goes_on_when_the_money_is_taken_back(self) -> None:
        taken_back = bill(
            1, DatedPayment(date(2026, 10, 7), 50_000), DatedPayment(date(2026, 11, 4), -50_000)
        )

        assert told(live(dirk(taken_back))) == [
            ("06-10", "reminder_1"), ("05-11", "reminder_2"), ("10-11", "call"),
        ]  # fmt: skip

    def test_is_nothing_on_days_off(self) -> None:
        found = live(dirk(*(bill(n, due_on=FROM + timedelta(days=n)) for n in range(40))))

        assert found.steps
        assert all(days.is_working_day(each.day) for each in found.steps)

    def test_uses_no_contact_that_really_was(self) -> None:
        history = dirk(bill())
        spoken = replace(
            history.client, past_steps=(PastStep("call", DUE, (1,)),), message_waiting=False
        )

        assert live(replace(history, client=spoken)) == live(history)

    def test_takes_what_was_overdue_long_before_for_what_it_is(self) -> None:
        old = bill(due_on=date(2026, 3, 2), issued_on=None)

        assert live(dirk(old)).steps == ()

    def test_knows_an_invoice_from_its_issue_day(self) -> None:
        late = bill(issued_on=date(2026, 11, 3))

        assert told(live(dirk(late)))[0] == ("03-11", "reminder_1")

    def test_deducts_credits_from_the_day_that_they_are_there(self) -> None:
        credit = PastCredit(5, "C-5", date(2026, 10, 8), 20_000)
        all_of_it = replace(credit, open_cents=50_000)

        some = live(dirk(bill(), credits=(credit,)))
        covered = live(dirk(bill(), credits=(all_of_it,)))

        assert [each.asks_cents for each in some.steps] == [50_000, 30_000, 30_000]
        assert told(covered) == [("06-10", "reminder_1")]

    def test_learns_by_then_how_the_client_paid(self) -> None:
        good = tuple(
            bill(n, DatedPayment(date(2026, n, 1), 50_000), due_on=date(2026, n, 2))
            for n in range(5, 9)
        )
        unknown = tuple(
            replace(each, payments=(replace(each.payments[0], day_is_known=False),))
            for each in good
        )

        with_grace, without = live(dirk(*good, bill(99))), live(dirk(*unknown, bill(99)))

        assert told(with_grace)[0] == ("09-10", "reminder_1")
        assert "client.good_payer" in [r.code for r in with_grace.steps[0].reasons]
        assert told(without)[0] == ("06-10", "reminder_1")

    def test_forgets_what_was_taken_back(self) -> None:
        on_time = [DatedPayment(date(2026, 6, 1), 50_000), DatedPayment(date(2026, 9, 2), -1)]
        good = tuple(
            bill(n, *on_time, due_on=date(2026, 6, 2), issued_on=date(2026, 5, 1))
            for n in range(5, 9)
        )

        found = live(dirk(*good, bill(99)))

        assert "client.good_payer" not in [r.code for each in found.steps for r in each.reasons]

    def test_waits_for_the_pay_day_that_the_client_told(self) -> None:
        history = dirk(bill())
        told_us = replace(history.client, rhythm=PayRhythm("weekday", 3))

        assert told(live(replace(history, client=told_us)))[0] == ("08-10", "reminder_1")

    def test_takes_each_consequence_as_confirmed(self) -> None:
        sure = changed("reminder_2", if_confirmed=True)

        assert told(live(dirk(bill()), policy=sure)) == told(live(dirk(bill())))

    def test_of_who_cannot_be_reached_is_nothing(self) -> None:
        history = dirk(bill())
        nowhere = replace(history.client, has_email=False)

        assert told(live(replace(history, client=nowhere))) == []

    def test_says_which_message_would_have_left_by_itself(self) -> None:
        found = live(dirk(bill()), policy=changed("reminder_1", autopilot=True))

        assert [each.autopilot for each in found.steps] == [True, False, False]

    def test_of_who_was_billed_nothing_is_nothing(self) -> None:
        assert live(History(Situation(1, "Dirk"))).steps == ()

    def test_of_who_was_billed_later_is_nothing(self) -> None:
        later = bill(due_on=date(2027, 2, 1), issued_on=date(2027, 1, 1))

        assert live(History(Situation(1, "Dirk"), (later,))).steps == ()

    def test_stands_by_day_and_then_by_name(self) -> None:
        found = live(dirk(bill(2), number=2), dirk(bill()))

        assert [each.client_id for each in found.steps] == [1, 2, 1, 2, 1, 2]
        assert found.client_count == 2

    @pytest.mark.parametrize("to_day", [FROM, FROM - timedelta(days=1), date(2027, 9, 3)])
    def test_has_bounds(self, to_day: date) -> None:
        with pytest.raises(BadSpan) as found:
            rehearse([], policy=shipped(), from_day=FROM, to_day=to_day)

        assert found.value.count == (to_day - FROM).days

    @settings(max_examples=20)  # each lives five hundred days
    @given(
        st.lists(
            st.tuples(st.integers(-200, 100), st.integers(0, 60), st.integers(-60, 60)),
            max_size=12,
        )
    )
    def test_jumping_over_days_misses_nothing(self, lives: list[tuple[int, int, int]]) -> None:
        invoices = tuple(
            bill(
                place,
                DatedPayment(FROM + timedelta(days=due + paid), 50_000),
                due_on=FROM + timedelta(days=due),
                issued_on=FROM + timedelta(days=due - term),
            )
            for place, (due, term, paid) in enumerate(lives)
        )

        found = live(dirk(*invoices))

        gaps = [
            (other.day - one.day).days
            for one, other in zip(found.steps, found.steps[1:], strict=False)
            if "service_check" not in {one.step, other.step}
        ]
        assert all(gap >= 5 for gap in gaps)
        assert all(each.asks_cents <= 50_000 * len(invoices) for each in found.steps)
        assert found == _every_day(dirk(*invoices))

    @pytest.mark.slow
    def test_takes_work_in_proportion(self) -> None:
        def seconds(count: int) -> float:
            invoices = [
                bill(n, DatedPayment(DUE, 50_000), due_on=DUE - timedelta(days=n % 300))
                for n in range(count)
            ]
            began = time.perf_counter()
            live(dirk(*invoices))
            return time.perf_counter() - began

        seconds(500)
        assert seconds(4_000) < 30 * max(seconds(500), 0.05)


def _as_decision(found: Rehearsal) -> Decision:
    return Decision("step", 1, found.steps[0].reasons)


def _every_day(history: History) -> Rehearsal:
    """Rehearse without jumping: a credit of nothing makes each day a turn."""
    first = FROM - timedelta(days=400)
    turns = tuple(
        PastCredit(-n, "", first + timedelta(days=n), 0) for n in range((TO - first).days)
    )
    return live(replace(history, credits=turns))


class TestTheDifference:
    def test_is_nothing_between_the_same(self) -> None:
        assert compare(live(dirk(bill())), after=live(dirk(bill()))) == ()

    def test_names_what_comes_on_another_day(self) -> None:
        later = live(dirk(bill()), policy=changed("reminder_1", offset_days=3))

        found = compare(live(dirk(bill())), after=later)

        assert found[0].kind == "moved"
        assert found[0].before is not None
        assert (found[0].before.day.day, found[0].step.day.day) == (6, 8)

    def test_names_what_goes_over_another_channel_or_by_itself(self) -> None:
        now = live(dirk(bill()))
        by_phone = live(dirk(bill()), policy=changed("reminder_2", channel="phone"))
        by_itself = live(dirk(bill()), policy=changed("reminder_2", autopilot=True))

        assert [each.kind for each in compare(now, after=by_phone)] == ["moved"]
        assert [each.kind for each in compare(now, after=by_itself)] == ["moved"]

    def test_names_what_is_gone_and_what_is_new(self) -> None:
        own = changed("reminder_2")
        steps = tuple(step for step in own.steps if step.code != "reminder_2")
        without = replace(own, steps=steps)
        now, after = live(dirk(bill())), live(dirk(bill()), policy=without)

        gone, new = compare(now, after=after), compare(after, after=now)

        assert [(each.kind, each.step.step) for each in gone] == [("gone", "reminder_2")]
        assert [(each.kind, each.step.step) for each in new] == [("added", "reminder_2")]
