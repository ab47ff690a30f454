"""Whose account with a carrier a report is about: the question of a caller without a name.

Carriers name no administration. The key in the address names the account, and everything
after it is asked of the administration found here.
"""

from dataclasses import dataclass, field
from datetime import date

from voldaan.books.models import ChannelAccount


@dataclass(frozen=True, slots=True)
class Reporting:
    """An account that may be reported about. ``demo_day`` is the day of a demo world.

    ``sender`` is as the account keeps it. ``sealed_secret`` signs the reports, sealed with
    the installation's key; empty: none is set.
    """

    account_id: int
    administration_id: int
    sender: str
    sealed_secret: str = field(repr=False)
    demo_day: date | None


def reporting(*, account_id: int, channel: str) -> Reporting | None:
    """Give an account of this channel, also one that is off: its messages went out before."""
    row = (
        ChannelAccount.objects.filter(pk=account_id, channel=channel)
        .values_list(
            "pk", "administration_id", "sender", "sealed_webhook_secret",
            "administration__demo_day",
        )
        .first()
    )  # fmt: skip
    return Reporting(*row) if row else None
