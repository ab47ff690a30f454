"""Decides for a client with nothing overdue: a service check before the due date, or wait.

A service check asks whether the invoice arrived and is right. It asks for no money, so it
needs no bank data. It is once per invoice, only before the due date, and only while nothing
of the client is overdue.

Where the policy lets checks count, a client hears from the ladder once in the days of the
gap. A request then waits after a check, and so that none need wait a check is *left* when
the next request may come within those days: that one says it all, and asks whether
something is wrong. Only what nobody could foresee (a pause that is lifted, an invoice that
was read in late) makes a request wait, and never beyond the gap.
"""

from dataclasses import replace
from datetime import date

from voldaan import days
from voldaan.followup import answers, ladders
from voldaan.followup.case import Case, is_large, meets, spoken_of
from voldaan.followup.ladder import Rung, may_change_on, next_rung
from voldaan.followup.shapes import Decision, Ladder, OpenInvoice, PolicyStep, StepCode
from voldaan.reasons import Reason, because


def decide(case: Case) -> Decision:
    """Give the one answer about invoices that are not overdue (at least one is open)."""
    ladder = ladders.ladder_of(case, invoices=case.coming)
    rung = next((step for step in ladder.steps if step.code == "service_check"), None)
    waiting = _unchecked(case, rung) if rung else ()
    first_day = _after_the_gap(case, rung) if rung else case.day
    first = _first_request(case)
    request = _planned(case, first) if waiting and case.policy.checks_count else None
    last_day = days.shift(request[0], -case.policy.gap_days) if request else date.max
    now = tuple(
        invoice
        for invoice in waiting
        if rung
        and _opens(invoice, rung, first_day) <= case.day < invoice.due_on
        and case.day <= last_day
    )
    if rung and now and days.is_working_day(case.day):
        return _check(case, rung, now, ladder)
    opening = [
        days.next_working_day(max(_opens(invoice, rung, first_day), case.day))
        for invoice in waiting
        if rung
    ]
    usable = [
        (day, invoice)
        for day, invoice in zip(opening, waiting, strict=True)
        if day < invoice.due_on and day <= last_day
    ]
    check = min(usable, key=_by_day, default=None)
    decision = _wait(case, rung, check, request=first, is_due=bool(now))
    is_left = case.day > last_day and any(
        rung and _opens(invoice, rung, first_day) <= case.day for invoice in waiting
    )
    return _left(decision, request) if is_left and request else decision


def _check(
    case: Case, rung: PolicyStep, invoices: tuple[OpenInvoice, ...], ladder: Ladder
) -> Decision:
    reasons = _about(case, invoices)
    opened = days.shift(invoices[0].due_on, rung.offset_days).isoformat()
    reasons.append(because("ladder.step", step=rung.code, from_day=opened))
    return answers.reach(
        case, rung=rung, invoices=invoices, reasons=reasons, ladder=ladder.name
    )


def _wait(
    case: Case,
    rung: PolicyStep | None,
    check: tuple[date, OpenInvoice] | None,
    *,
    request: tuple[date, Rung],
    is_due: bool,
) -> Decision:
    """Wait for the next check or, when that is earlier, the first request."""
    first = case.coming[0]
    until, asked = request
    step: str | None = asked.step.code if asked.step else None
    if rung and check and check[0] <= until:
        until, step = check[0], rung.code
    reasons = _about(case, (first,))
    if is_due and not days.is_working_day(case.day):
        reasons.insert(0, answers.not_a_working_day(case.day))
    if step is not None:
        reasons.append(because("ladder.step", step=step, from_day=until.isoformat()))
    reasons += answers.about_client(case)
    return answers.wait(case, until=until, reasons=reasons, changes=(_PAID,))


_PAID = because("payment.booked")


def _first_request(case: Case) -> tuple[date, Rung]:
    """Give the first request about what is to come, and the first day it may be made."""
    first = case.coming[0]
    together = tuple(each for each in case.coming if each.due_on == first.due_on)
    request = next_rung(case, invoices=together)
    later = case.coming[len(together) :]
    from_day = may_change_on(case, request, invoices=together, later=later)
    return days.next_working_day(from_day), request


def _planned(case: Case, first: tuple[date, Rung]) -> tuple[date, StepCode] | None:
    """Give the next request as far as anybody can foresee it; None: none.

    Of what comes due (``first``), and of what comes back from a pause. A check leaves room
    for it. The end of a ladder is no contact.
    """
    planned = [(first[0], first[1].step)]
    for invoice in case.paused:
        rung = next_rung(case, invoices=(invoice,))
        back_on = days.shift(invoice.held_until or case.day, 1)
        planned.append((days.next_working_day(max(rung.from_day, back_on)), rung.step))
    requests = [(day, step.code) for day, step in planned if step and step.code != "decide"]
    return min(requests, default=None)


def _left(decision: Decision, request: tuple[date, StepCode]) -> Decision:
    """Say that the check is left to the request that comes so soon."""
    from_day, step = request
    left = because("check.left", step=step, from_day=from_day.isoformat())
    return replace(decision, reasons=(*decision.reasons, left))


def _unchecked(case: Case, rung: PolicyStep) -> tuple[OpenInvoice, ...]:
    """Give the invoices that deserve a check and had none, by due date."""
    checked = {
        each
        for step in case.situation.past_steps
        if step.step == rung.code
        for each in spoken_of(step, invoices=case.coming)
    }
    return tuple(
        invoice
        for invoice in case.coming
        if invoice.id not in checked and meets(case, only_if=rung.only_if, invoices=(invoice,))
    )


def _opens(invoice: OpenInvoice, rung: PolicyStep, first_day: date) -> date:
    return max(days.shift(invoice.due_on, rung.offset_days), first_day)


def _after_the_gap(case: Case, rung: PolicyStep) -> date:
    """Give the first day on which a check is not too soon after the last contact."""
    contacts = [
        step.on for step in case.situation.past_steps if step.counts or step.step == rung.code
    ]
    gap = max(case.policy.gap_days, rung.minimum_gap_days)
    return days.shift(max(contacts), gap) if contacts else date.min


def _about(case: Case, invoices: tuple[OpenInvoice, ...]) -> list[Reason]:
    first = invoices[0]
    reasons = [
        because(
            "invoice.due_soon",
            number=first.number,
            due_on=first.due_on.isoformat(),
            days=(first.due_on - case.day).days,
            open_cents=first.open_cents,
        )
    ]
    if len(invoices) > 1:
        open_cents = sum(invoice.open_cents for invoice in invoices)
        reasons.append(because("invoices.together", count=len(invoices), open_cents=open_cents))
    large = next((each for each in invoices if is_large(each, policy=case.policy)), None)
    if large is not None:
        reasons.append(
            because("invoice.large", number=large.number, open_cents=large.open_cents)
        )
    return reasons


def _by_day(check: tuple[date, OpenInvoice]) -> date:
    return check[0]
