"""One invoice with everything that was paid on it, and what is paused."""

from dataclasses import dataclass
from datetime import date

from voldaan.books.models import Allocation, Document, Invoice
from voldaan.books.queries.invoice_list import InvoiceLine, one_invoice
from voldaan.books.queries.states import active_holds


@dataclass(frozen=True, slots=True)
class PaidPart:
    """A part of a payment on this invoice; negative when it was taken back."""

    paid_on: date
    cents: int
    method: str
    payment_id: int
    name: str
    credit_note_id: int | None
    credit_number: str


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A pause that counts."""

    id: int
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """What the invoice page tells."""

    line: InvoiceLine
    issued_on: date | None
    project: str
    parts: tuple[PaidPart, ...]
    documents: tuple[tuple[int, str], ...]
    hold: HoldRow | None


def invoice_facts(administration_id: int, *, invoice_id: int, day: date) -> InvoiceFacts | None:
    """Give one invoice, or None when it is not in this administration."""
    line = one_invoice(administration_id, invoice_id=invoice_id, day=day)
    if line is None:
        return None
    issued_on, project = Invoice.objects.values_list("issued_on", "project").get(
        administration_id=administration_id, pk=invoice_id
    )
    hold = (
        active_holds(administration_id, day=day)
        .filter(invoice_id=invoice_id)
        .order_by("-until_day", "-pk")
        .values_list("pk", "until_day", "reason")
        .first()
    )
    documents = Document.objects.filter(
        administration_id=administration_id, invoice_id=invoice_id
    ).order_by("pk")
    return InvoiceFacts(
        line,
        issued_on,
        project,
        _parts(administration_id, invoice_id),
        tuple(documents.values_list("pk", "name")),
        HoldRow(*hold) if hold else None,
    )


def document(administration_id: int, *, document_id: int) -> tuple[str, str, bytes] | None:
    """Give the name, type and content of a document, or None."""
    row = (
        Document.objects.filter(administration_id=administration_id, pk=document_id)
        .values_list("name", "content_type", "content")
        .first()
    )
    return (row[0], row[1], bytes(row[2])) if row else None


def hold_ids(administration_id: int, *, invoice_id: int, day: date) -> list[int]:
    """Give the pauses on an invoice itself."""
    holds = active_holds(administration_id, day=day).filter(invoice_id=invoice_id)
    return list(holds.order_by("pk").values_list("pk", flat=True))


def _parts(administration_id: int, invoice_id: int) -> tuple[PaidPart, ...]:
    rows = (
        Allocation.objects.filter(administration_id=administration_id, invoice_id=invoice_id)
        .order_by("payment__paid_on", "pk")
        .values_list(
            "payment__paid_on",
            "cents",
            "payment__method",
            "payment_id",
            "payment__bank_line__name",
            "payment__credit_note_id",
            "payment__credit_note__number",
        )
    )
    return tuple(
        PaidPart(on, cents, method, pk, name or "", note, number or "")
        for on, cents, method, pk, name, note, number in rows
    )
