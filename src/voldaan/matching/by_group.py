"""One payment for invoices of several clients: a head office, a family, an administrator."""

from collections.abc import Sequence

from voldaan.matching import subsets, traces
from voldaan.matching.book import Book
from voldaan.matching.candidates import as_certain, candidate
from voldaan.matching.shapes import Proposal, Rule
from voldaan.matching.traces import Hit, Trace
from voldaan.reasons import because


def certain(trace: Trace, *, book: Book, agreed: bool) -> Proposal | None:
    """Give what may be booked by itself on all that is mentioned, or ``None``.

    The amount must be exactly what is open of it. With ``agreed``, account or name must
    belong to every one of the clients; without, every mention must have check digits: a
    number that is typed wrong hits the invoice of somebody else too easily.
    """
    hits = _exactly(trace, book)
    clients = {book.client_of(hit.item_id) for hit in hits}
    if not hits:
        return None
    known = all(traces.agrees(trace, client, book=book) for client in clients)
    if not (known if agreed else all(hit.structured for hit in hits)):
        return None
    return as_certain(_candidate(trace, hits, book, certainty=97))


def proposals(trace: Trace, *, book: Book) -> list[Proposal]:
    """Give the one placement on all mentioned clients, and the sum of who share an account."""
    hits = _exactly(trace, book)
    if hits:
        return [_candidate(trace, hits, book, certainty=86)]
    return _of_shared_account(trace, book) if len(trace.iban_clients) > 1 else []


def _exactly(trace: Trace, book: Book) -> list[Hit]:
    """Give the firm mentions, of several clients, when they are exactly what was paid."""
    hits = [hit for hit in trace.hits if not hit.loose]
    open_cents = [book.open_cents[hit.item_id] for hit in hits]
    several = len({book.client_of(hit.item_id) for hit in hits}) > 1
    fits = all(open_cents) and sum(open_cents) == trace.line.amount_cents
    contested = any(hit.contested for hit in hits)
    return hits if several and fits and not contested else []


def _candidate(trace: Trace, hits: Sequence[Hit], book: Book, *, certainty: int) -> Proposal:
    rule: Rule = "reference" if all(hit.is_reference for hit in hits) else "number"
    return _for_all(trace, [hit.item_id for hit in hits], book, rule=rule, certainty=certainty)


def _for_all(
    trace: Trace, items: Sequence[int], book: Book, *, rule: Rule, certainty: int
) -> Proposal:
    clients = sorted({book.client_of(item) for item in items})
    known = [client for client in clients if traces.agrees(trace, client, book=book)]
    count = because("match.group", count=len(clients))
    return candidate(
        trace,
        (known or clients)[0],
        items,
        book=book,
        rule=rule,
        certainty=certainty,
        reasons=(count,),
    )


def _of_shared_account(trace: Trace, book: Book) -> list[Proposal]:
    """Give the sums that fit over all clients whose money comes from this account."""
    pool = [item for client in sorted(trace.iban_clients) for item in book.open_items(client)]
    ways = subsets.adding_up(trace.line.amount_cents, [book.open_cents[item] for item in pool])
    chosen = [[pool[place] for place in way] for way in ways]
    return [
        _for_all(trace, items, book, rule="iban_sum", certainty=62)
        for items in chosen
        if len({book.client_of(item) for item in items}) > 1
    ]
