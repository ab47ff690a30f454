"""The page of one drop: progress, results in words, questions, and the first picture."""

from datetime import date
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from voldaan import days
from voldaan.books.queries import import_runs
from voldaan.books.queries.import_runs import DroppedFile
from voldaan.followup.answers import not_a_working_day
from voldaan.web import words
from voldaan.web.access import Visit
from voldaan.web.importing import words as import_words
from voldaan.web.importing.answers import MOST_ASKED
from voldaan.web.pages.imports import (
    ChangeLine,
    ChangesQuestion,
    ClosingQuestion,
    DropLine,
    FileResult,
    ImportRun,
    ProblemLine,
    RemindedQuestion,
    SaleQuestion,
)
from voldaan.web.presenting.sentences import sentences

_PROBLEMS_SHOWN = 20

#: More differences than a person looks at; the rest is asked at the next import.
_CHANGES_SHOWN = 100
_BUSY = ("asked", "reading")
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")

State = Literal["waiting", "reading", "done", "same", "refused", "ask_columns", "ask"]


def run(visit: Visit, run_id: str) -> ImportRun | None:
    """Give the page of a drop; None when there is no such drop here."""
    files = import_runs.dropped_files(visit.administration_id, drop=run_id)
    if not files:
        return None
    results = tuple(_result(file) for file in files)
    if any(file.state in _BUSY for file in files):
        return ImportRun(id=run_id, files=results, percent=_percent(files))
    picture = import_runs.picture(visit.administration_id, day=visit.day)
    return ImportRun(
        id=run_id,
        files=results,
        percent=100,
        is_done=True,
        closing=tuple(_closing(file) for file in _asking(files, "complete_until")),
        reminded=_reminded(visit, files),
        sales=tuple(_sale(file) for file in _asking(files, "ours")),
        changes=tuple(_changes(file) for file in _asking(files, "changes")),
        open_cents=picture.open_cents,
        late_cents=picture.late_cents,
        people_count=picture.people_count,
        rest_reason=_rest_reason(visit, picture.late_cents),
        asks_columns=bool(_asking(files, "columns")),
    )


def _rest_reason(visit: Visit, late_cents: int) -> str:
    """Say on a weekend or holiday why nobody is written to, as Vandaag does."""
    if late_cents <= 0 or days.is_working_day(visit.day):
        return ""
    return " ".join(sentences([not_a_working_day(visit.day)]))


def recent(visit: Visit) -> tuple[DropLine, ...]:
    """Give the drops of before, newest first; the watched folder's too."""
    return tuple(
        DropLine(
            each.id,
            each.name,
            each.count,
            each.asked_at.astimezone(_AMSTERDAM).date(),
            each.waiting,
            each.refused,
        )
        for each in import_runs.recent_drops(visit.administration_id)
    )


def after(visit: Visit, run_id: str) -> tuple[str, ...]:
    """Give where to go after the answers: back when a file still asks, else to today."""
    files = import_runs.dropped_files(visit.administration_id, drop=run_id)
    unfinished = any(file.state in (*_BUSY, "waiting") for file in files)
    return ("import_run", run_id) if unfinished else ("today",)


def _asking(files: list[DroppedFile], kind: str) -> list[DroppedFile]:
    return [
        file
        for file in files
        if file.state == "waiting" and (file.question or {}).get("kind") == kind
    ]


def _result(file: DroppedFile) -> FileResult:
    problems = [
        ProblemLine(
            words.where(each["where"]), words.problem(each), each["severity"] == "error"
        )
        for each in file.problems[:_PROBLEMS_SHOWN]
    ]
    remarks = import_words.remarks(file.result)
    lines = (*problems, *(ProblemLine("", each, grave=False) for each in remarks))
    shown = lines[:_PROBLEMS_SHOWN]
    return FileResult(
        name=file.name,
        format=file.format,
        state=_state(file),
        summary=import_words.summary(file.state, file.result, file.question),
        problems=shown,
        problems_left=len(file.problems) + len(remarks) - len(shown),
        id=file.id,
    )


def _state(file: DroppedFile) -> State:
    if file.state == "done":
        return "same" if file.result.get("same_as_before") else "done"
    if file.state == "waiting":
        columns = (file.question or {}).get("kind") == "columns"
        return "ask_columns" if columns else "ask"
    return cast("State", {"asked": "waiting"}.get(file.state, file.state))


def _percent(files: list[DroppedFile]) -> int:
    """Give how far reading is, each file counting the same."""
    parts = [
        0 if not file.all_parts else min(100, 100 * file.done_parts // file.all_parts)
        for file in files
        if file.state in _BUSY
    ]
    done = 100 * (len(files) - len(parts))
    return min(99, (done + sum(parts)) // len(files))


def _closing(file: DroppedFile) -> ClosingQuestion:
    last = date.fromisoformat(_question(file)["suggest"])
    return ClosingQuestion(file.id, file.name, last, last)


def _sale(file: DroppedFile) -> SaleQuestion:
    sellers = _question(file)["sellers"]
    names = [each["name"] or each["vat"] or each["kvk"] or each["iban"] for each in sellers]
    return SaleQuestion(file.id, file.name, ", ".join(name or "?" for name in names))


def _changes(file: DroppedFile) -> ChangesQuestion:
    found = _question(file)["changes"]
    lines = [(each["what"], _change_line(each)) for each in found[:_CHANGES_SHOWN]]
    return ChangesQuestion(
        file.id,
        file.name,
        tuple(line for what, line in lines if what != "gone"),
        tuple(line for what, line in lines if what == "gone"),
        len(found) - len(lines),
    )


def _change_line(each: dict[str, str]) -> ChangeLine:
    return ChangeLine(
        each["key"],
        each["number"],
        each["client"],
        import_words.change(each["what"], each["before"], each["after"]),
        is_suggested=each["what"] != "gone",
    )


def _question(file: DroppedFile) -> dict[str, Any]:
    return file.question or {}


def _reminded(visit: Visit, files: list[DroppedFile]) -> tuple[RemindedQuestion, ...]:
    """Ask about earlier reminders, once: so not before all files have shown their clients."""
    unread = _asking(files, "columns") or _asking(files, "ours")
    if unread or not visit.place.may_prepare:
        return ()
    found = import_runs.overdue_clients(visit.administration_id, day=visit.day, most=MOST_ASKED)
    return tuple(
        RemindedQuestion(each.client_id, each.client, each.late_cents, each.oldest_due_on)
        for each in found
    )
