"""Replies: what may be answered to a client, and the words that stand prepared."""

from dataclasses import dataclass
from typing import Literal

from voldaan.web.pages.answers import UnreadNote
from voldaan.web.pages.hours import Closed
from voldaan.web.pages.today import PreparedMessage

#: On which page it stands, and where its buttons lead back to.
Back = Literal["today", "client"]


@dataclass(frozen=True, slots=True)
class Reply:
    """Which reply to whom; ``about`` 0: because the owner wants it. ``name`` names it."""

    client_id: int
    client: str
    code: str
    about: int
    name: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A reply that may be prepared; ``text`` says in finished words what it answers.

    ``paper_id`` is an invoice of which the paper is missing, that must be added first; 0:
    nothing is missing. ``note`` is more to know, or empty.
    """

    reply: Reply
    text: str
    note: str = ""
    paper_id: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reply with its words, that the owner may send or put aside.

    ``unread`` is an answer of its client to be read before it leaves.
    """

    reply: Reply
    message: PreparedMessage
    unread: UnreadNote | None = None

    @property
    def decision_id(self) -> str:
        """Give what the ids of its form are made of, as a card of a decision does."""
        return f"reply-{self.message.id}"


@dataclass(frozen=True, slots=True)
class Replies:
    """Everything about replies on one page; ``on_request`` where the owner may want one."""

    back: Back
    prepared: tuple[Prepared, ...] = ()
    offers: tuple[Offer, ...] = ()
    put_aside: tuple[Reply, ...] = ()
    on_request: Offer | None = None
    closed: Closed | None = None  # outside the hours no button invites to reach a client

    @property
    def is_elsewhere(self) -> bool:
        """Whether it stands on another page than Vandaag."""
        return self.back != "today"

    @property
    def opens(self) -> bool:
        """Whether the words stand open: on Vandaag only when they are the only ones."""
        return self.is_elsewhere or len(self.prepared) == 1

    @property
    def is_any(self) -> bool:
        """Whether there is something to do."""
        return bool(self.prepared or self.offers)
