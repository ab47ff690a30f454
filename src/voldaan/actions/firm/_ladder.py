"""What an owner may make of a ladder: the shipped steps, moved within the house rules.

Pure: the same steps give the same answer, and nothing is written here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, get_args

from voldaan.books.queries.policies import with_own_steps
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import (
    SHORTEST_GAP_DAYS,
    BadPolicy,
    LadderName,
    Policy,
    PolicyStep,
)

#: How far from the due date a step may be: a check before it, the others after it.
MOST_DAYS_BEFORE = 60
MOST_DAYS_AFTER = 365
#: Over which channels each step may go; empty is the shipped one.
CHANNELS: Mapping[str, tuple[str, ...]] = {
    "service_check": ("by_table", "email", "phone", "whatsapp", "sms", "linkedin"),
    "reminder_1": ("by_table", "email", "phone", "whatsapp", "sms", "linkedin", "post"),
    "reminder_2": ("by_table", "email", "phone", "whatsapp", "sms", "linkedin", "post"),
    "call": ("phone",),
    "decide": (),
}
#: Only these leave by themselves: a call or a letter needs a person.
BY_ITSELF = ("by_table", "email")
_REMINDERS = ("reminder_1", "reminder_2")


class BadLadder(Exception):
    """The steps break a house rule; ``rule`` is its code, ``step`` the step it is about.

    ``unknown_ladder``, ``unknown_step``, ``twice``, ``days``, ``channel``, ``autopilot``,
    ``no_end``, ``confirmed``, ``first_contact``, ``order``, ``gap``, ``from_day``.
    """

    def __init__(self, rule: str, step: str = "") -> None:
        super().__init__(f"{rule} {step}".strip())
        self.rule = rule
        self.step = step


@dataclass(frozen=True, slots=True)
class StepChange:
    """One step as the owner wants it; an empty channel is the shipped one.

    ``offset_days`` counts from the due date; before it is negative.
    """

    code: str
    offset_days: int
    is_on: bool = True
    channel: str = ""
    autopilot: bool = False
    if_confirmed: bool = False


def shipped_steps(ladder: str) -> tuple[PolicyStep, ...]:
    """Give a ladder as shipped; one that is not shipped begins as the standard one.

    Raises :class:`BadLadder` for a kind of client that is not known.
    """
    if ladder not in get_args(LadderName):
        raise BadLadder("unknown_ladder")
    start = shipped()
    known = {each.name: each.steps for each in start.ladders}
    return known.get(ladder, start.steps)  # type: ignore[call-overload, no-any-return]


def rows(ladder: str, steps: Sequence[StepChange]) -> list[dict[str, Any]]:
    """Give what must be kept: only the steps that differ from the shipped ones.

    Raises :class:`BadLadder`. A step that is not named stays as shipped.
    """
    start: dict[str, PolicyStep] = {each.code: each for each in shipped_steps(ladder)}
    found: dict[str, StepChange] = {}
    for step in steps:
        if step.code not in start:
            raise BadLadder("unknown_step", step.code[:40])
        if step.code in found:
            raise BadLadder("twice", step.code)
        _check(step)
        found[step.code] = step
    return [
        _row(ladder, step, start[code])
        for code, step in found.items()
        if _row(ladder, step, start[code]) != _row(ladder, as_change(start[code]), start[code])
    ]


def changed(policy: Policy, *, own: Sequence[Mapping[str, Any]], ladder: str) -> Policy:
    """Give the policy with these own steps of all ladders; check the ladder that changed.

    ``policy`` is without own steps. Raises :class:`BadLadder`.
    """
    try:
        made = with_own_steps(policy, own)
    except BadPolicy as error:
        raise BadLadder("order") from error
    _check_house_rules(steps_of(made, ladder=ladder))
    return made


def steps_of(policy: Policy, *, ladder: str) -> tuple[PolicyStep, ...]:
    """Give the steps of a kind of client; a ladder it has not is the standard one."""
    return next((e.steps for e in policy.ladders if e.name == ladder), policy.steps)


def as_change(step: PolicyStep) -> StepChange:
    """Give a step of a policy as an owner would state it."""
    return StepChange(
        step.code,
        step.offset_days,
        channel=step.channel or "",
        autopilot=step.autopilot,
        if_confirmed=step.if_confirmed,
    )


def _row(ladder: str, step: StepChange, start: PolicyStep) -> dict[str, Any]:
    return {
        "ladder": ladder,
        "code": step.code,
        "is_on": step.is_on,
        "offset_days": step.offset_days,
        "channel": "" if step.channel == (start.channel or "") else step.channel,
        "autopilot": step.autopilot,
        "if_confirmed": step.if_confirmed,
    }


def _check(step: StepChange) -> None:
    """Check a step by itself."""
    before = step.code == "service_check"
    least, most = (-MOST_DAYS_BEFORE, -1) if before else (1, MOST_DAYS_AFTER)
    if not least <= step.offset_days <= most:
        raise BadLadder("days", step.code)
    if step.channel and step.channel not in CHANNELS[step.code]:
        raise BadLadder("channel", step.code)
    is_end = step.code == "decide"
    if is_end and not step.is_on:
        raise BadLadder("no_end", step.code)
    if is_end and step.if_confirmed:
        raise BadLadder("confirmed", step.code)
    if step.autopilot and (
        step.code in {"call", "decide"} or (step.channel or "by_table") not in BY_ITSELF
    ):
        raise BadLadder("autopilot", step.code)


def _check_house_rules(steps: Sequence[PolicyStep]) -> None:
    """Check the steps together, in the order of their days."""
    asks = [step for step in steps if step.code in {*_REMINDERS, "call"}]
    if asks and asks[0].code not in _REMINDERS:
        raise BadLadder("first_contact", asks[0].code)
    reminders = [step.code for step in asks if step.code in _REMINDERS]
    if reminders != sorted(reminders):
        raise BadLadder("order", "reminder_2")
    for one, other in pairwise(asks):
        if other.offset_days - one.offset_days < SHORTEST_GAP_DAYS:
            raise BadLadder("gap", other.code)
