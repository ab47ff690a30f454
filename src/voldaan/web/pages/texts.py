"""A text with made-up facts: a message for a phone, a letter, or one beside the ladder."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a table of a message; ``html`` is escaped where it was made.

    ``is_locked``: legal sentences, one or more, which stay word for word. ``language``: when
    it is not that of the message.
    """

    html: str
    is_locked: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it arrives, and what the linter says of it.

    ``look`` is what it arrives as. A short message has ``text`` and its ``length`` in words,
    the others ``pieces``. ``missing`` says what is not known of the sender, so that the
    message cannot be made; then there are no words. ``pdf`` is the end of an address.
    ``after_call`` is the same message when it follows a call.
    """

    look: Literal["mail", "short", "paper"]
    language: str
    sender: str = ""
    subject: str = ""
    pieces: tuple[Piece, ...] = ()
    text: str = ""
    length: str = ""
    remarks: tuple[str, ...] = ()
    missing: str = ""
    pdf: str = ""
    after_call: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherText:
    """A text in the list under the staircase, and whether it is the one that is shown.

    ``is_own``: the owner says it in own words, in one of its forms and languages at least.
    """

    name: str
    used: str
    is_reply: bool
    query: str
    is_current: bool
    is_own: bool = False
