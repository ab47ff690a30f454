"""Decides for a client with something overdue: the next request for money, or why not yet."""

from voldaan import days
from voldaan.followup import answers, gate, ladder
from voldaan.followup.case import SLIP_CENTS, Case
from voldaan.followup.ladder import Rung
from voldaan.followup.shapes import Decision
from voldaan.reasons import Reason, because


def decide(case: Case) -> Decision:
    """Give the one answer about everything overdue, in one message.

    First the day (the rung, the gap, working days), then what a person must settle before
    anything is asked (credits, bank data, the end of the ladder, an address).
    """
    rung = ladder.next_rung(case, invoices=case.overdue)
    reasons = _about(case, rung)
    if rung.from_day <= case.day and days.is_working_day(case.day):
        return _take(case, rung, reasons)
    if rung.from_day <= case.day:
        reasons.insert(0, answers.not_a_working_day(case.day))
    from_day = ladder.may_change_on(case, rung, invoices=case.overdue, later=case.coming)
    until = days.next_working_day(max(from_day, case.day))
    reasons += answers.about_client(case)
    return answers.wait(case, until=until, reasons=reasons, changes=_FACTS)


_FACTS = (because("payment.booked"), because("client.answers"))


def _take(case: Case, rung: Rung, reasons: list[Reason]) -> Decision:
    """Take the rung today, or ask for what a person must do before it can be taken."""
    open_cents = sum(invoice.open_cents for invoice in case.overdue)
    # Credits that leave a few cents cover it too: nobody is asked for those.
    if case.credit_cents and open_cents - case.credit_cents <= SLIP_CENTS:
        covers = because("credits.cover", credit_cents=case.credit_cents, open_cents=open_cents)
        settled = (because("credit.settled"),)
        return answers.ask(
            case, question="settle_credit", reasons=[covers, *reasons], changes=settled
        )
    is_open, bank = gate.look(case)
    if not is_open:
        imported = (because("bank.imported"),)
        return answers.ask(
            case, question="import_bank_file", reasons=[bank, *reasons], changes=imported
        )
    reasons.append(bank)
    step = rung.step
    if step is None or step.code == "decide":
        ended = because("ladder.ended")
        decided = (because("owner.decides"), because("client.answers"))
        return answers.ask(
            case, question="what_now", reasons=[ended, *reasons], changes=decided
        )
    return answers.reach(
        case, rung=step, invoices=case.overdue, reasons=reasons, ladder=rung.ladder.name
    )


def _about(case: Case, rung: Rung) -> list[Reason]:
    """Say what is overdue, and why this rung, from when."""
    oldest = case.overdue[0]
    reasons = [
        because(
            "invoice.overdue",
            number=oldest.number,
            due_on=oldest.due_on.isoformat(),
            days=(case.day - oldest.due_on).days,
            open_cents=oldest.open_cents,
        )
    ]
    count = len(case.overdue)
    if count > 1:
        open_cents = sum(invoice.open_cents for invoice in case.overdue)
        reasons.append(because("invoices.together", count=count, open_cents=open_cents))
    if count >= case.policy.statement_from:
        reasons.append(because("invoices.combined", count=count))
    if case.credit_cents:
        count = sum(credit.open_cents > 0 for credit in case.situation.credits)
        reasons.append(because("credits.deducted", count=count, credit_cents=case.credit_cents))
    return reasons + _about_rung(case, rung)


def _about_rung(case: Case, rung: Rung) -> list[Reason]:
    reasons = []
    if rung.ladder.name != "standard":
        reasons.append(because("ladder.of", ladder=rung.ladder.name))
    if rung.step is not None:
        from_day = rung.from_day.isoformat()
        reasons.append(because("ladder.step", step=rung.step.code, from_day=from_day))
        if rung.step.only_if:
            asked = ", ".join(rung.step.only_if)
            reasons.append(because("ladder.only_if", step=rung.step.code, conditions=asked))
    if rung.previous is not None:
        before = rung.previous.before_import
        code = "ladder.before_import" if before else "ladder.after"
        on = rung.previous.on.isoformat()
        reasons.append(because(code, step=rung.previous.step, on=on))
    usual = case.situation.rhythm
    if rung.rhythm_day is not None and usual is not None and rung.from_day > case.day:
        pay_day = rung.rhythm_day.isoformat()
        count, of = usual.count or "", usual.of or ""
        reasons.append(because("rhythm.waits", pay_day=pay_day, count=count, of=of))
    if rung.last_contact and rung.gap_until and rung.gap_until > case.day:
        gap = (rung.gap_until - rung.last_contact).days
        last_on = rung.last_contact.isoformat()
        reasons.append(because("gap.running", last_on=last_on, days=gap))
    return reasons
