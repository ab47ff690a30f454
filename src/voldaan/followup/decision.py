"""Situation, policy and day in; exactly one of step, wait until a day, ask a person out."""

from datetime import date

from voldaan import days
from voldaan.followup import answers, checking, requesting
from voldaan.followup.case import Case, sort_out
from voldaan.followup.shapes import Decision, Policy, Situation
from voldaan.reasons import because


def decide(situation: Situation, *, policy: Policy, day: date) -> Decision:
    """Decide what happens to one client on one day.

    Deterministic: the same three arguments give the same decision. Total: it never raises,
    and gives exactly one of a step, a wait with a day, or a question for a person. The
    order of its looking: pauses by the owner, nothing open, money that is plausibly this
    client's, a message on its way; then what is overdue, and only with nothing overdue
    the service check.

    ``day`` is the Amsterdam day; hours are :func:`voldaan.followup.quiet.may_send_at`.

    >>> from voldaan.followup.policy import shipped
    >>> from voldaan.followup.shapes import BankCoverage, OpenInvoice
    >>> invoice = OpenInvoice(7, "2026-041", date(2026, 10, 14), 121000, 121000)
    >>> bank = BankCoverage(covered_until=date(2026, 10, 14))
    >>> dirk = Situation(1, "Dirk", invoices=(invoice,), bank=bank)
    >>> decision = decide(dirk, policy=shipped(), day=date(2026, 10, 15))
    >>> decision.kind, decision.step, decision.asks_cents
    ('step', 'reminder_1', 121000)
    """
    case = sort_out(situation, policy=policy, day=day)
    stopped = _paused(case) or _nothing_to_follow(case) or _held_by_facts(case)
    if stopped is not None:
        return stopped
    return requesting.decide(case) if case.overdue else checking.decide(case)


def _paused(case: Case) -> Decision | None:
    """Wait while the administration or the client is paused, that day included."""
    situation = case.situation
    for code, until, why in (
        (
            "administration.paused",
            situation.administration_held_until,
            situation.administration_hold_reason,
        ),
        ("client.paused", situation.held_until, situation.hold_reason),
    ):
        if until is not None and until >= case.day:
            return answers.wait(
                case,
                until=days.shift(until, 1),
                reasons=[because(code, until=until.isoformat(), why=why)],
                changes=(because("pause.lifted"),),
            )
    return None


def _nothing_to_follow(case: Case) -> Decision | None:
    if case.overdue or case.coming:
        return None
    horizon = days.shift(case.day, answers.HORIZON_DAYS)
    if case.paused:
        lifted = (because("pause.lifted"), because("payment.booked"))
        return answers.wait(case, until=horizon, reasons=[], changes=lifted)
    return answers.wait(
        case,
        until=horizon,
        reasons=[because("nothing.open")],
        changes=(because("invoice.added"),),
    )


def _held_by_facts(case: Case) -> Decision | None:
    """Stop for money that may be the payment, or for words already on their way."""
    cents = case.situation.unmatched_cents
    if cents > 0:
        return answers.ask(
            case,
            question="match_payment",
            reasons=[because("money.unmatched", unmatched_cents=cents)],
            changes=(because("match.decided"),),
        )
    if case.situation.message_waiting:
        return answers.wait(
            case,
            until=days.next_working_day(days.shift(case.day, 1)),
            reasons=[because("message.waiting")],
            changes=(because("message.sent"), because("payment.booked")),
        )
    return None
