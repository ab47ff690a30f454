"""Whose answer a mail is: by the message it answers, by its address, by who writes.

In that order: a thread is certain, an address may belong to two clients. Everything is
asked in bulk, and only of one administration.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from voldaan.books.models import Contact, Message, MessageState

#: "anna+v0123456789abcdef@…": the first half of the name of one of our messages.
_PLUS = re.compile(r"\+v([0-9a-f]{16})@")
_OURS = re.compile(r"<voldaan-[0-9a-f]{32}@")
_SENT = (MessageState.SENT, MessageState.UNSURE, MessageState.SENDING)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a mail says of itself: what it answers, to whom it went, who wrote."""

    about: Sequence[str]
    to_addresses: Sequence[str]
    from_address: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Whose answer it is, and to which message, as far as that is known."""

    client_id: int
    message_id: int | None = None


def addresses(administration_id: int) -> frozenset[str]:
    """Give every address of a client, in small letters: whose mail is worth reading."""
    rows = Contact.objects.filter(administration_id=administration_id).exclude(email="")
    return frozenset(email.lower() for email in rows.values_list("email", flat=True))


def is_about_ours(text: str) -> bool:
    """Say whether text names one of our own messages, by its id or its plus address.

    >>> is_about_ours("<voldaan-0123456789abcdef0123456789abcdef@studio.example>")
    True
    """
    return bool(_OURS.search(text) or _PLUS.search(text))


def sent_to(administration_id: int, *, names: Collection[str]) -> dict[str, tuple[int, str]]:
    """Give to which address the messages with these ids went, and which they are.

    An id of ours is 16 random bytes: who names one has seen the message.
    """
    rows = Message.objects.filter(
        administration_id=administration_id,
        message_id__in={name for name in names if _OURS.match(name)},
    )
    return {
        name: (pk, to.lower())
        for name, pk, to in rows.values_list("message_id", "pk", "to_address")
    }


def place(administration_id: int, *, asked: Sequence[Asked]) -> list[Placed | None]:
    """Say of each mail whose answer it is; None: of nobody we know. Three queries."""
    threads = _threads(administration_id, asked)
    tokens = _tokens(administration_id, asked)
    writers = _writers(administration_id, {each.from_address for each in asked})
    return [_one(each, threads, tokens, writers) for each in asked]


def _one(
    each: Asked,
    threads: dict[str, Placed],
    tokens: dict[str, Placed],
    writers: dict[str, Placed],
) -> Placed | None:
    found = next((threads[name] for name in each.about if name in threads), None)
    if found is None:
        named = (token for address in each.to_addresses for token in _PLUS.findall(address))
        found = next((tokens[token] for token in named if token in tokens), None)
    return found or writers.get(each.from_address)


def _threads(administration_id: int, asked: Sequence[Asked]) -> dict[str, Placed]:
    names = {name for each in asked for name in each.about if _OURS.match(name)}
    rows = Message.objects.filter(administration_id=administration_id, message_id__in=names)
    return {
        name: Placed(client_id, pk)
        for name, client_id, pk in rows.values_list("message_id", "client_id", "pk")
    }


def _tokens(administration_id: int, asked: Sequence[Asked]) -> dict[str, Placed]:
    wanted = {t for each in asked for to in each.to_addresses for t in _PLUS.findall(to)}
    found: dict[str, Placed] = {}
    for token in sorted(wanted)[:500]:
        # Between two ends, so that the index on the name serves; a pattern would not.
        low, high = f"<voldaan-{token}", f"<voldaan-{token}g"
        row = (
            Message.objects.filter(
                administration_id=administration_id, message_id__gte=low, message_id__lt=high
            )
            .values_list("client_id", "pk")
            .first()
        )
        if row is not None:
            found[token] = Placed(*row)
    return found


def _writers(administration_id: int, wanted: Collection[str]) -> dict[str, Placed]:
    """Give whose address it is; of several clients the one that we wrote to last."""
    clients: dict[str, list[int]] = defaultdict(list)
    rows = Contact.objects.filter(administration_id=administration_id).exclude(email="")
    for email, client_id in rows.values_list("email", "client_id"):
        if email.lower() in wanted:
            clients[email.lower()].append(client_id)
    several = {client_id for each in clients.values() if len(each) > 1 for client_id in each}
    last = dict(
        Message.objects.filter(
            administration_id=administration_id, client_id__in=several, state__in=_SENT
        )
        .order_by("pk")
        .values_list("client_id", "pk")
    )
    return {
        email: Placed(max(each, key=lambda client_id: last.get(client_id, 0)))
        for email, each in clients.items()
    }
