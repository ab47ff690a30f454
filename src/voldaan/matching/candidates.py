"""Put one possible place of a line into words: allocation, certainty, reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from voldaan.matching.allocation import spread
from voldaan.matching.book import Book
from voldaan.matching.shapes import Proposal, Rule
from voldaan.matching.traces import Trace
from voldaan.reasons import Reason, because

MOST_SHOWN = 3


def candidate(
    trace: Trace,
    client_id: int,
    item_ids: Iterable[int],
    *,
    book: Book,
    rule: Rule,
    certainty: int,
    reasons: Sequence[Reason] = (),
) -> Proposal:
    """Build a proposal that pays these items, oldest first, from what is open now.

    Its first reason is ``match.<rule>``; a payment that is smaller or larger than what it
    pays says so in its last.
    """
    oldest_first = sorted(item_ids, key=book.rank.__getitem__)
    amount_cents = trace.line.amount_cents
    allocations = spread(amount_cents, [(item, book.open_cents[item]) for item in oldest_first])
    used_cents = sum(cents for _, cents in allocations)
    open_cents = sum(book.open_cents[item] for item in oldest_first)
    numbers = ", ".join(book.items[item_id].number for item_id, _ in allocations)
    first = because(f"match.{rule}", numbers=numbers) if numbers else because(f"match.{rule}")
    return Proposal(
        line_id=trace.line.id,
        client_id=client_id,
        allocations=allocations,
        rule=rule,
        certainty=certainty,
        certain=False,
        reasons=(first, *reasons, *_difference(amount_cents, open_cents)),
        left_cents=amount_cents - used_cents,
    )


def _difference(amount_cents: int, open_cents: int) -> tuple[Reason, ...]:
    if not open_cents:
        return (because("match.nothing_open"),)
    if amount_cents < open_cents:
        return (because("match.part_payment", short_cents=open_cents - amount_cents),)
    if amount_cents > open_cents:
        return (because("match.overpaid", over_cents=amount_cents - open_cents),)
    return ()


def as_certain(proposal: Proposal) -> Proposal:
    """Mark a proposal as one that may be booked without a person."""
    return replace(proposal, certain=True)


def best(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Keep the likeliest of equal placements, best first; equal chances by client and item."""
    kept: dict[tuple[int, tuple[tuple[int, int], ...]], Proposal] = {}
    for proposal in sorted(proposals, key=_rank):
        kept.setdefault((proposal.client_id, proposal.allocations), proposal)
    return tuple(kept.values())


def _rank(proposal: Proposal) -> tuple[int, int, tuple[tuple[int, int], ...], str]:
    return (-proposal.certainty, proposal.client_id, proposal.allocations, proposal.rule)
