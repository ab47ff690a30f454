"""A client who says again and again that it was paid, while no money came in.

Once is a payment on its way, twice may be a wrong account. From the third time on it is the
owner who must hear it, with what helps: a proof of payment, another account, a call. It
changes no step: each of those answers holds the client as any other.
"""

from voldaan import days
from voldaan.followup.shapes import Situation
from voldaan.reasons import Reason, because

#: From so many times on it is said. *Choice:* twice happens to careful people.
OFTEN = 3


def again(situation: Situation) -> Reason | None:
    """Say how often it was said in vain; None when that is not so, or cannot be known.

    Counted are the days on which the client said so since the oldest invoice that is open
    was sent. That nothing came in is only said when bank data show it: from the first of
    those days on, and long enough for the payment of the last time but one. Money that may
    be this client's is something.

    >>> from datetime import date
    >>> from voldaan.followup.shapes import BankCoverage, OpenInvoice
    >>> said = (date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 19))
    >>> invoice = OpenInvoice(7, "2026-041", date(2026, 10, 1), 121000, 121000)
    >>> bank = BankCoverage(date(2026, 9, 1), date(2026, 10, 18))
    >>> vink = Situation(2, "Vink BV", invoices=(invoice,), bank=bank, said_paid=said)
    >>> dict(again(vink).facts)["count"]
    3
    """
    if not situation.invoices or situation.unmatched_cents > 0:
        return None
    since = min(invoice.issued_on or invoice.due_on for invoice in situation.invoices)
    said = [day for day in situation.said_paid if day >= since]
    begins, until = situation.bank.covered_from, situation.bank.covered_until
    if len(said) < OFTEN or begins is None or until is None:
        return None
    if begins > said[0] or until < days.next_working_day(days.shift(said[-2], 1)):
        return None
    return because("client.says_paid", count=len(said), covered_until=until.isoformat())
