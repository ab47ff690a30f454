"""A client gets no messages on a channel any more: they asked, or it does not reach them."""

from collections.abc import Collection
from datetime import datetime

from voldaan.actions import _record
from voldaan.books.models import Client, Who
from voldaan.books.queries.deciding.these import these

#: Columns of a client that say that they take messages on a channel.
CONSENTS = {"uses_whatsapp": "whatsapp", "uses_sms": "sms"}

#: The client asked for it, in so many words.
ASKED = "consent.withdrawn"
#: The channel does not reach the client.
NOT_REACHED = "consent.ended"


def end_consent(
    administration_id: int,
    *,
    client_ids: Collection[int],
    channel: str,
    code: str,
    at: datetime,
) -> list[int]:
    """Let these clients get nothing on a channel; give those who did until now.

    ``code`` is why: :data:`ASKED` or :data:`NOT_REACHED`. In the caller's transaction, behind
    the lock. Only the owner switches it on again.
    """
    column = next(name for name, of in CONSENTS.items() if of == channel)
    until_now = Client.objects.filter(
        administration_id=administration_id, pk__in=these(client_ids), **{column: True}
    ).order_by("pk")
    ended = list(until_now.values_list("pk", flat=True))
    Client.objects.filter(pk__in=these(ended)).update(**{column: False})
    _record.record(
        [_record.Happening(code, client_id, {"channel": channel}) for client_id in ended],
        administration_id=administration_id,
        at=at,
        who=Who.CLIENT if code == ASKED else None,
    )
    return ended
