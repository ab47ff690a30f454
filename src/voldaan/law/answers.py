"""The shapes of an answer: an amount, a day or a conclusion, with the steps behind it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from voldaan.money import Cents
from voldaan.reasons import Reason


class Impossible(ValueError):
    """A question that has no answer as it is put; carries the reason, which has words."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Step(NamedTuple):
    """One step of the working.

    ``label`` says what it is, ``figures`` how it was computed (``850.00 × 6% × 98/365``),
    ``cents`` or ``day`` what came out, ``cites`` the article or the stated choice.
    """

    label: Reason
    figures: str = ""
    cents: Cents | None = None
    day: date | None = None
    cites: str = ""


class NotForLetters(ValueError):
    """The answer rests on a figure that may be out of date; no letter may quote it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What every answer carries: steps, doubts, and whether a figure may be out of date.

    ``provisional``: a figure was used on a day on which a newer one may be in force; no
    letter may quote it. ``doubts`` are points on which the law or our source is uncertain.
    """

    steps: tuple[Step, ...]
    provisional: bool = field(default=False, kw_only=True)
    doubts: tuple[Reason, ...] = field(default=(), kw_only=True)

    def check_for_letter(self) -> None:
        """Raise :class:`NotForLetters` when provisional: what every letter asks first."""
        if self.provisional:
            raise NotForLetters


@dataclass(frozen=True, slots=True)
class Worked(Answer):
    """An amount in whole cents."""

    cents: Cents


@dataclass(frozen=True, slots=True)
class Dated(Answer):
    """A day."""

    day: date


@dataclass(frozen=True, slots=True)
class Finding(Answer):
    """A conclusion: yes or no; the steps say why."""

    holds: bool = field(kw_only=True)


def once(doubts: Iterable[Reason]) -> tuple[Reason, ...]:
    """Give each doubt once, in the order in which it came up."""
    return tuple(dict.fromkeys(doubts))


def euros(cents: Cents) -> str:
    """Write an amount in figures, as in a sum: digits and a point.

    >>> euros(121050), euros(-5)
    ('1210.50', '-0.05')
    """
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02d}"


def exact(numerator: int, denominator: int) -> str:
    """Write a fraction of cents in euros; four decimals that do not hold it end in dots.

    >>> exact(1, 4), exact(100, 3), exact(200, 1)
    ('0.0025', '0.3333…', '2.00')
    """
    whole, rest = divmod(numerator * 100, denominator)
    euro, decimals = divmod(whole, 10_000)
    text = f"{euro}.{decimals:04d}"
    if rest:
        return f"{text}…"
    return text.removesuffix("00") if text.endswith("00") else text
