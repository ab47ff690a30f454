"""A made administration of very many clients, written as a stream: no list grows with it.

Every client owes five invoices: three of one day, two of a month later. Six of ten paid
three invoices before. Of who is overdue some were reminded. The bank files show everything
up to yesterday; a line here and there has no place yet. Same number, same world.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from bench import bulk

from voldaan.books import models

DAY = date(2026, 10, 14)  # a Wednesday
AT = datetime(2026, 10, 14, 5, 0, tzinfo=UTC)
OWN_IBAN = "NL91ABNA0417164300"
EACH = 5  # open invoices of every client
_BEFORE = (300, 200, 100)  # days ago, of what was paid before
_PRICES = (12_100, 24_200, 48_400, 60_500, 96_800, 121_000, 242_000, 375_100)
_STEPS = ((8, "reminder_1"), (15, "reminder_2"), (25, "call"))
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Size:
    """How many clients, and over how many days their due days lie."""

    clients: int = 200_000
    spread_days: int = 200
    seed: int = 1


def fill(size: Size) -> None:
    """Fill an empty database, in one transaction."""
    from django.db import connection, transaction

    with transaction.atomic():
        own = models.Administration.objects.create(
            name="Studio Anna",
            sender_name="Anna Bakker",
            email="anna@example.nl",
            phone="06 12345678",
            iban=OWN_IBAN,
            created_at=AT,
        ).pk
        bulk.insert(models.Client, _clients(own, size))
        bulk.insert(models.Contact, _contacts(own, size))
        bulk.insert(models.Invoice, _invoices(own, size))
        bulk.insert(models.Payment, _payments(own, size))
        bulk.insert(models.Allocation, _allocations(own, size))
        bulk.insert(models.ContactMoment, _moments(own, size))
        bulk.insert(models.Hold, _holds(own, size))
        _bank(own, size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _chance(size: Size, client: int, what: str) -> Random:
    """Give the same chance for one fact of one client, in whichever table it is asked."""
    return Random(f"{size.seed} {client} {what}")


def _base_day(size: Size, client: int) -> date:
    """Give the day of a client's first three invoices: one in eight is past."""
    at = _chance(size, client, "due").randrange(size.spread_days)
    return DAY + timedelta(days=at - size.spread_days // 8)


def _ids(size: Size) -> range:
    return range(1, size.clients + 1)


def _clients(own: int, size: Size) -> Iterator[_Row]:
    for client in _ids(size):
        chance = _chance(size, client, "kind")
        yield {
            "id": client,
            "administration_id": own,
            "name": f"Klant {client}",
            "name_key": f"klant {client}",
            "kind": chance.choices(("business", "consumer", "government"), (70, 27, 3))[0],
            "is_large_organisation": chance.random() < 0.05,
            "created_at": AT,
        }


def _contacts(own: int, size: Size) -> Iterator[_Row]:
    for client in _ids(size):
        chance = _chance(size, client, "contact")
        yield {
            "id": client,
            "administration_id": own,
            "client_id": client,
            "name": "Els de Wit",
            "first_name": "Els",
            "email": f"els.{client}@klant.example" if chance.random() < 0.99 else "",
            "phone": "020 1234567" if chance.random() < 0.7 else "",
        }


def _invoices(own: int, size: Size) -> Iterator[_Row]:
    numbers = count(1)
    for client in _ids(size):
        chance = _chance(size, client, "price")
        base = _base_day(size, client)
        due = [base + timedelta(days=30 * (place > 2)) for place in range(EACH)]
        paid = [DAY - timedelta(days=ago) for ago in _BEFORE if _paid_before(size, client)]
        for due_on in [*due, *paid]:
            number = next(numbers)
            yield {
                "id": number,
                "administration_id": own,
                "client_id": client,
                "number": f"F{number}",
                "issued_on": due_on - timedelta(days=30),
                "due_on": due_on,
                "payable_cents": chance.choice(_PRICES),
                "recorded_at": AT,
            }


def _paid_before(size: Size, client: int) -> bool:
    return _chance(size, client, "paid").random() < 0.6


def _paid(size: Size) -> Iterator[tuple[int, int, int, date]]:
    """Give (number, client, invoice, paid on) of every payment; cents follow from both."""
    numbers, invoice = count(1), 0
    for client in _ids(size):
        invoice += EACH
        if not _paid_before(size, client):
            continue
        chance = _chance(size, client, "late")
        for ago in _BEFORE:
            invoice += 1
            late = chance.choice((-3, -1, 0, 0, 0, 0, 0, 0, 4, 12))
            yield next(numbers), client, invoice, DAY - timedelta(days=ago - late)


def _cents(size: Size) -> Iterator[int]:
    """Give what every invoice that was paid before charged, in the order of the payments."""
    for client in _ids(size):
        if _paid_before(size, client):
            chance = _chance(size, client, "price")
            charged = [chance.choice(_PRICES) for _ in range(EACH + len(_BEFORE))]
            yield from charged[EACH:]


def _payments(own: int, size: Size) -> Iterator[_Row]:
    for (number, client, _, paid_on), cents in zip(_paid(size), _cents(size), strict=True):
        yield {
            "id": number,
            "administration_id": own,
            "client_id": client,
            "method": "cash",
            "paid_on": paid_on,
            "amount_cents": cents,
            "booked_at": AT,
        }


def _allocations(own: int, size: Size) -> Iterator[_Row]:
    for (number, _, invoice, _), cents in zip(_paid(size), _cents(size), strict=True):
        yield {
            "id": number,
            "administration_id": own,
            "payment_id": number,
            "invoice_id": invoice,
            "cents": cents,
        }


def _first_invoice(size: Size) -> Iterator[tuple[int, int]]:
    """Give every client with the number of the first invoice."""
    number = 1
    for client in _ids(size):
        yield client, number
        number += EACH + (len(_BEFORE) if _paid_before(size, client) else 0)


def _moments(own: int, size: Size) -> Iterator[_Row]:
    """Half of who is more than a week late was reminded, as the ladder would have."""
    numbers = count(1)
    for client, invoice in _first_invoice(size):
        base = _base_day(size, client)
        late = (DAY - base).days
        if late < 8 or _chance(size, client, "reminded").random() < 0.5:
            continue
        for after, step in _STEPS:
            if late < after:
                break
            yield {
                "id": next(numbers),
                "administration_id": own,
                "client_id": client,
                "step": step,
                "channel": "phone" if step == "call" else "email",
                "outcome": "spoken" if step == "call" else "sent",
                "on": base + timedelta(days=after - 7),
                "invoice_ids": list(range(invoice, invoice + 3)),
                "recorded_at": AT,
            }


def _holds(own: int, size: Size) -> Iterator[_Row]:
    numbers = count(1)
    for client, invoice in _first_invoice(size):
        chance = _chance(size, client, "hold")
        if chance.random() < 0.005:
            yield {
                "id": next(numbers),
                "administration_id": own,
                "client_id": client,
                "invoice_id": invoice if chance.random() < 0.5 else None,
                "reason": "Wacht op de creditnota",
                "from_day": DAY - timedelta(days=3),
                "until_day": DAY + timedelta(days=chance.randint(0, 20)),
                "set_at": AT,
            }


def _bank(own: int, size: Size) -> None:
    """One account, its files up to yesterday, and a line without a place in 500 clients."""
    account = models.BankAccount.objects.create(
        administration_id=own, number=OWN_IBAN, first_seen_at=AT
    )
    file = models.ImportedFile.objects.create(
        administration_id=own, drop="1", name="bank.xml", size=1, sha256="1" * 64, asked_at=AT,
        state="done",
    )  # fmt: skip
    statement = models.Statement.objects.create(
        administration_id=own, account=account, imported_file=file,
        first_day=DAY - timedelta(days=400), last_day=DAY - timedelta(days=1),
    )  # fmt: skip
    meant = range(1, size.clients + 1, 500)
    bulk.insert(
        models.BankLine,
        (
            {
                "id": client, "administration_id": own, "account_id": account.pk,
                "statement_id": statement.pk, "booked_on": DAY - timedelta(days=1),
                "amount_cents": 9_999_900 + client % 100, "name": f"Klant {client}",
                "text": "bedankt", "format": "camt.053", "fingerprint": str(client),
            }
            for client in meant
        ),
    )  # fmt: skip
    bulk.insert(
        models.LineHold,
        (
            {"id": client, "administration_id": own, "line_id": client, "client_id": client}
            for client in meant
        ),
    )
