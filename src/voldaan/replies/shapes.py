"""What a reply is made of: plain frozen values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

Meaning = Literal[
    "paid",
    "promise",
    "plan",
    "dispute",
    "not_received",
    "wrong_person",
    "needs_po",
    "cannot_pay",
    "out_of_office",
    "thanks",
    "other",
]

#: Every meaning, in the order in which a person is offered them.
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with the mail; ``name`` is safe to show and to save under."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as far as it matters: addresses are lower-case, ids as ``<left@right>``.

    ``text`` is what this writer wrote, ``whole_text`` all that was there. ``about`` are
    the ids of the messages it answers, nearest first. ``sent_at`` is what the mail says of
    itself, None when it says nothing that can be read. ``left_out`` counts attachments
    that were too large or too many.
    """

    message_id: str
    from_address: str
    from_name: str
    to_addresses: tuple[str, ...]
    subject: str
    text: str
    whole_text: str
    about: tuple[str, ...] = ()
    sent_at: datetime | None = None
    is_automatic: bool = False
    attached: tuple[Attached, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail server says that addresses could not be reached, for good or for now.

    Anybody can write such a mail. ``about`` are the ids of the mails that it gives back:
    only who got one of ours, or carried it, can name it. ``letter`` is the mail itself, for
    a person to read.
    """

    addresses: tuple[str, ...]
    is_permanent: bool
    about: tuple[str, ...] = field(default=(), compare=False)
    letter: Letter | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reply probably means: a proposal to a person, never a fact.

    ``certainty_percent`` is 0 to 99. ``because`` are the words that weighed most.
    ``day`` is the day that was named, as far as one was. ``is_sure`` says whether the
    guess is worth proposing.
    """

    meaning: Meaning
    certainty_percent: int
    is_sure: bool
    because: tuple[str, ...] = ()
    day: date | None = None
