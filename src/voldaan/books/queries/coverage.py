"""How far the bank files of an administration show every payment."""

from dataclasses import dataclass
from datetime import date

from voldaan.books.models import Administration, Statement
from voldaan.days import last_stretch


@dataclass(frozen=True, slots=True)
class Stretch:
    """The last unbroken run of days that an account's statements cover, both inclusive."""

    account: str
    first_day: date
    last_day: date


def stretches(administration_id: int) -> list[Stretch]:
    """Give the last unbroken stretch of every account that has one; two queries at most."""
    periods: dict[str, list[tuple[date, date]]] = {}
    rows = Statement.objects.filter(
        administration_id=administration_id, first_day__isnull=False, last_day__isnull=False
    ).values_list("account__number", "first_day", "last_day")
    for account, first_day, last_day in rows:
        if first_day is not None and last_day is not None:
            periods.setdefault(account, []).append((first_day, last_day))
    found = ((account, last_stretch(known)) for account, known in periods.items())
    return [Stretch(account, *last) for account, last in found if last is not None]


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
