"""Which rung of the ladder comes next for a client, and from which day.

The place on the ladder is one per client. It is the farthest rung that any of the overdue
invoices has reached, so a newly overdue invoice joins the message of an older one and no
step is repeated. The day of a rung counts from the oldest due date. Days that were missed
neither skip a rung nor send two: the next rung waits for its gap after the last request.
"""

from dataclasses import dataclass
from datetime import date

from voldaan import days
from voldaan.followup.case import Case, meets, spoken_of
from voldaan.followup.shapes import STEP_CODES, OpenInvoice, PastStep, PolicyStep

_PLACES: dict[str, int] = {code: place for place, code in enumerate(STEP_CODES)}
_FIRST_REQUEST = _PLACES["reminder_1"]


@dataclass(frozen=True, slots=True)
class Rung:
    """The next rung; ``step`` None: the ladder has ended. ``gap_until`` holds it back."""

    step: PolicyStep | None
    from_day: date
    previous: PastStep | None = None
    last_request: date | None = None
    gap_until: date | None = None


def next_rung(case: Case, *, invoices: tuple[OpenInvoice, ...]) -> Rung:
    """Give the rung for these invoices (at least one), and the first day it may be taken.

    Grace of known good payers moves their first request. A new client is not called before
    the policy's day. What was done before the first import counts at most as the rung
    before the furthest first contact of the policy. The day may be a weekend.
    """
    place, previous = _reached(case, invoices)
    last = last_request(case.situation.past_steps)
    oldest = min(invoice.due_on for invoice in invoices)
    for step in case.policy.steps:
        if _PLACES[step.code] > place and meets(case, only_if=step.only_if, invoices=invoices):
            own_day = days.shift(oldest, _offset(case, step, is_first=place < _FIRST_REQUEST))
            if last is None:
                return Rung(step, own_day, previous)
            gap_until = days.shift(last, max(case.policy.gap_days, step.minimum_gap_days))
            return Rung(step, max(own_day, gap_until), previous, last, gap_until)
    return Rung(None, days.shift(oldest, 1), previous, last)


def last_request(past_steps: tuple[PastStep, ...]) -> date | None:
    """Give the day of the last request for money that counts for the gap."""
    return max((step.on for step in past_steps if step.counts), default=None)


def _reached(case: Case, invoices: tuple[OpenInvoice, ...]) -> tuple[int, PastStep | None]:
    """Give the place of the farthest request that spoke of one of the invoices; 0: none."""
    cap = _PLACES.get(case.policy.first_contact_furthest, 0) - 1
    ids = {invoice.id for invoice in invoices}
    place, previous = 0, None
    for step in case.situation.past_steps:
        found = _PLACES.get(step.step, 0)
        if step.before_import:
            found = min(found, cap)
        if found > place and not ids.isdisjoint(spoken_of(step, invoices=invoices)):
            place, previous = found, step
    return place, previous


def _offset(case: Case, step: PolicyStep, *, is_first: bool) -> int:
    offset = step.offset_days
    if step.code == "call" and case.is_new:
        offset = max(offset, case.policy.new_client_call_from_day)
    if is_first and case.is_good_payer:
        offset += case.policy.grace_days
    return offset
