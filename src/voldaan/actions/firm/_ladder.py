"""What an owner may make of a ladder: the shipped steps, moved within the house rules.

Pure: the same steps give the same answer, and nothing is written here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, cast, get_args

from voldaan.books.queries.policies import ALWAYS, with_own_steps
from voldaan.followup.everybody import taken_by, who_stands_on
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import (
    CONDITIONS,
    SHORTEST_GAP_DAYS,
    BadPolicy,
    LadderName,
    Policy,
    PolicyStep,
)

#: How far from the due date a step may be: a check before it, the others after it.
MOST_DAYS_BEFORE = 60
MOST_DAYS_AFTER = 365
#: The longest rest that a step may ask after the last message.
LONGEST_GAP_DAYS = 60
#: Whose words a step may say; where there is no choice it says its own. Mild comes before
#: firm, so the words of a later step never stand at an earlier one.
TEXTS: Mapping[str, tuple[str, ...]] = {"reminder_2": ("reminder_2", "reminder_1")}
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
    ``no_end``, ``confirmed``, ``first_contact``, ``order``, ``gap``, ``from_day``;
    ``condition`` (not known), ``always`` (the end is for everybody), ``never`` (the condition
    holds for nobody here), ``rest`` (``minimum_gap_days``), ``text``.
    """

    def __init__(self, rule: str, step: str = "") -> None:
        super().__init__(f"{rule} {step}".strip())
        self.rule = rule
        self.step = step


@dataclass(frozen=True, slots=True)
class StepChange:
    """One step as the owner wants it; an empty channel or text is the shipped one.

    ``offset_days`` counts from the due date; before it is negative. Of ``only_if`` one must
    hold, () is always and None as shipped. ``minimum_gap_days`` is the least since the last
    message, 0 as shipped. ``text`` is the step whose words are said.
    """

    code: str
    offset_days: int
    is_on: bool = True
    channel: str = ""
    autopilot: bool = False
    if_confirmed: bool = False
    only_if: tuple[str, ...] | None = None
    minimum_gap_days: int = 0
    text: str = ""


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
    steps = steps_of(made, ladder=ladder)
    _check_house_rules(steps)
    _check_for_everybody(made, ladder, steps)
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
        only_if=step.only_if,
        minimum_gap_days=step.minimum_gap_days,
        text=step.text_version,
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
        "only_if": _asked(step.only_if, start.only_if),
        "minimum_gap_days": (
            0 if step.minimum_gap_days == start.minimum_gap_days else step.minimum_gap_days
        ),
        "text": "" if step.text == start.text_version else step.text,
    }


def _asked(only_if: tuple[str, ...] | None, shipped_one: tuple[str, ...]) -> str:
    """Write a condition as it is kept: empty when it is the shipped one."""
    if only_if is None or set(only_if) == set(shipped_one):
        return ""
    return " ".join(sorted(set(only_if))) or ALWAYS


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
    _check_more(step)


def _check_more(step: StepChange) -> None:
    """Check for whom a step is, how long it rests, and whose words it says."""
    if step.only_if and step.code == "decide":
        raise BadLadder("always", step.code)
    if not CONDITIONS.issuperset(step.only_if or ()):
        raise BadLadder("condition", step.code)
    rest = step.minimum_gap_days
    if rest and not SHORTEST_GAP_DAYS <= rest <= LONGEST_GAP_DAYS:
        raise BadLadder("rest", step.code)
    if step.text and step.text not in TEXTS.get(step.code, (step.code,)):
        raise BadLadder("text", step.code)


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


def _check_for_everybody(policy: Policy, ladder: str, steps: tuple[PolicyStep, ...]) -> None:
    """Check what conditions leave: every client hears a reminder first, every step comes."""
    name = cast("LadderName", ladder)
    for each in _whatever_is_large(policy):
        for case in who_stands_on(each, ladder=name):
            taken = taken_by(case, steps=steps)
            asks = [step.code for step in taken if step.code in {*_REMINDERS, "call"}]
            if asks and asks[0] not in _REMINDERS:
                raise BadLadder("first_contact", asks[0])
    cases = who_stands_on(policy, ladder=name)
    coming = {step.code for case in cases for step in taken_by(case, steps=steps)}
    for step in steps:
        if cases and step.code not in coming:
            raise BadLadder("never", step.code)


def _whatever_is_large(policy: Policy) -> tuple[Policy, Policy]:
    """Give the policy with amounts under which an invoice can be small, large, both or none.

    The owner may change those amounts later, and the first word must be a reminder then too.
    """
    return (
        replace(policy, small_invoice_cents=200, large_invoice_cents=400),
        replace(policy, small_invoice_cents=400, large_invoice_cents=200),
    )
