"""Verify the whole record and change nothing: it stands beside the writer of the chains."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import IntegrityError, connection

from voldaan.actions import _record
from voldaan.books.queries.installation import verification
from voldaan.books.queries.installation.verification import Fault

_CHUNK = 2000


def verify_record(
    *, at: datetime, progress: Callable[[str, int, int], None] | None = None
) -> Iterator[Fault]:
    """Give everything that does not hold, as it is found; nothing when all is well."""
    checks: dict[str, verification.Check] = {
        "the database is whole": lambda _: _database(),
        **verification.CHECKS,
        "the chains of events are unbroken": lambda _: _chains(),
        "personal words are as they were": lambda _: _words(),
    }
    for number, (name, check) in enumerate(checks.items()):
        if progress:
            progress(name, number, len(checks))
        yield from check(at)


def _database() -> Iterator[Fault]:
    """Ask the database itself: pages, constraints, references."""
    if connection.vendor != "sqlite":
        try:
            connection.check_constraints()
        except IntegrityError as error:
            yield Fault("database.broken", "database", {"said": str(error)})
        return
    with connection.cursor() as cursor:
        try:
            cursor.execute("PRAGMA integrity_check(100)")
            for (said,) in cursor.fetchall():
                if said != "ok":
                    yield Fault("database.broken", "database", {"said": said})
        except sqlite3.DatabaseError as error:
            yield Fault("database.broken", "database", {"said": str(error)})
            return
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, parent, _ in cursor.fetchmany(verification.MOST_NAMED):
            yield Fault("row.orphan", f"{table} {row}", {"lost": parent})


def _chains() -> Iterator[Fault]:
    """Compute every link again: numbers without gaps, each on the one before."""
    chain: tuple[int, int | None] | None = None
    number, link = 0, _record.FIRST
    for event in verification.events().iterator(chunk_size=_CHUNK):
        if (event.administration_id, event.client_id) != chain:
            chain = (event.administration_id, event.client_id)
            number, link = 0, _record.FIRST
        row = f"event {event.pk}"
        if event.number != number + 1:
            yield Fault("chain.gap", row, {"expected": number + 1, "found": event.number})
        elif event.previous_hash != link:
            yield Fault("chain.broken", row, {"number": event.number})
        if event.hash != _record.hash_of(event):
            yield Fault("chain.changed", row, {"number": event.number})
        number, link = event.number, event.hash


def _words() -> Iterator[Fault]:
    for text in verification.texts().iterator(chunk_size=_CHUNK):
        if text.erased_at is not None:
            continue
        if text.event.text_hash != _record.hash_of_words(text.salt, text.text):
            yield Fault("words.changed", f"event {text.event_id}")
