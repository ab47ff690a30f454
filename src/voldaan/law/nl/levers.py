"""What a creditor can do himself, without a judge: conditions, and the last day of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.law import calendar
from voldaan.law.answers import Dated, Finding, Step
from voldaan.law.nl.tables import Tables, shipped
from voldaan.reasons import because

Lever = Literal[
    "set-off",
    "suspension",
    "suspension-in-advance",
    "retention",
    "retention-of-title",
    "reclamation",
    "dissolution",
]


_DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of the case; each lever looks at some of it."""

    in_default: bool = False
    same_parties: bool = False
    own_claim_enforceable: bool = False
    connected: bool = False
    two_sided: bool = False
    fear_of_nonpayment: bool = False
    holds_goods: bool = False
    title_agreed: bool = False
    price_of_goods: bool = False
    goods_with_buyer: bool = False
    notice_written: bool = False


#: Lever → the facts that it needs, its article, and how long it can be used.
_CONDITIONS: Mapping[Lever, tuple[tuple[str, ...], str, str]] = {
    "set-off": (("same_parties", "own_claim_enforceable"), "BW 6:127, 6:131", "no_limit"),
    "suspension": (("connected",), "BW 6:52, 6:262", "while_unpaid"),
    "suspension-in-advance": (
        ("two_sided", "fear_of_nonpayment"),
        "BW 6:263",
        "while_unpaid",
    ),
    "retention": (("holds_goods", "connected"), "BW 3:290, 3:294", "while_held"),
    "retention-of-title": (("title_agreed", "price_of_goods"), "BW 3:92", "until_barred"),
    "reclamation": (
        ("in_default", "price_of_goods", "goods_with_buyer", "notice_written"),
        "BW 7:39, 7:44",
        "by_last_day",
    ),
    "dissolution": (("in_default", "two_sided"), "BW 6:265", "after_default"),
}


def check(lever: Lever, facts: Facts) -> Finding:
    """Say whether a lever can be used: each condition that is missing is a step.

    Against consumers, general terms may not take away *their* suspension (6:236 c) or
    set-off (6:237 g); these levers are the creditor's own.
    """
    needed, cites, limit = _CONDITIONS[lever]
    missing = [name for name in needed if not getattr(facts, name)]
    if missing:
        steps = tuple(Step(because(f"law.lever.needs_{name}"), cites=cites) for name in missing)
        return Finding(steps, holds=False)
    return Finding((Step(because(f"law.lever.{limit}"), cites=cites),), holds=True)


def reclamation_last_day(
    *, price_due_on: date, stored_on: date, tables: Tables | None = None
) -> Dated:
    """Give the last day to take goods back: both terms of BW 7:44 must have passed.

    >>> reclamation_last_day(price_due_on=date(2026, 8, 31), stored_on=date(2026, 8, 1)).day
    datetime.date(2026, 10, 12)
    """
    known = tables or shipped()
    weeks, days = known.reclamation_weeks.on(price_due_on), known.reclamation_days.on(stored_on)
    by_price = calendar.plus_days(price_due_on, _DAYS_IN_WEEK * weeks.value)
    by_storage = calendar.plus_days(stored_on, days.value)
    last = max(by_price, by_storage)
    steps = (
        Step(
            because("law.reclamation.weeks", weeks=weeks.value), day=by_price, cites=weeks.cited
        ),
        Step(
            because("law.reclamation.days", days=days.value), day=by_storage, cites=days.cited
        ),
        Step(because("law.reclamation.last_day"), day=last, cites="BW 7:44"),
    )
    return Dated(steps, last)
