"""What clients write back on a channel of telephones: kept as answers, and heard when it stops.

Whose a text is: that of the message which it answers, or else of the client with that number
(of several, the one that was written to last). Of strangers nothing is kept. Who writes
nothing but "stop" gets no messages on that channel any more, from that moment on.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.messages.consent import ASKED, end_consent
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Answer, Contact, Message
from voldaan.books.queries.deciding.these import these
from voldaan.channels.phone.numbers import NotANumber, parse
from voldaan.replies.stopping import asks_to_stop

_AT_ONCE = 500
#: What an answer keeps of the service's name for it.
_LONGEST_ID = 255


@dataclass(frozen=True, slots=True)
class Text:
    """One text as it came in: the service's name for it, who (E.164) said what, and when.

    ``words`` are empty for a picture or a voice. ``replies_to`` is the service's name for the
    message of ours that was answered, or empty.
    """

    source_id: str
    sender: str
    words: str
    sent_at: datetime
    replies_to: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """The answers that were kept, and how many texts are of nobody we know."""

    kept: tuple[int, ...] = ()
    unknown: int = 0


def receive_texts(
    administration_id: int, *, channel: str, texts: Sequence[Text], day: date, at: datetime
) -> Received:
    """Keep what is new of these texts, and let who asks to stop be left alone there."""
    if not texts:
        return Received()
    owners = _owners(administration_id, {each.sender for each in texts})
    placed = _placed(administration_id, channel, texts, owners)
    arrived = [
        Arrived(
            client_id=where[0],
            channel=channel,
            # A moment to come would leave the window for free words open for too long.
            came_at=min(text.sent_at, at),
            text=text.words,
            source_id=text.source_id[:_LONGEST_ID],
            from_address=text.sender,
            message_id=where[1],
        )
        for text, where in zip(texts, placed, strict=True)
        if where is not None
    ]
    with transaction.atomic():
        _record.lock(administration_id)
        kept = receive(administration_id, arrived=arrived, day=day, at=at)
        ended = end_consent(
            administration_id,
            client_ids=_stopping(kept, owners),
            channel=channel,
            code=ASKED,
            at=at,
        )
    if ended:
        follow_up(administration_id, day=day, at=at, client_ids=ended)
    return Received(tuple(kept), placed.count(None))


#: Which clients have a number (E.164).
type _Owners = Mapping[str, set[int]]


def _stopping(answer_ids: Sequence[int], owners: _Owners) -> set[int]:
    """Give who asked to stop just now, under each name that we have for that number.

    A wish that comes again, because its report does, is none.
    """
    rows = Answer.objects.filter(pk__in=these(answer_ids)).values_list(
        "client_id", "from_address", "text"
    )
    return {
        client_id
        for owner, sender, words in rows
        if asks_to_stop(words)
        for client_id in {owner, *owners.get(sender, ())}
    }


type _Place = tuple[int, int | None]


def _placed(
    administration_id: int, channel: str, texts: Sequence[Text], owners: _Owners
) -> list[_Place | None]:
    """Say of each text which client it is of, and which message it answers."""
    threads = _threads(administration_id, channel, {each.replies_to for each in texts})
    last = _written_to(administration_id, channel, owners)
    writers: dict[str, _Place] = {
        number: (max(sorted(each), key=lambda client_id: last.get(client_id, 0)), None)
        for number, each in owners.items()
    }
    return [threads.get(each.replies_to) or writers.get(each.sender) for each in texts]


def _threads(
    administration_id: int, channel: str, references: set[str]
) -> Mapping[str, _Place]:
    mine = Message.objects.filter(administration_id=administration_id, channel=channel)
    return {
        reference: (client_id, pk)
        for some in batched(sorted(references - {""}), _AT_ONCE)
        for reference, client_id, pk in mine.filter(reference__in=some).values_list(
            "reference", "client_id", "pk"
        )
    }


def _owners(administration_id: int, senders: set[str]) -> _Owners:
    """Give the clients with these numbers, however they were typed."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = Contact.objects.filter(administration_id=administration_id).exclude(phone="")
    for phone, client_id in rows.values_list("phone", "client_id"):
        try:
            number = parse(phone).e164
        except NotANumber:
            continue
        if number in senders:
            found[number].add(client_id)
    return found


def _written_to(administration_id: int, channel: str, owners: _Owners) -> Mapping[int, int]:
    """Give the last message that went to each client who shares a number with another."""
    several = {client_id for each in owners.values() if len(each) > 1 for client_id in each}
    gone = Message.objects.filter(
        administration_id=administration_id, channel=channel, client_id__in=these(several)
    ).exclude(finished_at=None)
    return dict(gone.order_by("pk").values_list("client_id", "pk"))
