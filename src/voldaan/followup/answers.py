"""The three answers, built in one place so that each carries all that it must."""

from datetime import date

from voldaan import days
from voldaan.followup import codes
from voldaan.followup.case import Case
from voldaan.followup.shapes import Decision, OpenInvoice, PolicyStep
from voldaan.reasons import Reason, because

#: With nothing open the client is looked at again after this many days, or when a fact
#: changes. *Choice:* any far day serves; a quarter keeps the list of waiting days honest.
HORIZON_DAYS = 90


def reach(
    case: Case, *, rung: PolicyStep, invoices: tuple[OpenInvoice, ...], reasons: list[Reason]
) -> Decision:
    """Do this step, or ask for the address that its channel needs.

    *Choice:* an e-mail without an address is never turned into a call by itself; the owner
    may call anyway. A call without a number stays a call: the owner may know the number.
    """
    if rung.channel == "email" and not case.situation.has_email:
        missing = [because("email.missing"), *reasons]
        added = (because("email.added"),)
        return ask(case, question="add_email", reasons=missing, changes=added)
    if rung.channel == "phone" and not case.situation.has_phone:
        reasons = [*reasons, because("phone.missing")]
    return step(case, rung=rung, invoices=invoices, reasons=reasons)


def step(
    case: Case, *, rung: PolicyStep, invoices: tuple[OpenInvoice, ...], reasons: list[Reason]
) -> Decision:
    """Do this step, for these invoices. A service check asks for no money."""
    open_cents = sum(invoice.open_cents for invoice in invoices)
    asks = rung.code != "service_check"
    credits = case.situation.credits if asks else ()
    return Decision(
        kind="step",
        client_id=case.situation.client_id,
        reasons=(*reasons, *about_client(case), *_about_paused(case)),
        step=rung.code,
        channel=rung.channel,
        text_version=rung.text_version,
        invoice_ids=tuple(invoice.id for invoice in invoices),
        credit_ids=tuple(credit.id for credit in credits if credit.open_cents > 0),
        due_since=invoices[0].due_on,
        open_cents=open_cents,
        asks_cents=max(0, open_cents - case.credit_cents) if asks else 0,
        changes=(because("payment.booked"), because("client.answers")),
        cites=(f"policy {case.policy.version}, {rung.code}", codes.CONTACT_HOURS),
    )


def wait(
    case: Case, *, until: date, reasons: list[Reason], changes: tuple[Reason, ...] = ()
) -> Decision:
    """Wait until a day, or until an earlier one on which a paused invoice comes back."""
    if case.paused:
        until = min(until, days.shift(_pause_end(case), 1))
    until = max(until, days.shift(case.day, 1))
    invoices = case.overdue or case.coming
    return Decision(
        kind="wait",
        client_id=case.situation.client_id,
        reasons=(*reasons, *_about_paused(case)),
        invoice_ids=tuple(invoice.id for invoice in invoices),
        due_since=invoices[0].due_on if invoices else None,
        open_cents=sum(invoice.open_cents for invoice in invoices),
        wait_until=until,
        changes=(because("day.comes", day=until.isoformat()), *changes),
        cites=(f"policy {case.policy.version}", *_holiday_cites(reasons)),
    )


def ask(
    case: Case, *, question: str, reasons: list[Reason], changes: tuple[Reason, ...]
) -> Decision:
    """Ask a person."""
    invoices = case.overdue or case.coming
    return Decision(
        kind="ask",
        client_id=case.situation.client_id,
        reasons=(*reasons, *about_client(case), *_about_paused(case)),
        invoice_ids=tuple(invoice.id for invoice in invoices),
        credit_ids=tuple(
            credit.id for credit in case.situation.credits if credit.open_cents > 0
        ),
        due_since=invoices[0].due_on if invoices else None,
        open_cents=sum(invoice.open_cents for invoice in invoices),
        question=question,
        changes=(*changes, because("payment.booked")),
        cites=(f"policy {case.policy.version}, {question}",),
    )


def ask_after_a_failure(client_id: int) -> Decision:
    """Give the question for a client on whom deciding or writing the words failed.

    >>> ask_after_a_failure(7).question
    'what_now'
    """
    return Decision(
        kind="ask",
        client_id=client_id,
        reasons=(because("decision.failed"),),
        question="what_now",
        changes=(because("owner.decides"),),
    )


def about_client(case: Case) -> list[Reason]:
    """Say who the client is, where that matters to the step."""
    reasons = []
    if case.is_new:
        reasons.append(because("client.new"))
    if case.is_good_payer:
        habit = case.situation.habit
        reasons.append(
            because(
                "client.good_payer",
                on_time_count=habit.on_time_count,
                paid_count=habit.paid_count,
                grace_days=case.policy.grace_days,
            )
        )
    if case.is_large_organisation:
        reasons.append(because("client.large_organisation"))
    return reasons


def not_a_working_day(day: date) -> Reason:
    """Say why nothing goes out on this day."""
    name = days.holiday_name(day)
    if name is not None:
        return because("day.holiday", day=day.isoformat(), name=name)
    return because("day.weekend", day=day.isoformat())


def _holiday_cites(reasons: list[Reason]) -> tuple[str, ...]:
    is_holiday = any(reason.code == "day.holiday" for reason in reasons)
    return (codes.HOLIDAYS_ACT,) if is_holiday else ()


def _about_paused(case: Case) -> list[Reason]:
    if not case.paused:
        return []
    until = _pause_end(case)
    first = next(invoice for invoice in case.paused if invoice.held_until == until)
    return [
        because(
            "invoices.paused",
            count=len(case.paused),
            number=first.number,
            until=until.isoformat(),
            why=first.hold_reason,
        )
    ]


def _pause_end(case: Case) -> date:
    return min(invoice.held_until or case.day for invoice in case.paused)
