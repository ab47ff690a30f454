"""Put the invoice itself, as a PDF, beside its record: it goes along with messages."""

import hashlib
from datetime import datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.clients.accept_work import UnknownInvoice
from voldaan.books.models import Document, Invoice, User

LARGEST_BYTES = 10 * 1024 * 1024


class NotADocument(Exception):
    """``reason`` is ``empty``, ``too_large`` or ``not_pdf``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def add_document(
    administration_id: int,
    *,
    invoice_id: int,
    name: str,
    content: bytes,
    by: User,
    at: datetime,
) -> Document:
    """Keep a PDF with its invoice; the same one twice is kept once.

    Raises :class:`NotADocument` or ``UnknownInvoice``,
    changing nothing.
    """
    _refuse_what_is_no_pdf(content)
    with transaction.atomic():
        invoice = Invoice.objects.filter(
            administration_id=administration_id, pk=invoice_id
        ).first()
        if invoice is None:
            raise UnknownInvoice(invoice_id)
        row, is_new = Document.objects.get_or_create(
            administration_id=administration_id,
            invoice=invoice,
            sha256=hashlib.sha256(content).hexdigest(),
            defaults={
                "name": _file_name(name, invoice.number),
                "content_type": "application/pdf",
                "content": content,
                "added_at": at,
            },
        )
        if is_new:
            facts: dict[str, object] = {"invoice": invoice_id, "document": row.pk}
            _record.record(
                [_record.Happening("document.added", invoice.client_id, facts)],
                administration_id=administration_id,
                at=at,
                by=by,
            )
    return row


def _refuse_what_is_no_pdf(content: bytes) -> None:
    if not content:
        raise NotADocument("empty")
    if len(content) > LARGEST_BYTES:
        raise NotADocument("too_large")
    if not content.startswith(b"%PDF-"):
        raise NotADocument("not_pdf")


def _file_name(name: str, number: str) -> str:
    """Give a name that any mail program can save; always ends in ``.pdf``."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    stem = plain[:-4] if plain.lower().endswith(".pdf") else plain
    return f"{(stem or number)[:190]}.pdf"
