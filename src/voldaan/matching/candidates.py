"""Put one possible place of a line into words: allocation, certainty, reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from voldaan.matching import differences
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
    left = {item: book.open_cents[item] for item in oldest_first if book.open_cents[item] > 0}
    notes = {item: -book.open_cents[item] for item in oldest_first if item not in left}
    open_cents = sum(left.values()) - sum(notes.values())
    # A credit note counts only where the client counted it: to the cent.
    credits = _netted(notes, left) if amount_cents == open_cents else ()
    allocations = spread(amount_cents, left.items())
    used_cents = sum(cents for _, cents in allocations)
    named = [item for item in oldest_first if item in dict(allocations) or credits]
    numbers = ", ".join(book.items[item].number for item in named)
    first = because(f"match.{rule}", numbers=numbers) if numbers else because(f"match.{rule}")
    return Proposal(
        line_id=trace.line.id,
        client_id=client_id,
        allocations=allocations,
        rule=rule,
        certainty=certainty,
        certain=False,
        reasons=(
            first,
            *reasons,
            *((because("match.netted", credit_cents=sum(notes.values())),) if credits else ()),
            *differences.told(trace, amount_cents, open_cents),
        ),
        left_cents=amount_cents - used_cents,
        credits=credits,
    )


def _netted(notes: dict[int, int], left: dict[int, int]) -> tuple[tuple[int, int, int], ...]:
    """Set credit notes against what is open, oldest first; ``left`` is lowered."""
    used: list[tuple[int, int, int]] = []
    for note, cents in notes.items():
        parts = spread(cents, left.items())
        for item, part in parts:
            left[item] -= part
            used.append((note, item, part))
    return tuple(used)


def as_certain(proposal: Proposal) -> Proposal:
    """Mark a proposal as one that may be booked without a person."""
    return replace(proposal, certain=True)


def best(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Keep the likeliest of equal placements, best first; equal chances by client and item."""
    kept: dict[object, Proposal] = {}
    for proposal in sorted(proposals, key=_rank):
        kept.setdefault((proposal.client_id, proposal.allocations, proposal.credits), proposal)
    return tuple(kept.values())


def _rank(proposal: Proposal) -> tuple[int, int, tuple[tuple[int, int], ...], str]:
    return (-proposal.certainty, proposal.client_id, proposal.allocations, proposal.rule)
