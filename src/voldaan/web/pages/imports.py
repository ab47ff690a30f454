"""The way in: files, what was found in them, and the few questions that remain."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem in words: where, what; ``grave`` when something was not read."""

    where: str
    message: str
    grave: bool = True


@dataclass(frozen=True, slots=True)
class FileResult:
    """What one file gave. ``summary`` is one sentence with the counts."""

    name: str
    format: str
    state: Literal["waiting", "reading", "done", "same", "refused", "ask_columns", "ask"]
    summary: str = ""
    problems: tuple[ProblemLine, ...] = ()
    problems_left: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class ClosingQuestion:
    """A CSV cannot say until which day it shows everything; the person can."""

    file_id: int
    file_name: str
    last_line_on: date
    suggested: date


@dataclass(frozen=True, slots=True)
class RemindedQuestion:
    """Whether this client was already reminded before the first import, and when."""

    client_id: int
    client: str
    late_cents: int
    oldest_due_on: date


@dataclass(frozen=True, slots=True)
class SaleQuestion:
    """Whether this seller's invoices are ours to collect; asked once and remembered."""

    file_id: int
    file_name: str
    seller: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that a file says otherwise; ``is_suggested`` when it is ticked beforehand."""

    key: str
    number: str
    client: str
    text: str
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class ChangesQuestion:
    """What a file says otherwise of known invoices; nothing is taken but what is ticked."""

    file_id: int
    file_name: str
    differing: tuple[ChangeLine, ...]
    gone: tuple[ChangeLine, ...]
    lines_left: int = 0


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One import: its progress, its results, its questions, and the first picture.

    ``id`` names the drop; ``percent`` counts 0 to 100; ``is_done`` ends the polling.
    """

    id: str
    files: tuple[FileResult, ...]
    percent: int = 0
    is_done: bool = False
    closing: tuple[ClosingQuestion, ...] = ()
    reminded: tuple[RemindedQuestion, ...] = ()
    sales: tuple[SaleQuestion, ...] = ()
    changes: tuple[ChangesQuestion, ...] = ()
    open_cents: int = 0
    late_cents: int = 0
    people_count: int = 0
    rest_reason: str = ""  # why today nobody is written to, although there is late money
    asks_columns: bool = False


@dataclass(frozen=True, slots=True)
class DropLine:
    """A drop of before: ``count`` files, the first by name; the day it came in."""

    id: str
    name: str
    count: int
    on: date
    waiting: int
    refused: int

    @property
    def others(self) -> int:
        """Count the files beside the first."""
        return self.count - 1


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """The guessed columns of a list of open invoices.

    First rows as found, and what we made of them; the selects are fields of the form.
    """

    run_id: str
    file_id: int
    file_name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_count: int
    read: tuple["ReadRow", ...] = ()
    lines: tuple["ReadLine", ...] = ()
    other: str = ""  # "bank" or "list": what the file may be instead


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One movement on the bank as understood with the present columns."""

    booked_on: date
    name: str
    text: str
    cents: int


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row as understood with the present columns."""

    number: str
    client: str
    open_cents: int | None
    due_on: date | None
