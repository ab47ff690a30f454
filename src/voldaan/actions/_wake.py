"""Look at clients again: what may change an answer brings its day forward.

Every decision leaves the day on which it may change by itself. Whoever changes a fact that
a decision stands on calls this in the same transaction; :func:`voldaan.actions._record.record`
does so for every client that something happened to, and for everybody when what happened
is about nobody in particular: other numbers, a pause of everything, newer figures of law.
"""

from collections.abc import Collection

from voldaan.books.models import Client
from voldaan.books.queries.deciding.these import these


def wake(administration_id: int, *, client_ids: Collection[int]) -> None:
    """Let these clients be looked at in the next run, whatever day was waited for."""
    if client_ids:
        Client.objects.filter(
            administration_id=administration_id, pk__in=these(client_ids)
        ).exclude(look_on=None).update(look_on=None)


def wake_everybody(administration_id: int) -> None:
    """Let every client be looked at in the next run: what changed counts for all."""
    Client.objects.filter(administration_id=administration_id).exclude(look_on=None).update(
        look_on=None
    )
