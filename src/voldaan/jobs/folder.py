"""Read what lies in the watched folder: into the record first, put away after that."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from voldaan.actions.files.drop_files import drop_files
from voldaan.books.queries.installation.administrations import administrations
from voldaan.connectors import folder

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Watched:
    """The folder of the settings, and how large a file in it may be."""

    path: Path
    largest_bytes: int


def take_in(watched: Watched, *, now: Callable[[], datetime]) -> int:
    """Ask for every file in the folder to be read; give how many.

    With several administrations, each has a folder of its own in it, named by its number.
    """
    firms = administrations()
    if len(firms) == 1:
        return _take(watched.path, watched.largest_bytes, firms[0].id, now)
    return sum(
        _take(watched.path / str(firm.id), watched.largest_bytes, firm.id, now)
        for firm in firms
        if (watched.path / str(firm.id)).is_dir()
    )


def _take(
    path: Path, largest_bytes: int, administration_id: int, now: Callable[[], datetime]
) -> int:
    count = 0
    for found in folder.waiting(path, now=now()):
        content = found.content(largest_bytes=largest_bytes)
        if content is None:
            _log.warning("a file in the watched folder is larger than %s bytes", largest_bytes)
            folder.put_away(found, into=folder.TOO_LARGE)
            continue
        drop_files(administration_id, files=[(found.name, content)], at=now())
        folder.put_away(found)
        count += 1
    return count
