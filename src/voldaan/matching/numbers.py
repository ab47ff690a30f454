"""Invoice numbers as people type them into a bank form, and as banks cut them.

A text becomes runs of letters and of digits; what is plainly an account, a date, a time or
an amount becomes one closed run, so that no piece of it is taken for a number. Neighbouring
runs are joined and looked up; nothing is ever compared with all invoices.
"""

import re
from collections.abc import Container, Iterator
from itertools import accumulate
from typing import Literal, NamedTuple

from voldaan.matching import references

#: Fewer digits than this say nothing by themselves: ``12`` or ``2026`` may be anything.
DISTINCTIVE_DIGITS = 5
LONGEST = 40
_TEXT_LIMIT = 4000
_JOIN_RUNS = 6
_JOIN_RUNS_RF = 24
_WIDEST_GAP = 3
_LONGEST_LETTERS = 8

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)[0-9]{2}"
_RUNS = re.compile(
    rf"""
    (?P<account>(?<![A-Z0-9])(?:
        NL[0-9]{{2}}\ ?[A-Z]{{4}}\ ?[0-9]{{4}}\ ?[0-9]{{4}}\ ?[0-9]{{2}}
      | BE[0-9]{{2}}(?:\ ?[0-9]{{4}}){{3}}
      | DE[0-9]{{2}}(?:\ ?[0-9]{{4}}){{4}}\ ?[0-9]{{2}})(?![A-Z0-9]))
  | (?P<code>(?<![A-Z0-9])(?!RF)[A-Z]{{2}}[0-9]{{2}}[A-Z0-9]{{11,30}}(?![A-Z0-9]))
  | (?P<closed>(?<![A-Z0-9.,/-])(?:
        {_DAY}[-/.]{_MONTH}[-/.](?:{_YEAR}|[0-9]{{2}})(?![-/.]?[A-Z0-9])
      | {_YEAR}[-/.]{_MONTH}[-/.]{_DAY}(?:T(?=[0-9]))?(?![-/.]?[0-9])
      | [0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9])
      | (?:€|EUR)\ ?[0-9][0-9.,]*
      | [0-9][0-9.]*,[0-9]{{2}}(?![0-9A-Z])
      | [0-9]{{1,6}}\.[0-9]{{2}}(?![0-9A-Z]|[-/.][0-9])))
  | (?P<digits>[0-9]+)
  | (?P<letters>[A-Z]+)
  | (?P<fence>\n\|\n)
    """,
    re.VERBOSE,
)
_PIECE = re.compile(r"[A-Z]+|[0-9]+")
_ANNOUNCING = frozenset(
    ("FACTUUR", "FACTUREN", "FACTUURNR", "FACTUURNUMMER", "FACTUURNO", "FACTNR", "FACT",
     "FAC", "FACTURE", "FAKTUUR", "FAKT", "INVOICE", "INVOICENR", "INVOICENO", "INV", "NOTA",
     "NOTANR", "REKENING", "REK", "REKNR", "RECHNUNG", "RECHNUNGSNR", "RG", "BILL", "NR",
     "NO", "NUMMER", "NUMBER", "KENMERK", "REF", "REFERENTIE", "F")
)  # fmt: skip
_MONTHLIKE = re.compile(rf"{_YEAR}{_MONTH}|{_MONTH}{_YEAR}")
_DAYLIKE = re.compile(
    rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    rf"|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2]){_YEAR}"
)

Kind = Literal["account", "code", "closed", "digits", "letters", "fence"]


class Run(NamedTuple):
    """A stretch of text of one kind, and where it stands."""

    text: str
    kind: Kind
    start: int
    end: int


class Joined(NamedTuple):
    """Neighbouring runs read as one number.

    ``marks`` are the places in the number where the text has a break or goes from letters
    to digits. ``weak`` says that it may be a date, a time or an amount.
    """

    text: str
    first: int
    last: int
    marks: tuple[int, ...] = ()
    weak: bool = False


class Spelling(NamedTuple):
    """A way in which an invoice number may be written, and the breaks it has of its own.

    ``loose`` spellings (few digits, zeros left out) need the payer's support.
    ``full`` is the number as a whole, letters included.
    """

    key: str
    marks: tuple[int, ...]
    full: bool
    loose: bool


