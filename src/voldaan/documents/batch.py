"""Many letters in one PDF for the printer, after a list of who gets which pages.

Printed on both sides, every letter begins on a sheet of its own. The ranges of pages come
back as values, so that each letter can be kept apart or printed again alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from voldaan.days import write_out_long
from voldaan.documents import letter, printable, typesetting
from voldaan.documents.shapes import BadLetter, Language, Letter

#: What is laid out stays in memory meanwhile: 200 letters of one page with ten invoices each
#: take some 330 MB, the most that is allowed here below 1 GB.
MOST_LETTERS = 250
MOST_ROWS = 5_000

_TITLES: dict[Language, str] = {"nl": "Brieven van {}", "en": "Letters of {}"}


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter with the name by which the owner knows the client."""

    client: str
    letter: Letter


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: pages count from 1 and both belong to the letter."""

    number: int
    client: str
    address: tuple[str, ...]
    first_page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class Batch:
    """The file, and what is in it in that order. The list itself begins on page 1."""

    pdf: bytes = field(repr=False)
    letters: tuple[Listed, ...]
    list_pages: int


def together(
    letters: Sequence[Addressed],
    *,
    at: datetime,
    day: date,
    both_sides: bool = True,
    language: Language = "nl",
    left_out: Sequence[str] = (),
) -> Batch:
    """Give one PDF of all letters, in the order given, after the list of addresses.

    ``left_out`` are the clients whose letter was ready, and is not in the file because
    something changed: the list names them below.

    ``both_sides`` puts an empty page behind a letter (and the list) where the next would
    otherwise begin on its back. ``day`` and ``language`` are those of the list.

    Raises BadLetter, with the ``place`` of the letter when it is about one of them: one
    letter that cannot be made keeps all from being made, so that none is missed.
    """
    letter.check_moment(at)
    if not letters:
        raise BadLetter("letters", "empty")
    if len(letters) > MOST_LETTERS:
        raise BadLetter("letters", "too_many")
    if language not in _TITLES:
        raise BadLetter("language", "unknown")
    made = [_plain(one, place) for place, one in enumerate(letters, 1)]
    if sum(map(letter.rows, made)) > MOST_ROWS:
        raise BadLetter("letters", "too_long")
    shown_list = {
        "language": language,
        "title": _TITLES[language].format(write_out_long(day, language)),
        "rows": [
            {"client": _client(one, place), "address": plain["recipient"]}
            for place, (one, plain) in enumerate(zip(letters, made, strict=True), 1)
        ],
        "left_out": [_name(client) for client in left_out],
    }
    whole = letter.document(
        made, language=language, both_sides=both_sides, address_list=shown_list
    )
    laid_out = typesetting.lay_out(whole, guess=_guess(whole, len(made), both_sides=both_sides))
    letter.check_fit(laid_out, before=1)
    listed = tuple(
        Listed(number, one.client, tuple(plain["recipient"]), *pages)
        for number, (one, plain, pages) in enumerate(
            zip(letters, made, laid_out.ranges[1:], strict=True), 1
        )
    )
    return Batch(laid_out.pdf(at=at), listed, laid_out.ranges[0][1])


def _guess(whole: dict[str, Any], count: int, *, both_sides: bool) -> list[tuple[int, int]]:
    """Give the pages of the list, which are counted, and of letters of one page each."""
    alone = {**whole, "letters": []}
    laid_out = typesetting.lay_out_once(alone, ranges=[(1, 1)] * (count + 1))
    list_pages = laid_out.ranges[0][1]
    step = 2 if both_sides else 1
    first = list_pages + 1 + (list_pages % 2 if both_sides else 0)
    return [(1, list_pages), *((first + step * at,) * 2 for at in range(count))]


def _plain(one: Addressed, place: int) -> dict[str, Any]:
    """Give what the page shows of one letter. Raises BadLetter with its place."""
    try:
        return letter.plain(one.letter)
    except BadLetter as bad:
        raise BadLetter(bad.field, bad.problem, found=bad.found, place=place) from bad


def _client(one: Addressed, place: int) -> str:
    """Give the client's name for the list. Raises BadLetter with its place."""
    if len(one.client) > letter.LONGEST_LINE:
        raise BadLetter("client", "too_long", place=place)
    return _name(one.client)


def _name(client: str) -> str:
    return printable.breakable(printable.shown(printable.one_line(client)), every=16)
