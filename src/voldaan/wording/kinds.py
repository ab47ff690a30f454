"""What the rules ask of each kind of message: the table behind the linter.

Reminders have a way to pay in their first two lines; a notice begins with the claim; a
short message has forty words and no subject; a note to oneself asks nobody anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from voldaan.wording.shapes import LetterFacts, LetterStep, Medium
from voldaan.wording.steps.shapes import LetGoFacts, Step, StepFacts

AnyStep = LetterStep | Step
AnyFacts = LetterFacts | StepFacts
#: Where the link stands: in the first two lines, anywhere, not in the first two, nowhere.
LinkPlace = Literal["first", "anywhere", "later", "nowhere"]

WORDS_AT_MOST = 90
WORDS_OF_A_NOTICE_AT_MOST = 130
WORDS_OF_A_SHORT_AT_MOST = 40


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of message must have (True) and may have.

    ``together`` are the placeholders that stand in body and subject. ``account``: without
    a link, the account and the reference. ``blames``: words of blame are allowed.
    ``announces``: it may say what follows. ``framed``: a greeting comes first and the
    sender last, in paragraphs of their own.
    """

    words_at_most: int = WORDS_AT_MOST
    link: LinkPlace = "anywhere"
    together: tuple[str, ...] = ("totaal", "vervaldatum", "factuur")
    has_subject: bool = True
    framed: bool = True
    signed: bool = True
    asks: bool = True
    way_out: bool = False
    already_paid: bool = False
    account: bool = False
    blames: bool = False
    announces: bool = False


_REMINDER = Kind(link="first", way_out=True, already_paid=True, account=True)
_NOTICE = Kind(
    words_at_most=WORDS_OF_A_NOTICE_AT_MOST,
    link="later",
    already_paid=True,
    account=True,
    blames=True,
    announces=True,
)
KINDS: Mapping[AnyStep, Kind] = {
    "satisfaction": Kind(together=("totaal",), way_out=True),
    "service_check": Kind(way_out=True),
    "reminder_1": _REMINDER,
    "reminder_2": replace(_REMINDER, blames=True),
    "missed_call": replace(_REMINDER, link="anywhere"),
    "promise": Kind(way_out=True, account=True),
    "formal_notice": _NOTICE,
    "final_notice": _NOTICE,
    "plan": Kind(link="first", way_out=True, account=True),
    "set_off": Kind(way_out=True),
    "let_go": Kind(account=True),
    "let_go_note": Kind(link="nowhere", framed=False, signed=False, asks=False),
    "thanks": Kind(),
    "apology": Kind(link="nowhere", asks=False),
    "invoice_again": Kind(link="nowhere", asks=False, way_out=True),
}


def kind(step: AnyStep, *, facts: AnyFacts, medium: Medium) -> Kind:
    """Give what the rules ask of the message of a step in a medium.

    >>> from datetime import date
    >>> facts = LetterFacts(date(2026, 10, 22), "Anna", ())
    >>> kind("reminder_1", facts=facts, medium="short").words_at_most
    40
    """
    found = KINDS[step]
    if medium == "short":
        return replace(
            found,
            words_at_most=WORDS_OF_A_SHORT_AT_MOST,
            link="anywhere",
            has_subject=False,
            framed=False,
        )
    if isinstance(facts, LetGoFacts) and facts.waives:
        return replace(found, link="nowhere", asks=False, account=False)
    return found
