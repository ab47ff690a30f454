"""Numbers with one sign wrong, missing, double or swapped: proposed, never booked."""

from collections.abc import Collection, Iterable
from itertools import islice

from rapidfuzz.distance import OSA

from voldaan.matching import numbers, traces
from voldaan.matching.book import Book
from voldaan.matching.candidates import candidate
from voldaan.matching.shapes import Proposal
from voldaan.matching.traces import Trace
from voldaan.reasons import because

_SHORTEST, _LONGEST = 6, 20
#: More readings of one text than this are not tried: it is a list, not a number.
_MOST_READINGS = 60
#: With more items of one price than this, the amount does not tell which was meant.
_CROWD = 100


def proposals(trace: Trace, *, book: Book) -> list[Proposal]:
    """Give open items one error away whose amount fits, or whose client paid.

    Only those are compared, so the work does not grow with the number of open items.
    """
    meant = _meant(trace, book)
    typed = _typed(trace) if meant else set()
    return [
        _proposal(trace, item_id, book)
        for item_id in meant
        if _is_near(book.number_keys(item_id), typed)
    ]


def _typed(trace: Trace) -> set[str]:
    """Give what the text holds that may be a number."""
    runs = trace.runs
    return {
        reading.text
        for reading in islice(numbers.joined(runs), _MOST_READINGS)
        if not reading.weak
        and _SHORTEST <= len(reading.text) <= _LONGEST
        and not numbers.is_inside(runs, reading)
    }


def _meant(trace: Trace, book: Book) -> list[int]:
    """List the open items of this amount, and all of the clients who seem to have paid."""
    amount_cents = trace.line.amount_cents
    clients = {*trace.iban_clients, *book.same_name(trace.holders)}
    found = {item for client in clients for item in book.of_client.get(client, ())}
    same = book.items_of_amount.get(amount_cents, [])
    if len(same) <= _CROWD:
        return sorted(item for item in found.union(same) if book.open_cents[item] > 0)
    for client in book.namesakes(trace.holders, amount_cents=amount_cents)[:_CROWD]:
        items = book.of_client[client]
        found.update(item for item in items if book.open_cents[item] == amount_cents)
    return sorted(item for item in found if book.open_cents[item] > 0)


def _is_near(keys: Iterable[str], typed: Collection[str]) -> bool:
    return any(
        OSA.distance(key, text, score_cutoff=1) == 1
        for key in keys
        for text in typed
        if abs(len(key) - len(text)) <= 1
    )


def _proposal(trace: Trace, item_id: int, book: Book) -> Proposal:
    client = book.client_of(item_id)
    fits = book.open_cents[item_id] == trace.line.amount_cents
    agreed = traces.agrees(trace, client, book=book)
    return candidate(
        trace,
        client,
        [item_id],
        book=book,
        rule="number",
        certainty=(60 if fits else 40) + (24 if agreed else 0),
        reasons=(because("match.number_typo"),),
    )
