"""What "later" costs, said before it is chosen."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from voldaan.followup.decision import decide
from voldaan.followup.morning.waiting import (
    LEAST_INVOICES,
    Lived,
    Price,
    history,
    prices,
)
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import (
    BankCoverage,
    CallTry,
    Decision,
    OpenInvoice,
    PastStep,
    PaymentHabit,
    Situation,
    Unread,
)
from voldaan.reasons import because

#: A Wednesday.
DAY = date(2026, 10, 14)
POLICY = shipped()


def vink(*, due_on: date = date(2026, 10, 13), **facts: object) -> Situation:
    invoice = OpenInvoice(7, "2026-041", due_on, 121_000, 121_000)
    known = Situation(
        1,
        "Vink BV",
        invoices=(invoice,),
        habit=PaymentHabit(paid_count=1),
        bank=BankCoverage(date(2026, 9, 1), DAY),
    )
    return replace(known, **facts)  # type: ignore[arg-type]


def price(situation: Situation, *, decision: Decision, count: int, day: date = DAY) -> Price:
    (found,) = prices(situation, decision=decision, policy=POLICY, day=day, counts=[count])
    return found


def cost(situation: Situation, *, count: int, day: date = DAY) -> Price:
    card = decide(situation, policy=POLICY, day=day)
    assert card.kind != "wait"
    return price(situation, decision=card, day=day, count=count)


def codes(found: Price) -> list[str]:
    return [reason.code for reason in found.reasons]


class TestTheDay:
    def test_is_the_one_after_the_pause(self) -> None:
        found = cost(vink(), count=1)

        assert found.back_on == date(2026, 10, 15)
        assert found.reasons[0] == because("later.late", days=2)

    def test_is_never_in_a_weekend(self) -> None:
        assert cost(vink(), count=3).back_on == date(2026, 10, 19)

    def test_is_never_a_holiday(self) -> None:
        christmas = vink(due_on=date(2026, 12, 23))
        bank = BankCoverage(date(2026, 9, 1), date(2026, 12, 24))

        found = cost(replace(christmas, bank=bank), count=1, day=date(2026, 12, 24))

        assert found.back_on == date(2026, 12, 28)

    def test_may_come_before_the_due_date(self) -> None:
        situation = vink(due_on=date(2026, 10, 22))
        card = decide(situation, policy=POLICY, day=DAY)

        found = cost(situation, count=1)

        assert card.step == "service_check"
        assert found.reasons[0] == because("later.in_time", days=7)

    def test_of_a_question_that_never_rests_is_that_very_day(self) -> None:
        unread = vink(unread=Unread(1, DAY, "paid"))

        found = cost(unread, count=3)

        assert found.back_on == date(2026, 10, 17)
        assert codes(found) == ["later.late"]


class TestTheRest:
    def test_says_that_another_step_has_come_by_then(self) -> None:
        found = cost(vink(due_on=date(2026, 10, 16)), count=7)

        assert found.back_on == date(2026, 10, 21)
        assert codes(found) == ["later.late", "later.becomes"]
        assert dict(found.reasons[1].facts) == {"step": "reminder_1"}

    def test_says_how_far_the_step_after_it_moves(self) -> None:
        found = cost(vink(), count=7)

        assert codes(found) == ["later.late", "later.moves"]
        assert dict(found.reasons[1].facts) == {
            "step": "reminder_2",
            "from_day": "2026-10-21",
            "to_day": "2026-10-26",
        }

    def test_is_silent_about_a_step_that_does_not_move(self) -> None:
        assert codes(cost(vink(), count=1)) == ["later.late"]

    def test_counts_old_calls_until_there_is_a_contact(self) -> None:
        past = (
            PastStep("reminder_1", date(2026, 9, 16)),
            PastStep("reminder_2", date(2026, 9, 23)),
        )
        tried = (CallTry(date(2026, 10, 13), 9),)
        situation = vink(
            due_on=date(2026, 9, 15), past_steps=past, call_tries=tried, has_phone=True
        )

        found = cost(situation, count=1)

        assert decide(situation, policy=POLICY, day=DAY).step == "call"
        assert found.back_on == date(2026, 10, 15)

    def test_says_when_nothing_is_asked_at_all(self) -> None:
        situation = vink()
        card = decide(situation, policy=POLICY, day=DAY)
        stopped = replace(situation, stopped_for="insolvency")

        found = price(stopped, decision=card, count=1)

        assert codes(found) == ["later.silent"]

    def test_needs_no_due_date(self) -> None:
        question = Decision("ask", 1, (), question="read_answer")
        unread = vink(unread=Unread(1, DAY, "paid"))

        found = price(unread, decision=question, count=1)

        assert found.reasons == ()

    def test_takes_a_client_without_a_bank_file(self) -> None:
        assert codes(cost(vink(bank=BankCoverage()), count=1)) == ["later.late"]


class TestAnyCost:
    @given(
        late=st.integers(-9, 400),
        count=st.sampled_from([1, 3, 7]),
        past=st.lists(
            st.tuples(
                st.sampled_from(["reminder_1", "reminder_2", "call"]), st.integers(0, 60)
            ),
            max_size=3,
        ),
    )
    def test_comes_back_no_sooner_than_was_chosen(
        self, late: int, count: int, past: list[tuple[str, int]]
    ) -> None:
        steps = tuple(PastStep(step, DAY - timedelta(days=ago)) for step, ago in past)
        situation = vink(due_on=DAY - timedelta(days=late), past_steps=steps)
        card = decide(situation, policy=POLICY, day=DAY)

        found = price(situation, decision=card, count=count)

        assert found.count == count
        assert found.back_on >= DAY + timedelta(days=count)
        assert found == price(situation, decision=card, count=count)
        for reason in found.reasons:
            if reason.code == "later.moves":
                facts = dict(reason.facts)
                assert str(facts["from_day"]) < str(facts["to_day"])

    @given(
        late=st.integers(-9, 400),
        counts=st.lists(st.integers(1, 30), max_size=5),
        asked=st.lists(st.integers(0, 60), max_size=2),
        tries=st.lists(st.integers(0, 9), max_size=2),
    )
    def test_is_the_same_beside_others_as_alone(
        self, late: int, counts: list[int], asked: list[int], tries: list[int]
    ) -> None:
        situation = vink(
            due_on=DAY - timedelta(days=late),
            past_steps=tuple(PastStep("reminder_1", DAY - timedelta(ago)) for ago in asked),
            call_tries=tuple(CallTry(DAY - timedelta(days=ago), 9) for ago in tries),
            has_phone=True,
        )
        card = decide(situation, policy=POLICY, day=DAY)

        found = prices(situation, decision=card, policy=POLICY, day=DAY, counts=counts)

        assert found == tuple(price(situation, decision=card, count=count) for count in counts)


def paid(count: int, *, after: int, due_on: date = date(2026, 1, 1)) -> list[Lived]:
    return [Lived(due_on, due_on + timedelta(days=after))] * count


class TestHistory:
    def test_counts_those_that_were_as_late(self) -> None:
        own = paid(50, after=2) + paid(12, after=9) + paid(22, after=40)

        found = history(own, days_late=3, within=7, day=DAY)

        assert found == because("later.history", count=34, days=3, paid_count=12, within=7)

    def test_counts_the_edges_on_the_right_side(self) -> None:
        own = paid(20, after=3) + paid(15, after=4) + paid(15, after=10) + paid(5, after=11)

        found = history(own, days_late=3, within=7, day=DAY)

        assert found is not None
        assert dict(found.facts)["count"] == 35
        assert dict(found.facts)["paid_count"] == 30

    def test_counts_what_is_open_still(self) -> None:
        own = paid(10, after=5) + [Lived(date(2026, 1, 1))] * 10

        found = history(own, days_late=3, within=7, day=DAY)

        assert found is not None
        assert dict(found.facts) == {"count": 20, "days": 3, "paid_count": 10, "within": 7}

    def test_leaves_out_what_cannot_be_known_yet(self) -> None:
        due_on = DAY - timedelta(days=10)
        own = paid(LEAST_INVOICES, after=5, due_on=due_on)

        assert history(own, days_late=3, within=7, day=DAY) is None
        assert history(own, days_late=3, within=7, day=DAY + timedelta(days=1)) is not None

    def test_says_nothing_of_fewer_than_twenty(self) -> None:
        assert history(paid(19, after=5), days_late=3, within=7, day=DAY) is None

    def test_says_nothing_before_the_due_date(self) -> None:
        assert history(paid(99, after=5), days_late=0, within=7, day=DAY) is None
