"""Answers that were put away because they are not about invoices, and what is left of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from voldaan.books.models import Answer, Event

#: The links of a client's chain that tell of it.
PUT_AWAY, EMPTIED = "answer.put_away", "answer.emptied"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the chain says of one answer: put away when, by what it was placed, and emptied."""

    placed_by: str = ""
    put_away_at: datetime | None = None
    is_emptied: bool = False


def kept(administration_id: int, *, client_id: int, answer_id: int) -> Kept:
    """Give what the chain of its client says of an answer; one query."""
    rows = Event.objects.filter(
        administration_id=administration_id,
        client_id=client_id,
        code__in=["answer.came", "answer.unread", PUT_AWAY, EMPTIED],
        facts__answer=answer_id,
    )
    found = Kept()
    for code, at, facts in rows.order_by("number").values_list("code", "at", "facts"):
        if code == "answer.came":
            found = Kept(facts.get("placed_by", ""))
        else:
            away_at = None if code == "answer.unread" else found.put_away_at
            away_at = at if code == PUT_AWAY else away_at
            found = Kept(found.placed_by, away_at, is_emptied=code == EMPTIED)
    return found


def put_away_among(administration_id: int, *, answer_ids: Collection[int]) -> set[int]:
    """Give which of these were read by being put away; one query, none for nobody."""
    if not answer_ids:
        return set()
    return _confirmed(administration_id, _away(administration_id).filter(pk__in=answer_ids))


def was_any_since(administration_id: int, *, since: datetime) -> bool:
    """Say whether anything was put away since a moment; reads the index of moments."""
    return Event.objects.filter(
        administration_id=administration_id, at__gte=since, code=PUT_AWAY
    ).exists()


def to_empty(administration_id: int, *, by: datetime) -> list[int]:
    """Give what was put away by a moment and still has words, an address or files."""
    holds_something = ~Q(from_address="") | ~Q(whole_text="") | Q(files__isnull=False)
    rows = _away(administration_id).filter(holds_something, read_at__lte=by)
    return sorted(_confirmed(administration_id, rows.distinct()))


def _away(administration_id: int) -> "QuerySet[Answer]":
    """Give answers that were read at a moment at which one of the client was put away."""
    told = Event.objects.filter(
        administration_id=administration_id,
        client_id=OuterRef("client_id"),
        at=OuterRef("read_at"),
        code=PUT_AWAY,
    )
    return Answer.objects.filter(
        Exists(told), administration_id=administration_id, meaning="other", channel="email"
    )


def _confirmed(administration_id: int, rows: "QuerySet[Answer]") -> set[int]:
    """Leave out what was only read at the same moment."""
    read = list(rows.values_list("pk", "client_id", "read_at"))
    if not read:
        return set()
    told = Event.objects.filter(
        administration_id=administration_id,
        client_id__in={client_id for _, client_id, _ in read},
        at__in={at for _, _, at in read if at is not None},
        code=PUT_AWAY,
    ).values_list("facts", "at")
    away = {(facts.get("answer"), at) for facts, at in told}
    return {pk for pk, _, at in read if (pk, at) in away}
