"""Read what was dropped, one file after another: what the clock does for the pages.

The rows are the queue. Each is claimed by a conditional update, so any number of readers
may run at a time. A reader that died keeps its claim until its lease is over; then the file
is asked again, and the claim that was lost can no longer write (see :mod:`read_files`).
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from voldaan import days
from voldaan.actions.files.read_files import LEASE, Progress, read_file
from voldaan.books.models import Administration, ImportedFile, ImportState

_log = logging.getLogger(__name__)

#: Progress is written at most this often.
TELL_EVERY = timedelta(seconds=1)


def read_asked(
    *,
    now: Callable[[], datetime],
    day_of: Callable[[Administration], date],
    most: int | None = None,
) -> int:
    """Read every file that was asked, oldest first; give how many were read.

    ``day_of`` gives the day of an administration. A file on which reading fails does not
    stop the rest: it stays asked, and is refused after the third time.
    """
    _overtake(now())
    asked = ImportedFile.objects.filter(state=ImportState.ASKED).order_by("asked_at", "pk")
    done = 0
    for pk in list(asked.values_list("pk", flat=True)[:most]):
        file = ImportedFile.objects.defer("content").select_related("administration").get(pk=pk)
        day = day_of(file.administration)
        try:
            read_file(
                file.administration_id,
                file_id=pk,
                day=day,
                at=now(),
                by=file.asked_by,
                progress=_telling(pk, now),
            )
        except Exception as error:  # noqa: BLE001 - one bad file does not stop the rest
            _log.exception("file %s", pk)
            _count_failure(file, type(error).__name__, now())
        else:
            done += 1
            _run_once_more(file.administration, day)
    return done


def _run_once_more(administration: Administration, day: date) -> None:
    """Let the clock run this day again, as if it had come to yesterday.

    Not for everybody: whose facts were read was woken, and whoever stands on the bank data
    is looked at in every run.
    """
    today = Administration.objects.filter(pk=administration.pk, daily_on=day)
    today.update(daily_on=days.shift(day, -1))


def _overtake(at: datetime) -> None:
    """Ask again what a reader left behind that must have died."""
    ImportedFile.objects.filter(state=ImportState.READING, claimed_at__lt=at - LEASE).update(
        state=ImportState.ASKED
    )


#: A file that fails this often is refused, so that it does not fail for ever.
MOST_FAILURES = 3


def _count_failure(file: ImportedFile, failure: str, at: datetime) -> None:
    failures = int(file.answers.get("failures", 0)) + 1
    mine = ImportedFile.objects.filter(pk=file.pk, state=ImportState.ASKED)
    mine.update(answers={**file.answers, "failures": failures})
    if failures >= MOST_FAILURES:
        problem = {"code": "file.unreadable", "where": "file", "severity": "error"}
        mine.update(
            state=ImportState.REFUSED,
            content=None,
            problems=[{**problem, "facts": {"found": failure}}],
            finished_at=at,
        )


def _telling(pk: int, now: Callable[[], datetime]) -> Progress:
    """Give what writes how far the reading is, where the page can see it."""
    told: list[datetime] = []

    def tell(what: str, done: int, of: int) -> None:
        at = now()
        if told and at - told[-1] < TELL_EVERY:
            return
        told.append(at)
        ImportedFile.objects.filter(pk=pk).update(done_parts=done, all_parts=of)

    return tell
