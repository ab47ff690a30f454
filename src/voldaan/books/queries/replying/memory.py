"""What was prepared or put aside as a reply: the chains of the clients remember it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from voldaan.books.models import Event, Message, MessageState
from voldaan.books.queries.deciding.these import these
from voldaan.followup.replying.shapes import ON_REQUEST, Offer

PREPARED = "reply.prepared"
NOT_NEEDED = "reply.not_needed"
NEEDED = "reply.needed"

#: A client, a kind of reply, and what it is about.
type About = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class PutAside:
    """A reply that somebody just said is not needed; it can be taken back."""

    client_id: int
    client: str
    code: str
    about: int


def answered(administration_id: int, *, client_ids: Collection[int]) -> set[About]:
    """Give what was answered already, is being answered, or needs no answer; two queries.

    A reply that was withdrawn because the facts changed answered nothing.
    """
    prepared, aside = _told(administration_id, client_ids)
    lives = (
        Message.objects.filter(administration_id=administration_id, pk__in=these(prepared))
        .exclude(state=MessageState.WITHDRAWN)
        .values_list("pk", flat=True)
    )
    return aside | {prepared[pk] for pk in lives}


def put_aside(administration_id: int, *, client_ids: Collection[int]) -> set[About]:
    """Give what needs no answer, as somebody said and nobody took back; one query.

    What was prepared after all since then is not put aside any more.
    """
    return _told(administration_id, client_ids)[1]


def _told(
    administration_id: int, client_ids: Collection[int]
) -> tuple[dict[int, About], set[About]]:
    """Give the replies that were prepared, and what is put aside."""
    prepared: dict[int, About] = {}
    aside: set[About] = set()
    rows = (
        Event.objects.filter(
            administration_id=administration_id,
            client_id__in=these(client_ids),
            code__in=[PREPARED, NOT_NEEDED, NEEDED],
        )
        .order_by("number")
        .values_list("client_id", "code", "facts")
    )
    for client_id, code, facts in rows:
        about = (client_id or 0, str(facts["step"]), int(facts["about"]))
        if code == PREPARED:
            prepared[facts["message"]] = about
        if code == NOT_NEEDED:
            aside.add(about)
        else:
            aside.discard(about)
    return prepared, aside


def unanswered(administration_id: int, offers: Iterable[Offer]) -> list[Offer]:
    """Leave out the offers that were answered; what the owner asks for never was."""
    found = list(offers)
    if not found:
        return []
    known = answered(administration_id, client_ids={offer.client_id for offer in found})
    return [
        offer
        for offer in found
        if offer.about == ON_REQUEST or (offer.client_id, offer.code, offer.about) not in known
    ]


def about_of(
    administration_id: int, *, client_ids: Collection[int], message_ids: Collection[int]
) -> dict[int, int]:
    """Give per reply of these clients what it is about; one query."""
    rows = Event.objects.filter(
        administration_id=administration_id, client_id__in=these(client_ids), code=PREPARED
    ).values_list("facts", flat=True)
    return {
        facts["message"]: int(facts["about"])
        for facts in rows
        if facts["message"] in message_ids
    }


def put_aside_since(
    administration_id: int, *, since: datetime, most: int = 7
) -> list[PutAside]:
    """Give what was put aside since a moment and not taken back, newest first; one query."""
    rows = (
        Event.objects.filter(
            administration_id=administration_id, at__gt=since, code__in=[NOT_NEEDED, NEEDED]
        )
        .order_by("-at", "-pk")
        .values_list("client_id", "client__name", "code", "facts")
    )
    seen: set[About] = set()
    found: list[PutAside] = []
    for client_id, client, code, facts in rows:
        about = (client_id or 0, str(facts["step"]), int(facts["about"]))
        if about not in seen and code == NOT_NEEDED:
            found.append(PutAside(about[0], client or "", about[1], about[2]))
        seen.add(about)
    return found[:most]
