"""Who may still be written to by hand: the sender, and one message with its papers."""

from dataclasses import dataclass

from voldaan.books.models import Administration, Document, Mailbox, Message
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
    invoice_ids = [line["invoice"] for line in lines] if carries_papers(step) else []
    return Draft(*row[:-2], papers=_papers(administration_id, invoice_ids))


def _papers(
    administration_id: int, invoice_ids: list[int]
) -> tuple[tuple[str, str, bytes], ...]:
    """Give the documents of these invoices, as far as they fit in one message."""
    found, room = [], MOST_ATTACHED_BYTES
    documents = Document.objects.filter(
        administration_id=administration_id, invoice_id__in=invoice_ids
    ).order_by("invoice__due_on", "pk")
    for name, content_type, content in documents.values_list("name", "content_type", "content"):
        if len(content) <= room:
            room -= len(content)
            found.append((name, content_type, bytes(content)))
    return tuple(found)
