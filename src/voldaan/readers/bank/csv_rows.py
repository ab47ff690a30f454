"""Rows of a bank's CSV by the names of its columns; one bad row never hides the others."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from voldaan.readers import csv_header, text_lines
from voldaan.readers.findings import Findings

#: Lines above the header: the name of the bank, a period.
MOST_TITLES = 10

#: Lines of one CSV, the bad ones counted too.
MOST_LINES = 400_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line where it begins, and its values by lower-case column name."""

    line: int
    values: Mapping[str, str]

    def text(self, *names: str) -> str:
        """Give the value of the first of these columns that is there, stripped."""
        for name in names:
            if name in self.values:
                return self.values[name].strip()
        return ""


def rows(
    source: BinaryIO,
    *,
    findings: Findings,
    head: csv_header.Header | None = None,
    is_header: Callable[[csv_header.Header], bool] = lambda header: True,
) -> Iterator[Row]:
    """Give each row below the header; a row of another width is told and left out.

    ``head`` names the columns of a file that has no header; ``is_header`` says which of the
    first lines is the header of one that has. Raises
    :class:`voldaan.readers.text_lines.TextRefused`.
    """
    open_row: tuple[int, str] | None = None
    for number, line in _filled(source):
        if head is None:
            found = csv_header.header(line)
            if found is not None and is_header(found):
                head = found
            elif number >= MOST_TITLES:
                return
            continue
        values = _joined(open_row, line, head)
        if values is not None and open_row is not None:
            yield _row(open_row[0], head, values)
            open_row = None
            continue
        if open_row is not None:
            _wrong_width(open_row, head, findings)
            open_row = None
        values = _values(line, number, head, findings)
        if values is not None:
            yield _row(number, head, values)
        elif line.count('"') % 2:
            open_row = number, line  # a text may go on behind a line end
        else:
            _wrong_width((number, line), head, findings)
    if open_row is not None and head is not None:
        _wrong_width(open_row, head, findings)


def _filled(source: BinaryIO) -> Iterator[tuple[int, str]]:
    for number, line in text_lines.lines(source):
        if number > MOST_LINES:
            raise text_lines.TextRefused(
                "file.too_many_lines", f"line {number}", most=MOST_LINES
            )
        if line.strip():
            yield number, line


def _row(number: int, head: csv_header.Header, values: list[str]) -> Row:
    return Row(number, dict(zip(head.names, values, strict=True)))


def _values(
    line: str, number: int, head: csv_header.Header, findings: Findings
) -> list[str] | None:
    """Split a row; a quotation mark that is missing or alone is skipped with a warning."""
    values = csv_header.split(line, head.delimiter, quote=head.quote)
    width = len(head.names)
    if line.count('"') % 2 == 0 and len(values) == width:
        return values
    whole = line.strip().removeprefix('"').removesuffix('"')
    values = whole.split(f'"{head.delimiter}"')
    if len(values) != width:
        return None
    findings.warning("csv.stray_quote", f"line {number}")
    return values


def _joined(
    open_row: tuple[int, str] | None, line: str, head: csv_header.Header
) -> list[str] | None:
    if open_row is None or _stands_alone(line, head):
        return None
    values = csv_header.split(f"{open_row[1]}\n{line}", head.delimiter)
    return values if len(values) == len(head.names) else None


def _stands_alone(line: str, head: csv_header.Header) -> bool:
    values = csv_header.split(line, head.delimiter)
    return line.count('"') % 2 == 0 and len(values) == len(head.names)


def _wrong_width(row: tuple[int, str], head: csv_header.Header, findings: Findings) -> None:
    found = len(csv_header.split(row[1], head.delimiter))
    findings.error("csv.columns", f"line {row[0]}", found=found, expected=len(head.names))
