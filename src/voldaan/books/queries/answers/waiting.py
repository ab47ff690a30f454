"""Unread answers that no card of Vandaag shows: while everything is paused, above all.

A decision that asks to read an answer is a card already. Where another decision stands (a
pause of everything comes before all), the answer would only be counted; it is good news or a
question all the same, and reading it sends nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Max, OuterRef

from voldaan.books.models import Answer, Decision
from voldaan.books.queries.answers import inbox
from voldaan.books.queries.answers.inbox import AnswerRow


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer to be read, with what the latest decision knows of its client.

    ``decision_id`` and ``open_cents`` are 0 where nothing was ever decided.
    """

    answer: AnswerRow
    decision_id: int = 0
    open_cents: int = 0


def beside_the_cards(administration_id: int, *, most: int) -> tuple[list[Waiting], int]:
    """Give at most ``most`` answers, one per client, the newest client first; and how many.

    At most four queries, one where there is nothing.
    """
    shown = Decision.objects.filter(
        administration_id=administration_id,
        client_id=OuterRef("client_id"),
        is_latest=True,
        question="read_answer",
    )
    clients = (
        Answer.objects.filter(
            ~Exists(shown),
            administration_id=administration_id,
            read_at=None,
            is_automatic=False,
        )
        .values("client_id")
        .annotate(last=Max("came_at"))
        .order_by("-last", "client_id")
    )
    ids = [row["client_id"] for row in clients[: max(1, most)]]
    if not ids:
        return [], 0
    count = clients.count() if len(ids) >= most else len(ids)
    ids = ids[: max(0, most)]
    answers = inbox.unread(administration_id, client_ids=ids)
    known = _decided(administration_id, ids)
    return [Waiting(answers[pk], *known.get(pk, (0, 0))) for pk in ids if pk in answers], count


def _decided(administration_id: int, client_ids: list[int]) -> Mapping[int, Any]:
    rows = Decision.objects.filter(
        administration_id=administration_id, is_latest=True, client_id__in=client_ids
    ).values_list("client_id", "pk", "open_cents")
    return {client_id: (pk, cents) for client_id, pk, cents in rows}
