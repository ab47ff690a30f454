"""Whether a message is for the payables desk of a client, or for who buys there.

The desk pays and knows what it is waiting for; the buyer knows whether the work is right.
So the first reminder about many invoices, or to a large organisation, goes to the desk.
The check before the due date goes to the buyer, who is also called, and who gets the second
reminder when the desk did not answer the first.

*Choice:* the founding table lets the check go to the desk too. What it asks (is it
complete, is the work as you wished) is the buyer's to say, and who orders knows the number
that an invoice needs.
"""

from voldaan.followup.case import spoken_of
from voldaan.followup.shapes import Decision, PastStep, Policy, Situation

_REMINDERS = frozenset({"reminder_1", "reminder_2"})


def is_for_payables(situation: Situation, *, decision: Decision, policy: Policy) -> bool:
    """Say whether the message of a decision goes to the payables desk, if one is known."""
    if decision.step not in _REMINDERS or decision.channel != "email":
        return False
    is_large = situation.is_large_organisation or situation.kind == "government"
    if not is_large and len(decision.invoice_ids) < policy.many_invoices:
        return False
    return decision.step == "reminder_1" or not _was_reminded(situation, decision)


def _was_reminded(situation: Situation, decision: Decision) -> bool:
    """Say whether we wrote about one of these before; an owner may have written anywhere."""
    return any(
        _speaks_of(step, situation, decision)
        for step in situation.past_steps
        if step.step in _REMINDERS and not step.before_import
    )


def _speaks_of(step: PastStep, situation: Situation, decision: Decision) -> bool:
    named = spoken_of(step, invoices=situation.invoices)
    return not decision.invoice_ids or bool(set(named) & set(decision.invoice_ids))
