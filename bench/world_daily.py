"""A made administration for measuring: invoices, habits, contacts, steps, holds, money.

The same seed gives the same world. Most is not due yet; a quarter of the clients has
something overdue, and of those some were reminded before.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from voldaan.books import models

DAY = date(2026, 10, 14)  # a Wednesday
AT = datetime(2026, 10, 14, 5, 0, tzinfo=UTC)
OWN_IBAN = "NL91ABNA0417164300"

_FIRST = ("Els", "Karim", "Joost", "Noor", "Sanne", "Bram", "Zoë", "Pieter", "Yara", "Henk")
_NAMES = ("Vink", "De Wit", "Van den Berg", "Özdemir", "Jansen", "Molenaar", "Bos", "Kuipers")
_TRADES = ("Bouw BV", "Installaties", "Advies", "Zorg", "Media BV", "& Zonen", "Logistiek")
_PROJECTS = ("", "", "Training oktober", "Verbouwing keuken", "Onderhoud", "Website")
_PRICES = (12_100, 24_200, 48_400, 60_500, 96_800, 121_000, 242_000, 375_100)
_STEPS = ((8, "reminder_1"), (15, "reminder_2"), (25, "call"))


@dataclass(frozen=True, slots=True)
class Size:
    """How large the world is."""

    invoices: int = 100_000
    clients: int = 20_000
    seed: int = 1


def fill(size: Size) -> int:
    """Fill the database; give the administration's id."""
    chance = random.Random(size.seed)
    own = models.Administration.objects.create(
        name="Studio Anna",
        sender_name="Anna Bakker",
        email="anna@example.nl",
        phone="06 12345678",
        iban=OWN_IBAN,
        created_at=AT,
    )
    clients = _insert(models.Client, (_client(own, n, chance) for n in range(size.clients)))
    late = {client.pk for client in clients if chance.random() < 0.25}
    _insert(models.Contact, (c for one in clients for c in _contact(one, chance)))
    open_invoices = _insert(models.Invoice, _open(clients, late, size, chance))
    _paid(own, clients, chance)
    _insert(models.ContactMoment, _past(own, open_invoices, chance))
    _insert(models.Hold, _holds(own, open_invoices, chance))
    _bank(own, open_invoices, chance)
    return int(own.pk)


def _insert(model: Any, rows: Any) -> list[Any]:  # noqa: ANN401 - any table
    made: list[Any] = model.objects.bulk_create(rows, batch_size=2000)
    return made


def _client(own: models.Administration, place: int, chance: random.Random) -> models.Client:
    name = f"{chance.choice(_NAMES)} {chance.choice(_TRADES)} {place}"
    return models.Client(
        administration=own,
        name=name,
        name_key=name.lower(),
        kind=chance.choices(("business", "consumer", "government"), (70, 27, 3))[0],
        address_form=chance.choice(("je", "u")),
        language="en" if chance.random() < 0.05 else "nl",
        is_large_organisation=chance.random() < 0.05,
        created_at=AT,
    )


def _contact(client: models.Client, chance: random.Random) -> Iterator[models.Contact]:
    if chance.random() < 0.03:
        return
    first = chance.choice(_FIRST)
    yield models.Contact(
        administration_id=client.administration_id,
        client=client,
        name=f"{first} {chance.choice(_NAMES)}",
        first_name=first,
        email=f"{first.lower().replace('ë', 'e')}.{client.pk}@example.nl",
        phone="020 1234567" if chance.random() < 0.7 else "",
    )


def _open(
    clients: list[Any], late: set[int], size: Size, chance: random.Random
) -> Iterator[models.Invoice]:
    for place in range(size.invoices):
        client = clients[place % len(clients)]
        is_late = client.pk in late and (place < len(clients) or chance.random() < 0.3)
        days = -chance.randint(1, 40) if is_late else chance.randint(0, 44)
        yield _invoice(client, f"2026-{place:06}", DAY + timedelta(days=days), chance)


