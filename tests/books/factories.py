"""The cast and their facts: small functions with good defaults.

Anna owns the administration, Bas is her bookkeeper, Vera only looks, Chris owns another
one and has no access; Dirk and Vink BV are clients. Everything happens around
Wednesday 14 October 2026. The IBANs are made-up ones with a right checksum.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from voldaan.actions.files._clients import name_key
from voldaan.actions.files._statements import fingerprint
from voldaan.books.models import (
    Administration,
    BankAccount,
    BankLine,
    Client,
    Contact,
    ImportedFile,
    Invoice,
    Member,
    Statement,
    User,
)
from voldaan.matching.overlap import Seen

DAY = date(2026, 10, 14)
AT = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
OWN_IBAN = "NL91ABNA0417164300"
CLIENT_IBAN = "NL20INGB0001234567"

_numbers = count(1)


def person(name: str = "Anna", *, password: str | None = None, **columns: Any) -> User:
    """Give somebody who can sign in (with a password: through the door)."""
    email = columns.pop("email", f"{name.lower()}@example.nl")
    user = User.objects.filter(email=email).first()
    return user or User.objects.create_user(email, password, name=name, joined_at=AT, **columns)


def administration(name: str = "Studio Anna", **columns: Any) -> Administration:
    """Give a firm; nobody is in it yet."""
    facts = {
        "sender_name": "Anna",
        "email": "anna@example.nl",
        "phone": "06 12345678",
        "iban": OWN_IBAN,
        "created_at": AT,
    }
    return Administration.objects.create(name=name, **{**facts, **columns})


def member(user: User, of: Administration, role: str) -> User:
    """Give somebody a place."""
    Member.objects.create(administration=of, user=user, role=role, since=AT)
    return user


def anna(of: Administration, **columns: Any) -> User:
    """Give the owner."""
    return member(person("Anna", **columns), of, "owner")


def bas(of: Administration, **columns: Any) -> User:
    """Give the bookkeeper: prepares, does not release."""
    return member(person("Bas", **columns), of, "bookkeeper")


def vera(of: Administration, **columns: Any) -> User:
    """Give somebody who only looks."""
    return member(person("Vera", **columns), of, "viewer")


def chris() -> User:
    """Give the owner of another administration, with no access to Anna's."""
    other = administration("Bureau Chris", email="chris@example.nl", iban="")
    return member(person("Chris"), other, "owner")


def client(of: Administration, name: str = "Vink BV", **columns: Any) -> Client:
    """Give a client without contacts."""
    facts = {"name_key": name_key(name), "kind": "business", "created_at": AT}
    return Client.objects.create(administration=of, name=name, **{**facts, **columns})


def contact(client: Client, email: str = "els@vink.example", **columns: Any) -> Contact:
    """Give a person at the client."""
    facts = {"name": "Els de Vries", "first_name": "Els", "phone": "020 1234567"}
    return Contact.objects.create(
        administration_id=client.administration_id,
        client=client,
        email=email,
        **{**facts, **columns},
    )


def invoice(client: Client, **columns: Any) -> Invoice:
    """Give an invoice of € 1,210.00 that was due yesterday."""
    due_on = columns.pop("due_on", DAY - timedelta(days=1))
    facts = {
        "number": f"2026-{next(_numbers):03}",
        "issued_on": due_on - timedelta(days=30),
        "due_on": due_on,
        "payable_cents": 121_000,
        "recorded_at": AT,
    }
    return Invoice.objects.create(
        administration_id=client.administration_id, client=client, **{**facts, **columns}
    )


def imported_file(of: Administration, **columns: Any) -> ImportedFile:
    """Give a file that was read."""
    facts = {
        "drop": f"{next(_numbers):032}",
        "name": "bank.xml",
        "size": 100,
        "sha256": f"{next(_numbers):064}",
        "state": "done",
        "asked_at": AT,
    }
    return ImportedFile.objects.create(administration=of, **{**facts, **columns})


def bank_account(of: Administration, number: str = OWN_IBAN) -> BankAccount:
    """Give one of the firm's accounts."""
    return BankAccount.objects.get_or_create(
        administration=of, number=number, currency="EUR", defaults={"first_seen_at": AT}
    )[0]


def statement(of: Administration, **columns: Any) -> Statement:
    """Give a statement that shows September and October up to yesterday."""
    facts = {
        "account": columns.pop("account", None) or bank_account(of),
        "imported_file": columns.pop("imported_file", None) or imported_file(of),
        "first_day": date(2026, 9, 1),
        "last_day": DAY - timedelta(days=1),
    }
    return Statement.objects.create(administration=of, **{**facts, **columns})


def bank_line(of: Administration, amount_cents: int = 121_000, **columns: Any) -> BankLine:
    """Give a credit of yesterday that nobody has placed yet."""
    on = columns.pop("statement", None) or statement(of)
    seen = Seen(
        booked_on=columns.pop("booked_on", DAY - timedelta(days=1)),
        amount_cents=amount_cents,
        format="camt.053",
        name=columns.pop("name", "Vink BV"),
        iban=columns.pop("iban", CLIENT_IBAN),
        text=columns.pop("text", "bedankt"),
        reference=columns.pop("reference", ""),
        end_to_end_id=columns.pop("end_to_end_id", ""),
        bank_id=f"line {next(_numbers)}",
    )
    return BankLine.objects.create(
        administration=of,
        account_id=on.account_id,
        statement=on,
        booked_on=seen.booked_on,
        amount_cents=seen.amount_cents,
        name=seen.name,
        iban=seen.iban,
        text=seen.text,
        reference=seen.reference,
        end_to_end_id=seen.end_to_end_id,
        bank_id=seen.bank_id,
        format=seen.format,
        fingerprint=fingerprint(seen),
        copy=next(_numbers) % 30_000,
        **columns,
    )
