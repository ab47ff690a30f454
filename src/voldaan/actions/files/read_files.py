"""Read one dropped file into the record: all of it in one transaction, or nothing.

What only a person can know is asked first (the file waits), once, and remembered:
whose invoices these are, how the columns of a list are read, up to which day a bank's
list is complete. Lines and invoices that the record has are passed over.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from voldaan import days
from voldaan.actions import _planner, _record
from voldaan.actions.files import _changes, _questions
from voldaan.actions.files import _invoices as _import_invoices
from voldaan.actions.files import _statements as _import_statements
from voldaan.actions.files._questions import Answers
from voldaan.actions.files.drop_files import claim_file
from voldaan.actions.payments.apply_credits import apply_credits
from voldaan.actions.payments.match_lines import match_lines
from voldaan.books.models import Administration, ImportedFile, ImportState, Statement, User
from voldaan.readers.counting import CountingBytes, Told
from voldaan.readers.shapes import Problem, ReadFile

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")

NO_ANSWERS = Answers()

#: A reader that died is overtaken after this long.
LEASE = timedelta(minutes=15)

Progress = Callable[[str, int, int], None]


def read_file(
    administration_id: int,
    *,
    file_id: int,
    day: date,
    at: datetime,
    by: User | None = None,
    answers: Answers = NO_ANSWERS,
    progress: Progress | None = None,
) -> ImportedFile:
    """Read a dropped file that nobody is reading; give it with its outcome.

    The outcome stands in ``state``, ``question``, ``result`` and ``problems``.
    """
    file = claim_file(administration_id, file_id=file_id, at=at)
    if file is None:
        return ImportedFile.objects.get(administration_id=administration_id, pk=file_id)
    answers = _questions.with_stored(answers, file.answers)
    try:
        return _read(file, day=day, at=at, by=by, answers=answers, progress=progress)
    except BaseException:
        # Nothing was taken: the next try starts from the whole file.
        _claimed(file).update(state=ImportState.ASKED)
        raise


def _read(
    file: ImportedFile,
    *,
    day: date,
    at: datetime,
    by: User | None,
    answers: Answers,
    progress: Progress | None,
) -> ImportedFile:
    if _was_read_before(file, day=day):
        return _finish(file, ReadFile(file.name, file.format), {"same_as_before": True}, at)
    source = CountingBytes(bytes(file.content or b""), _reading(progress))
    administration = Administration.objects.get(pk=file.administration_id)
    understood = _questions.understand(
        source, name=file.name, administration=administration, answers=answers, at=at
    )
    file.format = understood.found.format
    if understood.question is not None:
        return _wait(file, understood.found, understood.question)
    if progress:
        progress("writing", 0, 1)
    with transaction.atomic():
        _record.lock(administration.pk)
        if not _claimed(file).exists():
            # Too slow: another reader took the file over, and takes what is in it.
            return ImportedFile.objects.get(pk=file.pk)
        list_day = answers.list_day or day
        changes = _found_changes(understood.found, administration, list_day)
        if changes and answers.changes is None and not answers.take_suggestions:
            question = {"kind": "changes", "changes": _changes.as_plain(changes)}
            return _wait(file, understood.found, question)
        corrected = _correct(changes, answers, administration, day=list_day, at=at, by=by)
        result = _take(
            understood, file, administration, list_day=list_day, day=day, at=at, by=by
        )
        result |= corrected
        finished = _finish(file, understood.found, result, at)
        _record.record(
            [
                _record.Happening(
                    "file.read", None, {"file": file.pk, "format": file.format, **result}
                )
            ],
            administration_id=administration.pk,
            at=at,
            by=by,
        )
    _planner.refresh_statistics()
    return finished


def _found_changes(
    found: ReadFile, administration: Administration, list_day: date
) -> list[_changes.Change]:
    """Give what the file says otherwise; a list that was not read whole is not silent."""
    whole = not any(problem.severity == "error" for problem in found.problems)
    return _changes.found(
        found.invoices,
        administration_id=administration.pk,
        list_day=list_day if _is_list(found) and whole else None,
    )


def _correct(
    changes: Sequence[_changes.Change],
    answers: Answers,
    administration: Administration,
    *,
    day: date,
    at: datetime,
    by: User | None,
) -> dict[str, Any]:
    """Take the changes that were chosen; give what came of each, for the result."""
    wanted = answers.changes or ()
    chosen = [each for each in changes if answers.take_changes or each.key in wanted]
    impossible = _changes.taken(
        chosen, administration_id=administration.pk, day=day, at=at, by=by
    )
    taken = set(chosen)
    left = [each for each in changes if each not in taken]
    return {
        "corrected": dict(_changes.counts(chosen)),
        "impossible": impossible,
        "differs": _changes.as_plain(left[: _changes.MOST_TOLD]),
    }


def _is_list(found: ReadFile) -> bool:
    return found.format.endswith(":invoices")


def _reading(progress: Progress | None) -> Told | None:
    return None if progress is None else lambda done, of: progress("reading", done, of)


def _claimed(file: ImportedFile) -> "QuerySet[ImportedFile]":
    """Give the row as long as it is ours: a claim that was overtaken finds nothing."""
    return ImportedFile.objects.filter(
        pk=file.pk, state=ImportState.READING, claimed_at=file.claimed_at
    )


def _was_read_before(file: ImportedFile, *, day: date) -> bool:
    """Say whether the same bytes were read, and say no more than they did then.

    A bank file reaches no further than the day before it is read. One that may have gone on
    is read again on a later day: then more of it has passed.
    """
    same = ImportedFile.objects.filter(
        administration_id=file.administration_id,
        sha256=file.sha256,
        size=file.size,
        state=ImportState.DONE,
    ).exclude(pk=file.pk)
    if not same.exists():
        return False
    last = Statement.objects.filter(imported_file__in=same).order_by("-imported_file").first()
    if last is None or last.imported_file.finished_at is None:
        return True
    read_on = last.imported_file.finished_at.astimezone(_AMSTERDAM).date()
    went_on = Statement.objects.filter(
        Q(last_day=None) | Q(last_day__gte=days.shift(read_on, -1)),
        imported_file=last.imported_file,
    )
    return day <= read_on or not went_on.exists()


def _take(
    understood: _questions.Understood,
    file: ImportedFile,
    administration: Administration,
    *,
    list_day: date,
    day: date,
    at: datetime,
    by: User | None,
) -> dict[str, Any]:
    """Write what was found; give the counts. ``list_day`` is the day of a list."""
    found = understood.found
    lines = _import_statements.take_statements(
        found.statements,
        file=file,
        complete_until=understood.complete_until,
        day=day,
        at=at,
        by=by,
    )
    invoices = _import_invoices.take_invoices(
        found.invoices,
        administration=administration,
        file=file,
        list_day=list_day if _is_list(found) else None,
        day=list_day,
        at=at,
        by=by,
    )
    apply_credits(administration.pk, day=list_day, at=at, by=by)
    matched = match_lines(administration.pk, at=at)
    return {
        "lines": asdict(lines),
        "invoices": asdict(invoices) | {"purchases": list(understood.purchases)},
        "booked": matched.booked,
        "to_match": matched.waiting,
    }


def _wait(file: ImportedFile, found: ReadFile, question: dict[str, Any]) -> ImportedFile:
    _claimed(file).update(
        state=ImportState.WAITING,
        format=found.format,
        question=question,
        problems=[_plain(problem) for problem in found.problems],
    )
    return ImportedFile.objects.get(pk=file.pk)


def _finish(
    file: ImportedFile, found: ReadFile, result: dict[str, Any], at: datetime
) -> ImportedFile:
    problems = [_plain(problem) for problem in found.problems]
    _claimed(file).update(
        state=ImportState.REFUSED if found.refused else ImportState.DONE,
        format=found.format,
        content=None,
        question=None,
        result=result,
        problems=problems,
        finished_at=at,
    )
    return ImportedFile.objects.get(pk=file.pk)


def _plain(problem: Problem) -> dict[str, Any]:
    plain = {"code": problem.code, "where": problem.where, "severity": problem.severity}
    return {**plain, "facts": dict(problem.facts)}
