"""What was decided last for every client, as plain values."""

from dataclasses import dataclass

from voldaan.books.models import Decision
from voldaan.followup import replay, shapes


@dataclass(frozen=True, slots=True)
class Decided:
    """The latest decision about a client, with the situation it was decided from."""

    client: str
    decision: shapes.Decision
    situation: shapes.Situation


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
