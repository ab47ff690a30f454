"""Verify the record: sums, links between rows, chains; faults as plain values.

Set-based where a database can count, streaming where a hash must be computed again: memory
does not grow with the record. What is proven here can be proven by anybody with a copy.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from voldaan.books.models import (
    Allocation,
    BankLine,
    ContactMoment,
    Decision,
    Event,
    EventText,
    ImportedFile,
    ImportState,
    Invoice,
    InvoiceKind,
    Message,
    MessageState,
    Payment,
)

#: A claim this old belongs to a program that died.
STUCK_AFTER = timedelta(hours=1)

#: No more than this many faults of one kind are named.
MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold: a permanent code, the row, and what was found."""

    code: str
    row: str
    facts: dict[str, object] = field(default_factory=dict)


#: One thing to look at, given the moment.
Check = Callable[[datetime], Iterator[Fault]]


def payments_are_divided(at: datetime) -> Iterator[Fault]:
    """Find payments whose parts do not sum to them."""
    rows = Payment.objects.annotate(
        parts=_sum(
            Allocation.objects.filter(payment_id=OuterRef("pk")), "cents", by="payment_id"
        )
    ).exclude(parts=F("amount_cents"))
    for pk, amount, parts in rows.values_list("pk", "amount_cents", "parts")[:MOST_NAMED]:
        yield Fault("payment.parts", f"payment {pk}", {"payment": amount, "parts": parts})


def invoices_are_not_overpaid(at: datetime) -> Iterator[Fault]:
    """Find invoices on which less than nothing, or more than was charged, is booked."""
    rows = (
        Invoice.objects.filter(kind=InvoiceKind.INVOICE)
        .annotate(
            paid=_sum(
                Allocation.objects.filter(invoice_id=OuterRef("pk")), "cents", by="invoice_id"
            )
        )
        .filter(Q(paid__gt=F("payable_cents")) | Q(paid__lt=0))
    )
    for pk, payable, paid in rows.values_list("pk", "payable_cents", "paid")[:MOST_NAMED]:
        yield Fault("invoice.overpaid", f"invoice {pk}", {"payable": payable, "paid": paid})


def credits_are_not_overused(at: datetime) -> Iterator[Fault]:
    """Find credit notes of which less than nothing, or more than all, is used."""
    used = Payment.objects.filter(credit_note_id=OuterRef("pk"))
    rows = (
        Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE)
        .annotate(used=_sum(used, "amount_cents", by="credit_note_id"))
        .filter(Q(used__gt=F("payable_cents")) | Q(used__lt=0))
    )
    for pk, payable, spent in rows.values_list("pk", "payable_cents", "used")[:MOST_NAMED]:
        yield Fault("credit.overused", f"credit note {pk}", {"credit": payable, "used": spent})


def lines_are_not_overbooked(at: datetime) -> Iterator[Fault]:
    """Find bank lines of which less than nothing, or more than all, is booked."""
    booked = Payment.objects.filter(bank_line_id=OuterRef("pk"))
    rows = (
        BankLine.objects.filter(payments__isnull=False)
        .annotate(booked=_sum(booked, "amount_cents", by="bank_line_id"))
        .filter(
            Q(amount_cents__gt=0, booked__gt=F("amount_cents"))
            | Q(amount_cents__gt=0, booked__lt=0)
            | Q(amount_cents__lt=0, booked__lt=F("amount_cents"))
            | Q(amount_cents__lt=0, booked__gt=0)
        )
        .distinct()
    )
    for pk, amount, cents in rows.values_list("pk", "amount_cents", "booked")[:MOST_NAMED]:
        yield Fault("line.overbooked", f"bank line {pk}", {"line": amount, "booked": cents})


def reversals_mirror(at: datetime) -> Iterator[Fault]:
    """Find bookings that take back another amount, or another client's."""
    rows = Payment.objects.filter(reverses__isnull=False).exclude(
        amount_cents=0 - F("reverses__amount_cents"), client_id=F("reverses__client_id")
    )
    for pk, amount, other in rows.values_list("pk", "amount_cents", "reverses__amount_cents")[
        :MOST_NAMED
    ]:
        yield Fault("payment.reversal", f"payment {pk}", {"reversal": amount, "of": other})


#: Rows whose neighbour must be of the same administration (and client): model, path.
_NEIGHBOURS: tuple[tuple[type[models.Model], str, bool], ...] = (
    (Invoice, "client", False),
    (Payment, "client", False),
    (Payment, "bank_line", False),
    (Payment, "credit_note", True),
    (Allocation, "payment", False),
    (Allocation, "invoice", False),
    (Decision, "client", False),
    (Message, "client", False),
    (Message, "decision", True),
    (ContactMoment, "client", False),
    (ContactMoment, "message", True),
    (Event, "client", False),
    (BankLine, "statement", False),
    (BankLine, "account", False),
)


