"""How far the bank files of an administration show every payment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from voldaan.books.models import Administration, Statement


@dataclass(frozen=True, slots=True)
class Stretch:
    """The last unbroken run of days that an account's statements cover, both inclusive."""

    account: str
    first_day: date
    last_day: date


def last_stretch(periods: Iterable[tuple[date, date]]) -> tuple[date, date] | None:
    """Join periods that overlap or touch; give the one that ends last.

    >>> january = (date(2026, 1, 1), date(2026, 1, 31))
    >>> last_stretch([(date(2026, 2, 1), date(2026, 2, 9)), january])
    (datetime.date(2026, 1, 1), datetime.date(2026, 2, 9))
    """
    joined: tuple[date, date] | None = None
    for first_day, last_day in sorted(periods):
        if joined is None or first_day > joined[1] + timedelta(days=1):
            joined = (first_day, last_day)
        else:
            joined = (joined[0], max(joined[1], last_day))
    return joined


def stretches(administration_id: int) -> list[Stretch]:
    """Give the last unbroken stretch of every account that has one; two queries at most."""
    periods: dict[str, list[tuple[date, date]]] = {}
    rows = Statement.objects.filter(
        administration_id=administration_id, first_day__isnull=False, last_day__isnull=False
    ).values_list("account__number", "first_day", "last_day")
    for account, first_day, last_day in rows:
        if first_day is not None and last_day is not None:
            periods.setdefault(account, []).append((first_day, last_day))
    found = ((account, last_stretch(days)) for account, days in periods.items())
    return [Stretch(account, *days) for account, days in found if days is not None]


def coverage(administration_id: int) -> tuple[date, date] | None:
    """Give the days on which every payment to this firm would show, or None.

    The account on the firm's invoices decides; while that one is unknown here, the account
    whose statements reach furthest.
    """
    known = stretches(administration_id)
    own = Administration.objects.values_list("iban", flat=True).get(pk=administration_id)
    chosen = [stretch for stretch in known if stretch.account == own] or known
    if not chosen:
        return None
    last = max(chosen, key=lambda stretch: stretch.last_day)
    return last.first_day, last.last_day
