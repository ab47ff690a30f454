"""Workbooks (XLSX): each sheet as the CSV that its owner could have exported.

Numbers come as a plain decimal, days as ``2026-12-31``, so that what reads a CSV reads a
sheet too, and row 12 of the sheet is line 12. Formulas give the value that was saved.

The library keeps a whole sheet in memory, as wide and as high as its outermost cells say;
so those are looked for, as bytes and within bounds, before it may open anything.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from numbers import Real
from typing import BinaryIO

import python_calamine

from voldaan.readers.shapes import Problem, facts

#: Bytes of all parts of a workbook together, unpacked.
LARGEST_UNPACKED = 60_000_000
#: Cells of all sheets together, the empty ones between their outermost cells too.
MOST_CELLS = 2_000_000
MOST_SHEETS = 50

_LARGEST_TEXTS = 20_000_000
_LARGEST_DIRECTORY = 200_000
_END = b"PK\x05\x06"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_PLACE = re.compile(rb"[\s'\"]r\s*=(?:[\"']([A-Z]{0,3})([0-9]{1,7})[\"'])?")
_COMMA = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]{2}")
_DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, EOFError)


class WorkbookRefused(Exception):
    """The workbook may not be read; carries the problem."""

    def __init__(self, code: str, **found: object) -> None:
        super().__init__(code)
        short = {key: str(value)[:120] for key, value in found.items()}
        self.problem = Problem(code, "file", "error", facts(**short))


def recognises(source: BinaryIO, head: bytes) -> bool:
    """Say whether a file is a workbook, by the parts that it is packed from."""
    if not head.startswith(b"PK\x03\x04") or not _has_small_directory(source):
        return False
    try:
        source.seek(0)
        with zipfile.ZipFile(source) as opened:
            return "xl/workbook.xml" in opened.namelist()
    except _DAMAGED:
        return False


def sheets(source: BinaryIO) -> Iterator[BinaryIO]:
    """Give every sheet with something in it, as CSV with semicolons.

    Raises :class:`WorkbookRefused` for what is damaged or beyond the bounds.
    """
    source.seek(0)
    _check(source)
    source.seek(0)
    with _guarded():
        opened = python_calamine.CalamineWorkbook.from_filelike(source)
    for name in opened.sheet_names[:MOST_SHEETS]:
        rows = _rows(opened, name)
        if any(any(cell != "" for cell in row) for row in rows):
            yield _as_csv(rows)


def _has_small_directory(source: BinaryIO) -> bool:
    """Whether the directory is one of a workbook: a million members fit in few bytes."""
    size = source.seek(0, 2)
    source.seek(max(0, size - 65_557))
    tail = source.read()
    place = tail.rfind(_END)
    directory = int.from_bytes(tail[place + 12 : place + 16], "little")
    return place >= 0 and len(tail) >= place + 22 and directory <= _LARGEST_DIRECTORY


def _check(source: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(source) as opened:
            infos = opened.infolist()
            if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
                raise WorkbookRefused("workbook.too_large", most=LARGEST_UNPACKED)
            cells = 0
            for info in infos:
                cells += _cells(opened.read(info), info.filename)
                if cells > MOST_CELLS:
                    raise WorkbookRefused("workbook.too_many_cells", most=MOST_CELLS)
    except _DAMAGED as error:
        raise WorkbookRefused("workbook.broken", found=error) from None


def _cells(content: bytes, name: str) -> int:
    """Count how far a part reaches when it is a sheet, wherever it stands.

    A place that is written otherwise than programs write it is refused, as it may reach
    further than it seems to.
    """
    if content.startswith(_UTF_16):
        raise WorkbookRefused("workbook.broken", found=name)
    if b"sheetData" not in content:
        if len(content) > _LARGEST_TEXTS:
            raise WorkbookRefused("workbook.too_large", most=_LARGEST_TEXTS)
        return 0
    width = height = 1
    for place in _PLACE.finditer(content):
        if place[2] is None:
            raise WorkbookRefused("workbook.broken", found=name)
        width, height = max(width, _column(place[1])), max(height, int(place[2]))
    return max(width * height, content.count(b"<c") + content.count(b":c"))


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column


@contextmanager
def _guarded() -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of the library is no Exception
        raise WorkbookRefused("workbook.broken", found=error) from None


def _rows(opened: python_calamine.CalamineWorkbook, name: str) -> list[list[object]]:
    with _guarded():
        sheet = opened.get_sheet_by_name(name)
        return [list(row) for row in sheet.to_python(skip_empty_area=False)]


def _as_csv(rows: list[list[object]]) -> BinaryIO:
    """Write rows as CSV; numbers with a comma where the sheet writes amounts so as text."""
    texts = (cell for row in rows for cell in row if isinstance(cell, str))
    comma = any(_COMMA.fullmatch(text.strip("€ \xa0")) for text in texts)
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\n")
    for row in rows:
        cells = [_text(cell, comma=comma) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        writer.writerow(cells)
    return io.BytesIO(written.getvalue().encode())


def _text(cell: object, *, comma: bool) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Real):
        return _number(cell).replace(".", "," if comma else ".")
    return " ".join(str(cell).split())


def _number(value: Real) -> str:
    """Write a number as the sheet shows it: fifteen digits hold all that counts of it.

    Two decimals at least, and never three, which could be a group of thousands.

    >>> _number(121.0), _number(0.1 + 0.2), _number(1210.5), _number(1.567)
    ('121', '0.30', '1210.50', '1.5670')
    """
    whole, _, decimals = format(value, ".15g").partition(".")
    if not decimals:
        return whole
    return f"{whole}.{decimals.ljust(2, '0')}{'0' if len(decimals) == 3 else ''}"
