"""Lines of a text file from strangers: any line end, any of three encodings, bounded.

Each line is read as UTF-8 where it is valid, else as Windows-1252: exports are known that
mix both. UTF-16 is recognised by its byte order mark.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

#: Characters of one line; no bank writes longer ones, a file of one line is refused.
LONGEST_LINE = 65_536
#: UTF-16 is converted in memory, so only up to here.
LARGEST_UTF_16 = 20_000_000

_PIECE = 65_536
#: Lines of one file, the empty ones counted.
MOST_LINES = 2_000_000

# One line end in all its disguises; Rabobank is known to write CR CR LF. Bounded, because
# a long run of CR would otherwise be searched again from each of them.
_END = re.compile(rb"\r{0,2}\n|\r(?!\r?\n)")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class TextRefused(Exception):
    """The text may not be read; carries the code of the problem, where, and facts."""

    def __init__(self, code: str, where: str, **found: object) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.found = found


def decoded(line: bytes) -> str:
    r"""Read one line as UTF-8, else as Windows-1252, else byte by byte.

    >>> decoded(b"caf\xc3\xa9"), decoded(b"caf\xe9"), decoded(b"\x81")
    ('café', 'café', '\x81')
    """
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def head_text(head: bytes) -> str:
    """Read the first bytes of a file as text, for recognising it; never fails.

    >>> head_text("é;".encode("utf-16"))
    'é;'
    """
    if head[:2] in _UTF_16:
        return head.decode("utf-16", errors="ignore")
    return decoded(head.removeprefix(b"\xef\xbb\xbf"))


def lines(source: BinaryIO) -> Iterator[tuple[int, str]]:
    r"""Give the number (from 1) and text of each line, without its end.

    Raises :class:`TextRefused` for a line beyond :data:`LONGEST_LINE` or UTF-16 text
    beyond :data:`LARGEST_UTF_16`.

    >>> list(lines(BytesIO(b"a\r\r\nb\rc")))
    [(1, 'a'), (2, 'b'), (3, 'c')]
    """
    for number, line in enumerate(_raw_lines(_as_utf_8(source)), start=1):
        if number > MOST_LINES:
            raise TextRefused("file.too_many_text_lines", f"line {number}", most=MOST_LINES)
        yield number, decoded(line)


def _raw_lines(source: BinaryIO) -> Iterator[bytes]:
    rest = b""
    first = True
    number = 0
    while piece := source.read(_PIECE):
        rest += piece
        if first:
            rest, first = rest.removeprefix(b"\xef\xbb\xbf"), False
        # A CR at the very end may be half of a line end: wait for the next piece.
        whole = rest.rstrip(b"\r")
        parts = _END.split(whole)
        rest = parts.pop() + rest[len(whole) :]
        for part in parts:
            number += 1
            yield _bounded(part, number)
        _bounded(rest, number + 1)
    yield from _END.split(rest.rstrip(b"\r")) if rest else ()


def _bounded(line: bytes, number: int) -> bytes:
    if len(line) > LONGEST_LINE:
        raise TextRefused("file.line_too_long", f"line {number}", most=LONGEST_LINE)
    return line


def _as_utf_8(source: BinaryIO) -> BinaryIO:
    start = source.tell()
    mark = source.read(2)
    source.seek(start)
    if mark not in _UTF_16:
        return source
    text = source.read(LARGEST_UTF_16 + 1)
    if len(text) > LARGEST_UTF_16:
        raise TextRefused("file.foreign_text", "file", found="UTF-16", most=LARGEST_UTF_16)
    return BytesIO(text.decode("utf-16", errors="replace").encode("utf-8", "replace"))
