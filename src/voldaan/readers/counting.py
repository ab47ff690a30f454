"""A stream that tells how far it was read, so that long work shows how long."""

from collections.abc import Callable
from io import BufferedReader, BytesIO, FileIO
from pathlib import Path

#: Called with the bytes read and those there are.
Told = Callable[[int, int], None]


class _Hundredths:
    """Tells at every hundredth, never more often: most reads are a few bytes."""

    def __init__(self, size: int, told: Told | None) -> None:
        self._size = size
        self._told = told
        self._next = 0

    def at(self, place: int) -> None:
        """Say that the stream was read until here."""
        if self._told and place >= self._next:
            self._next = place + self._size // 100 + 1
            self._told(place, self._size)


class CountingBytes(BytesIO):
    """The content of a file that tells how far it was read.

    >>> told = []
    >>> source = CountingBytes(b"abc", lambda done, of: told.append((done, of)))
    >>> source.read(), told
    (b'abc', [(3, 3)])
    """

    def __init__(self, content: bytes, told: Told | None) -> None:
        super().__init__(content)
        self._hundredths = _Hundredths(len(content), told)

    def read(self, size: int | None = -1, /) -> bytes:
        """Read on, and tell."""
        part = super().read(size)
        self._hundredths.at(self.tell())
        return part

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read a line, and tell."""
        line = super().readline(size)
        self._hundredths.at(self.tell())
        return line


class CountingFile(BufferedReader):
    """A file on disk that tells how far it was read. Raises ``OSError`` as ``open`` does."""

    def __init__(self, path: Path, told: Told | None) -> None:
        super().__init__(FileIO(path))
        self._hundredths = _Hundredths(path.stat().st_size, told)

    def read(self, size: int | None = -1, /) -> bytes:
        """Read on, and tell."""
        part = super().read(size)
        self._hundredths.at(self.tell())
        return part

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read a line, and tell."""
        line = super().readline(size)
        self._hundredths.at(self.tell())
        return line
