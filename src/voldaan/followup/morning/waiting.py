"""What "later" costs: the day a card comes back, what happens then, and what moves with it.

Nothing here is predicted. The same :func:`~voldaan.followup.decision.decide` looks on the
day after the pause, at today's facts: nothing was paid, nobody answered, and the bank data
are as fresh as they are today. What happened with invoices before is counted, not weighed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from voldaan import days
from voldaan.followup.decision import decide
from voldaan.followup.shapes import BankCoverage, Decision, PastStep, Policy, Situation
from voldaan.reasons import Reason, because

#: So often we look again when a day turns out to be one of waiting; then we say no more.
_MOST_LOOKS = 8

#: Fewer invoices than this teach nothing, and then nothing is said.
LEAST_INVOICES = 20


@dataclass(frozen=True, slots=True)
class Price:
    """What putting off for ``count`` days costs: when it comes back, the rest as reasons."""

    count: int
    back_on: date
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Lived:
    """An invoice of the firm itself: when it was due, and paid in full; None: it is open."""

    due_on: date
    paid_on: date | None = None


def prices(
    situation: Situation,
    *,
    decision: Decision,
    policy: Policy,
    day: date,
    counts: Iterable[int],
) -> tuple[Price, ...]:
    """Say what it costs to put the card of a decision off for each of these counts of days.

    ``decision`` is what stands on the card on ``day``. Total, as ``decide`` is; what the
    counts have in common is decided once.

    >>> from voldaan.followup.policy import shipped
    >>> from voldaan.followup.shapes import OpenInvoice
    >>> invoice = OpenInvoice(7, "2026-041", date(2026, 10, 13), 121000, 121000)
    >>> bank = BankCoverage(date(2026, 9, 1), date(2026, 10, 13))
    >>> dirk, day = Situation(1, "Dirk", invoices=(invoice,), bank=bank), date(2026, 10, 14)
    >>> card = decide(dirk, policy=shipped(), day=day)
    >>> (later,) = prices(dirk, decision=card, policy=shipped(), day=day, counts=[3])
    >>> later.back_on, later.reasons[0].facts
    (datetime.date(2026, 10, 19), (('days', 6),))
    """
    free = replace(situation, held_until=None, hold_reason="", message_waiting=False)
    look = _Look(free, policy, day)
    return tuple(_price(look, decision, count) for count in counts)


def _price(look: "_Look", decision: Decision, count: int) -> Price:
    back_on, then = look.first(days.shift(look.day, count))
    if then.kind == "wait":
        last_day = days.shift(back_on, -1).isoformat()
        return Price(count, back_on, (because("later.silent", day=last_day),))
    reasons = _lateness(decision, back_on)
    if then.step != decision.step and then.step is not None:
        reasons.append(because("later.becomes", step=then.step))
    elif decision.step is not None and then.step is not None:
        reasons += _moved(look, decision, back_on)
    return Price(count, back_on, tuple(reasons))


def _lateness(decision: Decision, back_on: date) -> list[Reason]:
    if decision.due_since is None:
        return []
    late = (back_on - decision.due_since).days
    code = "later.late" if late > 0 else "later.in_time"
    return [because(code, days=abs(late))]


def _moved(look: "_Look", decision: Decision, back_on: date) -> list[Reason]:
    """Say how far the rung after this one moves, when it does."""
    on_time, following = look.after(decision, taken_on=look.day)
    put_off, same = look.after(decision, taken_on=back_on)
    step = following.step
    if step is None or step != same.step or put_off <= on_time:
        return []
    moved = on_time.isoformat(), put_off.isoformat()
    return [because("later.moves", step=step, from_day=moved[0], to_day=moved[1])]


@dataclass(frozen=True, slots=True)
class _Look:
    """Looks at days to come, with the facts of ``day`` and bank data that stay as fresh."""

    situation: Situation
    policy: Policy
    day: date
    #: Deciding is pure, so a day that was looked at says the same again.
    seen: dict[tuple[date, tuple[PastStep, ...]], Decision] = field(default_factory=dict)

    def first(self, day: date, *, past: tuple[PastStep, ...] = ()) -> tuple[date, Decision]:
        """Give the first day from ``day`` on with something to do, and what it is.

        A decision that still waits: nothing was found within a few looks.
        """
        found = self._on(day, past)
        for _ in range(_MOST_LOOKS):
            if found.kind != "wait" or found.wait_until is None:
                break
            day = found.wait_until
            found = self._on(day, past)
        return day, found

    def after(self, decision: Decision, *, taken_on: date) -> tuple[date, Decision]:
        """Give what comes next when the step of a decision is taken on a day."""
        taken = PastStep(
            decision.step or "",
            taken_on,
            decision.invoice_ids,
            counts=decision.step != "service_check",
        )
        return self.first(days.shift(taken_on, 1), past=(taken,))

    def _on(self, day: date, past: tuple[PastStep, ...]) -> Decision:
        found = self.seen.get((day, past))
        if found is None:
            found = self.seen[day, past] = self._decide(day, past)
        return found

    def _decide(self, day: date, past: tuple[PastStep, ...]) -> Decision:
        known = self.situation
        bank, until = known.bank, known.bank.covered_until
        if until is not None:
            passed = (day - self.day).days
            bank = BankCoverage(bank.covered_from, days.shift(until, passed))
        if past:  # a contact: the calls that nobody answered before it are past
            taken = (*known.past_steps, *past)
            then = replace(known, bank=bank, past_steps=taken, call_tries=())
        else:
            then = replace(known, bank=bank)
        return decide(then, policy=self.policy, day=day)


def history(
    invoices: Iterable[Lived], *, days_late: int, within: int, day: date
) -> Reason | None:
    """Count what became of the firm's own invoices that were as late and still open.

    Only those of which the whole span ``within`` has passed on ``day``, paid or not: else
    who pays quickly would count and who does not would not yet. None: before the due date,
    or fewer than :data:`LEAST_INVOICES`.

    >>> old = [Lived(date(2026, 1, 1), date(2026, 1, 9))] * 12 + [Lived(date(2026, 1, 1))] * 8
    >>> found = history(old, days_late=3, within=7, day=date(2026, 3, 1))
    >>> dict(found.facts) if found else {}
    {'count': 20, 'days': 3, 'paid_count': 12, 'within': 7}
    """
    if days_late < 1:
        return None
    count = paid = 0
    for each in invoices:
        took = (day if each.paid_on is None else each.paid_on) - each.due_on
        if (day - each.due_on).days <= days_late + within or took.days <= days_late:
            continue
        count += 1
        paid += took.days <= days_late + within
    if count < LEAST_INVOICES:
        return None
    return because("later.history", count=count, days=days_late, paid_count=paid, within=within)
