"""The strongest rules: a structured reference, or an invoice number in the text."""

from collections.abc import Sequence

from voldaan.matching import by_group, traces
from voldaan.matching.book import Book
from voldaan.matching.candidates import as_certain, candidate
from voldaan.matching.shapes import Proposal, Rule
from voldaan.matching.traces import Hit, Trace
from voldaan.reasons import Reason, because


def certain(trace: Trace, *, book: Book, agreed: bool) -> Proposal | None:
    """Give what may be booked on the mentioned invoices by itself, or ``None``.

    The amount must be exactly what is open of all mentioned items, of one client. With
    ``agreed``, only lines whose account or name belongs to that client count; loose
    mentions and part payments need that. Without, another known payer speaks against it.
    """
    hits = _of_one_client(trace.hits, book)
    if not hits:
        return by_group.certain(trace, book=book, agreed=agreed)
    client = book.client_of(hits[0].item_id)
    structured = all(hit.structured for hit in hits)
    if traces.agrees(trace, client, book=book) != agreed:
        return None
    if not agreed and not structured and traces.points_elsewhere(trace, client, book=book):
        return None
    paid = _exactly(trace, hits, book)
    credits = [] if paid or not agreed else _all_credits(trace, hits, client, book)
    if credits:
        paid = list(hits)
    if not paid and (agreed or structured):
        paid = _clear_part(trace, hits, book)
    if not paid or (not agreed and any(hit.loose for hit in paid)):
        return None
    reasons = (because("match.payer_agrees"),) if agreed else ()
    found = candidate(
        trace,
        client,
        [*(hit.item_id for hit in paid), *credits],
        book=book,
        rule=_rule(paid),
        certainty=99 if agreed or structured else 97,
        reasons=(*reasons, *_how_written(paid)),
    )
    return as_certain(found)


def proposals(trace: Trace, *, book: Book) -> list[Proposal]:
    """Give every placement on mentioned invoices that a person may want to see."""
    clients = sorted({book.client_of(hit.item_id) for hit in trace.hits})
    found = by_group.proposals(trace, book=book)
    for client in clients:
        hits = [hit for hit in trace.hits if book.client_of(hit.item_id) == client]
        found += _for_client(trace, client, hits, several=len(clients) > 1, book=book)
    return found


def _for_client(
    trace: Trace, client: int, hits: Sequence[Hit], *, several: bool, book: Book
) -> list[Proposal]:
    open_hits = [hit for hit in hits if book.open_cents[hit.item_id]]
    amount_cents = trace.line.amount_cents
    agreed = traces.agrees(trace, client, book=book)
    alone = [hit for hit in open_hits if book.open_cents[hit.item_id] == amount_cents]
    total_cents = sum(book.open_cents[hit.item_id] for hit in open_hits)
    choices = [open_hits] if total_cents == amount_cents else [[hit] for hit in alone]
    fits = bool(choices)
    if credits := [] if fits else _all_credits(trace, open_hits, client, book):
        choices, fits = [open_hits], True
    loose = all(hit.loose for hit in hits)
    if loose and not fits and not agreed:
        return []
    certainty = 85 if fits else 65
    certainty -= 15 if several or loose else 0
    reasons: list[Reason] = [because("match.payer_agrees")] if agreed else []
    if several:
        reasons.append(because("match.several_clients"))
    elif not agreed and traces.points_elsewhere(trace, client, book=book):
        reasons.append(because("match.other_payer"))
        certainty -= 10
    return [
        candidate(
            trace,
            client,
            [*(hit.item_id for hit in choice), *credits],
            book=book,
            rule=_rule(choice or hits),
            certainty=certainty + (5 if agreed else 0),
            reasons=(*reasons, *_how_written(choice)),
        )
        for choice in choices or [open_hits]
    ]


def _of_one_client(hits: Sequence[Hit], book: Book) -> list[Hit]:
    """Keep the mentions when they are of one client; loose ones of others do not count."""
    firm = [hit for hit in hits if not hit.loose] or list(hits)
    clients = {book.client_of(hit.item_id) for hit in firm}
    if len(clients) != 1:
        return []
    return [hit for hit in hits if book.client_of(hit.item_id) in clients]


def _exactly(trace: Trace, hits: Sequence[Hit], book: Book) -> list[Hit]:
    """Choose the mentions whose open amounts together are the payment."""
    amount_cents = trace.line.amount_cents
    if any(hit.contested for hit in hits):
        alone = [hit for hit in hits if book.open_cents[hit.item_id] == amount_cents]
        return alone if len(alone) == 1 else []
    explicit = [hit for hit in hits if not hit.short_form]
    firm = [hit for hit in explicit if not hit.loose]
    for group in ([hit for hit in hits if hit.structured], firm, explicit, list(hits)):
        open_cents = [book.open_cents[hit.item_id] for hit in group]
        if group and all(open_cents) and sum(open_cents) == amount_cents:
            return list(group)
    return []


def _all_credits(trace: Trace, hits: Sequence[Hit], client: int, book: Book) -> list[int]:
    """Give the client's credit notes when the payment is what is mentioned less all of them."""
    if any(hit.contested or book.open_cents[hit.item_id] <= 0 for hit in hits):
        return []
    credits = book.credits(client)
    open_cents = sum(book.open_cents[hit.item_id] for hit in hits)
    netted = open_cents + sum(book.open_cents[note] for note in credits)
    return credits if credits and netted == trace.line.amount_cents else []


def _clear_part(trace: Trace, hits: Sequence[Hit], book: Book) -> list[Hit]:
    """Choose the one mention that less than its open amount is paid on, beyond doubt.

    Not when the same client, or somebody of a name like the payer's, has an item of just
    this amount: then the number is rather a typing error.
    """
    (first, *rest) = hits
    if rest or first.loose or first.cut or first.contested:
        return []
    amount_cents = trace.line.amount_cents
    client = book.client_of(first.item_id)
    if amount_cents >= book.open_cents[first.item_id]:
        return []
    if not first.structured and traces.points_elsewhere(trace, client, book=book):
        return []
    siblings = book.open_items(client)
    if any(book.open_cents[item] == amount_cents for item in siblings):
        return []
    return [first]


def _rule(hits: Sequence[Hit]) -> Rule:
    return "reference" if all(hit.is_reference for hit in hits) else "number"


def _how_written(hits: Sequence[Hit]) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    if any(hit.cut for hit in hits):
        reasons.append(because("match.number_cut"))
    if any(hit.loose for hit in hits):
        reasons.append(because("match.number_loose"))
    return tuple(reasons)
