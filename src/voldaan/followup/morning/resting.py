"""Rest: how long a client may be left in peace before a claim can no longer be enforced.

A claim is time-barred (verjaard) when nothing arrived in time that keeps it alive. So a rest
must be over before the last safe day of every claim that is alive. What may have started a
term again is not counted, and a consumer is given the short term of a sale: so a claim may
well live longer than is said here, and never shorter. What is past its day by this count
loses nothing by a rest, and does not stand in the way of one.
"""

from datetime import date

from voldaan import days
from voldaan.followup.shapes import Situation
from voldaan.law.answers import Impossible
from voldaan.law.nl.limitation import Claim, last_safe_day
from voldaan.law.tables.shapes import NotCovered

#: How long a client may be left to rest, in days; a year is letting go, without giving up
#: the claim.
RESTS = (30, 90, 365)


def safe_until(situation: Situation, *, day: date) -> date | None:
    """Give the last day on which every living claim can surely still be enforced.

    None: no such day can be said.

    >>> from voldaan.followup.shapes import OpenInvoice
    >>> old = OpenInvoice(7, "2021-041", date(2021, 12, 1), 121000, 121000)
    >>> safe_until(Situation(1, "Vink BV", invoices=(old,)), day=date(2026, 10, 14))
    datetime.date(2026, 12, 1)
    """
    claim: Claim = "consumer-sale" if situation.kind == "consumer" else "contract"
    found = (_last_day(invoice.due_on, claim) for invoice in situation.invoices)
    return min((last for last in found if last is not None and last >= day), default=None)


def may_rest(*, count: int, day: date, safe: date | None) -> bool:
    """Say whether a rest of so many days ends before the last safe day.

    >>> may_rest(count=30, day=date(2026, 10, 14), safe=date(2026, 11, 14))
    True
    >>> may_rest(count=30, day=date(2026, 10, 14), safe=date(2026, 11, 13))
    False
    """
    return safe is None or days.shift(day, count) < safe


def _last_day(due_on: date, claim: Claim) -> date | None:
    try:
        return last_safe_day(due_on=due_on, claim=claim).day
    except (Impossible, NotCovered):
        return None
