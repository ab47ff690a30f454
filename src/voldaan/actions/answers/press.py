"""A press on the client's own page becomes an answer: once, and not endlessly often."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.answers.receive import Arrived, receive
from voldaan.books.models import Answer, Client, Invoice
from voldaan.replies.shapes import Meaning

#: The channel of these answers.
CHANNEL = "page"
#: Answers of one client in a day, over all their links.
MOST_A_DAY = 10
_DAY = timedelta(days=1)


class PressedTooOften(Exception):
    """The client has let enough be known for one day; carries how often."""


class NotOfThisClient(Exception):
    """The client is not in this administration, or the invoice is not theirs."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a client chose in so many words, and what they wrote with it."""

    meaning: Meaning
    text: str
    named_day: date | None = None
    invoice_id: int | None = None


def press(
    administration_id: int, *, client_id: int, pressed: Pressed, day: date, at: datetime
) -> int | None:
    """Keep what a client pressed, and hold them until it is read; give the answer's id.

    None: the same was kept within a day and nobody has read it yet. Raises
    :class:`PressedTooOften` or :class:`NotOfThisClient`, changing nothing.
    """
    with transaction.atomic():
        _record.lock(administration_id)
        _check(administration_id, client_id, pressed)
        lately = Answer.objects.filter(
            administration_id=administration_id,
            client_id=client_id,
            channel=CHANNEL,
            came_at__gt=at - _DAY,
        ).values_list("guess", "text", "named_day", "invoice_ids", "read_at")
        ids = () if pressed.invoice_id is None else (pressed.invoice_id,)
        said = (pressed.meaning, pressed.text, pressed.named_day, list(ids), None)
        earlier = list(lately)
        if said in earlier:
            return None
        if len(earlier) >= MOST_A_DAY:
            raise PressedTooOften(len(earlier))
        arrived = Arrived(
            client_id=client_id,
            channel=CHANNEL,
            came_at=at,
            text=pressed.text,
            stated=pressed.meaning,
            named_day=pressed.named_day,
            invoice_ids=ids,
        )
        return receive(administration_id, arrived=[arrived], day=day, at=at)[0]


def _check(administration_id: int, client_id: int, pressed: Pressed) -> None:
    ours = Client.objects.filter(administration_id=administration_id, pk=client_id)
    if pressed.invoice_id is not None:
        ours = ours.filter(
            pk__in=Invoice.objects.filter(
                administration_id=administration_id, pk=pressed.invoice_id
            ).values("client_id")
        )
    if not ours.exists():
        raise NotOfThisClient(client_id)