def nothing_crosses_over(at: datetime) -> Iterator[Fault]:
    """Find rows that lean on a row of another administration, or of another client."""
    for model, path, with_client in _NEIGHBOURS:
        rows = model._default_manager.filter(**{f"{path}__isnull": False})
        strange = ~Q(administration_id=F(f"{path}__administration_id"))
        if with_client:
            strange |= ~Q(client_id=F(f"{path}__client_id"))
        for pk in rows.filter(strange).values_list("pk", flat=True)[:MOST_NAMED]:
            yield Fault("row.crosses", f"{model.__name__.lower()} {pk}", {"leans_on": path})
    parts = Allocation.objects.filter(invoice__isnull=False).exclude(
        payment__client_id=F("invoice__client_id")
    )
    for pk in parts.values_list("pk", flat=True)[:MOST_NAMED]:
        yield Fault("row.crosses", f"allocation {pk}", {"leans_on": "another client's invoice"})


def sent_messages_reached(at: datetime) -> Iterator[Fault]:
    """Find sent messages without their moment of contact, and the reverse."""
    sent = Message.objects.filter(state=MessageState.SENT, contact_moment=None)
    for pk in sent.values_list("pk", flat=True)[:MOST_NAMED]:
        yield Fault("message.no_contact", f"message {pk}")
    # A mark that its owner took back did not reach the client: it says so itself.
    early = ContactMoment.objects.filter(message__isnull=False, bounced_at=None).exclude(
        message__state=MessageState.SENT
    )
    for pk in early.values_list("pk", flat=True)[:MOST_NAMED]:
        yield Fault("contact.not_sent", f"contact moment {pk}")


def nothing_is_stuck(at: datetime) -> Iterator[Fault]:
    """Find messages being sent and files being read for longer than an hour."""
    sending = Message.objects.filter(
        state=MessageState.SENDING, claimed_at__lt=at - STUCK_AFTER
    )
    for pk, since in sending.values_list("pk", "claimed_at")[:MOST_NAMED]:
        yield Fault("message.stuck", f"message {pk}", {"since": str(since)})
    reading = ImportedFile.objects.filter(
        state=ImportState.READING, claimed_at__lt=at - STUCK_AFTER
    )
    for pk, since in reading.values_list("pk", "claimed_at")[:MOST_NAMED]:
        yield Fault("file.stuck", f"file {pk}", {"since": str(since)})


def decisions_are_in_order(at: datetime) -> Iterator[Fault]:
    """Find decisions that are marked as the latest and are not, and the reverse."""
    last = Decision.objects.filter(client_id=OuterRef("client_id")).order_by("-pk")
    rows = Decision.objects.annotate(last=Subquery(last.values("pk")[:1])).filter(
        Q(is_latest=True) & ~Q(pk=F("last")) | Q(is_latest=False, pk=F("last"))
    )
    for pk in rows.values_list("pk", flat=True)[:MOST_NAMED]:
        yield Fault("decision.latest", f"decision {pk}")


def texts() -> "QuerySet[EventText]":
    """Give the personal words that stand beside events; iterate them in chunks."""
    return EventText.objects.select_related("event").order_by("pk")


def events() -> "QuerySet[Event]":
    """Give every event, chain after chain, each in order; iterate them in chunks."""
    return Event.objects.order_by("administration_id", "client_id", "number")


def words_are_kept(at: datetime) -> Iterator[Fault]:
    """Find events whose personal words are gone without having been erased."""
    rows = Event.objects.filter(words=None).exclude(text_hash="")
    for pk in rows.values_list("pk", flat=True)[:MOST_NAMED]:
        yield Fault("event.no_words", f"event {pk}")


CHECKS: dict[str, Check] = {
    "payments are divided whole": payments_are_divided,
    "invoices are not overpaid": invoices_are_not_overpaid,
    "credit notes are not overused": credits_are_not_overused,
    "bank lines are not overbooked": lines_are_not_overbooked,
    "reversals mirror what they reverse": reversals_mirror,
    "nothing leans on another administration": nothing_crosses_over,
    "sent messages have their contact": sent_messages_reached,
    "nothing is stuck": nothing_is_stuck,
    "decisions are in order": decisions_are_in_order,
    "personal words are kept": words_are_kept,
}


def _sum(rows: "QuerySet[Any]", column: str, *, by: str) -> Coalesce:
    """Give the sum of a column over the rows of one outer row; 0 without any."""
    return Coalesce(Subquery(rows.values(by).annotate(whole=Sum(column)).values("whole")), 0)
