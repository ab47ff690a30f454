"""The owner changes the firm's own facts, its mailbox, and its numbers on the ladder."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.firm import _policies
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Administration, Mailbox, User
from voldaan.books.queries.deciding.own_ladders import days_after
from voldaan.channels.email import secret


class NeedsPassword(Exception):
    """Another server or user name: the password that is kept is not sent there."""


@dataclass(frozen=True, slots=True)
class Company:
    """What messages are signed with, and which numbers are the firm's own."""

    name: str
    sender_name: str
    email: str
    phone: str
    iban: str
    vat: str
    kvk: str
    address_form: str
    serves: str
    street: str = ""
    postcode: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where messages leave. An empty host switches sending off."""

    host: str
    port: int
    security: str
    username: str
    from_address: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """The owner's own numbers; ``policy`` in ``books.queries`` puts them on the ladder."""

    gap_days: int
    large_invoice_cents: int
    bank_working_days: int
    grace_days: int
    quiet_from_hour: int
    quiet_until_hour: int


def change_company(
    administration_id: int, *, company: Company, day: date, by: User, at: datetime
) -> None:
    """Write the firm's facts, and prepare what is waiting again with them."""
    with transaction.atomic():
        administration = Administration.objects.select_for_update().get(pk=administration_id)
        changed = _set(administration, asdict(company))
        if not changed:
            return
        administration.save(update_fields=changed)
        _tell(administration_id, "company.changed", changed, by=by, at=at)
    follow_up(administration_id, day=day, at=at)


def change_mailbox(
    administration_id: int,
    *,
    server: MailServer,
    password: str,
    key: str,
    by: User,
    at: datetime,
) -> None:
    """Write the mailbox; an empty password keeps the present one, on the same server only.

    ``key`` seals the password. Raises :class:`NeedsPassword`, changing nothing.
    """
    with transaction.atomic():
        Administration.objects.select_for_update().get(pk=administration_id)
        kept = Mailbox.objects.filter(administration_id=administration_id).first()
        if not server.host:
            if kept is not None:
                kept.delete()
                _tell(administration_id, "mailbox.removed", [], by=by, at=at)
            return
        mailbox = kept or Mailbox(administration_id=administration_id)
        changed = _set(mailbox, asdict(server))
        moved = {"host", "port", "security", "username"} & set(changed)
        if password:
            mailbox.sealed_password = secret.seal(password, key=key)
            changed.append("password")
        elif moved and mailbox.sealed_password:
            # Else whoever may change the server could have the password sent to their own.
            raise NeedsPassword(server.host)
        if changed:
            mailbox.checked_at = None
            mailbox.save()
            _tell(administration_id, "mailbox.changed", changed, by=by, at=at)


def mark_mailbox_checked(administration_id: int, *, at: datetime) -> None:
    """Remember that the mailbox let us in."""
    Mailbox.objects.filter(administration_id=administration_id).update(checked_at=at)


def change_numbers(
    administration_id: int, *, numbers: Numbers, day: date, by: User, at: datetime
) -> None:
    """Let these numbers count from the day on, and decide again with them.

    What counted before stays on record, and so does the owner's own ladder. A ladder that
    was planned for a later day begins with these numbers too.
    """
    with transaction.atomic():
        _record.lock(administration_id)
        values = asdict(numbers)
        for start in (day, *days_after(administration_id, day=day)):
            _policies.add(administration_id, from_day=start, values=values, by=by, at=at)
        _record.record(
            [_record.Happening("policy.changed", None, {"from": day.isoformat(), **values})],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    follow_up(administration_id, day=day, at=at)


def _set(row: Administration | Mailbox, values: dict[str, object]) -> list[str]:
    """Set what differs; give the names of what changed."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed


def _tell(
    administration_id: int, code: str, changed: list[str], *, by: User, at: datetime
) -> None:
    """Record which facts changed; their values are personal and stay out of the chain."""
    _record.record(
        [_record.Happening(code, None, {"changed": sorted(changed)})],
        administration_id=administration_id,
        at=at,
        by=by,
    )
