"""The owner's own printer and post box: no network, only what a person says was done.

Printing is making the batch (``voldaan.documents.batch``). That it went out is a statement
of a person, never a guess of a program: *marked as posted on a day* means that somebody who
may say so has said that these letters went into the post box on that day. It is not a
receipt of the post and no proof of delivery; a term that begins when a letter arrives is
counted by the law from a later day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Mistake = Literal["nothing", "twice", "in_the_future", "before_it_was_printed", "cost"]

#: What one letter can cost in stamps; more is a typing error.
MOST_CENTS = 100_000


class NotPosted(ValueError):
    """The statement cannot be true; ``mistake`` says why, ``letter_id`` of which letter."""

    def __init__(self, mistake: Mistake, *, letter_id: str = "") -> None:
        self.mistake: Mistake = mistake
        self.letter_id = letter_id
        super().__init__(f"{mistake} {letter_id}".strip())


@dataclass(frozen=True, slots=True)
class Posted:
    """A person says that this letter went into the post box on ``posted_on``.

    ``cost_cents`` is the postage of this one letter, 0 where nobody said.
    """

    letter_id: str
    posted_on: date
    cost_cents: int


def mark_posted(
    letter_ids: Sequence[str],
    *,
    posted_on: date,
    printed_on: date,
    today: date,
    postage_cents: int = 0,
) -> tuple[Posted, ...]:
    """Give the statement for each letter of a batch that was printed on ``printed_on``.

    Raises NotPosted for a day that is still to come or before the printing, for a letter
    named twice, for no letters at all, and for postage that nobody pays.

    >>> day = date(2026, 10, 14)
    >>> mark_posted(["a1"], posted_on=day, printed_on=day, today=day, postage_cents=140)
    (Posted(letter_id='a1', posted_on=datetime.date(2026, 10, 14), cost_cents=140),)
    """
    if not letter_ids:
        raise NotPosted("nothing")
    if posted_on > today:
        raise NotPosted("in_the_future")
    if posted_on < printed_on:
        raise NotPosted("before_it_was_printed")
    if not 0 <= postage_cents <= MOST_CENTS:
        raise NotPosted("cost")
    seen: set[str] = set()
    for letter_id in letter_ids:
        if letter_id in seen:
            raise NotPosted("twice", letter_id=letter_id)
        seen.add(letter_id)
    return tuple(Posted(letter_id, posted_on, postage_cents) for letter_id in letter_ids)
