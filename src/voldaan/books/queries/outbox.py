"""Where messages leave from, and one message with its papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voldaan.books.models import Administration, Document, Mailbox, Message, MessageState
from voldaan.followup.replying.shapes import carries_papers

MOST_ATTACHED_BYTES = 15 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Draft:
    """A message with everything that goes along: (name, type, content) per document."""

    message_id: str
    to_name: str
    to_address: str
    subject: str
    body_text: str
    body_html: str
    papers: tuple[tuple[str, str, bytes], ...]


def sending_from(administration_id: int) -> str:
    """Give the address that messages leave from; empty: they leave by hand.

    In the demo world nothing really leaves, and nothing needs to be set up.
    """
    mailbox = Mailbox.objects.filter(administration_id=administration_id)
    found = mailbox.values_list("from_address", flat=True).first()
    if found:
        return str(found)
    demo = Administration.objects.filter(pk=administration_id, is_demo=True)
    return demo.values_list("email", flat=True).first() or ""


def client_of_message(administration_id: int, *, message_id: int) -> int | None:
    """Give whom a message is for, or None when it is not in this administration."""
    mine = Message.objects.filter(administration_id=administration_id, pk=message_id)
    return mine.values_list("client_id", flat=True).first()


def client_of_withdrawn(administration_id: int, *, message_id: int) -> int | None:
    """Give whom a message was for that was withdrawn; None for any other message."""
    withdrawn = Message.objects.filter(
        administration_id=administration_id, pk=message_id, state=MessageState.WITHDRAWN
    )
    return withdrawn.values_list("client_id", flat=True).first()


def draft(administration_id: int, *, message_id: int) -> Draft | None:
    """Give a message as it would leave, or None when it is not in this administration."""
    row = (
        Message.objects.filter(administration_id=administration_id, pk=message_id)
        .values_list(
            "message_id",
            "to_name",
            "to_address",
            "subject",
            "body_text",
            "body_html",
            "step",
            "lines",
        )
        .first()
    )
    if row is None:
        return None
    step, lines = row[-2:]
    return Draft(*row[:-2], papers=papers(administration_id, step=step, lines=lines))


def papers(
    administration_id: int, *, step: str, lines: Sequence[Mapping[str, Any]]
) -> tuple[tuple[str, str, bytes], ...]:
    """Give the documents that go along with a step, as far as they fit in one message."""
    found, room = [], MOST_ATTACHED_BYTES
    invoice_ids = [line["invoice"] for line in lines] if carries_papers(step) else []
    documents = Document.objects.filter(
        administration_id=administration_id, invoice_id__in=invoice_ids
    ).order_by("invoice__due_on", "pk")
    for name, content_type, content in documents.values_list("name", "content_type", "content"):
        if len(content) <= room:
            room -= len(content)
            found.append((name, content_type, bytes(content)))
    return tuple(found)
