"""What a minute of a step is worth: how much it helps, and how long it takes.

One table for the order of the cards and for the minutes above them. ``points`` are
percentage points of chance that the money comes within fourteen days, more than without the
step. They are *choices*, set on 2026-11-27, rounded down from what was published, until the
firm's own past says otherwise; only their proportions count, and nobody is shown them.

- A friendly talk: Laudenbach, Pirschel and Siegel, random agents, 34 points more paid on
  time with a small-loan bank; here less than half of it.
- A reminder: Antinyan and Asatryan 2025, dozens of trials, 2.7 points.
- A short message by name on a telephone: Haynes and others 2013, text messages; a little
  more than a letter.

The minutes are those of a person for whom the words, the number and the paper are ready.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from voldaan.followup.shapes import Decision


@dataclass(frozen=True, slots=True)
class Effort:
    """How much a step helps, in percentage points, and the minutes of the owner it takes."""

    points: int
    minutes: int


#: By channel of a step; and what it is worth to answer a question, which opens a reminder.
EFFORTS: Final = {
    "email": Effort(3, 1),
    "whatsapp": Effort(5, 2),
    "sms": Effort(5, 2),
    "linkedin": Effort(3, 2),
    "post": Effort(3, 5),
    "phone": Effort(15, 8),
    "question": Effort(3, 2),
}

#: All minutes of the table divide it, so that the value of a minute is a whole number.
SCALE: Final = 40

#: The value of a cent per minute, by the same names, times :data:`SCALE`.
WEIGHTS: Final = {name: each.points * SCALE // each.minutes for name, each in EFFORTS.items()}


def effort_name(*, kind: str, step: str | None, channel: str | None) -> str:
    """Give the row of the table for a card.

    A question is a question; a step without a channel is a call or else an e-mail.

    >>> effort_name(kind="step", step="reminder_1", channel="whatsapp")
    'whatsapp'
    >>> effort_name(kind="step", step="call", channel=None)
    'phone'
    """
    if kind != "step":
        return "question"
    return channel or ("phone" if step == "call" else "email")


def minutes(decision: Decision) -> int:
    """Give how many minutes the card of a decision takes.

    >>> minutes(Decision("step", 1, (), step="call", channel="phone"))
    8
    """
    return EFFORTS[_name(decision)].minutes


def minutes_of(decisions: Iterable[Decision], *, questions: int = 0) -> int:
    """Give the minutes of a whole morning, with so many other questions beside the cards."""
    return sum(map(minutes, decisions)) + questions * EFFORTS["question"].minutes


def per_minute(decision: Decision) -> int:
    """Give the value of a minute of a card: cents times points, times :data:`SCALE`.

    Of what it asks or, where it asks nothing yet, of what is open.
    """
    return (decision.asks_cents or decision.open_cents) * WEIGHTS[_name(decision)]


def _name(decision: Decision) -> str:
    return effort_name(kind=decision.kind, step=decision.step, channel=decision.channel)
