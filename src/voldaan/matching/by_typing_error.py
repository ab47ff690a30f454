"""Numbers with one sign wrong, missing, double or swapped: proposed, never booked."""

from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from voldaan.matching import numbers, traces
from voldaan.matching.book import Book
from voldaan.matching.candidates import candidate
from voldaan.matching.shapes import Proposal
from voldaan.matching.traces import Trace
from voldaan.reasons import because

_SHORTEST = 6
#: So many numbers that are one step away say nothing.
_CROWD = 200


class Neighbours:
    """Finds the open items whose number is one typing error away.

    Every number is filed under itself with each one sign left out; a mistyped number
    shares such a form with the right one. Made on first use: most calls need it little.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._forms: defaultdict[str, list[tuple[str, int]]] | None = None

    def proposals(self, trace: Trace) -> list[Proposal]:
        """Give items one error away whose amount fits, or whose client paid."""
        found: dict[int, Proposal] = {}
        for reading in numbers.joined(trace.runs):
            unfit = reading.weak or not _SHORTEST <= len(reading.text) <= 20
            if unfit or numbers.is_inside(trace.runs, reading):
                continue
            for item_id in self._near(reading.text):
                proposal = self._proposal(trace, item_id)
                if proposal is not None:
                    found.setdefault(item_id, proposal)
        return list(found.values())

    def _near(self, text: str) -> list[int]:
        if self._forms is None:
            self._forms = _filed(self._book)
        near: set[int] = set()
        for form in _left_out(text):
            filed = self._forms.get(form, [])
            if len(filed) <= _CROWD:
                near |= {
                    item_id
                    for key, item_id in filed
                    if OSA.distance(key, text, score_cutoff=1) == 1
                }
        return sorted(near)

    def _proposal(self, trace: Trace, item_id: int) -> Proposal | None:
        book = self._book
        client = book.client_of(item_id)
        fits = book.open_cents[item_id] == trace.line.amount_cents
        agreed = traces.agrees(trace, client, book=book)
        if not book.open_cents[item_id] or not (fits or agreed):
            return None
        certainty = {(True, True): 84, (True, False): 60, (False, True): 52}[fits, agreed]
        return candidate(
            trace,
            client,
            [item_id],
            book=book,
            rule="number",
            certainty=certainty,
            reasons=(because("match.number_typo"),),
        )


def _filed(book: Book) -> defaultdict[str, list[tuple[str, int]]]:
    forms: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for item in book.items.values():
        for way in numbers.spellings(item.number):
            if not way.loose and _SHORTEST <= len(way.key) <= 20:
                for form in _left_out(way.key):
                    forms[form].append((way.key, item.id))
    return forms


def _left_out(text: str) -> Iterator[str]:
    yield text
    seen = {text}
    for place in range(len(text)):
        form = text[:place] + text[place + 1 :]
        if form not in seen:
            seen.add(form)
            yield form
