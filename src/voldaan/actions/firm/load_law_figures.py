"""Newer figures of law go into the record, when every one of them is right."""

import hashlib
from datetime import datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.books.models import LawFigures, User
from voldaan.books.queries.law_figures import loaded
from voldaan.law.tables import packaged, updating


def load_law_figures(
    administration_id: int,
    *,
    text: str,
    file_name: str,
    at: datetime,
    by: User | None = None,
) -> tuple[str, ...]:
    """Put a file of figures over what is known; give the names of the tables it changes.

    The same file twice changes nothing and gives nothing. Raises
    :class:`~voldaan.law.tables.loading.BadTable` for whatever is not exactly right; then
    nothing is written.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic():
        _record.lock(administration_id)
        mine = LawFigures.objects.filter(administration_id=administration_id)
        if mine.filter(sha256=digest).exists():
            return ()
        known = dict(packaged.tables("nl"))
        for name, earlier in loaded(administration_id):
            known, _ = updating.merged(known, earlier, file=name)
        _, changed = updating.merged(known, text, file=file_name)
        LawFigures.objects.create(
            administration_id=administration_id,
            number=mine.count() + 1,
            file_name=file_name[:255],
            text=text,
            sha256=digest,
            loaded_at=at,
            loaded_by=by,
        )
        told = _record.Happening(
            "law.loaded",
            None,
            {"file": file_name[:255], "sha256": digest, "tables": list(changed)},
        )
        _record.record([told], administration_id=administration_id, at=at, by=by)
    return changed
