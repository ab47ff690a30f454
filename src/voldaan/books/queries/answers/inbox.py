"""Answers of clients as a person reads them: the newest first, one administration."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from voldaan.books.models import Answer, AnswerFile
from voldaan.books.queries.answers.put_away import kept
from voldaan.books.queries.deciding.reaching import TELLS_LAST
from voldaan.books.queries.open_amounts import with_open_cents


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer; ``files`` are (id, name) pairs.

    ``placed_by`` says by what an unknown writer was taken for somebody at this client:
    ``number`` of an open invoice, or ``domain``; empty: it is known whose answer it is.
    ``put_away_at``: read by saying that it is not about invoices; ``is_emptied``: and its
    words and files are gone.
    """

    id: int
    client_id: int
    client: str
    channel: str
    from_name: str
    from_address: str
    subject: str
    text: str
    whole_text: str
    came_on: date
    is_automatic: bool
    guess: str
    certainty_percent: int
    named_day: date | None
    meaning: str
    read_at: datetime | None
    read_by: str
    message_id: int | None
    invoice_ids: tuple[int, ...] = ()  # those that the client named on their own page
    files: tuple[tuple[int, str], ...] = ()
    placed_by: str = ""
    put_away_at: datetime | None = None
    is_emptied: bool = False


@dataclass(frozen=True, slots=True)
class Readable:
    """A file that came with an answer."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OpenOne:
    """An invoice of which so many cents are open."""

    id: int
    number: str
    open_cents: int


#: More invoices than somebody ticks; who has more, pauses them at the invoice.
_MOST_OPEN = 50

_COLUMNS = (
    *("pk", "client_id", "client__name", "channel", "from_name", "from_address", "subject"),
    *("text", "whole_text", "came_on", "is_automatic", "guess", "certainty_percent"),
    *("named_day", "meaning", "read_at", "read_by__name", "message_id", "invoice_ids"),
)


def answer(administration_id: int, *, answer_id: int) -> AnswerRow | None:
    """Give one answer with its files, or None when it is not here; three queries."""
    row = (
        Answer.objects.filter(administration_id=administration_id, pk=answer_id)
        .values_list(*_COLUMNS)
        .first()
    )
    if row is None:
        return None
    files = AnswerFile.objects.filter(
        administration_id=administration_id, answer_id=answer_id
    ).order_by("pk")
    found = _row(row, files=tuple(files.values_list("pk", "name")))
    told = kept(administration_id, client_id=found.client_id, answer_id=answer_id)
    return replace(
        found,
        placed_by=told.placed_by,
        put_away_at=told.put_away_at,
        is_emptied=told.is_emptied,
    )


def open_invoices(administration_id: int, *, client_id: int) -> list[OpenOne]:
    """Give what is open of a client, the oldest first, for an answer that is about it."""
    rows = (
        with_open_cents(administration_id)
        .filter(client_id=client_id, open_cents__gt=0)
        .order_by("due_on", "pk")
        .values_list("pk", "number", "open_cents")
    )
    return [OpenOne(*row) for row in rows[:_MOST_OPEN]]


def unread(administration_id: int, *, client_ids: Sequence[int]) -> dict[int, AnswerRow]:
    """Give per client the answer that nobody has read: the newest that says more than thanks.

    One query, none without clients.
    """
    if not client_ids:
        return {}
    rows = (
        Answer.objects.filter(
            administration_id=administration_id,
            client_id__in=list(client_ids),
            read_at=None,
            is_automatic=False,
        )
        .order_by(*TELLS_LAST)
        .values_list(*_COLUMNS)
    )
    return {row[1]: _row(row) for row in rows}


def read_since(administration_id: int, *, since: datetime, most: int = 7) -> list[AnswerRow]:
    """Give what was read since a moment, newest first: it can still be taken back."""
    rows = (
        Answer.objects.filter(administration_id=administration_id, read_at__gte=since)
        .order_by("-read_at", "-pk")
        .values_list(*_COLUMNS)[:most]
    )
    return [_row(row) for row in rows]


def file(administration_id: int, *, file_id: int) -> Readable | None:
    """Give a file that came with an answer, or None when it is not here."""
    row = (
        AnswerFile.objects.filter(administration_id=administration_id, pk=file_id)
        .values_list("name", "content")
        .first()
    )
    return Readable(row[0], bytes(row[1])) if row else None


def _row(row: tuple[Any, ...], *, files: tuple[tuple[int, str], ...] = ()) -> AnswerRow:
    values = dict(zip(_COLUMNS, row, strict=True))
    values["id"] = values.pop("pk")
    values["client"] = values.pop("client__name")
    values["read_by"] = values.pop("read_by__name") or ""
    values["invoice_ids"] = tuple(values["invoice_ids"])
    return AnswerRow(**values, files=files)
