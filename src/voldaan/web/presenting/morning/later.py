"""What "later" costs on each card, in words; in a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from voldaan.actions.steps.put_off import CHOICES
from voldaan.books.queries import own_settings
from voldaan.books.queries.morning.lateness import lived
from voldaan.books.queries.own_settings import TeamMember
from voldaan.books.queries.situations import situations
from voldaan.books.queries.today import Chosen
from voldaan.followup.morning import waiting
from voldaan.followup.shapes import BankCoverage, Policy, Situation
from voldaan.web.access import Visit
from voldaan.web.pages.later import Choice, Later
from voldaan.web.pages.today import QuestionCard, StepCard
from voldaan.web.presenting.morning.ways_out import Stuck, ways_out
from voldaan.web.presenting.sentences import sentences
from voldaan.wording.shapes import Recipient, Sender

Card = StepCard | QuestionCard

#: After so many times somebody may say that it is stuck.
SPOKEN_FROM = 3

#: The span that own invoices are counted over: what people call "next week".
WITHIN_DAYS = 7


class Beside(Protocol):
    """What the page has read already: to whom messages go, and who writes."""

    @property
    def to(self) -> Mapping[int, Recipient]:
        """Give whom one reaches, by client."""

    @property
    def writes(self) -> Sender:
        """Give who writes."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What all panels are made from: the situations, the rules, and the own past."""

    situations: Mapping[int, Situation]
    policy: Policy
    own: Sequence[waiting.Lived]
    team: Sequence[TeamMember]


def with_later(
    visit: Visit,
    cards: Sequence[tuple[Card, Chosen]],
    *,
    beside: Beside,
    policy: Policy,
    bank: BankCoverage,
) -> list[Card]:
    """Give the cards with what "later" costs on each, and the ways out of it.

    A card of nobody in particular (the bank file) has no "later". ``policy`` and ``bank``
    are those of the day of the visit.
    """
    known = _known(visit, cards, policy, bank)
    found: list[Card] = []
    for card, chosen in cards:
        situation = known.situations.get(card.client_id)
        panel = _panel(visit, chosen, situation, known)
        if card.snoozed >= SPOKEN_FROM and situation is not None:
            stuck = _stuck(card, chosen, situation, known=known, beside=beside)
            panel = replace(panel, ways_out=ways_out(visit, stuck, team=known.team))
        found.append(replace(card, later=panel))
    return found


def _known(
    visit: Visit, cards: Sequence[tuple[Card, Chosen]], policy: Policy, bank: BankCoverage
) -> _Known:
    mine, ids = visit.administration_id, [card.client_id for card, _ in cards if card.client_id]
    found = situations(mine, day=visit.day, client_ids=ids, bank=bank) if ids else []
    is_stuck = any(card.snoozed >= SPOKEN_FROM for card, _ in cards)
    return _Known(
        {each.client_id: each for each in found},
        policy,
        lived(mine, day=visit.day) if ids else [],
        own_settings.team(mine) if is_stuck else [],
    )


def _panel(visit: Visit, chosen: Chosen, situation: Situation | None, known: _Known) -> Later:
    if situation is None:
        return Later(tuple(Choice(count) for count in CHOICES))
    prices = waiting.prices(
        situation,
        decision=chosen.decision,
        policy=known.policy,
        day=visit.day,
        counts=CHOICES,
    )
    return Later(
        tuple(_choice(each) for each in prices),
        history=_history(visit, chosen, known.own),
    )


def _choice(price: waiting.Price) -> Choice:
    is_silent = any(reason.code == "later.silent" for reason in price.reasons)
    return Choice(price.count, sentences(price.reasons), None if is_silent else price.back_on)


def _stuck(
    card: Card, chosen: Chosen, situation: Situation, *, known: _Known, beside: Beside
) -> Stuck:
    return Stuck(
        chosen,
        situation,
        known.policy,
        tuple(
            each.number for each in situation.invoices if each.id in chosen.decision.invoice_ids
        ),
        beside.to.get(card.client_id, Recipient()),
        beside.writes,
        card.message if isinstance(card, StepCard) else None,
    )


def _history(visit: Visit, chosen: Chosen, own: Sequence[waiting.Lived]) -> str:
    due_since = chosen.decision.due_since
    late = (visit.day - due_since).days if due_since else 0
    found = waiting.history(own, days_late=late, within=WITHIN_DAYS, day=visit.day)
    return " ".join(sentences([found])) if found else ""
