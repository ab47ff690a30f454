"""The bank as the page Geld shows it: accounts, lines that wait, bookings, lines set aside."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from voldaan.books.models import (
    Allocation,
    BankAccount,
    BankLine,
    Candidate,
    Client,
    Invoice,
    LineHold,
    Payment,
    Statement,
)
from voldaan.books.queries.open_amounts import RETURNED, with_open_cents
from voldaan.books.queries.to_match import LINE_COLUMNS, returned_rows, unsettled_rows
from voldaan.days import last_stretch, shift
from voldaan.matching.money_back import reversals
from voldaan.matching.money_back.reversals import Made
from voldaan.matching.shapes import Line

#: With one price for everybody, so many payments of that amount are enough to choose from.
_MOST_MADE = 1_000


@dataclass(frozen=True, slots=True)
class Account:
    """One account: the last unbroken stretch of days seen, and what was before it."""

    number: str
    first_day: date | None
    last_day: date | None
    has_gap: bool
    closing_cents: int | None
    last_file: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a line may belong: which client, cents per invoice, why."""

    client_id: int
    client: str
    parts: tuple[tuple[int, int], ...]
    numbers: tuple[str, ...]
    left_cents: int
    reasons: list[dict[str, Any]]
    credits: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A credit that waits for a person; ``left_cents`` is what is not booked of it."""

    id: int
    booked_on: date
    left_cents: int
    name: str
    iban: str
    text: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Booking:
    """A payment by bank that stands."""

    id: int
    paid_on: date
    cents: int
    client_id: int
    client: str
    numbers: tuple[str, ...]
    reasons: list[dict[str, Any]]
    by_itself: bool


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """Money that the bank took back, and the payments that it may be of."""

    id: int
    booked_on: date
    cents: int
    name: str
    text: str
    reason: str
    made: tuple[Made, ...]


def accounts(administration_id: int) -> list[Account]:
    """Give every account with the days that its statements show, in two queries."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in (
        Statement.objects.filter(administration_id=administration_id)
        .order_by("last_day", "pk")
        .values_list(
            "account_id", "first_day", "last_day", "closing_cents", "imported_file__name"
        )
    ):
        rows[row[0]].append(row[1:])
    known = BankAccount.objects.filter(administration_id=administration_id).order_by("pk")
    return [_account(number, rows[pk]) for pk, number in known.values_list("pk", "number")]


def _account(number: str, rows: list[Any]) -> Account:
    days = [(first, last) for first, last, _, _ in rows if first and last]
    stretch = last_stretch(days)
    first_day, last_day = stretch or (None, None)
    before = [last for _, last in days if first_day and last < shift(first_day, -1)]
    at_end = [row for row in rows if row[1] == last_day]
    closing = at_end[-1][2] if at_end else None
    last_file = max(rows, key=lambda row: row[1] or date.min)[3] if rows else ""
    return Account(number, first_day, last_day, bool(before), closing, last_file)


def waiting_lines(
    administration_id: int, *, fitting: bool, most: int
) -> tuple[list[WaitingLine], int]:
    """Give the oldest lines that wait, and how many there are; four queries.

    ``fitting``: those that may be a client's payment; else those that fit nothing.
    """
    candidates = Candidate.objects.filter(
        administration_id=administration_id, line_id=OuterRef("pk")
    )
    rows = unsettled_rows(administration_id).filter(
        Exists(candidates) if fitting else ~Exists(candidates)
    )
    found = list(
        rows.order_by("booked_on", "pk").values_list(
            "pk", "booked_on", "amount_cents", "booked", "name", "iban", "text"
        )[:most]
    )
    places = _places(administration_id, [row[0] for row in found]) if fitting else {}
    lines = [
        WaitingLine(pk, day, amount - booked, name, iban, text, tuple(places.get(pk, ())))
        for pk, day, amount, booked, name, iban, text in found
    ]
    return lines, rows.count()


