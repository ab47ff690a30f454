"""Take files out of a watched folder, each exactly once, also when a program stops halfway.

A file that somebody still writes is left alone until it has been quiet for a while. Then it
moves to ``reading``, in one step, so that of two programs one gets it; and to ``read`` when
the record has it. What still lies in ``reading`` is brought again.
"""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

#: A file that was written to more recently may not be whole yet.
QUIET_FOR = timedelta(seconds=5)

#: Files of one look; the rest has its turn at the next.
MOST_AT_ONCE = 50

READING, READ, TOO_LARGE = "reading", "read", "too large"
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", "~")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was taken: its name, and where it lies now."""

    name: str
    path: Path

    def content(self, *, largest_bytes: int) -> bytes | None:
        """Give what is in it; None when it is too large. Half a file is never given."""
        with self.path.open("rb") as source:
            content = source.read(largest_bytes + 1)
        return content if len(content) <= largest_bytes else None


def waiting(folder: Path, *, now: datetime) -> Iterator[Found]:
    """Take what is whole, oldest first, and give it. Raises ``OSError`` when it cannot."""
    reading = folder / READING
    reading.mkdir(exist_ok=True)
    files = sorted(_whole(folder, now=now), key=lambda each: each[0])
    for _, path in files[:MOST_AT_ONCE]:
        # Another program may have been first; then it is no longer here.
        if not (reading / path.name).exists() and path.exists():
            path.rename(reading / path.name)
    for path in sorted(reading.iterdir())[:MOST_AT_ONCE]:
        if _is_file(path):
            yield Found(path.name, path)


def put_away(found: Found, *, into: str = READ) -> Path:
    """Move what is in the record to ``read``, beside what lies there; give its place."""
    shelf = found.path.parent.parent / into
    shelf.mkdir(exist_ok=True)
    place, number = shelf / found.name, 1
    while place.exists():
        number += 1
        place = shelf / f"{found.path.stem} ({number}){found.path.suffix}"
    found.path.rename(place)
    return place


def _whole(folder: Path, *, now: datetime) -> Iterator[tuple[datetime, Path]]:
    for path in folder.iterdir():
        hidden = path.name.startswith((".", "~"))
        if hidden or path.name.lower().endswith(_UNFINISHED) or not _is_file(path):
            continue
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if now - changed >= QUIET_FOR:
            yield changed, path


def _is_file(path: Path) -> bool:
    """Say whether it is a plain file: no folder, no pipe, no link to elsewhere."""
    return stat.S_ISREG(path.lstat().st_mode)
