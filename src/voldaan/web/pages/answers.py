"""An answer of a client, as a person reads it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """An answer that waits to be read, on Vandaag.

    ``guess`` is the meaning to offer with one press, empty when it is not sure enough;
    ``named_day`` is the day that goes with a promise.
    """

    id: int
    came_on: date
    channel: str
    quote: str
    guess: str = ""
    guess_words: str = ""
    named_day: date | None = None
    is_cut: bool = False
    in_vain: str = ""  # that it was said before and nothing came in, and what helps


@dataclass(frozen=True, slots=True)
class PaidInVain:
    """A client said again and again that it was paid; ``decision_id`` opens a call, or 0."""

    said: str
    decision_id: int = 0


@dataclass(frozen=True, slots=True)
class UnreadNote:
    """An answer that nobody has read, above what would reach its client; ``said`` is who."""

    id: int
    client: str
    said: str
    quote: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An answer that was just read, and can be made unread."""

    id: int
    client: str
    meaning: str
    seconds_left: int = 0  # it was put away, and is emptied after so many seconds


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The whole answer, and what can be said of it."""

    card: AnswerCard
    client_id: int
    client: str
    sender: str
    subject: str
    text: str
    quoted: str
    files: tuple[tuple[int, str], ...]
    is_automatic: bool
    meaning: str = ""  # what a person made of it; empty: nobody has read it
    read_by: str = ""
    certainty_percent: int = 0
    in_vain: PaidInVain | None = None
    is_put_away: bool = False  # said to be not about invoices
    is_emptied: bool = False
    may_put_away: bool = False  # only of a mail
    placed_by: str = ""  # by what an unknown writer was placed here: number or domain
