"""The closed lists: every code this room gives, with the facts that it carries.

Wording checks itself against these lists, so that no reason is ever without words. Facts
named ``*_cents`` are cents; days are ISO text; ``step`` is a step code; ``why`` is what
the owner wrote with a pause, possibly empty.
"""

from collections.abc import Mapping

from voldaan.reasons import Fact, Reason

#: Why a decision is what it is: code → names of its facts, in order.
REASONS: Mapping[str, tuple[str, ...]] = {
    # a person stopped it
    "administration.paused": ("until", "why"),
    "client.paused": ("until", "why"),
    "invoices.paused": ("count", "number", "until", "why"),  # the first to come back
    # nothing may be said yet
    "nothing.open": (),
    "message.waiting": (),
    "decision.failed": (),  # our own mistake on this client; the others go on
    "money.unmatched": ("unmatched_cents",),
    "gap.running": ("last_on", "days"),
    "day.weekend": ("day",),
    "day.holiday": ("day", "name"),
    "answer.unread": ("count", "came_on", "meaning"),  # a meaning, or "unknown"
    "client.disputed": ("said_on",),
    "invoice.disputed": ("number", "said_on"),
    "client.says_paid": ("count", "covered_until"),
    "client.stopped": ("stopped",),  # insolvency, debt_help
    "step.unconfirmed": ("step",),
    "rhythm.waits": ("pay_day", "count", "of"),  # both empty: the client said so
    "call.no_answer": ("count", "last_on"),
    "call.try_again": ("part",),  # morning, afternoon, evening
    # what it is about
    "invoice.overdue": ("number", "due_on", "days", "open_cents"),  # the oldest
    "invoice.due_soon": ("number", "due_on", "days", "open_cents"),  # the first
    "invoices.together": ("count", "open_cents"),
    "invoices.combined": ("count",),  # enough of them for one statement
    "credits.deducted": ("count", "credit_cents"),
    "credits.cover": ("credit_cents", "open_cents"),
    # where the client stands on the ladder
    "ladder.step": ("step", "from_day"),
    "ladder.after": ("step", "on"),
    "ladder.before_import": ("step", "on"),
    "ladder.ended": (),
    "ladder.of": ("ladder",),
    "ladder.only_if": ("step", "conditions"),  # of a request; one of them holds
    "check.left": ("step", "from_day"),  # to this request, within the gap
    "channel.table": ("channel",),
    "channel.client": ("channel",),
    "channel.missing": ("channel",),  # the rung's own does not reach this client
    # who it is
    "client.new": (),
    "client.good_payer": ("on_time_count", "paid_count", "grace_days"),
    "client.large_organisation": (),
    "invoice.large": ("number", "open_cents"),
    # what we know
    "bank.covered": ("covered_until",),
    "bank.missing": (),
    "bank.before_due": ("covered_until", "due_on"),
    "bank.starts_late": ("covered_from", "number", "due_on"),
    "bank.too_old": ("covered_until", "working_days"),
    "email.missing": (),
    "email.bounced": (),
    "phone.missing": (),
    # why a card stands where it stands on Vandaag
    "rank.answered": (),
    "rank.opens_others": ("count",),
    "rank.money_may_be_here": ("open_cents",),
    "rank.per_minute": ("open_cents", "minutes", "due_on"),  # without a day: empty
    "rank.before_due": ("due_on",),
    # what it costs to put a card off
    "later.late": ("days",),
    "later.in_time": ("days",),
    "later.silent": ("day",),  # nothing is asked by then
    "later.becomes": ("step",),
    "later.moves": ("step", "from_day", "to_day"),
    "later.history": ("count", "days", "paid_count", "within"),
}

#: What would change an answer: code → names of its facts, in order.
CHANGES: Mapping[str, tuple[str, ...]] = {
    "day.comes": ("day",),
    "payment.booked": (),
    "bank.imported": (),
    "client.answers": (),
    "pause.lifted": (),
    "invoice.added": (),
    "message.sent": (),
    "match.decided": (),
    "credit.settled": (),
    "email.added": (),
    "owner.decides": (),
    "answer.read": (),
}

#: What a person is asked, and what makes the question go away.
QUESTIONS: Mapping[str, str] = {
    "match_payment": "money came in that is plausibly this client's: say whose it is",
    "import_bank_file": "the bank data cannot show the payment yet: import newer ones",
    "settle_credit": "credits cover all that is overdue: settle or refund them",
    "add_email": "the step is an e-mail and no address is known",
    "read_answer": "the client answered: read it and say what it means",
    "is_it_solved": "the client said that something is wrong: is that solved?",
    "confirm_step": "the step names a consequence: will it really follow?",
    "what_now": "the ladder is at its end: decide together how to go on",
}

#: Rules a decision leans on, as a lawyer or the owner would write them.
HOLIDAYS_ACT = "Algemene termijnenwet art. 3"
CONTACT_HOURS = "Besluit kwaliteit incassodienstverlening (BKI) art. 4.2"

_LISTED = {code: facts for each in (REASONS, CHANGES) for code, facts in each.items()}


class NotListed(ValueError):
    """A reason is not on the lists, or carries other facts; carries its code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check(reason: Reason) -> Reason:
    """Give the reason back when it is listed with exactly these facts, else refuse.

    >>> from voldaan.reasons import because
    >>> check(because("ladder.ended")).code
    'ladder.ended'
    >>> check(because("ladder.ended", day=1))
    Traceback (most recent call last):
    ...
    voldaan.followup.codes.NotListed: ladder.ended
    """
    facts: tuple[tuple[str, Fact], ...] = reason.facts
    if _LISTED.get(reason.code) != tuple(name for name, _ in facts):
        raise NotListed(reason.code)
    return reason
