"""The one writer of events: an append-only chain per client, in the same transaction.

The chain of the administration itself has no client. Personal words never enter the
chain: they stand beside it with a salt, and only their hash is linked.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from voldaan.actions import _rows
from voldaan.actions._wake import wake, wake_everybody
from voldaan.books.models import Administration, Client, Event, EventText, User, Who
from voldaan.books.queries.deciding.these import these

FIRST = "0" * 64

#: What happens to the administration itself and wakes nobody by that: who is touched by a
#: file or a bank line is woken by name, and no decision stands on the mailbox.
_WAKES_NOBODY = ("file.", "line.", "mailbox.")


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, about one client or (None) the administration itself."""

    code: str
    client_id: int | None = None
    facts: dict[str, object] = field(default_factory=dict)
    text: str = ""


def lock(administration_id: int) -> None:
    """Let the writers of one administration wait for each other, to the transaction's end.

    Whatever decides on facts before it writes takes this first, so that no link of a chain
    is made twice and no amount changes meanwhile. Rows that only refer to the
    administration may still be written: with a stricter lock two transactions that each
    wrote one and then came here would wait for each other for ever.
    """
    Administration.objects.select_for_update(no_key=True).get(pk=administration_id)


def record(
    happenings: Sequence[Happening],
    *,
    administration_id: int,
    at: datetime,
    by: User | None = None,
    who: Who | None = None,
) -> None:
    """Link happenings to their chains, in the order given; a constant number of queries.

    ``by`` is the person; without one it was the engine, unless ``who`` says otherwise.
    Must run inside the transaction of the change it tells of.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() outside a transaction")
    if not happenings:
        return
    lock(administration_id)
    heads = _heads(administration_id, {happening.client_id for happening in happenings})
    links: list[dict[str, Any]] = []
    words: dict[int, EventText] = {}
    for place, happening in enumerate(happenings):
        number, previous_hash = heads.get(happening.client_id, (0, FIRST))
        link: dict[str, Any] = {
            "administration_id": administration_id,
            "client_id": happening.client_id,
            "number": number + 1,
            "at": at.astimezone(UTC),
            "who": str(who or (Who.PERSON if by else Who.ENGINE)),
            "user_id": by.pk if by else None,
            "code": happening.code,
            "facts": happening.facts,
            "text_hash": "",
            "previous_hash": previous_hash,
        }
        if happening.text:
            text = _words(administration_id, happening.text)
            words[place] = text
            link["text_hash"] = hash_of_words(text.salt, text.text)
        link["hash"] = _hash_of_link(link)
        heads[happening.client_id] = (number + 1, link["hash"])
        links.append(link)
    _write(links, words)
    _wake_the_touched(administration_id, happenings)


def _wake_the_touched(administration_id: int, happenings: Sequence[Happening]) -> None:
    """Let everybody to whom something happened be looked at again, whatever it was.

    A decision itself is no reason to decide again. What happens to the administration may
    change every answer, unless it is known not to: a new kind of event is safe unnamed.
    """
    if any(
        each.client_id is None and not each.code.startswith(_WAKES_NOBODY)
        for each in happenings
    ):
        wake_everybody(administration_id)
        return
    touched = {each.client_id for each in happenings if not each.code.startswith("decision.")}
    wake(administration_id, client_ids=[each for each in touched if each is not None])


def _write(links: Sequence[dict[str, Any]], words: dict[int, EventText]) -> None:
    """Write the links; those with words one way, which gives the ids that words need."""
    if not words:
        _rows.insert(Event, links)
        return
    events = Event.objects.bulk_create([Event(**link) for link in links], batch_size=2000)
    for place, text in words.items():
        text.event = events[place]
    EventText.objects.bulk_create(words.values(), batch_size=2000)


def _words(administration_id: int, text: str) -> EventText:
    return EventText(administration_id=administration_id, salt=secrets.token_hex(16), text=text)


def hash_of_words(salt: str, text: str) -> str:
    """Hash personal words with their salt."""
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()


def hash_of(event: Event) -> str:
    """Hash one link over the previous one; what ``voldaan check`` computes again."""
    return _hash_of_link({name: getattr(event, name) for name in (*_BEFORE, "at", *_AFTER)})


def _hash_of_link(link: Mapping[str, Any]) -> str:
    linked = [
        *(link[name] for name in _BEFORE),
        link["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        *(link[name] for name in _AFTER),
    ]
    return hashlib.sha256(_plain(linked).encode()).hexdigest()


#: What a link covers, in this order for ever: these, the moment, and those.
_BEFORE = ("previous_hash", "administration_id", "client_id", "number")
_AFTER = ("who", "user_id", "code", "facts", "text_hash")
_plain = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def _heads(
    administration_id: int, client_ids: Iterable[int | None]
) -> dict[int | None, tuple[int, str]]:
    """Give the last number and hash of each chain."""
    events = Event.objects.filter(administration_id=administration_id)
    wanted = [client_id for client_id in client_ids if client_id is not None]
    newest = events.filter(client_id=OuterRef("pk")).order_by("-number").values("pk")[:1]
    last = Client.objects.filter(pk__in=these(wanted)).values_list(Subquery(newest), flat=True)
    heads: dict[int | None, tuple[int, str]] = {
        client_id: (number, link)
        for client_id, number, link in events.filter(
            pk__in=these(pk for pk in last if pk is not None)
        ).values_list("client_id", "number", "hash")
    }
    own = events.filter(client=None).order_by("-number").values_list("number", "hash").first()
    if own is not None:
        heads[None] = own
    return heads
