"""Situation, policy and day in; exactly one of step, wait until a day, ask a person out."""

from datetime import date

from voldaan import days
from voldaan.followup import answers, checking, requesting, silence
from voldaan.followup.case import Case, sort_out, spoken_of
from voldaan.followup.shapes import Decision, Policy, Situation, Unread
from voldaan.reasons import Reason, because


def decide(situation: Situation, *, policy: Policy, day: date) -> Decision:
    """Decide what happens to one client on one day.

    Deterministic: the same three arguments give the same decision. Total: it never raises,
    and gives exactly one of a step, a wait with a day, or a question for a person. The
    order of its looking: a pause of everything, an answer that nobody has read, insolvency
    or debt help, a pause of the client, nothing open, money that is plausibly this
    client's, a message on its way, a dispute that nobody called solved; then what is
    overdue, and only with nothing overdue the service check.

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
    stopped = (
        _stopped(case) or _nothing_to_follow(case) or _held_by_facts(case) or _disputed(case)
    )
    if stopped is not None:
        return stopped
    return requesting.decide(case) if case.overdue else checking.decide(case)


def _stopped(case: Case) -> Decision | None:
    """Stop for the owner's pauses (that day included), an unread answer, or insolvency."""
    situation = case.situation
    until = situation.administration_held_until
    if until is not None and until >= case.day:
        return _paused(
            case, "administration.paused", until, situation.administration_hold_reason
        )
    if situation.unread is not None:
        return _unread(case, situation.unread)
    if situation.stopped_for:
        return answers.wait(
            case,
            until=days.shift(case.day, answers.HORIZON_DAYS),
            reasons=[because("client.stopped", stopped=situation.stopped_for)],
            changes=(because("owner.decides"),),
        )
    until = situation.held_until
    if until is not None and until >= case.day:
        return _paused(case, "client.paused", until, situation.hold_reason)
    return None


def _paused(case: Case, code: str, until: date, why: str) -> Decision:
    return answers.wait(
        case,
        until=days.shift(until, 1),
        reasons=[because(code, until=until.isoformat(), why=why)],
        changes=(because("pause.lifted"),),
    )


def _unread(case: Case, unread: Unread) -> Decision:
    """Hold everything until somebody has read what the client wrote."""
    return answers.ask(
        case,
        question="read_answer",
        reasons=[_why_read(unread)],
        changes=(because("answer.read"),),
    )


def _why_read(unread: Unread) -> Reason:
    guess = unread.meaning if unread.is_sure else "unknown"
    came_on = unread.came_on.isoformat()
    return because("answer.unread", count=unread.count, came_on=came_on, meaning=guess)


def to_read(decision: Decision, *, unread: Unread) -> Decision:
    """Give the question to read an answer, for who is shown beside another decision.

    A pause of everything comes before all, and then the answer would only be counted;
    reading it sends nothing.

    >>> from voldaan.reasons import because
    >>> paused = because("administration.paused", until="2026-10-20", why="")
    >>> waits = Decision("wait", 1, (paused,), wait_until=date(2026, 10, 21))
    >>> found = to_read(waits, unread=Unread(1, date(2026, 10, 14), "paid", is_sure=True))
    >>> found.kind, found.question, found.wait_until
    ('ask', 'read_answer', None)
    """
    return Decision(
        kind="ask",
        client_id=decision.client_id,
        reasons=(_why_read(unread),),
        due_since=decision.due_since,
        open_cents=decision.open_cents,
        question="read_answer",
        changes=(because("answer.read"),),
    )


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


def _disputed(case: Case) -> Decision | None:
    """Ask whether it is solved what the client called wrong, once the quiet has ended.

    Of one invoice alone it is asked when that invoice is paused no longer: until then the
    others go on.
    """
    if not case.policy.asks_if_solved:
        return None
    situation = case.situation
    said_on = silence.still_disputed(situation.disputed_on, past_steps=situation.past_steps)
    if said_on is not None:
        return _is_it_solved(case, because("client.disputed", said_on=said_on.isoformat()))
    wrong = (each for each in (*case.overdue, *case.coming) if each.disputed_on)
    for invoice in wrong:
        about = [
            step
            for step in situation.past_steps
            if invoice.id in spoken_of(step, invoices=(invoice,))
        ]
        said_on = silence.still_disputed(invoice.disputed_on, past_steps=about)
        if said_on is not None:
            facts = {"number": invoice.number, "said_on": said_on.isoformat()}
            return _is_it_solved(case, because("invoice.disputed", **facts))
    return None


def _is_it_solved(case: Case, reason: Reason) -> Decision:
    return answers.ask(
        case, question="is_it_solved", reasons=[reason], changes=(because("owner.decides"),)
    )
