"""What was done today, and the messages that are on their way or got stuck there."""

from collections import Counter
from datetime import date

from django.db.models import Count

from voldaan.books.models import ContactMoment, Message, MessageState

_UNDER_WAY = [
    MessageState.READY,
    MessageState.SENDING,
    MessageState.FAILED,
    MessageState.UNSURE,
]


def under_way(administration_id: int) -> Counter[str]:
    """Count the messages that are leaving, or did not, or perhaps did; by state.

    Usually there are none, and then nothing more has to be asked about them. One query.
    """
    rows = Message.objects.filter(administration_id=administration_id, state__in=_UNDER_WAY)
    return Counter(dict(rows.values_list("state").annotate(count=Count("*"))))


def contacts_on(administration_id: int, *, day: date) -> int:
    """Count the contacts of a day; one query."""
    moments = ContactMoment.objects.filter(administration_id=administration_id, on=day)
    return moments.exclude(outcome="before").count()