def returned_lines(administration_id: int, *, most: int, choices: int) -> list[ReturnedLine]:
    """Give the returns of which it is not certain what they take back; three queries.

    Only those that may be of a client's payment; the others are no business of this page.
    """
    made = _standing_payments(administration_id).filter(
        amount_cents=-1 * OuterRef("amount_cents"), paid_on__lte=OuterRef("booked_on")
    )
    rows = list(
        returned_rows(administration_id)
        .filter(Exists(made))
        .order_by("-booked_on", "pk")
        .values_list(*LINE_COLUMNS, "return_reason")[:most]
    )
    lines = [(Line(*columns), why) for *columns, why in rows]
    possible = _made(administration_id, [line for line, _ in lines])
    found = []
    for line, why in lines:
        ranked = reversals.ranking(line, possible.get(-line.amount_cents, ()))
        if ranked:
            cents, first = -line.amount_cents, tuple(ranked[:choices])
            found.append(
                ReturnedLine(line.id, line.booked_on, cents, line.name, line.text, why, first)
            )
    return found


def _standing_payments(administration_id: int) -> "QuerySet[Payment]":
    return Payment.objects.filter(
        administration_id=administration_id, method="bank", reverses=None, reversed_by=None
    )


def _made(administration_id: int, lines: list[Line]) -> dict[int, list[Made]]:
    """Give the payments that these returns may be of, by amount; the newest of very many."""
    if not lines:
        return {}
    first = shift(min(line.booked_on for line in lines), -reversals.MOST_DAYS)
    last = max(line.booked_on for line in lines)
    rows = list(
        _standing_payments(administration_id)
        .filter(
            amount_cents__in={-line.amount_cents for line in lines},
            paid_on__gte=first,
            paid_on__lte=last,
        )
        .order_by("-paid_on", "-pk")
        .values_list("pk", "amount_cents", "paid_on", "client__name", "bank_line__iban")[
            :_MOST_MADE
        ]
    )
    numbers = _numbers(administration_id, [row[0] for row in rows])
    found: dict[int, list[Made]] = defaultdict(list)
    for pk, cents, on, client, iban in rows:
        found[cents].append(Made(pk, on, client, iban or "", tuple(numbers[pk])))
    return found


def _places(administration_id: int, line_ids: list[int]) -> dict[int, list[Place]]:
    rows = list(
        Candidate.objects.filter(administration_id=administration_id, line_id__in=line_ids)
        .order_by("line_id", "place")
        .values_list(
            "line_id", "client_id", "client__name", "allocations", "credits", "left_cents",
            "reasons",
        )
    )  # fmt: skip
    known = _named(administration_id, {part[0] for row in rows for part in (*row[3], *row[4])})
    found: dict[int, list[Place]] = defaultdict(list)
    for line_id, client_id, client, allocations, credits, left, reasons in rows:
        parts = tuple((invoice_id, cents) for invoice_id, cents in allocations)
        used = tuple((note, invoice_id, cents) for note, invoice_id, cents in credits)
        ids = dict.fromkeys([*(part[0] for part in parts), *(part[0] for part in used)])
        clients = dict.fromkeys(known[each][1] for each in ids) or {client: None}
        found[line_id].append(
            Place(
                client_id,
                " + ".join(clients),
                parts,
                tuple(known[each][0] for each in ids),
                left,
                reasons,
                used,
            )
        )
    return found


def _named(administration_id: int, invoice_ids: set[int]) -> dict[int, tuple[str, str]]:
    """Give number and client of invoices and credit notes."""
    mine = Invoice.objects.filter(administration_id=administration_id, pk__in=invoice_ids)
    rows = mine.values_list("pk", "number", "client__name")
    return {pk: (number, client) for pk, number, client in rows}


def waiting_line(administration_id: int, *, line_id: int) -> WaitingLine | None:
    """Give one line that waits; None when it is settled or not here."""
    rows = unsettled_rows(administration_id).filter(pk=line_id)
    row = rows.values_list(
        "pk", "booked_on", "amount_cents", "booked", "name", "iban", "text"
    ).first()
    if row is None:
        return None
    pk, day, amount, booked, name, iban, text = row
    return WaitingLine(pk, day, amount - booked, name, iban, text)


def is_line(administration_id: int, *, line_id: int) -> bool:
    """Say whether there is such a line here, settled or not."""
    return BankLine.objects.filter(administration_id=administration_id, pk=line_id).exists()


