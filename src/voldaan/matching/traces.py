"""What one bank line says: whose account, which name, and which invoices it mentions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from voldaan.matching import names, numbers, references
from voldaan.matching.book import Book, Handle
from voldaan.matching.names import Name
from voldaan.matching.numbers import Joined, Run
from voldaan.matching.shapes import Line

_FENCE = "\n|\n"
_BETWEEN = frozenset(("EN", "AND", "PLUS", "U", "UND"))


class Hit(NamedTuple):
    """An open item that the line mentions.

    ``loose``: needs the payer's support. ``cut``: spaces or breaks where the number has
    none. ``short_form``: only its tail stands there, as in ``2026-041/042``. ``contested``:
    another reading of the same signs is another item.
    """

    item_id: int
    first: int
    last: int
    is_reference: bool = False
    structured: bool = False
    loose: bool = False
    cut: bool = False
    short_form: bool = False
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """One line, read: the items it mentions, the clients of its account, its holders."""

    line: Line
    text: str
    hits: tuple[Hit, ...]
    iban_clients: frozenset[int]
    holders: tuple[Name, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """The text in runs; cut again on each use, as few lines need them twice."""
        return numbers.runs(self.text)


def read(line: Line, *, book: Book) -> Trace:
    """Look up everything that a line carries; each piece of it once."""
    text = _FENCE.join(part for part in (line.reference, line.text, line.end_to_end_id) if part)
    iban = references.compact(line.iban)
    return Trace(
        line=line,
        text=text,
        hits=_hits(numbers.runs(text), book),
        iban_clients=frozenset(book.clients_of_iban.get(iban, ())),
        holders=book.read(line.name),
    )


def agrees(trace: Trace, client_id: int, *, book: Book) -> bool:
    """Whether account or name say that this client paid."""
    if client_id in trace.iban_clients:
        return True
    return book.score(trace.line.name, client_id) >= names.AGREES


def points_elsewhere(trace: Trace, client_id: int, *, book: Book) -> bool:
    """Whether account or name say that another client paid an amount that fits there.

    A typing error in a number often hits the invoice of somebody else, and with fixed
    prices even the amount fits.
    """
    if trace.iban_clients:
        return client_id not in trace.iban_clients
    return any(
        other != client_id and book.score(trace.line.name, other) >= names.AGREES
        for other in book.namesakes(trace.holders, amount_cents=trace.line.amount_cents)
    )


def mentions_another(trace: Trace, item_ids: list[int], *, book: Book) -> bool:
    """Whether the text holds a number made like these items' numbers that is none of them.

    It may be an invoice that is paid already, or a typing error: then the amount alone
    does not tell which invoice is meant.
    """
    runs = trace.runs
    made = {(len(key), key[:2]) for item_id in item_ids for key in book.number_keys(item_id)}
    return bool(made) and any(
        (len(reading.text), reading.text[:2]) in made
        and not reading.weak
        and not numbers.is_inside(runs, reading)
        for reading in numbers.joined(runs)
    )


def _hits(runs: tuple[Run, ...], book: Book) -> tuple[Hit, ...]:
    found: list[Hit] = []
    for reading in numbers.joined(runs, longest=book.longest, known=book.known):
        if referred := book.referred(reading.text):
            found += _mentions(runs, reading, referred, by_reference=True)
        elif handles := _numbered(runs, reading, book):
            found += _mentions(runs, reading, handles, by_reference=False)
    if not found:
        return ()
    explicit = _settled(found) if len(found) > 1 else found
    mentioned = explicit + _short_forms(runs, explicit, book)
    return _best_per_item(mentioned) if len(mentioned) > 1 else tuple(mentioned)


def _mentions(
    runs: tuple[Run, ...], reading: Joined, handles: list[Handle], *, by_reference: bool
) -> Iterator[Hit]:
    if numbers.is_inside(runs, reading):
        return
    if any(handle.full for handle in handles):
        handles = [handle for handle in handles if handle.full]
    doubtful = not by_reference and numbers.is_doubtful(runs, reading)
    few = sum(map(str.isdigit, reading.text)) < numbers.DISTINCTIVE_DIGITS
    if few and not numbers.is_announced(runs, reading):
        return
    for handle in handles:
        yield Hit(
            handle.item_id,
            reading.first,
            reading.last,
            is_reference=by_reference,
            structured=handle.structured,
            loose=handle.loose or doubtful or few,
            cut=not by_reference and not set(reading.marks) <= set(handle.marks),
        )


def _numbered(runs: tuple[Run, ...], reading: Joined, book: Book) -> list[Handle]:
    handles = book.numbered(reading.text)
    if handles or reading.last - reading.first != 1:
        return handles
    head, tail = runs[reading.first], runs[reading.last]
    if head.kind != "digits" or tail.kind != "digits":
        return handles
    return book.numbered(numbers.parts_key(head.text, tail.text))


def _settled(found: list[Hit]) -> list[Hit]:
    """Drop what is only a piece of a longer number; keep both where either may be meant."""
    kept: list[Hit] = []
    for hit in found:
        others = [other for other in found if _covers(other, hit)]
        if any(not other.cut or hit.cut for other in others):
            continue
        overlapped = any(_overlaps(other, hit) for other in found)
        kept.append(hit._replace(contested=True) if overlapped else hit)
    return kept


def _covers(outer: Hit, inner: Hit) -> bool:
    same = (outer.first, outer.last) == (inner.first, inner.last)
    return not same and outer.first <= inner.first and inner.last <= outer.last


def _overlaps(one: Hit, other: Hit) -> bool:
    """Two readings of the same signs as different items; a clean one wins from a cut one."""
    if one.item_id == other.item_id or one.first > other.last or other.first > one.last:
        return False
    if (one.first, one.last) == (other.first, other.last):
        return True
    covered = _covers(other, one) and (not other.cut or one.cut)
    return not covered and not (_covers(one, other) and (not one.cut or other.cut))


def _short_forms(runs: tuple[Run, ...], explicit: list[Hit], book: Book) -> list[Hit]:
    """Items of the same client named by their tail: ``2026-041, 042 en 043``."""
    found: list[Hit] = []
    for hit in explicit:
        if hit.is_reference or runs[hit.last].kind != "digits":
            continue
        whole = "".join(run.text for run in runs[hit.first : hit.last + 1])
        for place in range(hit.last + 1, min(hit.last + 13, len(runs))):
            run = runs[place]
            if run.kind == "letters" and run.text in _BETWEEN:
                continue
            if run.kind != "digits" or not 2 <= len(run.text) <= len(runs[hit.last].text):
                break
            handles = book.numbered(whole[: -len(run.text)] + run.text)
            found += [
                Hit(handle.item_id, place, place, loose=handle.loose, short_form=True)
                for handle in handles
                if book.client_of(handle.item_id) == book.client_of(hit.item_id)
            ]
    return found


def _best_per_item(hits: list[Hit]) -> tuple[Hit, ...]:
    """Each item once, by its clearest mention; in the order of the text."""
    best: dict[int, Hit] = {}
    for hit in sorted(hits, key=_clearness):
        best.setdefault(hit.item_id, hit)
    return tuple(sorted(best.values(), key=lambda hit: (hit.first, hit.last, hit.item_id)))


def _clearness(hit: Hit) -> tuple[bool, bool, bool, bool, bool]:
    return (
        hit.short_form,
        not hit.structured,
        not hit.is_reference,
        hit.loose or hit.contested,
        hit.cut,
    )
