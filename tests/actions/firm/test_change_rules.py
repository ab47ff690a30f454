"""The owner changes the rules behind every staircase: from a day on, and never by halves."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.firm.change_ladder import StepChange, change_ladder
from voldaan.actions.firm.change_rules import (
    BadRules,
    Rules,
    change_rules,
    reset_rules,
    rules_of,
    shipped_rules,
    tried,
)
from voldaan.actions.firm.change_settings import Numbers, change_numbers
from voldaan.actions.messages.release_message import OnlyTheOwner
from voldaan.books.models import Administration, Decision, Event, Policy, User
from voldaan.books.queries.policies import policy, policy_of_version
from voldaan.followup.policy import shipped

pytestmark = pytest.mark.django_db
LATER = make.DAY + timedelta(days=10)
OWN = Rules(small_invoice_cents=40_000, many_invoices=3, rhythm_days=0)
NUMBERS = Numbers(7, 200_000, 2, 4, 17, 9)


@pytest.fixture
def of() -> Administration:
    of = make.administration()
    make.statement(of)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


def change(of: Administration, by: User, rules: Rules = OWN, **facts: Any) -> None:
    default: dict[str, Any] = {"from_day": make.DAY, "day": make.DAY}
    change_rules(of.pk, rules=rules, by=by, at=make.AT, **{**default, **facts})


def numbers(of: Administration, by: User, **changes: int) -> None:
    given = replace(NUMBERS, **changes)
    change_numbers(of.pk, numbers=given, day=make.DAY, by=by, at=make.AT)


def counting(of: Administration, *, on: date = make.DAY) -> Rules:
    return rules_of(policy(of.pk, day=on))


def nothing_changed() -> bool:
    return not (Policy.objects.exists() or Event.objects.filter(code="policy.changed").exists())


class TestWhoMayNot:
    @pytest.mark.parametrize("who", [make.bas, make.vera, lambda _: make.chris()])
    def test_changes_nothing(self, of: Administration, anna: User, who: Any) -> None:
        other = who(of)

        with pytest.raises(OnlyTheOwner):
            change(of, other)
        with pytest.raises(OnlyTheOwner):
            reset_rules(of.pk, day=make.DAY, by=other, at=make.AT)

        assert nothing_changed()


class TestTheRules:
    def test_count_from_today_and_decide_again(self, of: Administration, anna: User) -> None:
        scenes.owing(of, cents=30_000)
        scenes.look(of)
        assert Decision.objects.get(is_latest=True).policy_version == "nl-2"

        change(of, anna)

        assert counting(of) == OWN
        decided = Decision.objects.get(is_latest=True)
        assert decided.policy_version == "nl-2+2026-10-14"
        event = Event.objects.get(code="policy.changed")
        assert (event.user, event.facts) == (anna, {"from": "2026-10-14", **asdict(OWN)})
        assert scenes.chains_are_whole()

    def test_keep_what_counted_before(self, of: Administration, anna: User) -> None:
        change(of, anna)
        change(of, anna, replace(OWN, many_invoices=9))

        first = policy_of_version(of.pk, version="nl-2+2026-10-14")
        assert (rules_of(first), counting(of).many_invoices) == (OWN, 9)
        assert policy_of_version(of.pk, version="nl-2") == shipped()

    def test_are_unknown_to_the_first_ladder(self, of: Administration, anna: User) -> None:
        change(of, anna)

        old = policy_of_version(of.pk, version="nl-1+2026-10-14")

        assert (old.small_invoice_cents, old.many_invoices, old.rhythm_days) == (25_000, 5, 0)

    def test_may_count_later(self, of: Administration, anna: User) -> None:
        change(of, anna, from_day=LATER)

        assert (counting(of), counting(of, on=LATER)) == (shipped_rules(), OWN)

    def test_leave_the_steps_and_the_numbers_alone(
        self, of: Administration, anna: User
    ) -> None:
        numbers(of, anna)
        change_ladder(
            of.pk, ladder="standard", steps=[StepChange("reminder_1", 3)], from_day=LATER,
            day=make.DAY, by=anna, at=make.AT,
        )  # fmt: skip

        change(of, anna)

        now, then = policy(of.pk, day=make.DAY), policy(of.pk, day=LATER)
        assert (rules_of(now), rules_of(then)) == (OWN, OWN)
        assert (now.gap_days, then.gap_days) == (7, 7)
        assert [now.steps[1].offset_days, then.steps[1].offset_days] == [1, 3]

    def test_and_the_numbers_reach_what_was_planned(
        self, of: Administration, anna: User
    ) -> None:
        change(of, anna, from_day=LATER)

        numbers(of, anna, gap_days=8)

        assert policy(of.pk, day=LATER).gap_days == 8
        assert counting(of, on=LATER) == OWN

    def test_that_are_the_same_are_not_written(self, of: Administration, anna: User) -> None:
        change(of, anna, shipped_rules())
        assert nothing_changed()

        change(of, anna)
        change(of, anna)

        assert Policy.objects.count() == 1

    def test_come_back_as_shipped(self, of: Administration, anna: User) -> None:
        change(of, anna)
        numbers(of, anna, large_invoice_cents=10_000)

        reset_rules(of.pk, day=make.DAY, by=anna, at=make.AT)

        assert counting(of) == shipped_rules()

    def test_are_tried_without_writing(self, of: Administration, anna: User) -> None:
        assert rules_of(tried(of.pk, rules=OWN, day=make.DAY)) == OWN
        assert nothing_changed()

    def test_of_another_firm_are_not_touched(self, of: Administration, anna: User) -> None:
        other = make.administration("Bureau Chris")

        change(of, anna)

        assert counting(other) == shipped_rules()


class TestBounds:
    @pytest.mark.parametrize(
        ("wrong", "changes"),
        [
            (("small_invoice_cents", "bounds"), {"small_invoice_cents": -1}),
            (("small_invoice_cents", "bounds"), {"small_invoice_cents": 10**15}),
            (("small_invoice_cents", "above_large"), {"small_invoice_cents": 100_001}),
            (("many_invoices", "bounds"), {"many_invoices": 1}),
            (("many_invoices", "bounds"), {"many_invoices": 100}),
            (("rhythm_days", "bounds"), {"rhythm_days": -1}),
            (("rhythm_days", "bounds"), {"rhythm_days": 15}),
        ],
    )
    def test_hold(
        self, of: Administration, anna: User, wrong: tuple[str, str], changes: dict[str, int]
    ) -> None:
        rules = replace(OWN, **changes)

        for attempt in (
            lambda: change(of, anna, rules),
            lambda: tried(of.pk, rules=rules, day=make.DAY),
        ):
            with pytest.raises(BadRules) as refused:
                attempt()
            assert (refused.value.rule, refused.value.found) == wrong

        assert nothing_changed()

    @pytest.mark.parametrize("from_day", [make.DAY - timedelta(days=1), date(2028, 1, 1)])
    def test_let_nothing_begin_in_the_past_or_far_away(
        self, of: Administration, anna: User, from_day: date
    ) -> None:
        with pytest.raises(BadRules, match="from_day"):
            change(of, anna, from_day=from_day)

        assert nothing_changed()

    def test_of_the_database_hold_too(self, of: Administration, anna: User) -> None:
        change(of, anna)

        for wrong in ({"many_invoices": 1}, {"small_invoice_cents": -1}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Policy.objects.update(**wrong)
