"""What was put off on Vandaag: how often, until when, and what can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from voldaan.books.models import ContactMoment, Hold
from voldaan.followup.morning.order import MOST_CARDS
from voldaan.followup.replying.shapes import REPLIES

#: The reason of a pause by "later" on Vandaag, per language of who chose it.
LATER = {"nl": "Later, gekozen op Vandaag", "en": "Later, chosen on Today"}

#: The reason of a long pause, chosen after "later" was chosen three times.
REST = {"nl": "Laten rusten, gekozen op Vandaag", "en": "Left to rest, chosen on Today"}

_ON_VANDAAG = [*LATER.values(), *REST.values()]


@dataclass(frozen=True, slots=True)
class PutOff:
    """A pause that "later" set: until and including which day."""

    hold_id: int
    client: str
    until_day: date


def times_later(administration_id: int, *, client_ids: Sequence[int]) -> dict[int, int]:
    """Count per client how often "later" was chosen since the last contact.

    What was taken back was not put off. A reply asks nothing, so it is no such contact.
    """
    mine = {"administration_id": administration_id, "client_id__in": list(client_ids)}
    put_off = Hold.objects.filter(
        **mine, reason__in=LATER.values(), invoice=None, lifted_at=None
    )
    pauses = list(put_off.values_list("client_id", "set_at"))
    if not pauses:
        return {}
    heard = dict(
        ContactMoment.objects.filter(**mine)
        .exclude(step__in=REPLIES)
        .values_list("client_id")
        .annotate(at=Max("recorded_at"))
    )
    counted: dict[int, int] = {}
    for client_id, set_at in pauses:
        if client_id is not None and not (client_id in heard and set_at <= heard[client_id]):
            counted[client_id] = counted.get(client_id, 0) + 1
    return counted


def put_off_since(
    administration_id: int, *, since: datetime, most: int = MOST_CARDS
) -> list[PutOff]:
    """Give what was put off or left to rest since a moment and not lifted, newest first."""
    return [
        PutOff(*row)
        for row in Hold.objects.filter(
            administration_id=administration_id,
            reason__in=_ON_VANDAAG,
            client__isnull=False,
            invoice=None,
            set_at__gte=since,
            lifted_at=None,
        )
        .order_by("-set_at", "-pk")
        .values_list("pk", "client__name", "until_day")[:most]
    ]


def put_off_here(administration_id: int, *, hold_id: int) -> bool:
    """Say whether a pause of this administration was set by a card of Vandaag."""
    return Hold.objects.filter(
        administration_id=administration_id, pk=hold_id, reason__in=_ON_VANDAAG
    ).exists()
