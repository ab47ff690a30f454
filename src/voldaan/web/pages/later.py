"""Later: what each choice costs, and three ways out for what was put off three times."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Choice:
    """Putting off for ``count`` days; ``says`` are finished sentences about its price.

    ``back_on`` is None where nothing can be said, or nothing comes back for long.
    """

    count: int
    says: tuple[str, ...] = ()
    back_on: date | None = None


@dataclass(frozen=True, slots=True)
class Smallest:
    """The shortest thing that still moves it.

    ``mail``: ``text`` is a short message instead of the prepared one, and ``sends`` says that
    a press sends it; else ``link``, a door, opens it. ``chat``: it opens what is short already.
    ``call``: ``text`` is the first sentence, it dials, ``to`` is the number.
    """

    kind: Literal["mail", "chat", "call"]
    text: str
    link: str = ""
    to: str = ""
    subject: str = ""
    message_id: int = 0
    sends: bool = False


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the team, with the link that writes to them in the own mail program."""

    name: str
    link: str


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The smallest step, somebody else, or rest.

    ``hand_over`` is the text for who takes it over; ``hand_over_link`` opens it without an
    address. ``rests`` are the days that are offered; ``safe_until`` is the last day on which
    the claim can surely still be enforced, None where that cannot be said.
    """

    smallest: Smallest | None
    hand_over: str
    hand_over_link: str
    colleagues: tuple[Colleague, ...]
    rests: tuple[int, ...]
    safe_until: date | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """The panel of "later" on one card."""

    choices: tuple[Choice, ...]
    history: str = ""  # what became of own invoices that were as late, in one sentence
    ways_out: WaysOut | None = None
