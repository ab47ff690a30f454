"""How long a client is left in peace after an answer that a person has read.

A promise and a word that it was paid are believed for as long as money needs to show. What
needs work on our side (a dispute, a number, another address) gives the owner a week. Who
cannot pay gets two weeks in which nothing happens by itself.

*Choice:* the numbers are ours; the owner may choose another day at every answer.
"""

from collections.abc import Sequence
from datetime import date

from voldaan import days
from voldaan.followup.shapes import PastStep

#: Working days after which a payment that was made shows in a bank file.
SHOWS_AFTER = 2

#: Nobody is left in peace longer at once: a day further off is a typing error.
LONGEST_QUIET_DAYS = 366

_DAYS = {
    "paid": 5,
    "plan": 7,
    "dispute": 7,
    "wrong_person": 3,
    "needs_po": 7,
    "cannot_pay": 14,
}


def quiet_until(meaning: str, *, day: date, named_day: date | None = None) -> date | None:
    """Give the last day of quiet that fits an answer read on ``day``; None: none.

    A promise is quiet until its day and the two working days that a bank needs.

    >>> quiet_until("promise", day=date(2026, 10, 14), named_day=date(2026, 10, 16))
    datetime.date(2026, 10, 20)
    >>> quiet_until("thanks", day=date(2026, 10, 14)) is None
    True
    """
    if meaning == "promise":
        until = max(named_day or days.shift(day, 7), day)
        for _ in range(SHOWS_AFTER):
            until = days.next_working_day(days.shift(until, 1))
        return until
    length = _DAYS.get(meaning)
    return None if length is None else days.shift(day, length)


def still_disputed(said_on: Sequence[date], *, past_steps: Sequence[PastStep]) -> date | None:
    """Give the first of these days on which the client called something wrong that still is.

    Who asked for money since then has settled it: a program never does that by itself. The
    call in which it was said asked before it was said.

    >>> said_on = [date(2026, 10, 6), date(2026, 10, 14)]
    >>> still_disputed(said_on, past_steps=(PastStep("reminder_1", date(2026, 10, 12)),))
    datetime.date(2026, 10, 14)
    """
    asked = max((step.on for step in past_steps if step.counts), default=date.min)
    return min((on for on in said_on if on >= asked), default=None)
