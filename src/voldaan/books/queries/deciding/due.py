"""Who must be looked at on a day: whose day has come, or whose facts changed.

Every decision leaves the day on which its answer may change by itself (``look_on`` of the
client). What may change it sooner empties that day, in the transaction of the change
(``wake`` in ``actions/_wake.py``). A step and a question stand on bank data that grow old,
so who has one is due every day; a wait never stands on them. So looking only at these gives
what looking at everybody gives; ``tests/actions/test_due.py`` proves it on lives made at
random, ``tests/followup/test_looking.py`` on days that go by.
"""

from array import array
from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from voldaan.books.models import Client


def due_client_ids(administration_id: int, *, day: date) -> Sequence[int]:
    """Give the clients to look at on a day, in order; one query over one index."""
    rows = (
        Client.objects.filter(
            Q(look_on=None) | Q(look_on__lte=day), administration_id=administration_id
        )
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return array("q", rows.iterator())
