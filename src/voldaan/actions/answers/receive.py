"""Keep answers of clients: once each, with what they seem to mean, and hold the client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Answer, AnswerFile, Client
from voldaan.replies.meaning import hear
from voldaan.replies.shapes import Attached, Heard, Meaning

#: What is kept of the words of a stranger.
MOST_CHARACTERS = 20_000
#: And of the name of a file of theirs, from its end: there it says what it is.
MOST_OF_A_NAME = 100


@dataclass(frozen=True, slots=True)
class Arrived:
    """One answer of a known client, on any channel.

    ``source_id`` is what the mail or message calls itself; the same one is kept once.
    ``stated`` is a meaning that the client chose in so many words (on their own page), as
    against one that is guessed from ``text``. ``placed_by`` says by what an unknown writer
    was taken for somebody at this client: ``number`` (of an invoice) or ``domain``.
    """

    client_id: int
    channel: str
    came_at: datetime
    text: str = ""
    source_id: str = ""
    subject: str = ""
    from_address: str = ""
    from_name: str = ""
    whole_text: str = ""
    is_automatic: bool = False
    message_id: int | None = None
    stated: Meaning | None = None
    named_day: date | None = None
    invoice_ids: tuple[int, ...] = ()
    files: tuple[Attached, ...] = ()
    placed_by: str = ""


def receive(
    administration_id: int, *, arrived: Sequence[Arrived], day: date, at: datetime
) -> list[int]:
    """Keep what is new of these, and decide for their clients again; give the ids kept.

    What names a client of another administration is left out.
    """
    with transaction.atomic():
        _record.lock(administration_id)
        fresh = _fresh(administration_id, arrived)
        kept = [_keep(administration_id, each, day=day) for each in fresh]
        _record.record(
            [_happening(*pair) for pair in zip(kept, fresh, strict=True)],
            administration_id=administration_id,
            at=at,
        )
    clients = sorted({answer.client_id for answer in kept})
    if clients:
        follow_up(administration_id, day=day, at=at, client_ids=clients)
    return [answer.pk for answer in kept]


def _fresh(administration_id: int, arrived: Sequence[Arrived]) -> list[Arrived]:
    """Leave out what is known already, and what is not about a client of ours."""
    ids = [each.source_id for each in arrived if each.source_id]
    known = set(
        Answer.objects.filter(
            administration_id=administration_id, source_id__in=ids
        ).values_list("channel", "source_id")
    )
    ours = set(
        Client.objects.filter(
            administration_id=administration_id, pk__in=[each.client_id for each in arrived]
        ).values_list("pk", flat=True)
    )
    fresh = []
    for each in arrived:
        key = (each.channel, each.source_id)
        if each.client_id in ours and (not each.source_id or key not in known):
            known.add(key)
            fresh.append(each)
    return fresh


def _keep(administration_id: int, each: Arrived, *, day: date) -> Answer:
    # By which words it was guessed is not kept: nobody reads it, and "ziekenhuis" as a label of
    # a person is a fact of health (AVG art. 5 lid 1 c, art. 9).
    heard = _heard(each, day)
    answer = Answer.objects.create(
        administration_id=administration_id,
        client_id=each.client_id,
        message_id=each.message_id,
        channel=each.channel,
        source_id=each.source_id[:255],
        from_address=each.from_address[:254],
        from_name=each.from_name[:200],
        subject=each.subject[:300],
        text=each.text[:MOST_CHARACTERS],
        whole_text=each.whole_text[:MOST_CHARACTERS],
        came_on=day,
        came_at=each.came_at,
        is_automatic=each.is_automatic,
        guess=heard.meaning,
        certainty_percent=heard.certainty_percent,
        named_day=each.named_day or heard.day,
        invoice_ids=list(each.invoice_ids),
    )
    AnswerFile.objects.bulk_create(
        [
            AnswerFile(
                administration_id=administration_id,
                answer=answer,
                name=file.name[-MOST_OF_A_NAME:].lstrip(" .-"),
                content_type=file.content_type[:100],
                content=file.content,
            )
            for file in each.files
        ]
    )
    return answer


def _heard(each: Arrived, day: date) -> Heard:
    if each.stated is not None:
        return Heard(each.stated, 100, is_sure=True, day=each.named_day)
    return hear(each.text, day=day, is_automatic=each.is_automatic)


def _happening(answer: Answer, each: Arrived) -> _record.Happening:
    return _record.Happening(
        "answer.came",
        answer.client_id,
        {
            "answer": answer.pk,
            "channel": answer.channel,
            "guess": answer.guess,
            "certainty_percent": answer.certainty_percent,
            "automatic": answer.is_automatic,
            **({"placed_by": each.placed_by} if each.placed_by else {}),
        },
        text=answer.text,
    )
