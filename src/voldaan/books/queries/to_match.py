"""What matching works on: unsettled bank lines, open items and payers, in bulk."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import batched
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from voldaan.books.models import (
    BankAccount,
    BankLine,
    Client,
    ClientAccount,
    Event,
    Invoice,
    Payment,
)
from voldaan.books.queries.open_amounts import (
    RETURNED,
    money_on_account,
    open_credits,
    with_open_cents,
)
from voldaan.matching import payouts
from voldaan.matching.money_back.refunds import Owed
from voldaan.matching.shapes import Line, OpenItem, Payer

#: A database takes so many values in one question.
_IDS_AT_A_TIME = 10_000
#: The columns of a line in the order of ``Line``.
LINE_COLUMNS = (
    "pk", "amount_cents", "booked_on", "name", "iban", "text", "reference", "end_to_end_id",
)  # fmt: skip


def unsettled_lines(administration_id: int, *, line_ids: list[int] | None = None) -> list[Line]:
    """Give the money that came in and is not (wholly) booked or set aside, oldest first.

    ``amount_cents`` is what is left of the line.
    """
    rows = unsettled_rows(administration_id)
    if line_ids is not None:
        rows = rows.filter(pk__in=line_ids)
    return [
        Line(pk, amount - settled, day, name, iban, text, reference, end_to_end)
        for pk, amount, settled, day, name, iban, text, reference, end_to_end in rows.order_by(
            "booked_on", "pk"
        ).values_list(
            "pk", "amount_cents", "booked", "booked_on", "name", "iban", "text", "reference",
            "end_to_end_id",
        )
    ]  # fmt: skip


def unsettled_rows(administration_id: int) -> "QuerySet[Any, Any]":
    """Give the lines that :func:`unsettled_lines` is about, with what is ``booked`` of each.

    Only money in euros: invoices are, and a hundred dollars pay no hundred euros.
    """
    booked = (
        Payment.objects.filter(administration_id=administration_id, bank_line_id=OuterRef("pk"))
        .values("bank_line_id")
        .annotate(cents=Sum("amount_cents"))
        .values("cents")
    )
    return (
        BankLine.objects.filter(
            administration_id=administration_id,
            account__currency="EUR",
            amount_cents__gt=0,
            set_aside_at=None,
        )
        .annotate(booked=Coalesce(Subquery(booked), 0))
        .filter(amount_cents__gt=F("booked"))
    )


def returned_debits(administration_id: int, *, line_id: int | None = None) -> list[Line]:
    """Give the returns that nothing was done about yet, oldest first; or this one alone."""
    rows = returned_rows(administration_id)
    if line_id is not None:
        rows = rows.filter(pk=line_id)
    return [Line(*row) for row in rows.order_by("booked_on", "pk").values_list(*LINE_COLUMNS)]


def returned_rows(administration_id: int) -> "QuerySet[Any, Any]":
    """Give the lines that :func:`returned_debits` is about."""
    return BankLine.objects.filter(
        administration_id=administration_id,
        account__currency="EUR",
        amount_cents__lt=0,
        set_aside_at=None,
        payments=None,
    ).exclude(return_reason="")


def returnable_credits(administration_id: int, *, amounts: Iterable[int]) -> list[Line]:
    """Give the money that came in by these amounts and was not taken back."""
    rows = BankLine.objects.filter(
        administration_id=administration_id, account__currency="EUR", set_aside_at=None
    ).exclude(payments__reversed_by__rule=RETURNED)
    return _of_amounts(rows, amounts)


def owed_to_clients(administration_id: int) -> list[Owed]:
    """Give what the firm owes: open credit notes, and money that is on account."""
    notes = open_credits(administration_id).order_by("due_on", "pk")
    on_account = money_on_account(administration_id)
    return [
        *(
            Owed(client_id, cents, pk, number)
            for pk, client_id, cents, number in notes.values_list(
                "pk", "client_id", "open_cents", "number"
            )
        ),
        *(
            Owed(client_id, cents)
            for client_id, cents in sorted(on_account.items())
            if cents > 0
        ),
    ]


def unsettled_debits(administration_id: int, *, amounts: Iterable[int]) -> list[Line]:
    """Give the money that went out by these amounts and has no place yet; no returns."""
    rows = BankLine.objects.filter(
        administration_id=administration_id,
        account__currency="EUR",
        return_reason="",
        set_aside_at=None,
        payments=None,
    )
    return _of_amounts(rows, amounts)


def providers(administration_id: int) -> list[str]:
    """Give the payment providers of which a report was read."""
    mine = BankAccount.objects.filter(administration_id=administration_id)
    return list(mine.filter(number__in=payouts.PROVIDERS).values_list("number", flat=True))


def lines_taken_back(administration_id: int) -> set[int]:
    """Give the lines that a person took back after they were set aside."""
    taken_back = Event.objects.filter(
        administration_id=administration_id, code="line.taken_back"
    )
    return set(taken_back.values_list("facts__line", flat=True))


def _of_amounts(rows: "QuerySet[Any, Any]", amounts: Iterable[int]) -> list[Line]:
    return [
        Line(*row)
        for some in batched(sorted(set(amounts)), _IDS_AT_A_TIME)
        for row in rows.filter(amount_cents__in=some)
        .order_by("booked_on", "pk")
        .values_list(*LINE_COLUMNS)
    ]


def standing_payments(
    administration_id: int, *, line_ids: Iterable[int]
) -> dict[int, list[Payment]]:
    """Give what is booked on these lines and was not undone."""
    rows = Payment.objects.filter(
        administration_id=administration_id, reverses=None, reversed_by=None
    )
    found: dict[int, list[Payment]] = defaultdict(list)
    for some in batched(sorted(set(line_ids)), _IDS_AT_A_TIME):
        for payment in rows.filter(bank_line_id__in=some).order_by("pk"):
            found[payment.bank_line_id or 0].append(payment)
    return found


def open_items(administration_id: int) -> list[OpenItem]:
    """Give every invoice with something open, oldest due first."""
    return [
        OpenItem(*row)
        for row in with_open_cents(administration_id)
        .filter(open_cents__gt=0)
        .order_by("due_on", "pk")
        .values_list(
            "pk",
            "client_id",
            "number",
            "open_cents",
            "issued_on",
            "due_on",
            "payment_reference",
        )
    ]


def credit_notes(administration_id: int) -> list[OpenItem]:
    """Give every credit note of which something is left, below zero."""
    return [
        OpenItem(pk, client_id, number, -open_cents, issued_on, due_on, reference)
        for pk, client_id, number, open_cents, issued_on, due_on, reference in open_credits(
            administration_id
        )
        .order_by("due_on", "pk")
        .values_list(
            "pk", "client_id", "number", "open_cents", "issued_on", "due_on",
            "payment_reference",
        )
    ]  # fmt: skip


def owners(administration_id: int, *, invoice_ids: Iterable[int]) -> dict[int, int]:
    """Give the client of each of these invoices and credit notes."""
    mine = Invoice.objects.filter(administration_id=administration_id)
    found: dict[int, int] = {}
    for some in batched(sorted(set(invoice_ids)), _IDS_AT_A_TIME):
        found.update(mine.filter(pk__in=some).values_list("pk", "client_id"))
    return found


def payers(administration_id: int) -> list[Payer]:
    """Give every client with its names and the accounts that a person confirmed."""
    ibans: dict[int, list[str]] = defaultdict(list)
    for client_id, iban in ClientAccount.objects.filter(
        administration_id=administration_id
    ).values_list("client_id", "iban"):
        ibans[client_id].append(iban)
    return [
        Payer(pk, (name,), tuple(ibans.get(pk, ())))
        for pk, name in Client.objects.filter(administration_id=administration_id)
        .order_by("pk")
        .values_list("pk", "name")
    ]
