"""The order of Vandaag: at most seven cards, the most useful first; the rest waits.

The order is simple enough to be said aloud, and each card says it (``reason``):

1. who answered: a person waits for an answer of ours;
2. one question that opens others: the bank file, once for everybody who waits for it;
3. money that may be here already: a wrong reminder is worse than a late one;
4. what is overdue, the largest value per minute first (``value.py``) and, of equal values,
   the oldest: a mail of a minute about a hundred euros goes before a call about two hundred;
5. service checks, the nearest due date first. They stay last: their money is not late yet,
   so a day costs them less than it costs what is, and the two values cannot be compared
   (one is a chance to be paid *on time*, the other to be paid at all).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from voldaan.followup.morning import value
from voldaan.followup.shapes import Decision
from voldaan.reasons import Reason, because

#: A morning is finite.
MOST_CARDS = 7

_BANK_FILE = "import_bank_file"
_ANSWER = "read_answer"


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do. ``client_ids`` are all the clients it is for, usually one."""

    decision: Decision
    reason: Reason
    client_ids: tuple[int, ...]


def vandaag(decisions: Iterable[Decision], *, most: int = MOST_CARDS) -> list[Card]:
    """Give the cards of today, at most ``most``. What waits until a day has no card.

    >>> wait = Decision("wait", 1, (), wait_until=date(2026, 10, 15))
    >>> vandaag([wait])
    []
    """
    return ranked(decisions)[: max(0, most)]


def ranked(decisions: Iterable[Decision]) -> list[Card]:
    """Give a card for everything that somebody can do today, the most useful first.

    The order of the decisions given does not matter, unless one client has two.
    """
    bank_files: list[Decision] = []
    answered: list[Decision] = []
    others: list[Decision] = []
    for decision in decisions:
        if decision.question == _ANSWER:
            answered.append(decision)
        elif decision.question == _BANK_FILE:
            bank_files.append(decision)
        elif decision.kind != "wait":
            others.append(decision)
    first, last = (
        [
            Card(decision, _reason(decision), (decision.client_id,))
            for decision in sorted(each, key=_usefulness)
        ]
        for each in (answered, others)
    )
    return first + _bank_file_card(bank_files) + last


def _bank_file_card(waiting: list[Decision]) -> list[Card]:
    if not waiting:
        return []
    waiting = sorted(waiting, key=_usefulness)
    clients = tuple(decision.client_id for decision in waiting)
    return [Card(waiting[0], because("rank.opens_others", count=len(clients)), clients)]


def _usefulness(decision: Decision) -> tuple[int, int, date, int]:
    """Sort key: group, then value or day, then client so that equals keep their place."""
    due_on = decision.due_since or date.max
    if decision.question == "match_payment":
        return 0, -decision.open_cents, due_on, decision.client_id
    if decision.step == "service_check":
        return 2, 0, due_on, decision.client_id
    return 1, -value.per_minute(decision), due_on, decision.client_id


def _reason(decision: Decision) -> Reason:
    if decision.question == _ANSWER:
        return because("rank.answered")
    if decision.question == "match_payment":
        return because("rank.money_may_be_here", open_cents=decision.open_cents)
    due_on = decision.due_since.isoformat() if decision.due_since else ""
    if decision.step == "service_check":
        return because("rank.before_due", due_on=due_on)
    return because(
        "rank.per_minute",
        open_cents=decision.asks_cents or decision.open_cents,
        minutes=value.minutes(decision),
        due_on=due_on,
    )