def runs(text: str) -> tuple[Run, ...]:
    """Cut a bank text into runs; signs between them are dropped.

    >>> [run.text for run in runs("Fact.nr 2026/041 d.d. 12-03-2026 EUR 121,00")]
    ['FACT', 'NR', '2026', '041', 'D', 'D', '12-03-2026', 'EUR 121,00']
    """
    return tuple(
        Run(found.group(), _kind(found), found.start(), found.end())
        for found in _RUNS.finditer(text[:_TEXT_LIMIT].upper())
    )


def _kind(found: re.Match[str]) -> Kind:
    return found.lastgroup  # type: ignore[return-value]  # every alternative is a named kind


def joined(
    text_runs: tuple[Run, ...],
    *,
    longest: int = LONGEST,
    known: Container[str] | None = None,
) -> Iterator[Joined]:
    """Every reading of neighbouring runs that holds a digit, shortest first per start.

    With ``known``, only readings that it holds (of two groups of digits also by their
    :func:`parts_key`), and what may be a structured reference.

    >>> [reading.text for reading in joined(runs("2026-0 41"))]
    ['2026', '20260', '2026041', '0', '041', '41']
    >>> [reading.text for reading in joined(runs("2026-0 41"), known={"2026041"})]
    ['2026041']
    """
    for first, run in enumerate(text_runs):
        if run.kind in ("code", "closed"):
            plain = "".join(_PIECE.findall(run.text))
            if known is None or plain in known or references.may_be(plain):
                yield Joined(plain, first, first, weak=run.kind == "closed")
        elif run.kind == "digits" or _opens(text_runs, first):
            yield from _from(text_runs, first, longest, known)


def _opens(text_runs: tuple[Run, ...], first: int) -> bool:
    """Letters begin a number only when digits follow soon, as in ``F2026`` or ``RF18``."""
    run = text_runs[first]
    if run.kind != "letters" or len(run.text) > _LONGEST_LETTERS:
        return False
    following = text_runs[first + 1 : first + 2]
    return any(
        after.kind == "digits" and after.start - run.end <= _WIDEST_GAP for after in following
    )


def _from(
    text_runs: tuple[Run, ...],
    first: int,
    longest: int,
    known: Container[str] | None,
) -> Iterator[Joined]:
    limit = _JOIN_RUNS_RF if text_runs[first].text == "RF" else _JOIN_RUNS
    text, ends = "", []
    previous = text_runs[first]
    for place in range(first, min(first + limit, len(text_runs))):
        run = text_runs[place]
        too_far = run.start - previous.end > _WIDEST_GAP
        if run.kind not in ("digits", "letters") or too_far or len(text + run.text) > longest:
            return
        ends.append(len(text))
        text += run.text
        if (run.kind == "digits" or limit == _JOIN_RUNS_RF) and (
            known is None
            or text in known
            or references.may_be(text)
            or (place == first + 1 and _parts(previous, run, known))
        ):
            yield Joined(text, first, place, tuple(ends[1:]))
        previous = run


def _parts(head: Run, tail: Run, known: Container[str]) -> bool:
    return head.kind == tail.kind == "digits" and parts_key(head.text, tail.text) in known


def is_inside(text_runs: tuple[Run, ...], reading: Joined) -> bool:
    """Whether the reading is a piece of a longer code, glued to further digits."""
    return any("0" <= sign <= "9" for sign in "".join(_glued(text_runs, reading)))


def is_doubtful(text_runs: tuple[Run, ...], reading: Joined) -> bool:
    """Whether the reading may be a date or month, or hangs on a few unknown letters.

    >>> month = runs("2026-05")
    >>> [(reading.text, is_doubtful(month, reading)) for reading in joined(month)]
    [('2026', False), ('202605', True), ('05', False)]
    """
    digits = reading.text.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if reading.weak or _MONTHLIKE.fullmatch(digits):
        return True
    if _DAYLIKE.fullmatch(digits) and not reading.marks:
        return True
    return any(
        letters and len(letters) < 3 and letters not in _ANNOUNCING
        for letters in _glued(text_runs, reading)
    )


