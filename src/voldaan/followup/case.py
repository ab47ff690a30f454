"""A situation sorted out for one day: what is overdue, what is coming, what is paused."""

from dataclasses import dataclass
from datetime import date

from voldaan.followup.shapes import OpenInvoice, PastStep, Policy, Situation

#: What may be left of a paid invoice without a word about it.
SLIP_CENTS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """The same facts as the situation, each invoice in exactly one list.

    ``overdue``: due before the day. ``coming``: due on the day or later. ``paused``: held
    by the owner. All by due date, then id. ``credit_cents`` is what credits take off.
    """

    situation: Situation
    policy: Policy
    day: date
    overdue: tuple[OpenInvoice, ...]
    coming: tuple[OpenInvoice, ...]
    paused: tuple[OpenInvoice, ...]
    credit_cents: int
    is_new: bool
    is_good_payer: bool
    is_large_organisation: bool


def sort_out(situation: Situation, *, policy: Policy, day: date) -> Case:
    """Give the case of a client on a day. What has nothing open is left out."""
    overdue, coming, paused = [], [], []
    for invoice in sorted(situation.invoices, key=_by_due_date):
        if invoice.open_cents <= 0 or _is_slip(invoice):
            continue
        if invoice.held_until is not None and invoice.held_until >= day:
            paused.append(invoice)
        elif invoice.due_on < day:
            overdue.append(invoice)
        else:
            coming.append(invoice)
    habit = situation.habit
    return Case(
        situation=situation,
        policy=policy,
        day=day,
        overdue=tuple(overdue),
        coming=tuple(coming),
        paused=tuple(paused),
        credit_cents=sum(max(0, credit.open_cents) for credit in situation.credits),
        is_new=habit.paid_count <= 0,
        is_good_payer=(
            habit.paid_count >= policy.good_payer_least
            and habit.on_time_count * 100 >= policy.good_payer_percent * habit.paid_count
        ),
        is_large_organisation=(
            situation.is_large_organisation or situation.kind == "government"
        ),
    )


def _is_slip(invoice: OpenInvoice) -> bool:
    # Nobody is asked for the few cents that a payment came short of.
    return invoice.open_cents <= SLIP_CENTS and invoice.open_cents < invoice.payable_cents


def is_large(invoice: OpenInvoice, *, policy: Policy) -> bool:
    """Say whether so much is open that the invoice deserves a service check."""
    return invoice.open_cents >= policy.large_invoice_cents


def meets(case: Case, *, only_if: tuple[str, ...], invoices: tuple[OpenInvoice, ...]) -> bool:
    """Say whether one of the conditions of a rung holds; no conditions always hold.

    A large invoice is one of which enough is open among those that the step speaks of.
    """
    if not only_if:
        return True
    holds = {
        "new_client": case.is_new,
        "large_invoice": any(is_large(invoice, policy=case.policy) for invoice in invoices),
        "good_payer": case.is_good_payer,
        "not_good_payer": not case.is_good_payer,
        "large_organisation": case.is_large_organisation,
        case.situation.kind: True,
    }
    return any(holds.get(condition, False) for condition in only_if)


def spoken_of(step: PastStep, *, invoices: tuple[OpenInvoice, ...]) -> tuple[int, ...]:
    """Give the ids of the invoices that a past step spoke of.

    One that names none spoke of all there were of these: a check of those issued by then,
    a request of those past due.
    """
    if step.invoice_ids:
        return step.invoice_ids
    if step.step == "service_check":
        return tuple(each.id for each in invoices if (each.issued_on or each.due_on) <= step.on)
    return tuple(each.id for each in invoices if each.due_on < step.on)


def _by_due_date(invoice: OpenInvoice) -> tuple[date, int]:
    return invoice.due_on, invoice.id
