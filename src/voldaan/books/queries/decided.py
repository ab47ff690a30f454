"""What was decided for clients, last or ever, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from voldaan.books.models import Client, Decision
from voldaan.followup import replay, shapes


@dataclass(frozen=True, slots=True)
class Decided:
    """The latest decision about a client, with the situation it was decided from."""

    client: str
    decision: shapes.Decision
    situation: shapes.Situation


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored decision; ``fingerprint`` names the situation, policy and day behind it."""

    client_id: int
    client: str
    day: date
    number: int
    decision: shapes.Decision
    situation: shapes.Situation
    fingerprint: str
    policy_version: str
    decided_at: datetime


_COLUMNS = (
    "client_id",
    "client__name",
    "day",
    "number",
    "outcome",
    "situation",
    "situation_hash",
    "policy_version",
    "decided_at",
)


def stored(
    administration_id: int, *, client_id: int | None = None, by: date | None = None
) -> Iterator[Stored]:
    """Give stored decisions, the newest first; of one client, or made for a day by ``by``."""
    rows = Decision.objects.filter(administration_id=administration_id)
    if client_id is not None:
        rows = rows.filter(client_id=client_id)
    if by is not None:
        rows = rows.filter(day__lte=by)
    found = rows.order_by("-day", "client_id", "-number").values_list(*_COLUMNS)
    for client, name, day, number, outcome, situation, *rest in found.iterator(chunk_size=500):
        yield Stored(
            client,
            name,
            day,
            number,
            replay.from_plain(shapes.Decision, outcome),
            replay.from_plain(shapes.Situation, situation),
            *rest,
        )


def clients_called(administration_id: int, name: str) -> list[tuple[int, str]]:
    """Give the clients whose name holds these words; the exact one alone when there is one."""
    rows = Client.objects.filter(administration_id=administration_id)
    exact = list(rows.filter(name__iexact=name).values_list("pk", "name"))
    if exact:
        return exact
    return list(rows.filter(name__icontains=name).order_by("name").values_list("pk", "name"))


def client_numbered(administration_id: int, number: int) -> list[tuple[int, str]]:
    """Give the client of this number, if there is one."""
    rows = Client.objects.filter(administration_id=administration_id, pk=number)
    return list(rows.values_list("pk", "name"))


def latest(administration_id: int) -> list[Decided]:
    """Give the latest decision of every client that has one; one query."""
    rows = (
        Decision.objects.filter(administration_id=administration_id, is_latest=True)
        .order_by("client_id")
        .values_list("client__name", "outcome", "situation")
    )
    return [
        Decided(
            name,
            replay.from_plain(shapes.Decision, outcome),
            replay.from_plain(shapes.Situation, situation),
        )
        for name, outcome, situation in rows.iterator(chunk_size=500)
    ]
