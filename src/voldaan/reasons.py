"""Why: a permanent dotted code with its facts.

Rooms that judge give reasons, not sentences. ``voldaan.wording.reasons`` turns them into
words in the reader's language; the record stores code and facts.
"""

from dataclasses import dataclass

Fact = str | int


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. Facts are plain: amounts end in ``_cents``, days are ISO text.

    >>> because("invoice.overdue", number="2026-041", days=8).facts
    (('number', '2026-041'), ('days', 8))
    """

    code: str
    facts: tuple[tuple[str, Fact], ...] = ()


def because(code: str, **facts: Fact) -> Reason:
    """Build a reason from keyword facts, in the order given."""
    return Reason(code, tuple(facts.items()))
