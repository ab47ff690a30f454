"""Release several messages with one look: each one as if the owner pressed send on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voldaan.actions.messages.release_message import (
    NotReleasable,
    refuse_all_but_the_owner,
    release_message,
)
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Message, User

#: Messages in one look; nobody really looks at more.
MOST_AT_ONCE = 100


class TooMany(Exception):
    """More messages than one look can judge; carries how many."""


@dataclass(frozen=True, slots=True)
class Released:
    """How many leave in half a minute, and how many could not be released any more."""

    released: int
    refused: int


def release_many(
    administration_id: int, *, message_ids: Sequence[int], day: date, by: User, at: datetime
) -> Released:
    """Release these proposed messages; one that changed meanwhile stops none of the others.

    Raises ``OnlyTheOwner`` or :class:`TooMany`, changing nothing.
    """
    refuse_all_but_the_owner(administration_id, by)
    wanted = list(dict.fromkeys(message_ids))
    if len(wanted) > MOST_AT_ONCE:
        raise TooMany(len(wanted))
    clients, refused = [], 0
    for message_id in wanted:
        try:
            message = release_message(
                administration_id, message_id=message_id, day=day, by=by, at=at
            )
        except (NotReleasable, Message.DoesNotExist):
            refused += 1
        else:
            clients.append(message.client_id)
    if clients:
        follow_up(administration_id, day=day, at=at, client_ids=clients)
    return Released(len(clients), refused)
