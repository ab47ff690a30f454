"""Find the place of every unsettled bank line; book the certain ones by themselves."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions._wake import wake
from voldaan.actions.payments._booking import book
from voldaan.actions.payments._refunds import take_refunds
from voldaan.actions.payments._returns import take_returns
from voldaan.books.models import BankLine, Candidate, LineHold, Payment, User
from voldaan.books.queries import to_match
from voldaan.matching import payouts
from voldaan.matching.match import propose
from voldaan.matching.shapes import Line, Match


@dataclass(frozen=True, slots=True)
class Matched:
    """How many lines were booked by themselves, and how many wait for a person."""

    booked: int
    waiting: int
    client_ids: tuple[int, ...] = ()


def match_lines(administration_id: int, *, at: datetime, by: User | None = None) -> Matched:
    """Match all that is unsettled, in one transaction and a constant number of queries.

    What the bank took back comes first: its invoices are open again for what follows. What
    was paid back comes last: only then is it known what is on account.

    Running it again changes nothing: what is booked is no longer unsettled.
    """
    with transaction.atomic():
        # Two runs at a time would book one line twice: the second waits, and finds less.
        _record.lock(administration_id)
        touched = take_returns(administration_id, at=at)
        lines = to_match.unsettled_lines(administration_id)
        matches = _propose(administration_id, lines, _taken_back(administration_id))
        certain = [match.certain for match in matches if match.certain]
        booked = book(certain, lines, administration_id=administration_id, at=at, by=by)
        matches = _without_payouts(administration_id, lines, matches, at=at)
        touched += take_refunds(administration_id, at=at)
        _write_candidates(administration_id, matches)
        clients = {*touched, *(payment.client_id for payment in booked)}
    waiting = sum(1 for match in matches if match.proposals and not match.certain)
    return Matched(len(certain), waiting, tuple(sorted(clients)))


def _without_payouts(
    administration_id: int, lines: Sequence[Line], matches: Sequence[Match], *, at: datetime
) -> list[Match]:
    """Set aside the pay-outs of providers whose report tells who paid."""
    known = to_match.providers(administration_id) if lines else []
    line_of = {line.id: line for line in lines}
    paid_out = {
        match.line_id
        for match in matches
        if not match.certain
        and known
        and payouts.is_payout(line_of[match.line_id], match, providers=known)
    }
    paid_out -= to_match.lines_taken_back(administration_id) if paid_out else set()
    if paid_out:
        BankLine.objects.filter(pk__in=paid_out).update(set_aside_at=at)
        happened = _record.Happening("line.paid_out", None, {"lines": sorted(paid_out)})
        _record.record([happened], administration_id=administration_id, at=at, by=None)
    return [match for match in matches if match.line_id not in paid_out]


def _taken_back(administration_id: int) -> set[int]:
    """Give the lines of which a person took a booking back: never booked by themselves."""
    undone = Payment.objects.filter(
        administration_id=administration_id, reverses__isnull=False, bank_line__isnull=False
    )
    return set(undone.values_list("bank_line_id", flat=True))


def _propose(
    administration_id: int, lines: Sequence[Line], taken_back: set[int]
) -> list[Match]:
    """Match all lines; those of which a booking was taken back come last, never certain.

    They come last so that an invoice they do not pay stays open for the line that does.
    Most mornings have no line to place: then not one invoice is looked at.
    """
    if not lines:
        return []
    items = to_match.open_items(administration_id)
    items += to_match.credit_notes(administration_id)
    payers = to_match.payers(administration_id)
    own = [line for line in lines if line.id not in taken_back]
    matches = propose(own, items=items, payers=payers)
    if len(own) == len(lines):
        return matches
    booked: Counter[int] = Counter()
    for certain in (match.certain for match in matches if match.certain):
        booked.update(dict(certain.allocations))
        for note_id, item_id, cents in certain.credits:
            booked.update({item_id: cents, note_id: -cents})
    left = [replace(item, open_cents=item.open_cents - booked[item.id]) for item in items]
    again = propose(
        [line for line in lines if line.id in taken_back],
        items=[item for item in left if item.open_cents],
        payers=payers,
    )
    return matches + [
        replace(match, certain=None, holds=(*match.holds, match.certain.client_id))
        if match.certain
        else match
        for match in again
    ]


def _write_candidates(administration_id: int, matches: Sequence[Match]) -> None:
    """Replace what was thought before of every line that still waits."""
    held = LineHold.objects.filter(administration_id=administration_id)
    before = set(held.values_list("line_id", "client_id"))
    Candidate.objects.filter(administration_id=administration_id).delete()
    held.delete()
    open_matches = [match for match in matches if not match.certain]
    Candidate.objects.bulk_create(
        [
            Candidate(
                administration_id=administration_id,
                line_id=match.line_id,
                client_id=proposal.client_id,
                place=place,
                allocations=[list(part) for part in proposal.allocations],
                credits=[list(part) for part in proposal.credits],
                left_cents=proposal.left_cents,
                rule=proposal.rule,
                certainty=proposal.certainty,
                reasons=[asdict(reason) for reason in proposal.reasons],
            )
            for match in open_matches
            for place, proposal in enumerate(match.proposals[:3], start=1)
        ],
        batch_size=1000,
    )
    now = {
        (match.line_id, client_id): None for match in open_matches for client_id in match.holds
    }
    LineHold.objects.bulk_create(
        [
            LineHold(administration_id=administration_id, line_id=line_id, client_id=client_id)
            for line_id, client_id in now
        ],
        batch_size=1000,
    )
    changed = before.symmetric_difference(now)
    wake(administration_id, client_ids={client_id for _, client_id in changed})
