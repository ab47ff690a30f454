"""Everybody who may stand on a ladder: made-up clients of each kind that rules can tell apart.

A ladder with conditions is several ladders. Whether each of them keeps the house rules, and
whether a condition can hold at all, is seen by putting every kind of client on it: the same
:func:`~voldaan.followup.ladders.ladder_of` and :func:`~voldaan.followup.case.meets` answer
here that answer for real clients.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import product
from typing import get_args

from voldaan.followup.case import Case, meets, sort_out
from voldaan.followup.ladders import ladder_of
from voldaan.followup.shapes import (
    CONDITIONS,
    ClientKind,
    Ladder,
    LadderName,
    OpenInvoice,
    PaymentHabit,
    Policy,
    PolicyStep,
    Situation,
)

#: Any day will do: only whether something is due by then plays a part.
_DUE_ON, _DAY = date(2026, 1, 5), date(2026, 1, 6)


@lru_cache(maxsize=64)
def who_stands_on(policy: Policy, *, ladder: LadderName) -> tuple[Case, ...]:
    """Give a client of each kind that this ladder is for, with something overdue.

    A ladder that the policy does not have is looked at as if it began as the standard one.
    None at all: every client stands on another ladder.

    >>> from voldaan.followup.policy import shipped
    >>> found = who_stands_on(shipped(), ladder="new")
    >>> {case.is_new for case in found}, {case.situation.is_a_client for case in found}
    ({True}, {False})
    """
    names = {each.name for each in policy.ladders}
    if ladder != "standard" and ladder not in names:
        added = Ladder(ladder, policy.steps)
        policy = replace(policy, ladders=(*policy.ladders, added))
    return tuple(
        case
        for case in _everybody(policy)
        if ladder_of(case, invoices=case.overdue).name == ladder
    )


def taken_by(case: Case, *, steps: tuple[PolicyStep, ...]) -> tuple[PolicyStep, ...]:
    """Give the steps of a ladder whose conditions hold for a client, in their order."""
    return tuple(
        step for step in steps if meets(case, only_if=step.only_if, invoices=case.overdue)
    )


def telling_conditions(policy: Policy, *, ladder: LadderName) -> tuple[str, ...]:
    """Give the conditions that hold for some on a ladder and not for others, sorted.

    >>> from voldaan.followup.policy import shipped
    >>> telling_conditions(shipped(), ladder="new")
    ('business', 'consumer', 'large_invoice')
    """
    cases = who_stands_on(policy, ladder=ladder)
    return tuple(
        condition
        for condition in sorted(CONDITIONS)
        if len({meets(case, only_if=(condition,), invoices=case.overdue) for case in cases}) > 1
    )


def _everybody(policy: Policy) -> Iterator[Case]:
    least = policy.good_payer_least
    habits = (
        PaymentHabit(),
        PaymentHabit(least, 0),
        PaymentHabit(least, least),
    )
    edges = {policy.small_invoice_cents, policy.large_invoice_cents}
    amounts = sorted({1, *edges, *(edge - 1 for edge in edges)} - {0, -1})
    yes_or_no = (False, True)
    for habit, cents, kind, is_many, is_large, is_best in product(
        habits, amounts, get_args(ClientKind), yes_or_no, yes_or_no, yes_or_no
    ):
        situation = Situation(
            client_id=1,
            client_name="",
            kind=kind,
            is_large_organisation=is_large,
            is_a_client=is_best,
            habit=habit,
            invoices=_owing(cents, 2 if is_many else 1),
        )
        yield sort_out(situation, policy=policy, day=_DAY)


def _owing(cents: int, count: int) -> tuple[OpenInvoice, ...]:
    return tuple(OpenInvoice(pk, str(pk), _DUE_ON, cents, cents) for pk in range(1, count + 1))
