"""How long a client is left in peace after an answer that a person has read.

A promise and a word that it was paid are believed for as long as money needs to show. What
needs work on our side (a dispute, a number, another address) gives the owner a week. Who
cannot pay gets two weeks in which nothing happens by itself.

*Choice:* the numbers are ours; the owner may choose another day at every answer.
"""

from datetime import date

from voldaan import days

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
