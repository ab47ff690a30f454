"""The policy that counts on a day: the shipped ladder with the owner's own numbers."""

from dataclasses import replace
from datetime import date

from voldaan.books.models import Policy as OwnNumbers
from voldaan.followup.policy import shipped
from voldaan.followup.shapes import Policy

_OWN = (
    "gap_days",
    "large_invoice_cents",
    "bank_working_days",
    "grace_days",
    "quiet_from_hour",
    "quiet_until_hour",
)


def policy(administration_id: int, *, day: date) -> Policy:
    """Give the newest policy that started on or before the day."""
    row = (
        OwnNumbers.objects.filter(administration_id=administration_id, from_day__lte=day)
        .order_by("-from_day")
        .values("from_day", *_OWN)
        .first()
    )
    if row is None:
        return shipped()
    own = {name: row[name] for name in _OWN}
    return replace(shipped(), version=f"{shipped().version}+{row['from_day']}", **own)
