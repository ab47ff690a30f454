"""A person answers what a file asked; it can be read on after that."""

from dataclasses import fields
from datetime import date
from typing import Any

from django.db import transaction

from voldaan.actions.files._questions import Answers
from voldaan.books.models import ImportedFile, ImportState


class NotWaiting(Exception):
    """The file asks nothing (any more), or is not of this administration."""


def answer_file(administration_id: int, *, file_id: int, answers: Answers) -> None:
    """Keep the answers beside those given before, and let the file be read again.

    Raises :class:`NotWaiting`, changing nothing.
    """
    with transaction.atomic():
        file = ImportedFile.objects.filter(
            administration_id=administration_id, pk=file_id, state=ImportState.WAITING
        ).first()
        if file is None:
            raise NotWaiting(file_id)
        changed = ImportedFile.objects.filter(pk=file.pk, state=ImportState.WAITING).update(
            state=ImportState.ASKED, answers=file.answers | _plain(answers)
        )
        if not changed:
            raise NotWaiting(file_id)


def _plain(answers: Answers) -> dict[str, Any]:
    given = {each.name: getattr(answers, each.name) for each in fields(answers)}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in given.items()
        if value not in {None, False} or (name == "ours" and value is not None)
    }
