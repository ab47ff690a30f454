"""Which rung of the ladder comes next for a client, and from which day.

The place on the ladder is one per client. It is the farthest rung that any of the overdue
invoices has reached, so a newly overdue invoice joins the message of an older one and no
step is repeated. The day of a rung counts from the oldest due date. Days that were missed
neither skip a rung nor send two: the next rung waits for its gap after the last request,
and after a check where the policy lets those count.
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
_REMINDERS = frozenset({"reminder_1", "reminder_2"})


@dataclass(frozen=True, slots=True)
class Rung:
    """The next rung; ``step`` None: the ladder has ended. ``gap_until`` holds it back.

    ``last_contact`` is the one from which that gap runs. ``rhythm_day`` is the client's usual
    pay day, when the rung waits for it.
    """

    step: PolicyStep | None
    from_day: date
    ladder: Ladder
    previous: PastStep | None = None
    last_contact: date | None = None
    gap_until: date | None = None
    rhythm_day: date | None = None


@dataclass(frozen=True, slots=True)
class _Reached:
    """How far a client came: the place on this ladder, and the firmest step of any ladder.

    They differ where a ladder has another order: a new client who was written twice before
    the first import has still to be called. ``previous`` is the step that came farthest.
    """

    place: int = -1
    firmest: int = 0
    previous: PastStep | None = None


def next_rung(case: Case, *, invoices: tuple[OpenInvoice, ...]) -> Rung:
    """Give the rung for these invoices (at least one), and the first day it may be taken.

    Grace of known good payers moves their first request, and a usual pay day that is near
    moves a reminder. A new client is not called before the policy's day. What was done
    before the first import counts at most as the rung before the furthest first contact of
    the policy. The day may be a weekend.
    """
    ladder = ladders.ladder_of(case, invoices=invoices)
    reached = _reached(case, ladder, invoices)
    previous = reached.previous
    oldest = min(invoice.due_on for invoice in invoices)
    step = _next_step(case, ladder, reached, invoices)
    if step is None:
        return Rung(None, days.shift(oldest, 1), ladder, previous)
    from_day = days.shift(oldest, _offset(case, step, is_first=previous is None))
    last, gap_until = _gap(case, step)
    from_day = max(from_day, gap_until or from_day)
    pay_day = _pay_day(case, step, from_day)
    if pay_day is not None:
        from_day = days.shift(pay_day, 1)
    return Rung(step, from_day, ladder, previous, last, gap_until, pay_day)


def may_change_on(
    case: Case,
    rung: Rung,
    *,
    invoices: tuple[OpenInvoice, ...],
    later: tuple[OpenInvoice, ...],
) -> date:
    """Give the first day on which the rung of these invoices, or another, may be taken.

    The ladder of one small invoice ends when the next of ``later`` (by due date) is overdue
    too, and the other ladder may be quicker. A rung for large invoices may come with any of
    them. Nothing else hangs on the invoices.
    """
    due = sorted({each.due_on for each in later})
    first = rung.from_day
    for due_on in due[: _joiners_that_count(rung.ladder)]:
        joins_on = days.shift(due_on, 1)
        if joins_on >= first:
            break
        joining = tuple(each for each in later if each.due_on <= due_on)
        joined = next_rung(case, invoices=(*invoices, *joining))
        first = min(first, max(joins_on, joined.from_day))
    return first


def _joiners_that_count(ladder: Ladder) -> int | None:
    """Give how many of the next due dates may bring another rung; None: any of them."""
    requests = (step for step in ladder.steps if step.code != "service_check")
    if any("large_invoice" in step.only_if for step in requests):
        return None
    return 1 if ladder.name == "small_invoice" else 0


def last_request(past_steps: tuple[PastStep, ...]) -> date | None:
    """Give the day of the last request for money that counts for the gap."""
    return max((step.on for step in past_steps if step.counts), default=None)


def last_check(past_steps: tuple[PastStep, ...]) -> date | None:
    """Give the day of the last service check that reached the client."""
    checks = (step.on for step in past_steps if step.step == "service_check")
    return max(checks, default=None)


def _gap(case: Case, step: PolicyStep) -> tuple[date | None, date | None]:
    """Give the contact whose gap lasts longest, and the first day after that gap.

    The rung's own longer gap is one after a request for money; a check, where it counts,
    keeps the days of the policy.
    """
    past, shortest = case.situation.past_steps, case.policy.gap_days
    request, ends = last_request(past), []
    if request is not None:
        ends.append((days.shift(request, max(shortest, step.minimum_gap_days)), request))
    check = last_check(past) if case.policy.checks_count else None
    if check is not None:
        ends.append((days.shift(check, shortest), check))
    gap_until, last = max(ends, default=(None, None))
    return last, gap_until


def _reached(case: Case, ladder: Ladder, invoices: tuple[OpenInvoice, ...]) -> _Reached:
    """Look for the farthest request that spoke of one of the invoices."""
    cap = _PLACES[case.policy.first_contact_furthest] - 1
    ids = {invoice.id for invoice in invoices}
    reached = _Reached()
    for step in case.situation.past_steps:
        found = _PLACES.get(step.step, 0)
        if step.before_import:
            found = min(found, cap)
        if found <= 0 or ids.isdisjoint(spoken_of(step, invoices=invoices)):
            continue
        place = _place(ladder, found)
        if place > reached.place or found > reached.firmest:
            farthest = max(place, reached.place), max(found, reached.firmest)
            reached = _Reached(*farthest, previous=step)
    return reached


def _place(ladder: Ladder, found: int) -> int:
    """Give where a step that was done stands on this ladder.

    A step that the ladder does not have counts as the farthest milder one that it has.
    """
    codes = [step.code for step in ladder.steps]
    if STEP_CODES[found] in codes:
        return codes.index(STEP_CODES[found])
    milder = [place for place, code in enumerate(codes) if _PLACES[code] < found]
    return max(milder, default=-1)


def _next_step(
    case: Case, ladder: Ladder, reached: _Reached, invoices: tuple[OpenInvoice, ...]
) -> PolicyStep | None:
    """Give the first rung that is still to come; None: the ladder has ended.

    To come is what stands farther on this ladder, and what is firmer than all that was done.
    """
    rungs = [
        (place, step)
        for place, step in enumerate(ladder.steps)
        if step.code != "service_check" and meets(case, only_if=step.only_if, invoices=invoices)
    ]
    left = [
        step
        for place, step in rungs
        if place > reached.place or _PLACES[step.code] > reached.firmest
    ]
    if _is_ours_to_begin(case, reached):
        furthest = _PLACES[case.policy.first_contact_furthest]
        mild = [step for _, step in rungs if _PLACES[step.code] <= furthest]
        # A ladder whose mild rungs are all taken begins with the last of them once more.
        ends = [step for step in left if step.code == "decide"]
        left = [step for step in left if step in mild] or mild[-1:] or ends
    return left[0] if left else None


def _is_ours_to_begin(case: Case, reached: _Reached) -> bool:
    """Say whether all that was done was done before the first import."""
    if reached.previous is None or not reached.previous.before_import:
        return False
    past = case.situation.past_steps
    return all(step.before_import or not step.counts for step in past)


def _offset(case: Case, step: PolicyStep, *, is_first: bool) -> int:
    offset = step.offset_days
    if (step.code == "call" or step.channel == "phone") and case.is_new:
        offset = max(offset, case.policy.new_client_call_from_day)
    if is_first and case.is_good_payer:
        offset += case.policy.grace_days
    return offset


def _pay_day(case: Case, step: PolicyStep, from_day: date) -> date | None:
    """Give the usual pay day that a reminder waits for, if it is near enough.

    Counted from the day that the facts give, never from today: so it waits once.
    """
    if step.code not in _REMINDERS:
        return None
    planned = days.next_working_day(from_day)
    margin = case.policy.rhythm_days
    return rhythm.pay_day_near(planned, rhythm=case.situation.rhythm, margin_days=margin)
