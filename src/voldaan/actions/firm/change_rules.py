"""The owner changes the rules behind every staircase, from a day on."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.firm import _policies
from voldaan.actions.firm.change_ladder import MOST_DAYS_AHEAD
from voldaan.actions.messages.release_message import refuse_all_but_the_owner
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import User
from voldaan.books.queries.deciding.own_ladders import days_after
from voldaan.books.queries.policies import policy as policy_of
from voldaan.days import shift
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import Policy
from voldaan.money import LARGEST_CENTS

#: Per rule the least and the most that it may be.
BOUNDS = {
    "small_invoice_cents": (0, LARGEST_CENTS),
    "many_invoices": (2, 99),
    "rhythm_days": (0, 14),
}


class BadRules(Exception):
    """A rule cannot be so; ``rule`` is its name, ``found`` what is wrong.

    ``bounds``: it is outside :data:`BOUNDS`. ``above_large``: a small invoice would be larger
    than a large one. ``from_day``: it would count from no day that may be.
    """

    def __init__(self, rule: str, found: str) -> None:
        super().__init__(f"{rule}: {found}")
        self.rule = rule
        self.found = found


@dataclass(frozen=True, slots=True)
class Rules:
    """What chooses the staircase and the channel, and how long a reminder waits.

    Under ``small_invoice_cents`` one invoice is small; 0: none is. From ``many_invoices`` on
    the payables desk is written to. A reminder waits at most ``rhythm_days`` for the day on
    which the client usually pays.
    """

    small_invoice_cents: int
    many_invoices: int
    rhythm_days: int


def shipped_rules() -> Rules:
    """Give the rules as they come with Voldaan.

    >>> shipped_rules()
    Rules(small_invoice_cents=25000, many_invoices=5, rhythm_days=4)
    """
    return rules_of(shipped())


def rules_of(policy: Policy) -> Rules:
    """Give the rules of a policy."""
    return Rules(policy.small_invoice_cents, policy.many_invoices, policy.rhythm_days)


def change_rules(
    administration_id: int, *, rules: Rules, from_day: date, day: date, by: User, at: datetime
) -> None:
    """Let these rules count from a day on, today or later; what was planned keeps its steps.

    When they start today (``day``) everything is decided again. The same as counted already
    changes nothing. Raises
    :class:`~voldaan.actions.messages.release_message.OnlyTheOwner` or :class:`BadRules`,
    changing nothing.
    """
    refuse_all_but_the_owner(administration_id, by)
    if not day <= from_day <= shift(day, MOST_DAYS_AHEAD):
        raise BadRules("from_day", "from_day")
    with transaction.atomic():
        _record.lock(administration_id)
        starts = [from_day, *days_after(administration_id, day=from_day)]
        counts = {each: policy_of(administration_id, day=each) for each in starts}
        if all(rules_of(policy) == rules for policy in counts.values()):
            return
        for start, policy in counts.items():
            _check(rules, policy)
            values = asdict(rules)
            _policies.add(administration_id, from_day=start, values=values, by=by, at=at)
        facts = {"from": from_day.isoformat(), **asdict(rules)}
        _record.record(
            [_record.Happening("policy.changed", None, facts)],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    if from_day == day:
        follow_up(administration_id, day=day, at=at)


def reset_rules(administration_id: int, *, day: date, by: User, at: datetime) -> None:
    """Let the shipped rules count again, from today; see :func:`change_rules`.

    They are never refused, whatever the owner calls a large invoice.
    """
    change_rules(administration_id, rules=shipped_rules(), from_day=day, day=day, by=by, at=at)


def tried(administration_id: int, *, rules: Rules, day: date) -> Policy:
    """Give the policy of a day as it would be with these rules, and write nothing.

    Raises :class:`BadRules`, as :func:`change_rules` would.
    """
    counts = policy_of(administration_id, day=day)
    _check(rules, counts)
    return replace(counts, version=f"{counts.version}?", **asdict(rules))


def _check(rules: Rules, counts: Policy) -> None:
    for name, value in asdict(rules).items():
        least, most = BOUNDS[name]
        if not least <= value <= most:
            raise BadRules(name, "bounds")
    small_cents = rules.small_invoice_cents
    known = (counts.small_invoice_cents, shipped_rules().small_invoice_cents)
    if small_cents not in known and small_cents > counts.large_invoice_cents:
        raise BadRules("small_invoice_cents", "above_large")
