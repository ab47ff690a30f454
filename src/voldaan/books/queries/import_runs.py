"""One drop of files: what became of each, and what the first import asks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum

from voldaan.books.models import Administration, Client, Decision, ImportedFile, ImportState
from voldaan.books.queries.open_amounts import with_open_cents


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """One file of a drop; ``state`` is a code of ``ImportState``."""

    id: int
    name: str
    format: str
    state: str
    done_parts: int
    all_parts: int
    question: dict[str, Any] | None
    result: dict[str, Any]
    problems: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Overdue:
    """A client with something past the due date."""

    client_id: int
    client: str
    late_cents: int
    oldest_due_on: date


@dataclass(frozen=True, slots=True)
class Picture:
    """What is open, what of it is late, and how many people hear something today."""

    open_cents: int
    late_cents: int
    people_count: int


@dataclass(frozen=True, slots=True)
class Drop:
    """A drop of before: its first file, how many there were, and what still is to be done."""

    id: str
    name: str
    count: int
    asked_at: datetime
    waiting: int
    refused: int


def recent_drops(administration_id: int, *, most: int = 8) -> list[Drop]:
    """Give the latest drops, newest first; one query."""
    rows = (
        ImportedFile.objects.filter(administration_id=administration_id)
        .values_list("drop")
        .annotate(
            first=Min("name"),
            count=Count("pk"),
            at=Max("asked_at"),
            waiting=Count("pk", filter=Q(state=ImportState.WAITING)),
            refused=Count("pk", filter=Q(state=ImportState.REFUSED)),
        )
        .order_by("-at", "drop")[:most]
    )
    return [Drop(*row) for row in rows]


def drop_of(administration_id: int, *, file_id: int) -> str:
    """Give the drop that a file came with; empty when it is not here."""
    mine = ImportedFile.objects.filter(administration_id=administration_id, pk=file_id)
    return mine.values_list("drop", flat=True).first() or ""


def dropped_files(administration_id: int, *, drop: str) -> list[DroppedFile]:
    """Give the files of one drop, in the order in which they came."""
    rows = (
        ImportedFile.objects.filter(administration_id=administration_id, drop=drop)
        .order_by("pk")
        .values_list(
            "pk", "name", "format", "state", "done_parts", "all_parts", "question", "result",
            "problems",
        )
    )  # fmt: skip
    return [DroppedFile(*row) for row in rows]


def content_of(administration_id: int, *, file_id: int) -> bytes:
    """Give what a file holds, as long as it was not read; else nothing."""
    mine = ImportedFile.objects.filter(administration_id=administration_id, pk=file_id)
    return bytes(mine.values_list("content", flat=True).first() or b"")


def overdue_clients(administration_id: int, *, day: date, most: int) -> list[Overdue]:
    """Give the clients that owe the most past the due date, as long as nobody asked yet."""
    asked = Administration.objects.filter(
        pk=administration_id, past_contacts_told_at__isnull=False
    )
    if asked.exists():
        return []
    rows = (
        with_open_cents(administration_id)
        .filter(open_cents__gt=0, due_on__lt=day)
        .values_list("client_id")
        .annotate(late=Sum("open_cents"), oldest=Min("due_on"))
        .order_by("-late", "client_id")[:most]
    )
    found = list(rows)
    names = dict(
        Client.objects.filter(
            administration_id=administration_id, pk__in=[row[0] for row in found]
        ).values_list("pk", "name")
    )
    return [Overdue(pk, names[pk], late, oldest) for pk, late, oldest in found]


def picture(administration_id: int, *, day: date) -> Picture:
    """Give the first picture after an import, in two queries."""
    sums = (
        with_open_cents(administration_id)
        .filter(open_cents__gt=0)
        .aggregate(all=Sum("open_cents"), late=Sum("open_cents", filter=Q(due_on__lt=day)))
    )
    people = Decision.objects.filter(
        administration_id=administration_id, is_latest=True, kind="step"
    )
    return Picture(sums["all"] or 0, sums["late"] or 0, people.count())
