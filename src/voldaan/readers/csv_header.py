"""The first line of a CSV file as names of columns."""

import csv
from dataclasses import dataclass

from voldaan.readers import text_lines

_DELIMITERS = (";", ",", "\t")
#: More columns than any bank writes; beyond it the first line is no header.
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Header:
    """The column names in lower case, what separates them, and what stands around texts."""

    names: tuple[str, ...]
    delimiter: str
    quote: str = '"'


def header(line: str) -> Header | None:
    """Read the first line as column names, by the delimiter that gives most of them.

    >>> header('"Datum";"Bedrag (EUR)"')
    Header(names=('datum', 'bedrag (eur)'), delimiter=';', quote='"')
    """
    if len(line) > text_lines.LONGEST_LINE:
        return None
    delimiter = max(_DELIMITERS, key=line.count)
    if not 1 <= line.count(delimiter) <= _MOST_COLUMNS:
        return None
    names = (name.strip().strip('"').lower() for name in split(line, delimiter))
    return Header(tuple(names), delimiter)


def first_line(head: bytes) -> str:
    """Give the first line of a file that is not empty, as text."""
    text = text_lines.head_text(head).replace("\r", "\n")
    return next((line for line in text.split("\n") if line.strip()), "")


def split(line: str, delimiter: str, *, quote: str = '"') -> list[str]:
    """Cut a line into values; none when it is no CSV."""
    try:
        return next(
            csv.reader([line], delimiter=delimiter, quotechar=quote, skipinitialspace=True), []
        )
    except csv.Error:  # a line end outside quotation marks
        return []
