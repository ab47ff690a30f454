"""The three answers, built in one place so that each carries all that it must."""

from dataclasses import dataclass, replace
from datetime import date

from voldaan import days
from voldaan.followup import codes, quiet, said_paid
from voldaan.followup.case import Case
from voldaan.followup.reaching import calling, table
from voldaan.followup.shapes import Channel, Decision, LadderName, OpenInvoice, PolicyStep
from voldaan.reasons import Reason, because

#: With nothing open the client is looked at again after this many days, or when a fact
#: changes. *Choice:* any far day serves; a quarter keeps the list of waiting days honest.
HORIZON_DAYS = 90


def reach(
    case: Case,
    *,
    rung: PolicyStep,
    invoices: tuple[OpenInvoice, ...],
    reasons: list[Reason],
    ladder: LadderName = "standard",
) -> Decision:
    """Do this step on the channel that fits, or ask for what it needs.

    An address that a mail server refused is a gate: the next channel is proposed. So is one
    that was never known, where another written channel reaches the client. Nobody answered
    the telephone: try again at another hour, then on another channel.
    *Choice:* an e-mail without any address is never turned into a call by itself; the owner
    may call anyway. A call without a number stays a call: the owner may know the number.
    """
    if rung.if_confirmed and rung.code not in case.situation.confirmed:
        unsure = because("step.unconfirmed", step=rung.code)
        decides = (because("owner.decides"),)
        return ask(case, question="confirm_step", reasons=[unsure, *reasons], changes=decides)
    if case.policy.one_step_a_day and _was_reached_today(case):
        return _tomorrow(case, reasons)
    channel, by = table.channel_of(case, rung=rung, invoices=invoices)
    if by != "rung":
        best = table.wanted(case, rung=rung, invoices=invoices)
        reasons = [*reasons, *_about_channel(case, rung, (channel, by), best)]
    way = Way(rung, channel, ladder)
    if channel == "email" and not table.can_reach(case.situation, "email"):
        return _without_email(case, way, invoices, reasons)
    return _take(case, way, invoices, reasons)


@dataclass(frozen=True, slots=True)
class Way:
    """A rung with the channel that it takes today, and the ladder it stands on."""

    rung: PolicyStep
    channel: Channel
    ladder: LadderName = "standard"
    text_version: str = ""


def _take(
    case: Case, way: Way, invoices: tuple[OpenInvoice, ...], reasons: list[Reason]
) -> Decision:
    """Do the step; a call comes after the calls that nobody answered."""
    if way.channel == "phone" and case.situation.call_tries:
        return _nobody_answered(case, way, invoices, reasons)
    if way.channel == "phone" and not case.situation.has_phone:
        reasons = [*reasons, because("phone.missing")]
    return step(case, way=way, invoices=invoices, reasons=reasons)


def _was_reached_today(case: Case) -> bool:
    return any(each.on == case.day for each in case.situation.past_steps)


def _tomorrow(case: Case, reasons: list[Reason]) -> Decision:
    """Leave the rest of the day to the contact that was: a check, a thank-you, a request."""
    rests = because("gap.running", last_on=case.day.isoformat(), days=1)
    until = days.next_working_day(days.shift(case.day, 1))
    paid = (because("payment.booked"),)
    return wait(case, until=until, reasons=[rests, *reasons], changes=paid)


def _about_channel(
    case: Case, rung: PolicyStep, chosen: tuple[Channel, str], best: tuple[Channel, ...]
) -> list[Reason]:
    """Say why this channel, and why not the one that would have come before it."""
    channel, by = chosen
    if by == "client":
        return [because("channel.client", channel=channel)]
    reasons = []
    if rung.channel is not None and rung.channel != "by_table":
        reasons.append(because("channel.missing", channel=rung.channel))
    if best[0] == "email" and channel in best[1:]:
        reasons.append(_no_email(case))
    return [*reasons, because("channel.table", channel=channel)]


def _no_email(case: Case) -> Reason:
    return because("email.bounced" if case.situation.email_bounced else "email.missing")


def _without_email(
    case: Case, way: Way, invoices: tuple[OpenInvoice, ...], reasons: list[Reason]
) -> Decision:
    other = _instead_of_email(case)
    if other is not None:
        way = replace(way, channel=other)
        return _take(case, way, invoices, [_no_email(case), *reasons])
    added = (because("email.added"),)
    return ask(case, question="add_email", reasons=[_no_email(case), *reasons], changes=added)


def _instead_of_email(case: Case) -> Channel | None:
    """Give the channel for who cannot be mailed; None: ask for an address first."""
    if case.situation.email_bounced:
        return table.other_channel(case, than="email")
    if case.policy.other_way_without_email:
        return table.other_written(case)
    return None


def _nobody_answered(
    case: Case, way: Way, invoices: tuple[OpenInvoice, ...], reasons: list[Reason]
) -> Decision:
    """Try again later, then elsewhere; with nowhere else to try a person decides."""
    tries = case.situation.call_tries
    from_day = calling.next_day(tries) or case.day
    last_on = tries[-1].on.isoformat()
    tried = because("call.no_answer", count=len(tries), last_on=last_on)
    if from_day > case.day:
        called = (because("payment.booked"), because("client.answers"))
        return wait(case, until=from_day, reasons=[tried, *reasons], changes=called)
    if len(tries) < case.policy.most_calls:
        hours = quiet.hours_of(case.day, policy=case.policy)
        part = because("call.try_again", part=calling.other_part(tries, hours=hours))
        return step(case, way=way, invoices=invoices, reasons=[tried, *reasons, part])
    other = table.other_channel(case, than="phone")
    if other is None:
        decides = (because("owner.decides"), because("client.answers"))
        return ask(case, question="what_now", reasons=[tried, *reasons], changes=decides)
    text = "missed_call" if way.rung.code == "call" else way.rung.text_version
    way = replace(way, channel=other, text_version=text)
    return step(case, way=way, invoices=invoices, reasons=[tried, *reasons])


def step(
    case: Case, *, way: Way, invoices: tuple[OpenInvoice, ...], reasons: list[Reason]
) -> Decision:
    """Do this step, for these invoices. A service check asks for no money."""
    rung = way.rung
    open_cents = sum(invoice.open_cents for invoice in invoices)
    asks = rung.code != "service_check"
    credits = case.situation.credits if asks else ()
    return Decision(
        kind="step",
        client_id=case.situation.client_id,
        reasons=(*reasons, *about_client(case), *_about_paused(case)),
        step=rung.code,
        channel=way.channel,
        text_version=way.text_version or rung.text_version,
        invoice_ids=tuple(invoice.id for invoice in invoices),
        credit_ids=tuple(credit.id for credit in credits if credit.open_cents > 0),
        due_since=invoices[0].due_on,
        open_cents=open_cents,
        asks_cents=max(0, open_cents - case.credit_cents) if asks else 0,
        changes=(because("payment.booked"), because("client.answers")),
        cites=(f"policy {case.policy.version}, {rung.code}", codes.CONTACT_HOURS),
        ladder=way.ladder,
        autopilot=rung.autopilot and way.channel == "email",
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
    in_vain = said_paid.again(case.situation)
    reasons = [in_vain] if in_vain is not None else []
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
