"""The pay-out of a payment provider: many payments of clients in one sum, less its costs.

Its report says who paid what; then the sum itself is nobody's payment.
"""

import re
from collections.abc import Collection

from voldaan.matching.shapes import Line, Match

#: Provider, as its report names the account → how its pay-outs are signed.
_SIGNED = {
    "Mollie": re.compile(r"\b(stg|stichting)?\s*mollie\b", re.IGNORECASE),
    "Stripe": re.compile(r"\bstripe\b", re.IGNORECASE),
}
PROVIDERS = tuple(_SIGNED)


def is_payout(line: Line, found: Match, *, providers: Collection[str]) -> bool:
    """Whether a line that found no invoice is the pay-out of a provider whose report we have.

    >>> from datetime import date
    >>> line = Line(1, 50_000, date(2026, 3, 9), name="Stg Mollie Payments")
    >>> is_payout(line, Match(1), providers=["Mollie"]), is_payout(line, Match(1), providers=[])
    (True, False)
    """
    if any(each.rule in ("reference", "number") for each in found.proposals):
        return False
    return any(_SIGNED[each].search(line.name) for each in providers if each in _SIGNED)
