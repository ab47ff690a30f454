"""What an address was sent for other clients of the administration, not long ago."""

from collections.abc import Sequence
from datetime import date, timedelta

from voldaan.books.models import Message, MessageState
from voldaan.followup.reaching.same_address import Sent

#: Perhaps sent counts as sent: nobody gets a second message while a person looks.
_REACHES = [MessageState.SENDING, MessageState.SENT, MessageState.UNSURE]


def sent_for_others(
    administration_id: int, *, client_id: int, address: str, day: date, gap_days: int
) -> Sequence[Sent]:
    """Give the steps for other clients that reached an address fewer than ``gap_days`` ago.

    Marked by hand or sent by a program; no replies, which stand outside the ladder. Capitals
    make no other address. A postal address is no person's own: paper is left out. One query.
    """
    rows = (
        Message.objects.filter(
            administration_id=administration_id,
            to_address__iexact=address,
            state__in=_REACHES,
            is_reply=False,
            step_day__gt=day - timedelta(days=gap_days),
        )
        .exclude(client_id=client_id)
        .exclude(channel="post")
        .order_by("step_day", "pk")
        .values_list("client__name", "step", "step_day", "state")
    )
    return [
        Sent(client, step, on, state == MessageState.SENDING)
        for client, step, on, state in rows
    ]
