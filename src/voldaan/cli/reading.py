"""Files named on the command line, read one by one."""

import locale
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, cast

from voldaan.cli import terminal
from voldaan.readers.counting import CountingFile
from voldaan.readers.read import read
from voldaan.readers.shapes import Problem, ReadFile, facts

Language = Literal["nl", "en"]


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked on the command line."""

    day: date
    from_name: str
    from_phone: str
    iban: str
    complete_until: date | None
    language: Language


def language(chosen: str | None) -> Language:
    """Give the language to answer in: the chosen one, else that of the terminal."""
    if chosen:
        return cast("Language", chosen)
    return "nl" if (locale.getlocale()[0] or "").startswith("nl") else "en"


def read_all(paths: Sequence[str]) -> Iterator[ReadFile]:
    """Read each file; one that cannot be opened gives a problem like any other."""
    for path in paths:
        try:
            with terminal.progress() as report:
                found = _read(Path(path), report)
            yield found
        except OSError as error:
            yield _unreadable(path, error.strerror or type(error).__name__)


def _read(path: Path, report: terminal.Report) -> ReadFile:
    # Opening a named pipe waits for its writer, for ever if there is none.
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return _unreadable(str(path), "it is a pipe or a device")
    what = f"reading {path.name}"
    with CountingFile(path, lambda done, of: report(what, done, of)) as source:
        return read(source, name=path.name)


def _unreadable(path: str, reason: str) -> ReadFile:
    problem = Problem("file.unreadable", "file", "error", facts(found=reason))
    return ReadFile(Path(path).name, "unknown", problems=(problem,))


def failed(file: ReadFile) -> bool:
    """Say whether something in a file could not be read (exit code 1)."""
    return any(problem.severity == "error" for problem in file.problems)
