"""A message or a call that did not open, and why."""

from dataclasses import dataclass

from voldaan.web.pages.hours import Closed


@dataclass(frozen=True, slots=True)
class Stopped:
    """What the owner wanted to open did not open.

    ``title`` says so, ``why`` and ``instead`` are finished sentences.
    ``closed``: only the hours are why, and ``anyway`` is the address that opens it after
    all; ``words``, a subject and a body, go along to it.
    """

    client_id: int
    client: str
    title: str = ""
    why: str = ""
    instead: str = ""
    closed: Closed | None = None
    anyway: str = ""
    words: tuple[str, str] | None = None
