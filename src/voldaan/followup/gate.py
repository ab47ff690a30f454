"""The freshness gate: no request for money on bank data that cannot show the payment."""

from datetime import date

from voldaan import days
from voldaan.followup.case import Case
from voldaan.reasons import Reason, because


def look(case: Case) -> tuple[bool, Reason]:
    """Say whether the gate is open for everything overdue (at least one invoice), and why.

    What counts is coverage, not when a file was imported. The unbroken days of the bank
    files must include the due date of every invoice that is asked for, or begin by the
    later day on which its source still called it open; and they must end no more than the
    policy's working days before the day. Without a first day they reach back for ever.
    """
    bank = case.situation.bank
    covered_until = bank.covered_until
    if covered_until is None:
        return False, because("bank.missing")
    until = covered_until.isoformat()
    newest = case.overdue[-1].due_on
    if covered_until < newest:
        due_on = newest.isoformat()
        return False, because("bank.before_due", covered_until=until, due_on=due_on)
    if covered_until < days.minus_working_days(case.day, case.policy.bank_working_days):
        age = days.working_days_between(covered_until, case.day)
        return False, because("bank.too_old", covered_until=until, working_days=age)
    if bank.covered_from is not None:
        for invoice in case.overdue:
            if bank.covered_from > max(invoice.due_on, invoice.known_open_on or date.min):
                return False, because(
                    "bank.starts_late",
                    covered_from=bank.covered_from.isoformat(),
                    number=invoice.number,
                    due_on=invoice.due_on.isoformat(),
                )
    return True, because("bank.covered", covered_until=until)
