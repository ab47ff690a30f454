"""Take in what was dropped: stored whole, read by :mod:`read_files`, lost never."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from voldaan.books.models import ImportedFile, ImportState, User


def drop_files(
    administration_id: int,
    *,
    files: Sequence[tuple[str, bytes]],
    at: datetime,
    by: User | None = None,
    answers: Mapping[str, object] | None = None,
) -> list[int]:
    """Store files (name, content) to be read; give their ids, in order.

    ``answers`` are kept beside them, so that whoever reads them asks no more than needed.
    """
    drop = secrets.token_hex(16)
    with transaction.atomic():
        return [
            ImportedFile.objects.create(
                administration_id=administration_id,
                drop=drop,
                name=name.replace("\0", "")[-255:],
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                content=content,
                asked_at=at,
                asked_by=by,
                answers=dict(answers or {}),
            ).pk
            for name, content in files
        ]


def claim_file(administration_id: int, *, file_id: int, at: datetime) -> ImportedFile | None:
    """Take a file to read, exactly once; None when somebody else has it."""
    taken = ImportedFile.objects.filter(
        administration_id=administration_id, pk=file_id, state=ImportState.ASKED
    ).update(state=ImportState.READING, claimed_at=at)
    return ImportedFile.objects.get(pk=file_id) if taken else None