def is_payment(administration_id: int, *, payment_id: int) -> bool:
    """Say whether there is such a payment here, undone or not."""
    return Payment.objects.filter(administration_id=administration_id, pk=payment_id).exists()


def clients_of_line(administration_id: int, *, line_id: int) -> set[int]:
    """Give the clients that a line keeps waiting, or was booked on."""
    mine = {"administration_id": administration_id, "line_id": line_id}
    held = LineHold.objects.filter(**mine).values_list("client_id", flat=True)
    meant = Candidate.objects.filter(**mine).values_list("client_id", flat=True)
    booked = Payment.objects.filter(
        administration_id=administration_id, bank_line_id=line_id
    ).values_list("client_id", flat=True)
    return {*held, *meant, *booked}


def line_of_payment(administration_id: int, *, payment_id: int) -> int:
    """Give the bank line of a payment; 0 when it came another way."""
    mine = Payment.objects.filter(administration_id=administration_id, pk=payment_id)
    return mine.values_list("bank_line_id", flat=True).first() or 0


def places_by_search(
    administration_id: int, *, search: str, line_cents: int, most: int
) -> list[Place]:
    """Give open invoices by number or client, as places for a line; then clients alone."""
    words = Q(number__icontains=search) | Q(client__name__icontains=search)
    rows = (
        with_open_cents(administration_id)
        .filter(words, open_cents__gt=0)
        .order_by("due_on", "pk")
        .values_list("client_id", "client__name", "pk", "number", "open_cents")[:most]
    )
    found = [
        Place(
            client_id, client, ((pk, min(left, line_cents)),), (number,),
            max(0, line_cents - left), [],
        )
        for client_id, client, pk, number, left in rows
    ]  # fmt: skip
    clients = Client.objects.filter(
        administration_id=administration_id, name__icontains=search
    ).order_by("name", "pk")
    alone = clients.values_list("pk", "name")[:most]
    return found + [Place(pk, name, (), (), line_cents, []) for pk, name in alone]


def bookings(administration_id: int, *, most: int) -> list[Booking]:
    """Give the newest bookings of bank lines that stand, in two queries."""
    rows = list(
        Payment.objects.filter(
            administration_id=administration_id,
            method__in=["bank", "refund"],
        )
        .filter(Q(reverses=None, reversed_by=None) | _is_standing_return(administration_id))
        .order_by("-booked_at", "-pk")
        .values_list(
            "pk", "paid_on", "amount_cents", "client_id", "client__name", "reasons",
            "booked_by_id",
        )[:most]
    )  # fmt: skip
    numbers = _numbers(administration_id, [row[0] for row in rows])
    return [
        Booking(pk, on, cents, client_id, client, tuple(numbers[pk]), reasons, by is None)
        for pk, on, cents, client_id, client, reasons, by in rows
    ]


def _numbers(administration_id: int, payment_ids: list[int]) -> dict[int, list[str]]:
    """Give the numbers of the invoices that each payment paid."""
    found: dict[int, list[str]] = defaultdict(list)
    for payment_id, number in (
        Allocation.objects.filter(
            administration_id=administration_id, payment_id__in=payment_ids
        )
        .exclude(invoice=None)
        .order_by("pk")
        .values_list("payment_id", "invoice__number")
    ):
        found[payment_id].append(number)
    return found


def _is_standing_return(administration_id: int) -> Q:
    """Tell what the bank took back and nobody has put right since."""
    put_right = Payment.objects.filter(
        administration_id=administration_id,
        bank_line_id=OuterRef("bank_line_id"),
        client_id=OuterRef("client_id"),
        reverses=None,
    )
    return Q(~Exists(put_right), rule=RETURNED)


def set_aside(administration_id: int, *, most: int) -> list[WaitingLine]:
    """Give the lines that were set aside last."""
    rows = (
        BankLine.objects.filter(administration_id=administration_id, set_aside_at__isnull=False)
        .order_by("-set_aside_at", "-pk")
        .values_list("pk", "booked_on", "amount_cents", "name", "iban", "text")[:most]
    )
    return [WaitingLine(*row) for row in rows]
