"""Which rung of the ladder comes next for a client, and from which day.

The place on the ladder is one per client. It is the farthest rung that any of the overdue
invoices has reached, so a newly overdue invoice joins the message of an older one and no
step is repeated. The day of a rung counts from the oldest due date. Days that were missed
neither skip a rung nor send two: the next rung waits for its gap after the last request.
"""

from dataclasses import dataclass
from datetime import date

from voldaan import days
from voldaan.followup import ladders, rhythm
from voldaan.followup.case import Case, meets, spoken_of
from voldaan.followup.shapes import (
    STEP_CODES,
    Ladder,
    OpenInvoice,
    PastStep,
    PolicyStep,
)

_PLACES: dict[str, int] = {code: place for place, code in enumerate(STEP_CODES)}


@dataclass(frozen=True, slots=True)
class Rung:
    """The next rung; ``step`` None: the ladder has ended. ``gap_until`` holds it back.

    ``rhythm_day`` is the client's usual pay day, when the rung waits for it.
    """

    step: PolicyStep | None
    from_day: date
    previous: PastStep | None = None
    last_request: date | None = None
    gap_until: date | None = None
    rhythm_day: date | None = None
    ladder: Ladder | None = None


def next_rung(case: Case, *, invoices: tuple[OpenInvoice, ...]) -> Rung:
    """Give the rung for these invoices (at least one), and the first day it may be taken.

    Grace of known good payers moves their first request, and so does a usual pay day that
    is near. A new client is not called before the policy's day. What was done before the
    first import counts at most as the rung before the furthest first contact of the
    policy. The day may be a weekend.
    """
    ladder = ladders.ladder_of(case, invoices=invoices)
    place, previous = _reached(case, ladder, invoices)
    last = last_request(case.situation.past_steps)
    oldest = min(invoice.due_on for invoice in invoices)
    for step in ladder.steps[place + 1 :]:
        if step.code == "service_check" or _goes_too_far(case, step, previous):
            continue
        if meets(case, only_if=step.only_if, invoices=invoices):
            is_first = previous is None
            own_day = days.shift(oldest, _offset(case, step, is_first=is_first))
            pay_day = _pay_day(case, own_day) if is_first else None
            if pay_day is not None:
                own_day = days.shift(pay_day, 1)
            if last is None:
                return Rung(step, own_day, previous, rhythm_day=pay_day, ladder=ladder)
            gap = max(case.policy.gap_days, step.minimum_gap_days)
            gap_until = days.shift(last, gap)
            from_day = max(own_day, gap_until)
            return Rung(step, from_day, previous, last, gap_until, pay_day, ladder)
    return Rung(None, days.shift(oldest, 1), previous, last, ladder=ladder)


def last_request(past_steps: tuple[PastStep, ...]) -> date | None:
    """Give the day of the last request for money that counts for the gap."""
    return max((step.on for step in past_steps if step.counts), default=None)


def _reached(
    case: Case, ladder: Ladder, invoices: tuple[OpenInvoice, ...]
) -> tuple[int, PastStep | None]:
    """Give the place of the farthest request that spoke of one of the invoices; -1: none."""
    cap = _PLACES[case.policy.first_contact_furthest] - 1
    ids = {invoice.id for invoice in invoices}
    farthest, previous = -1, None
    for step in case.situation.past_steps:
        found = _PLACES.get(step.step, 0)
        if step.before_import:
            found = min(found, cap)
        if found <= 0 or ids.isdisjoint(spoken_of(step, invoices=invoices)):
            continue
        place = _place(ladder, found)
        if place > farthest or previous is None:
            farthest, previous = max(place, farthest), step
    return farthest, previous


def _place(ladder: Ladder, found: int) -> int:
    """Give where a step that was done stands on this ladder.

    A step that the ladder does not have counts as the farthest milder one that it has.
    """
    codes = [step.code for step in ladder.steps]
    if STEP_CODES[found] in codes:
        return codes.index(STEP_CODES[found])
    milder = [place for place, code in enumerate(codes) if _PLACES[code] < found]
    return max(milder, default=-1)


def _goes_too_far(case: Case, step: PolicyStep, previous: PastStep | None) -> bool:
    """Say whether this would be our first contact and beyond the furthest that it may be."""
    if previous is None or not previous.before_import or step.code == "decide":
        return False
    ours = any(not each.before_import and each.counts for each in case.situation.past_steps)
    return not ours and _PLACES[step.code] > _PLACES[case.policy.first_contact_furthest]


def _offset(case: Case, step: PolicyStep, *, is_first: bool) -> int:
    offset = step.offset_days
    if step.code == "call" and case.is_new:
        offset = max(offset, case.policy.new_client_call_from_day)
    if is_first and case.is_good_payer:
        offset += case.policy.grace_days
    return offset


def _pay_day(case: Case, own_day: date) -> date | None:
    """Give the usual pay day that the first request waits for, if it is near enough."""
    margin = case.policy.rhythm_days
    found = case.situation.rhythm
    waits = rhythm.waits_until(own_day, rhythm=found, margin_days=margin)
    return days.shift(waits, -1) if waits > own_day else None