def _glued(text_runs: tuple[Run, ...], reading: Joined) -> tuple[str, str]:
    """Give what stands against the reading on both sides, up to a sign or a fence."""
    before = ""
    place = reading.first
    while place > 0 and _touch(text_runs[place - 1], text_runs[place]):
        place -= 1
        before = text_runs[place].text + before
    after = ""
    place = reading.last
    while place + 1 < len(text_runs) and _touch(text_runs[place], text_runs[place + 1]):
        place += 1
        after += text_runs[place].text
    return before, after


def _touch(one: Run, other: Run) -> bool:
    return one.end == other.start and "fence" not in (one.kind, other.kind)


def is_announced(text_runs: tuple[Run, ...], reading: Joined) -> bool:
    """Whether a word for invoice stands before the number, or nothing else is there.

    Not when something else follows closely, as in ``nr 12-345``.

    >>> for text in ("factuur 12", "week 12", "12", "nr 12-345"):
    ...     cut = runs(text)
    ...     print([is_announced(cut, found) for found in joined(cut) if found.text == "12"])
    [True]
    [False]
    [True]
    [False]
    """
    before = text_runs[reading.first - 1] if reading.first else None
    after = text_runs[reading.last + 1] if reading.last + 1 < len(text_runs) else None
    closed_after = after is None or after.kind == "fence"
    if (
        after
        and after.kind not in ("letters", "fence")
        and after.start - text_runs[reading.last].end <= 1
    ):
        return False
    if before is None or before.kind == "fence":
        return closed_after
    return before.text in _ANNOUNCING


def keys(number: str) -> tuple[str, ...]:
    """Give the keys of :func:`spellings` alone: what every open item is found by.

    >>> keys("F2026-0041")
    ('F20260041', '20260041', '#2026.41')
    """
    return tuple([key for key, _, _, _ in _ways(number)])


def spelling(number: str, key: str) -> Spelling:
    """Give the way to write this number that has this key, one of its :func:`keys`."""
    return next(
        Spelling(way, tuple(accumulate(map(len, pieces[:-1]))), full, loose)
        for way, pieces, full, loose in _ways(number)
        if way == key
    )


def distinctive(number: str) -> tuple[str, ...]:
    """Give the keys that need nothing beside them.

    >>> distinctive("F2026-0041"), distinctive("12")
    (('F20260041', '20260041'), ())
    """
    return tuple([key for key, _, _, loose in _ways(number) if not loose])


def spellings(number: str) -> tuple[Spelling, ...]:
    """Give the ways in which this invoice number is looked up, the strictest first.

    >>> [(way.key, way.loose) for way in spellings("F2026-0041")]
    [('F20260041', False), ('20260041', False), ('#2026.41', True)]
    >>> [(way.key, way.loose) for way in spellings("12")]
    [('12', True)]
    """
    return tuple(spelling(number, key) for key in keys(number))


def _ways(number: str) -> list[tuple[str, list[str], bool, bool]]:
    """Key, pieces with a break between them, whether full, whether loose."""
    pieces = _PIECE.findall(number.upper())
    digits = [piece for piece in pieces if piece.isdigit()]
    if not digits:
        return []
    few = sum(map(len, digits)) < DISTINCTIVE_DIGITS
    found = [("".join(pieces), pieces, True, few)]
    bare = pieces[pieces.index(digits[0]) :]
    if len(bare) < len(pieces):
        found.append(("".join(bare), bare, False, few))
    if len(digits) == 2:
        found.append((parts_key(*digits), [], False, True))
    elif len(digits) == len(bare) == 1 and bare[0][0] == "0" and bare[0].strip("0"):
        found.append((bare[0].lstrip("0"), [], False, True))
    return [way for way in found if len(way[0]) <= LONGEST]


def parts_key(head: str, tail: str) -> str:
    """Two digit groups without the zeros in front: ``2026-041`` and ``2026/41`` alike.

    >>> parts_key("2026", "041")
    '#2026.41'
    """
    return f"#{head.lstrip('0')}.{tail.lstrip('0')}"
