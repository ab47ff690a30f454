"""Everything that is ready to leave, as one list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ready:
    """One message that can be released: to whom, for what, why, with which words."""

    message_id: int
    client_id: int
    client: str
    step: str
    to: str
    asks_cents: int
    subject: str
    body: str
    reasons: tuple[str, ...]
    is_attached: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """All of them, and whether anything can leave at all."""

    ready: tuple[Ready, ...]
    sender: str
    left: int = 0
