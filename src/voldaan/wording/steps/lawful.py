"""What must be right in the facts of a message before its words can be: sums and days.

A claim that is not due cannot be demanded, nor be in a fourteen-day letter (BW 6:38; 6:96
lid 6). Interest runs from the day after the last day to pay at the earliest (BW 6:119a
lid 1). The costs of that letter are those of the scale, and one euro too many can void it
(BW 6:96 lid 5 and 6). A person owes no costs before its fourteen days are over.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from voldaan.law.answers import Impossible
from voldaan.law.nl import costs
from voldaan.law.tables.shapes import NotCovered
from voldaan.wording.asking import asking, number
from voldaan.wording.shapes import LetterFacts, Remark
from voldaan.wording.steps.shapes import (
    FinalFacts,
    NoticeFacts,
    PlanFacts,
    PromiseFacts,
    ThanksFacts,
)


def remarks(facts: object) -> Iterator[Remark]:
    """Give what is wrong with the sums and days of these facts; nothing for other kinds."""
    if isinstance(facts, NoticeFacts):
        yield from _not_due(facts.letter)
        yield from _passed(facts.letter, [facts.pay_by] if facts.variant == "business" else [])
        yield from _notice(facts)
    elif isinstance(facts, FinalFacts):
        yield from _not_due(facts.letter)
        yield from _passed(facts.letter, [facts.hand_over_on])
        due_from = facts.costs_due_from
        if facts.costs_cents > 0 and (due_from is None or due_from > facts.letter.day):
            yield Remark("costs_early")
    elif isinstance(facts, PlanFacts):
        yield from _passed(facts.letter, [each.due_on for each in facts.instalments])
        # No costs are added; what is agreed to is owed: no more, nor less without a word.
        agreed = sum(each.cents for each in facts.instalments)
        yield from _open(facts.letter, is_right=agreed == asking(facts.letter).asks_cents)
    elif isinstance(facts, PromiseFacts):
        yield from _passed(facts.letter, [facts.promised_on])
        most = asking(facts.letter).asks_cents
        yield from _open(facts.letter, is_right=facts.promised_cents <= most)
    elif isinstance(facts, ThanksFacts) and facts.voucher:
        yield from _passed(facts.letter, [facts.voucher_until])


def _not_due(letter: LetterFacts) -> Iterator[Remark]:
    early = [each for each in asking(letter).invoices if each.due_on >= letter.day]
    if early:
        yield Remark("not_due", facts=(("number", number(early[0].number)),))


def _open(letter: LetterFacts, *, is_right: bool) -> Iterator[Remark]:
    if not is_right:
        open_cents = asking(letter).asks_cents
        yield Remark("not_what_is_open", facts=(("open_cents", open_cents),))


def _passed(letter: LetterFacts, named: Sequence[date | None]) -> Iterator[Remark]:
    passed = [day for day in named if day is not None and day < letter.day]
    if passed:
        yield Remark("day_passed", facts=(("day", min(passed).isoformat()),))


def _notice(facts: NoticeFacts) -> Iterator[Remark]:
    asked = asking(facts.letter)
    # One day stands in the letter for all of them, so it must be right for the newest.
    if facts.interest_from <= max(each.due_on for each in asked.invoices):
        yield Remark("interest_early")
    if facts.variant == "person":
        most = _by_the_scale(facts, asked.asks_cents)
        if most is not None and facts.costs_cents > most:
            yield Remark("costs_too_high", facts=(("most_cents", most),))


def _by_the_scale(facts: NoticeFacts, asks_cents: int) -> int | None:
    """Give the costs of the law over what is asked; None: the law cannot say."""
    try:
        found = costs.costs(
            principals_cents=[asks_cents],
            debtor="consumer",
            default_day=facts.interest_from,
            vat=costs.ALL_FOUR if facts.vat_in_costs else None,
        )
    except (Impossible, NotCovered):
        return None
    return found.total.cents
