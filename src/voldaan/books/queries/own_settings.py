"""What the owner set: the firm's facts, the mailbox, the team, the accounts."""

from dataclasses import dataclass
from datetime import datetime

from voldaan.books.models import Administration, BankAccount, Mailbox, Member


@dataclass(frozen=True, slots=True)
class Company:
    """The firm's own facts."""

    name: str
    sender_name: str
    email: str
    phone: str
    iban: str
    vat: str
    kvk: str
    address_form: str
    serves: str
    street: str
    postcode: str
    city: str


@dataclass(frozen=True, slots=True)
class OwnMailbox:
    """The mailbox without its password: that is never shown again."""

    host: str
    port: int
    security: str
    username: str
    from_address: str
    checked_at: datetime | None
    imap_host: str = ""
    imap_port: int = 993
    imap_security: str = "ssl"
    imap_username: str = ""
    imap_folder: str = "INBOX"
    plus_address: bool = False
    read_at: datetime | None = None
    read_failure: str = ""


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody with a place here."""

    name: str
    email: str
    role: str


def company(administration_id: int) -> Company:
    """Give the firm's own facts."""
    row = Administration.objects.values_list(
        "name",
        "sender_name",
        "email",
        "phone",
        "iban",
        "vat",
        "kvk",
        "address_form",
        "serves",
        "street",
        "postcode",
        "city",
    ).get(pk=administration_id)
    return Company(*row)


def mailbox(administration_id: int) -> OwnMailbox | None:
    """Give the mailbox, if there is one."""
    row = (
        Mailbox.objects.filter(administration_id=administration_id)
        .values_list(
            *("host", "port", "security", "username", "from_address", "checked_at"),
            *("imap_host", "imap_port", "imap_security", "imap_username", "imap_folder"),
            *("plus_address", "read_at", "read_failure"),
        )
        .first()
    )
    return OwnMailbox(*row) if row else None


def team(administration_id: int) -> list[TeamMember]:
    """Give everybody with a place here, the first one first."""
    rows = Member.objects.filter(administration_id=administration_id).order_by("since", "pk")
    return [
        TeamMember(name or email, email, role)
        for name, email, role in rows.values_list("user__name", "user__email", "role")
    ]


def account_numbers(administration_id: int) -> list[str]:
    """Give the firm's bank accounts as its bank files name them."""
    known = BankAccount.objects.filter(administration_id=administration_id).order_by("pk")
    return list(known.values_list("number", flat=True))
