"""The rows of a CSV file: any delimiter, quoted or not, bounded in every direction."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Literal, get_args

from voldaan.readers import text_lines
from voldaan.readers.text_lines import TextRefused

Delimiter = Literal[";", ",", "\t", "|"]
DELIMITERS: tuple[Delimiter, ...] = get_args(Delimiter)

#: Columns of a row; no list of invoices has as many.
MOST_COLUMNS = 256
#: Lines of a list, each at least one invoice or part of one.
MOST_LINES = 200_000
#: Characters in all.
MOST_CHARACTERS = 20_000_000
#: Lines that one quoted cell may take (an address, a note).
MOST_LINES_OF_A_ROW = 20
#: Quotation marks never closed, after which every line is taken by itself.
MOST_STRAYS = 50

# Excel writes the delimiter on a line of its own above the table.
_SEPARATOR = re.compile(r'"?sep=(.)"?\Z', re.IGNORECASE)
_NEXT = "\x00"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row without spaces around them, and the line where it starts.

    ``stray`` tells that a quotation mark was never closed and is taken for a letter.
    """

    line: int
    cells: tuple[str, ...]
    stray: bool = False

    def cell(self, column: int | None) -> str:
        """Give a cell, empty when the row has none there."""
        return "" if column is None or column >= len(self.cells) else self.cells[column]

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells)


def rows(source: BinaryIO, *, delimiter: Delimiter) -> Iterator[Row]:
    """Give the rows of a file from its start; empty ones too.

    Raises :class:`~voldaan.readers.text_lines.TextRefused` beyond the bounds, and for
    bytes that are no text.
    """
    waiting: list[tuple[int, str]] = []
    strays = 0
    for number, line in _lines(source):
        if number == 1 and _SEPARATOR.match(line.strip()):
            continue
        waiting.append((number, line))
        most = MOST_LINES_OF_A_ROW if strays < MOST_STRAYS else 1
        while waiting and (row := _row(waiting, delimiter, most=most)):
            strays += row.stray
            yield row
    while row := _row(waiting, delimiter, most=0):
        yield row


def delimiter_of(source: BinaryIO, *, is_header: Callable[[Sequence[str]], bool]) -> Delimiter:
    """Decide the delimiter: the one that shows a header, and cuts most first lines alike."""
    head = [line for _, line in islice(_lines(source), 60) if line.strip()]
    if head and (said := _SEPARATOR.match(head[0].strip())) and said[1] in DELIMITERS:
        return next(one for one in DELIMITERS if one == said[1])

    def evenness(delimiter: Delimiter) -> tuple[bool, int, int]:
        cut = [cells for line in head if len(cells := _cells(line, delimiter)) > 1]
        widths = Counter(map(len, cut))
        width, count = max(widths.items(), key=lambda found: found[1], default=(1, 0))
        return any(map(is_header, cut[:MOST_LINES_OF_A_ROW])), count, width

    return max(DELIMITERS, key=evenness)


def _lines(source: BinaryIO) -> Iterator[tuple[int, str]]:
    source.seek(0)
    seen = 0
    for number, line in text_lines.lines(source):
        seen += len(line) + 1
        if seen > MOST_CHARACTERS:
            raise TextRefused(
                "file.too_large", "file", found=f"over {seen}", most=MOST_CHARACTERS
            )
        if number > MOST_LINES:
            raise TextRefused("open_list.too_many_rows", f"line {number}", most=MOST_LINES)
        if "\x00" in line:
            raise TextRefused("file.binary", f"line {number}", found="zero bytes")
        yield number, line


def _row(waiting: list[tuple[int, str]], delimiter: Delimiter, *, most: int) -> Row | None:
    """Take one row off the waiting lines, or None when its last cell is still open."""
    text = ""
    for size, (_, line) in enumerate(waiting, start=1):
        text = f"{text}\n{line}" if size > 1 else line
        if not _is_open(text, delimiter):
            number = waiting[0][0]
            del waiting[:size]
            return Row(number, _bounded(_cells(text, delimiter), number))
    return _stray(waiting, delimiter) if len(waiting) > most else None


def _stray(waiting: list[tuple[int, str]], delimiter: Delimiter) -> Row:
    number, line = waiting.pop(0)
    cells = tuple(cell.strip(' "') for cell in line.split(delimiter))
    return Row(number, _bounded(cells, number), stray=True)


def _is_open(text: str, delimiter: Delimiter) -> bool:
    try:
        return '"' in text and len(list(_reader(text, delimiter, _NEXT))) == 1
    except csv.Error:  # a cell beyond the bound of the csv module
        return True


def _cells(text: str, delimiter: Delimiter) -> tuple[str, ...]:
    parsed = next(_reader(text, delimiter), [])
    return tuple(" ".join(cell.split()) for cell in parsed)


def _reader(text: str, delimiter: Delimiter, *more: str) -> Iterator[list[str]]:
    return csv.reader([text, *more], delimiter=delimiter)


def _bounded(cells: tuple[str, ...], number: int) -> tuple[str, ...]:
    if len(cells) > MOST_COLUMNS:
        raise TextRefused(
            "csv.columns",
            f"line {number}",
            found=len(cells),
            expected=f"at most {MOST_COLUMNS}",
        )
    return cells