def _invoice(
    client: models.Client, number: str, due_on: date, chance: random.Random
) -> models.Invoice:
    return models.Invoice(
        administration_id=client.administration_id,
        client=client,
        number=number,
        issued_on=due_on - timedelta(days=30),
        due_on=due_on,
        payable_cents=chance.choice(_PRICES),
        project=chance.choice(_PROJECTS),
        recorded_at=AT,
    )


def _paid(own: models.Administration, clients: list[Any], chance: random.Random) -> None:
    """Six of ten clients paid three invoices before; four of five of those in time."""
    old = _insert(
        models.Invoice,
        (
            _invoice(client, f"2025-{client.pk}-{place}", DAY - timedelta(days=ago), chance)
            for client in clients
            if chance.random() < 0.6
            for place, ago in enumerate((300, 200, 100))
        ),
    )
    payments = _insert(
        models.Payment,
        (
            models.Payment(
                administration=own,
                client_id=invoice.client_id,
                method="cash",
                paid_on=invoice.due_on
                + timedelta(days=chance.choice((-3, -1, 0, 0, 0, 0, 0, 0, 4, 12))),
                amount_cents=invoice.payable_cents,
                booked_at=AT - timedelta(days=1),  # what was known is not asked for
            )
            for invoice in old
        ),
    )
    _insert(
        models.Allocation,
        (
            models.Allocation(
                administration=own, payment=payment, invoice=invoice, cents=payment.amount_cents
            )
            for payment, invoice in zip(payments, old, strict=True)
        ),
    )


def _past(
    own: models.Administration, invoices: list[Any], chance: random.Random
) -> Iterator[models.ContactMoment]:
    for invoice in invoices:
        late = (DAY - invoice.due_on).days
        if late < 8 or chance.random() < 0.5:
            continue
        for after, step in _STEPS:
            if late < after:
                break
            yield models.ContactMoment(
                administration=own,
                client_id=invoice.client_id,
                step=step,
                channel="phone" if step == "call" else "email",
                outcome="spoken" if step == "call" else "sent",
                on=invoice.due_on + timedelta(days=after - 7),
                invoice_ids=[invoice.pk],
                recorded_at=AT,
            )


def _holds(
    own: models.Administration, invoices: list[Any], chance: random.Random
) -> Iterator[models.Hold]:
    for invoice in invoices:
        if chance.random() < 0.005:
            yield models.Hold(
                administration=own,
                client_id=invoice.client_id,
                invoice=invoice if chance.random() < 0.5 else None,
                reason="Wacht op de creditnota",
                from_day=DAY - timedelta(days=3),
                until_day=DAY + timedelta(days=chance.randint(0, 20)),
                set_at=AT,
            )


def _bank(own: models.Administration, invoices: list[Any], chance: random.Random) -> None:
    """One complete statement up to yesterday; a line in 300 invoices is not settled yet."""
    account = models.BankAccount.objects.create(
        administration=own, number=OWN_IBAN, first_seen_at=AT
    )
    file = models.ImportedFile.objects.create(
        administration=own, drop="1", name="bank.xml", size=1, sha256="1" * 64, asked_at=AT,
        state="done",
    )  # fmt: skip
    statement = models.Statement.objects.create(
        administration=own, account=account, imported_file=file,
        first_day=DAY - timedelta(days=400), last_day=DAY - timedelta(days=1),
    )  # fmt: skip
    meant = [invoice for invoice in invoices if chance.random() < 1 / 300]
    lines = _insert(
        models.BankLine,
        (
            models.BankLine(
                administration=own, account=account, statement=statement,
                booked_on=DAY - timedelta(days=1), amount_cents=invoice.payable_cents,
                name="onbekend", text="bedankt", format="camt.053", fingerprint=str(place),
            )
            for place, invoice in enumerate(meant)
        ),
    )  # fmt: skip
    _insert(
        models.LineHold,
        (
            models.LineHold(administration=own, line=line, client_id=invoice.client_id)
            for line, invoice in zip(lines, meant, strict=True)
        ),
    )
