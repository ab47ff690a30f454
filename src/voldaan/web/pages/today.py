"""Vandaag: good news, at most seven steps, questions, and what runs by itself."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from voldaan.web.pages.answers import AnswerCard, TakenBack, UnreadNote
from voldaan.web.pages.hours import Closed
from voldaan.web.pages.later import Later


@dataclass(frozen=True, slots=True)
class GoodNews:
    """A payment that came in since the last visit; ``note`` is extra words or empty."""

    client_id: int
    client: str
    paid_cents: int
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class PreparedMessage:
    """The words as they would go out, on ``channel``.

    ``sends``: the press on send really sends. Where it does not, ``link`` is the door that
    opens the words in the owner's own program for this channel, after a last look (for a
    mail it may be empty: then a file is offered), and the owner says afterwards that it was
    sent. ``problem`` says what is wrong with the address. ``length`` says of a text message
    how many it takes, and their cost.
    """

    id: int
    to: str
    subject: str
    body: str
    link: str = ""
    is_attached: bool = False
    channel: str = "email"
    sends: bool = False
    problem: str = ""
    length: str = ""


@dataclass(frozen=True, slots=True)
class StepCard:
    """One client, one next step.

    ``decision_id`` is what buttons refer to. ``days_late`` is negative before the due
    date. ``reasons`` and ``changes`` (what would change this) are finished sentences.
    """

    decision_id: int
    client_id: int
    client: str
    step: str
    asks_cents: int
    days_late: int
    numbers: tuple[str, ...]
    reasons: tuple[str, ...]
    changes: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    message: PreparedMessage | None = None
    snoozed: int = 0  # how often "later" was chosen since the last contact
    later: Later | None = None


Question = Literal[
    "read_answer",
    "confirm_step",
    "is_it_solved",
    "import_bank",
    "match_payment",
    "add_email",
    "settle_credit",
    "what_now",
    "unsure",
    "failed",
]


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """Something only a person can answer; ``text`` says it in one or two sentences."""

    kind: Question
    text: str
    client_id: int = 0
    client: str = ""
    open_cents: int = 0
    reasons: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    line_id: int = 0
    message_id: int = 0
    decision_id: int = 0
    subject: str = ""
    body: str = ""
    snoozed: int = 0
    later: Later | None = None
    answer: AnswerCard | None = None
    sends: bool = False  # trying again really sends


@dataclass(frozen=True, slots=True)
class Undo:
    """A message that leaves in ``seconds_left`` seconds unless it is held back.

    ``leaves_at`` is said in words where it waits longer: for the quiet hours to end, or
    because its address got a message for the client ``after_client`` not long ago.
    """

    message_id: int
    client: str
    seconds_left: int
    leaves_at: str = ""
    after_client: str = ""


@dataclass(frozen=True, slots=True)
class Solved:
    """What was just said of a dispute of a client, solved or not yet; it can be taken back."""

    client_id: int
    client: str
    is_solved: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A message that was just marked as sent, on which channel; it can be taken back."""

    message_id: int
    client: str
    channel: str


@dataclass(frozen=True, slots=True)
class PutOff:
    """A card that was just put off: it comes back on ``back_on``, or now."""

    hold_id: int
    client: str
    back_on: date


@dataclass(frozen=True, slots=True)
class Quiet:
    """What runs by itself: counts of clients, nothing to do."""

    waiting: int = 0
    paused: int = 0
    not_due: int = 0
    resting: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """What is open, and what of it is past the due date: only for who asks."""

    open_cents: int
    late_cents: int


@dataclass(frozen=True, slots=True)
class Today:
    """The whole morning. ``later_count`` is how many cards wait beyond the seven.

    ``cards`` stand in the order of their use, steps and questions mixed.

    ``sender`` is the address mail leaves from; empty: sending is off and messages open
    in the own mail program. ``bank_until`` is up to which day the bank files show all.
    """

    day: date
    cards: tuple[StepCard | QuestionCard, ...] = ()
    good_news: tuple[GoodNews, ...] = ()
    news_left: int = 0
    undo: tuple[Undo, ...] = ()
    put_off: tuple[PutOff, ...] = ()
    read: tuple[TakenBack, ...] = ()
    solved: tuple[Solved, ...] = ()
    marked: tuple[Marked, ...] = ()
    quiet: Quiet = Quiet()
    minutes: int = 0
    later_count: int = 0
    tomorrow_count: int = 0
    done_count: int = 0
    bank_until: date | None = None
    bank_is_fresh: bool = False
    sender: str = ""
    totals: Totals | None = None  # None: nobody asked
    is_empty: bool = False  # nothing was ever imported
    next_run: date | None = None  # when every client is looked at again
    next_moment: str = ""  # when the next money moment is, in words
    rest_reason: str = ""  # why today nobody is written to whose turn has come
    closed: Closed | None = None  # outside the hours no button invites to reach a client

    @property
    def left_count(self) -> int:
        """Count all cards of the day that wait, shown or not."""
        return len(self.cards) + self.later_count

    @property
    def ready_count(self) -> int:
        """Count the messages that are ready to leave."""
        return sum(1 for card in self.steps if card.message is not None)

    @property
    def steps(self) -> tuple[StepCard, ...]:
        """Give the cards that are steps."""
        return tuple(card for card in self.cards if isinstance(card, StepCard))

    @property
    def questions(self) -> tuple[QuestionCard, ...]:
        """Give the cards that are questions."""
        return tuple(card for card in self.cards if isinstance(card, QuestionCard))


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One line of the call script: why it is there, what to say, a stage direction."""

    label: str
    say: str
    direction: str = ""


@dataclass(frozen=True, slots=True)
class CallPage:
    """The call with help: number, facts, script; the form asks how it went.

    ``dials`` is the door of the number, empty when what was typed is none. ``advice`` says
    when to try, after calls that nobody answered; ``spoken`` that somebody was spoken to
    only days ago. ``closed``: outside the hours nobody is dialled by a first press. ``felt``
    says that the caller's last calls were not so bad, where that is true. ``unread`` is an
    answer of this client to be read before anybody calls.
    """

    card: StepCard
    script: tuple[ScriptLine, ...]
    dials: str = ""
    phone: str = ""
    advice: str = ""
    spoken: str = ""
    closed: Closed | None = None
    felt: str = ""
    unread: UnreadNote | None = None
