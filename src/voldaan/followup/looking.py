"""When a client must be looked at again, if nothing happens before.

A wait names the day on which the answer may change. What is *said* about it can change
sooner: a due date passes, a gap ends, a pause ends. Looking on all of those days, and on
none between, gives what looking every day gives.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache

from voldaan import days
from voldaan.followup.ladder import last_check, last_request
from voldaan.followup.shapes import Decision, Policy, Situation


def look_on(decision: Decision, *, situation: Situation, policy: Policy, day: date) -> date:
    """Give the first day after ``day`` on which deciding again may say something else.

    A step and a question stand on what a person does or on bank data that grow old: they
    are looked at in every run, so the day itself.
    """
    if decision.wait_until is None:
        return day
    turns = [*_turns(situation, policy), *_days_of_rest_before(decision.wait_until)]
    if not days.is_working_day(day):  # a holiday may turn into a weekend
        turns.append(days.shift(day, 1))
    return min([decision.wait_until, *(turn for turn in turns if turn > day)])


def _days_of_rest_before(until: date) -> Iterator[date]:
    """Give the days off in front of a day: a step whose day has come waits there."""
    before = days.shift(until, -1)
    while not days.is_working_day(before) and before > date.min:
        yield before
        before = days.shift(before, -1)


def _turns(situation: Situation, policy: Policy) -> Iterator[date]:
    """Give the days on which a fact of this situation begins or ends to count."""
    checks, gaps = _spans(policy)
    for invoice in situation.invoices:
        yield days.shift(invoice.due_on, 1)
        yield from (days.shift(invoice.due_on, offset) for offset in checks)
        if invoice.held_until is not None:
            yield days.shift(invoice.held_until, 1)
    for last in _last_contacts(situation):
        yield from (days.shift(last, gap) for gap in gaps)


@cache
def _spans(policy: Policy) -> tuple[frozenset[int], frozenset[int]]:
    """Give from how many days around a due date a check may come, and how long gaps last."""
    ladders = (policy.steps, *(ladder.steps for ladder in policy.ladders))
    steps = [step for ladder in ladders for step in ladder]
    own_gaps = {step.minimum_gap_days for step in steps}
    return (
        frozenset(step.offset_days for step in steps if step.code == "service_check"),
        frozenset(max(policy.gap_days, each) for each in (0, *own_gaps)),
    )


def _last_contacts(situation: Situation) -> Iterator[date]:
    """Give the days from which a gap runs: a check waits for both, and so may a request."""
    past = situation.past_steps
    yield from (on for on in (last_request(past), last_check(past)) if on is not None)
