"""Go over the lines, book what is certain, and propose the rest."""

from collections.abc import Callable, Sequence
from functools import partial

from voldaan.matching import by_number, by_payer, by_typing_error, traces
from voldaan.matching.book import Book
from voldaan.matching.candidates import MOST_SHOWN, best
from voldaan.matching.garbage import no_search_for_cycles
from voldaan.matching.shapes import Line, Match, OpenItem, Payer, Proposal
from voldaan.matching.traces import Trace

#: From this certainty on, a proposal holds its client until a person has looked.
HOLD_FROM = 50

_Pass = Callable[[Trace], Proposal | None]


def propose(
    lines: Sequence[Line], *, items: Sequence[OpenItem], payers: Sequence[Payer]
) -> list[Match]:
    """Find the place of each line: booked by itself, or candidates for a person.

    One match per line, in their order. What one line books is no longer open for the
    others. The strongest evidence books first: numbers supported by the payer, then numbers
    alone, then account or name; among equals the earlier day. So a line that names an
    invoice is never too late because an unnamed one of the same amount came earlier, and of
    a payment made twice the first counts.
    Proposals are made last, of what is then still open. Debits and zero match nothing.

    >>> from datetime import date
    >>> invoice = OpenItem(1, 7, "2026-041", 12_100)
    >>> line = Line(5, 12_100, date(2026, 3, 2), text="fact.nr 2026/041")
    >>> propose([line], items=[invoice], payers=[])[0].certain.allocations
    ((1, 12100),)
    """
    if not items and not payers:
        return [Match(line.id) for line in lines]
    with no_search_for_cycles():
        return _placed(lines, Book(items, payers))


def _placed(lines: Sequence[Line], book: Book) -> list[Match]:
    in_time = sorted(range(len(lines)), key=lambda place: (lines[place].booked_on, place))
    read = [traces.read(line, book=book) if line.amount_cents > 0 else None for line in lines]
    booked: dict[int, Proposal] = {}
    passes: tuple[_Pass, ...] = (
        partial(by_number.certain, book=book, agreed=True),
        partial(by_number.certain, book=book, agreed=False),
        partial(by_payer.certain, book=book),
    )
    for certain in passes:
        for place in in_time:
            trace = read[place]
            if trace is not None and place not in booked:
                found = certain(trace)
                if found is not None:
                    book.take(found)
                    booked[place] = found
    return [
        _booked(line, booked[place]) if place in booked else _proposed(line, trace, book)
        for place, (line, trace) in enumerate(zip(lines, read, strict=True))
    ]


def _booked(line: Line, proposal: Proposal) -> Match:
    return Match(line.id, proposals=(proposal,), certain=proposal)


def _proposed(line: Line, trace: Trace | None, book: Book) -> Match:
    if trace is None:
        return Match(line.id)
    found = [*by_number.proposals(trace, book=book), *by_payer.proposals(trace, book=book)]
    if not any(proposal.rule in ("reference", "number") for proposal in found):
        found += by_typing_error.proposals(trace, book=book)
    ranked = best(found)
    held = {
        client
        for proposal in ranked
        if proposal.certainty >= HOLD_FROM
        for client in _clients_of(proposal, book)
    }
    return Match(
        line.id,
        proposals=ranked[:MOST_SHOWN],
        holds=tuple(sorted(held | trace.iban_clients)),
    )


def _clients_of(proposal: Proposal, book: Book) -> set[int]:
    return {proposal.client_id, *(book.client_of(item) for item, _ in proposal.allocations)}
