"""The owner changes steps and words: within the rules, from a day on, and nothing by halves."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.actions import scenes
from tests.books import factories as make

from voldaan.actions.firm._ladder import as_change, shipped_steps
from voldaan.actions.firm.change_ladder import (
    BadLadder,
    StepChange,
    change_ladder,
    reset_ladder,
    tried,
)
from voldaan.actions.firm.change_settings import Numbers, change_numbers
from voldaan.actions.messages.release_message import OnlyTheOwner
from voldaan.books.models import (
    Administration,
    Decision,
    Event,
    LadderStep,
    Message,
    Policy,
    User,
)
from voldaan.books.queries.policies import policy, policy_of_version

pytestmark = pytest.mark.django_db
LATER = make.DAY + timedelta(days=10)


@pytest.fixture
def of() -> Administration:
    of = make.administration()
    make.statement(of)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


def steps(ladder: str = "standard", **changes: dict[str, Any]) -> list[StepChange]:
    """Give the shipped steps, some of them changed."""
    return [
        replace(as_change(step), **changes.get(step.code, {})) for step in shipped_steps(ladder)
    ]


def change(of: Administration, by: User, *given: StepChange, **facts: Any) -> None:
    default: dict[str, Any] = {
        "ladder": "standard",
        "steps": given,
        "from_day": make.DAY,
        "day": make.DAY,
    }
    change_ladder(of.pk, by=by, at=make.AT, **{**default, **facts})


def days_of(of: Administration, ladder: str = "standard", *, on: date = make.DAY) -> list[int]:
    counts = policy(of.pk, day=on)
    found = next((each.steps for each in counts.ladders if each.name == ladder), counts.steps)
    return [step.offset_days for step in found]


def nothing_changed() -> bool:
    return not (
        Policy.objects.exists() or LadderStep.objects.exists()
        or Event.objects.filter(code="policy.changed").exists()
    )  # fmt: skip


class TestWhoMayNot:
    @pytest.mark.parametrize("who", [make.bas, make.vera, lambda _: make.chris()])
    def test_changes_nothing(self, of: Administration, anna: User, who: Any) -> None:
        other = who(of)

        with pytest.raises(OnlyTheOwner):
            change(of, other, StepChange("reminder_1", 3))
        with pytest.raises(OnlyTheOwner):
            reset_ladder(
                of.pk, ladder="standard", from_day=make.DAY, day=make.DAY, by=other, at=make.AT
            )

        assert nothing_changed()


class TestALadder:
    def test_counts_from_today_and_decides_again(self, of: Administration, anna: User) -> None:
        vink = scenes.owing(of)
        scenes.look(of)
        assert Message.objects.get(client=vink).state == "proposed"

        change(
            of,
            anna,
            *steps(
                "new",
                reminder_1={"offset_days": 4},
                call={"offset_days": 9},
                reminder_2={"offset_days": 14},
            ),
            ladder="new",
        )

        assert Message.objects.get(client=vink).state == "withdrawn"
        decided = Decision.objects.get(is_latest=True)
        assert (decided.kind, decided.wait_until) == ("wait", date(2026, 10, 19))
        assert decided.policy_version == "nl-2+2026-10-14"
        assert scenes.chains_are_whole()

    def test_keeps_only_what_differs(self, of: Administration, anna: User) -> None:
        change(of, anna, *steps(reminder_2={"offset_days": 10, "autopilot": True}))

        row = LadderStep.objects.get()
        assert (row.code, row.offset_days, row.channel, row.autopilot) == (
            "reminder_2", 10, "", True,
        )  # fmt: skip
        event = Event.objects.get(code="policy.changed")
        assert event.user == anna
        assert event.facts == {
            "from": "2026-10-14",
            "ladder": "standard",
            "steps": [
                {
                    "code": "reminder_2", "is_on": True, "offset_days": 10, "channel": "",
                    "autopilot": True, "if_confirmed": False, "only_if": "",
                    "minimum_gap_days": 0, "text": "",
                }
            ],
        }  # fmt: skip

    def test_leaves_the_other_ladders_alone(self, of: Administration, anna: User) -> None:
        change(of, anna, StepChange("reminder_1", 2))
        change(of, anna, StepChange("reminder_1", 4), ladder="a_client")

        assert days_of(of) == [-9, 2, 8, 15, 22]
        assert days_of(of, "a_client") == [-9, 4, 10, 22]
        assert days_of(of, "new") == [-9, 1, 6, 13, 22]

    def test_may_be_that_of_a_kind_that_has_none_yet(
        self, of: Administration, anna: User
    ) -> None:
        change(of, anna, StepChange("call", 20), ladder="government")

        assert days_of(of, "government") == [-9, 1, 8, 20, 22]
        assert days_of(of) == [-9, 1, 8, 15, 22]

    def test_may_leave_steps_out(self, of: Administration, anna: User) -> None:
        change(
            of,
            anna,
            StepChange("service_check", -9, is_on=False),
            StepChange("call", 15, is_on=False),
        )

        assert days_of(of) == [1, 8, 22]

    def test_counts_from_a_later_day(self, of: Administration, anna: User) -> None:
        change(of, anna, StepChange("reminder_1", 3), from_day=LATER)

        assert days_of(of)[1] == 1
        assert days_of(of, on=LATER)[1] == 3

    def test_saved_last_counts_over_what_was_planned(
        self, of: Administration, anna: User
    ) -> None:
        change(of, anna, StepChange("reminder_1", 3), from_day=LATER)
        change(of, anna, StepChange("call", 20), ladder="new", from_day=LATER)
        change(of, anna, StepChange("reminder_1", 2))

        assert (days_of(of)[1], days_of(of, on=LATER)[1]) == (2, 2)
        assert days_of(of, "new", on=LATER) == [-9, 1, 13, 20, 22]

    def test_keeps_the_owners_numbers_and_they_keep_it(
        self, of: Administration, anna: User
    ) -> None:
        numbers = Numbers(7, 200_000, 2, 4, 17, 9)
        change_numbers(of.pk, numbers=numbers, day=make.DAY, by=anna, at=make.AT)
        change(of, anna, StepChange("reminder_1", 3))
        change_numbers(
            of.pk, numbers=replace(numbers, gap_days=9), day=make.DAY, by=anna, at=make.AT
        )

        counts = policy(of.pk, day=make.DAY)
        assert (counts.gap_days, counts.grace_days) == (9, 4)
        assert days_of(of)[1] == 3
        first = policy_of_version(of.pk, version="nl-2+2026-10-14")
        assert (first.gap_days, first.steps[1].offset_days) == (7, 1)

    def test_that_is_the_same_is_not_written(self, of: Administration, anna: User) -> None:
        change(of, anna, *steps())
        assert nothing_changed()

        change(of, anna, StepChange("reminder_1", 3))
        change(of, anna, *steps(reminder_1={"offset_days": 3}))

        assert Policy.objects.count() == 1

    def test_comes_back_as_shipped(self, of: Administration, anna: User) -> None:
        change(of, anna, StepChange("reminder_1", 3))

        reset_ladder(
            of.pk, ladder="standard", from_day=make.DAY, day=make.DAY, by=anna, at=make.AT
        )

        assert days_of(of)[1] == 1
        assert Policy.objects.count() == 2

    def test_is_tried_without_writing(self, of: Administration, anna: User) -> None:
        made = tried(
            of.pk, ladder="standard", steps=[StepChange("reminder_1", 3)], day=make.DAY
        )

        assert made.steps[1].offset_days == 3
        assert nothing_changed()

    def test_of_another_firm_is_not_touched(self, of: Administration, anna: User) -> None:
        other = make.administration("Bureau Chris")

        change(of, anna, StepChange("reminder_1", 3))

        assert days_of(other)[1] == 1


class TestHouseRules:
    @pytest.mark.parametrize(
        ("rule", "changes"),
        [
            ("days", {"reminder_1": {"offset_days": 0}}),
            ("days", {"reminder_1": {"offset_days": -1}}),
            ("days", {"reminder_2": {"offset_days": 366}}),
            ("days", {"reminder_2": {"offset_days": 10**9}}),
            ("days", {"service_check": {"offset_days": 1}}),
            ("days", {"service_check": {"offset_days": -61}}),
            ("channel", {"reminder_1": {"channel": "pigeon"}}),
            ("channel", {"call": {"channel": "email"}}),
            ("channel", {"service_check": {"channel": "post"}}),
            ("channel", {"decide": {"channel": "email"}}),
            ("autopilot", {"call": {"autopilot": True}}),
            ("autopilot", {"decide": {"autopilot": True}}),
            ("autopilot", {"reminder_1": {"autopilot": True, "channel": "whatsapp"}}),
            ("no_end", {"decide": {"is_on": False}}),
            ("confirmed", {"decide": {"if_confirmed": True}}),
            (
                "first_contact",
                {"reminder_1": {"is_on": False}, "reminder_2": {"is_on": False}},
            ),
            (
                "first_contact",
                {"reminder_1": {"offset_days": 20}, "reminder_2": {"is_on": False}},
            ),
            ("order", {"reminder_1": {"offset_days": 14}}),
            ("order", {"decide": {"offset_days": 10}}),
            ("gap", {"reminder_2": {"offset_days": 5}}),
            ("gap", {"call": {"offset_days": 12}}),
            ("always", {"decide": {"only_if": ("large_invoice",)}}),
            ("condition", {"call": {"only_if": ("rich",)}}),
            ("condition", {"call": {"only_if": ("large_invoice", "always")}}),
            ("never", {"call": {"only_if": ("new_client",)}}),
            ("never", {"service_check": {"only_if": ("government",)}}),
            ("rest", {"reminder_2": {"minimum_gap_days": 4}}),
            ("rest", {"reminder_2": {"minimum_gap_days": -5}}),
            ("rest", {"decide": {"minimum_gap_days": 61}}),
            ("text", {"reminder_1": {"text": "reminder_2"}}),
            ("text", {"call": {"text": "reminder_1"}}),
            ("text", {"reminder_2": {"text": "formal/final_notice"}}),
            (
                "first_contact",
                {
                    "reminder_1": {"only_if": ("large_invoice",)},
                    "reminder_2": {"only_if": ("good_payer",)},
                },
            ),
        ],
    )  # fmt: skip
    def test_hold(self, of: Administration, anna: User, rule: str, changes: Any) -> None:
        with pytest.raises(BadLadder) as found:
            change(of, anna, *steps(**changes))

        assert found.value.rule == rule
        assert nothing_changed()

    def test_let_a_condition_be_when_a_reminder_is_left_for_everybody(
        self, of: Administration, anna: User
    ) -> None:
        asked = ("good_payer",), ("not_good_payer",)

        change(
            of, anna, *steps(reminder_1={"only_if": asked[0]}, reminder_2={"only_if": asked[1]})
        )

        counts = policy(of.pk, day=make.DAY)
        assert [step.only_if for step in counts.steps[1:3]] == list(asked)

    def test_know_no_other_steps_or_ladders(self, of: Administration, anna: User) -> None:
        for rule, facts, given in [
            ("unknown_ladder", {"ladder": "everybody"}, []),
            ("unknown_step", {}, [StepChange("bailiff", 30)]),
            ("unknown_step", {"ladder": "a_client"}, [StepChange("reminder_2", 8)]),
            ("twice", {}, [StepChange("call", 15), StepChange("call", 16)]),
        ]:
            with pytest.raises(BadLadder) as found:
                change(of, anna, *given, **facts)
            assert found.value.rule == rule

        assert nothing_changed()

    @pytest.mark.parametrize("from_day", [make.DAY - timedelta(days=1), date(2028, 1, 1)])
    def test_let_nothing_begin_in_the_past_or_far_away(
        self, of: Administration, anna: User, from_day: date
    ) -> None:
        with pytest.raises(BadLadder, match="from_day"):
            change(of, anna, StepChange("reminder_1", 3), from_day=from_day)

        assert nothing_changed()

    def test_of_a_planned_ladder_hold_too(self, of: Administration, anna: User) -> None:
        with pytest.raises(BadLadder, match="gap"):
            change(of, anna, StepChange("reminder_2", 5), from_day=LATER)

        assert nothing_changed()
