"""On which days clients said that it was paid, since money of theirs last came in; in bulk."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from voldaan.books.models import Answer, Method, Payment
from voldaan.replies.meaning import SURE_PERCENT

#: Money, as against what was set off or written off.
_MONEY = (Method.BANK, Method.CASH)


def said_paid(mine: Mapping[str, Any]) -> dict[int, tuple[date, ...]]:
    """Give the days per client, oldest first; one query.

    What a person read counts as that person understood it; what nobody has read counts when
    its words leave no doubt. An answer before the last money was about that money.
    """
    came_since = Payment.objects.filter(
        administration_id=OuterRef("administration_id"),
        client_id=OuterRef("client_id"),
        booked_at__gte=OuterRef("came_at"),
        method__in=_MONEY,
        reverses=None,
        reversed_by=None,
    )
    says_so = Q(meaning="paid") | Q(
        read_at=None, guess="paid", certainty_percent__gte=SURE_PERCENT
    )
    rows = (
        Answer.objects.filter(says_so, ~Exists(came_since), **mine, is_automatic=False)
        .order_by("came_on")
        .values_list("client_id", "came_on")
    )
    found: dict[int, dict[date, None]] = defaultdict(dict)
    for client_id, came_on in rows:
        found[client_id][came_on] = None
    return {client_id: tuple(each) for client_id, each in found.items()}
