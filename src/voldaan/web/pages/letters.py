"""Letters: what can be printed, what misses something, and what no longer fits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterToPost:
    """One letter; ``problem`` is a finished sentence, empty when it can be printed."""

    message_id: int
    client_id: int
    client: str
    asks_cents: int
    address: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LettersPage:
    """The letters that wait; ``changed`` no longer fit: paid, answered, paused."""

    ready: tuple[LetterToPost, ...] = ()
    missing: tuple[LetterToPost, ...] = ()
    changed: tuple[LetterToPost, ...] = ()
