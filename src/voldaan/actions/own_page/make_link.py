"""Links to the clients' own pages: made, let run from the day they left, and ended.

A token is 32 random bytes. Only its hash is kept, beside the words of the message that
carries it; so a link that is lost cannot be shown again, and a new message gets a new one.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from voldaan.books.models import Answer, Client, ClientLink
from voldaan.books.queries.deciding.these import these
from voldaan.channels.page import address

#: How long a link works: a quarter, and a month for who comes back late.
VALID = timedelta(days=120)


def make_links(
    administration_id: int, *, client_ids: Sequence[int], at: datetime
) -> dict[int, str]:
    """Make one link per client; give the tokens, which are kept nowhere. Two queries.

    Who is no client of this administration gets none.
    """
    wanted = list(dict.fromkeys(client_ids))
    if not wanted:
        return {}
    ours = Client.objects.filter(administration_id=administration_id, pk__in=these(wanted))
    tokens = {pk: secrets.token_urlsafe(32) for pk in ours.values_list("pk", flat=True)}
    ClientLink.objects.bulk_create(
        [
            ClientLink(
                administration_id=administration_id,
                client_id=client_id,
                token_hash=address.hash_of(token),
                made_at=at,
                expires_at=at + VALID,
            )
            for client_id, token in tokens.items()
        ],
        batch_size=2000,
    )
    return tokens


def run_from(administration_id: int, *, client_id: int, words: str, at: datetime) -> None:
    """Let the link in words that reached a client now work its whole time from here.

    One that was withdrawn stays so.
    """
    token = address.token_in(words)
    if token:
        ClientLink.objects.filter(
            administration_id=administration_id,
            client_id=client_id,
            token_hash=address.hash_of(token),
            withdrawn_at=None,
        ).update(expires_at=at + VALID)


def end_links_in(
    administration_id: int, *, said: Iterable[tuple[int, str]], at: datetime
) -> None:
    """End the links in words that never reached their client: pairs of client and words.

    Who answered on the page since has a link, whatever we know of the message: then the
    owner sent it from the own mail program and did not say so. That link goes on.
    """
    found = [(client_id, address.token_in(words)) for client_id, words in said]
    hashes = [address.hash_of(token) for _, token in found if token]
    if hashes:
        ClientLink.objects.filter(
            administration_id=administration_id,
            client_id__in=these({client_id for client_id, token in found if token}),
            token_hash__in=hashes,
            withdrawn_at=None,
        ).exclude(
            Exists(
                Answer.objects.filter(
                    administration_id=administration_id,
                    client_id=OuterRef("client_id"),
                    channel="page",
                    came_at__gte=OuterRef("made_at"),
                )
            )
        ).update(withdrawn_at=at)


def end_links(administration_id: int, *, client_ids: Sequence[int], at: datetime) -> int:
    """End every link of these clients that still works; give how many. One query."""
    return ClientLink.objects.filter(
        administration_id=administration_id,
        client_id__in=these(client_ids),
        withdrawn_at=None,
        expires_at__gt=at,
    ).update(withdrawn_at=at)
