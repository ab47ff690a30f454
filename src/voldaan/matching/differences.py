"""Why a payment may differ from what is open: told, never decided by.

Nothing is written off for it. A person who sees "probably a discount for quick payment"
knows what to ask.
"""

import re

from voldaan.matching.traces import Trace
from voldaan.reasons import Reason, because

#: A difference of so many cents is a slip or a rounding; nobody is reminded of it.
ROUNDING_CENTS = 5
#: What banks take off a payment from abroad, at most.
_BANK_COSTS_CENTS = 3_000
#: Discounts for quick payment that are given, in tenths of a percent.
_DISCOUNTS = (10, 15, 20, 25, 30, 40, 50)
# From this on it can be interest and costs of collection: their least is forty euros.
_COSTS_FROM_CENTS = 4_000
_COSTS_SAID = re.compile(r"RENTE|INCASSO|KOSTEN|AANMANING|INTEREST|COSTS|ZINSEN", re.IGNORECASE)
_BANK_SAID = re.compile(
    r"BANKKOSTEN|BANK COSTS|CHARGES|CORRESPONDENT|/OCMT/|/CHGS/|\bOUR\b|\bSHA\b|\bBEN\b",
    re.IGNORECASE,
)


def told(trace: Trace, amount_cents: int, open_cents: int) -> tuple[Reason, ...]:
    """Give how a payment differs from what is open, and what may be behind it."""
    if open_cents <= 0:
        return (because("match.nothing_open"),)
    if amount_cents == open_cents:
        return ()
    if amount_cents < open_cents:
        short = open_cents - amount_cents
        return (
            because("match.part_payment", short_cents=short),
            *_short(trace, short, open_cents),
        )
    over = amount_cents - open_cents
    return (because("match.overpaid", over_cents=over), *_over(trace, over, open_cents))


def _short(trace: Trace, short: int, open_cents: int) -> tuple[Reason, ...]:
    if _is_rounding(short, open_cents - short):
        return (because("match.rounding"),)
    percent = _discount(short, open_cents)
    if percent is not None:
        return (because("match.discount", percent=percent),)
    foreign = bool(trace.line.iban) and not trace.line.iban.startswith("NL")
    if short <= _BANK_COSTS_CENTS and (foreign or _BANK_SAID.search(trace.text)):
        return (because("match.bank_costs"),)
    return ()


def _over(trace: Trace, over: int, open_cents: int) -> tuple[Reason, ...]:
    if _is_rounding(over, open_cents + over):
        return (because("match.rounding"),)
    if _COSTS_SAID.search(trace.text) or _is_scale(over, open_cents):
        return (because("match.with_costs"),)
    return ()


def _is_rounding(difference: int, amount_cents: int) -> bool:
    """Whether it is a slip of cents, or the amount was rounded to a whole euro.

    >>> _is_rounding(2, 12_098), _is_rounding(37, 12_100), _is_rounding(37, 12_063)
    (True, True, False)
    """
    return difference <= ROUNDING_CENTS or (difference < 100 and amount_cents % 100 == 0)


def _discount(short: int, open_cents: int) -> str | None:
    """Give the usual percentage that the difference is, to the cent.

    >>> _discount(242, 12_100), _discount(250, 12_100)
    ('2', None)
    """
    for tenths in _DISCOUNTS:
        exact, rest = divmod(open_cents * tenths, 1_000)
        if short in (exact, exact + (rest > 0)):
            whole, part = divmod(tenths, 10)
            return f"{whole}.{part}" if part else str(whole)
    return None


def _is_scale(over: int, open_cents: int) -> bool:
    """Whether it is at least what the Dutch scale of costs starts with, and not much more.

    Fifteen percent up to 2,500 euros, forty euros at least (Besluit vergoeding voor
    buitengerechtelijke incassokosten, article 2), VAT and some interest with it.

    >>> _is_scale(4_000, 12_100), _is_scale(4_900, 12_100), _is_scale(9_000, 12_100)
    (True, True, False)
    """
    least = max(_COSTS_FROM_CENTS, min(open_cents, 250_000) * 15 // 100)
    return least <= over <= least * 121 // 100 + open_cents // 10
