"""When are two bank lines the same? Files of one day overlap, in three formats.

Never by checksum alone: each line of a new file finds at most one partner among the lines
that are known for that account, day and amount. So overlapping files merge to the
maximum count, and two genuine equal lines stay two.

1. The bank's own id, where both files of one format give one: equal is the same,
   different is another payment.
2. The same words: counterparty, text, references.
3. Between formats, which cut and order the text their own way: the account of the other
   side does not differ, and the numbers in the one text all stand in the other.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

_NOT_ALNUM = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"[0-9]{3,}")


@dataclass(frozen=True, slots=True)
class Seen:
    """A line as comparing needs it; ``format`` is the reader's code of its file."""

    booked_on: date
    amount_cents: int
    format: str
    name: str = ""
    iban: str = ""
    text: str = ""
    reference: str = ""
    end_to_end_id: str = ""
    bank_id: str = ""


def unknown(incoming: Sequence[Seen], *, known: Iterable[Seen]) -> list[int]:
    """Give the places of the incoming lines that are not among the known ones.

    Both are lines of one account.

    >>> lesson = Seen(date(2026, 5, 5), 4500, "csv:ing", "Dirk", text="les mei")
    >>> unknown([lesson, lesson], known=[lesson])
    [1]
    """
    free: dict[tuple[date, int], list[Seen]] = defaultdict(list)
    for line in known:
        free[line.booked_on, line.amount_cents].append(line)
    left = list(range(len(incoming)))
    for same in (_same_id, _same_words, _same_across_formats):
        left = [place for place in left if not _pair_off(incoming[place], free, same)]
    return left


def words(line: Seen) -> str:
    """Give what a line says, without case, spaces and punctuation.

    >>> words(Seen(date(2026, 5, 5), 4500, "mt940", "Dirk V.", text="Les  mei"))
    'dirkv||lesmei||'
    """
    said = (line.name, line.iban, line.text, line.reference, line.end_to_end_id)
    return "|".join(_NOT_ALNUM.sub("", part.casefold()) for part in said)


def _pair_off(
    line: Seen,
    free: dict[tuple[date, int], list[Seen]],
    same: Callable[[Seen, Seen], bool],
) -> bool:
    partners = free.get((line.booked_on, line.amount_cents), [])
    for place, partner in enumerate(partners):
        if same(line, partner):
            del partners[place]
            return True
    return False


def _same_id(one: Seen, other: Seen) -> bool:
    return (
        bool(one.bank_id) and _ids_are_comparable(one, other) and one.bank_id == other.bank_id
    )


def _same_words(one: Seen, other: Seen) -> bool:
    if _ids_are_comparable(one, other) and one.bank_id != other.bank_id:
        return False
    return words(one) == words(other)


def _ids_are_comparable(one: Seen, other: Seen) -> bool:
    return bool(one.bank_id and other.bank_id) and one.format == other.format


def _same_across_formats(one: Seen, other: Seen) -> bool:
    if one.format == other.format:
        return False
    if one.iban and other.iban and one.iban != other.iban:
        return False
    first, second = _numbers(one), _numbers(other)
    if first or second:
        return first <= second or second <= first
    return _letters(one) in _letters(other) or _letters(other) in _letters(one)


def _numbers(line: Seen) -> frozenset[str]:
    """Give the runs of digits that tell payments apart; not those of an account number."""
    said = f"{line.text} {line.reference} {line.end_to_end_id}"
    if line.iban:
        said = said.replace(line.iban, " ")
    return frozenset(_DIGITS.findall(said))


def _letters(line: Seen) -> str:
    return _NOT_ALNUM.sub("", line.text.casefold())
