"""Dropped files to the record: small ones in the request, large ones by the clock."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from voldaan.actions.files import answer_file, read_files
from voldaan.actions.files._questions import Answers
from voldaan.actions.files.drop_files import drop_files
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.queries import import_runs
from voldaan.web.access import Visit

_log = logging.getLogger(__name__)

#: Bytes that are read while the person waits; more is read behind the page.
AT_ONCE = 2 * 1024 * 1024


def take_in(visit: Visit, files: Sequence["UploadedFile[Any]"]) -> str:
    """Store files, read them when they are small, decide again; give the drop's name."""
    contents = [(_plain(each.name or ""), each.read()) for each in files]
    ids = drop_files(visit.administration_id, files=contents, at=visit.at, by=visit.person)
    if sum(len(content) for _, content in contents) <= AT_ONCE:
        _read(visit, ids)
    return import_runs.drop_of(visit.administration_id, file_id=ids[0])


def answer(visit: Visit, answers: Mapping[int, Answers]) -> None:
    """Keep the answers, read those files on, and decide again."""
    for file_id, given in answers.items():
        try:
            answer_file.answer_file(visit.administration_id, file_id=file_id, answers=given)
        except answer_file.NotWaiting:
            continue  # answered in another window; the page shows how it stands
    _read(visit, list(answers))


def _read(visit: Visit, ids: Sequence[int]) -> None:
    for file_id in ids:
        try:
            read_files.read_file(
                visit.administration_id,
                file_id=file_id,
                day=visit.day,
                at=visit.at,
                by=visit.person,
            )
        except Exception:  # noqa: BLE001 - one bad file does not stop the rest
            # The other files go on; this one keeps its place and is tried by the clock.
            _log.exception("file %s", file_id)
    if ids:
        follow_up(visit.administration_id, day=visit.day, at=visit.at)


def _plain(name: str) -> str:
    r"""Give a file's name without what no screen or database can hold.

    >>> _plain("a\0b\n.csv")
    'a b .csv'
    """
    return "".join(each if each.isprintable() else " " for each in name) or "?"
