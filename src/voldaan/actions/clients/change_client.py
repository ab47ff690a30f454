"""Correct what is known of a client: kind, tone, language, term, and whom to write to."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.messages.consent import CONSENTS
from voldaan.actions.messages.contact import UnknownClient
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Client, Contact, ContactRole, User
from voldaan.books.queries.client_page import Habits, desk, foremost
from voldaan.channels.email.addresses import is_address
from voldaan.matching.buyers import first_name
from voldaan.readers.shapes import Party


class BadContact(Exception):
    """The e-mail address is not one that we dare to write to; carries the address."""


class BadPayables(BadContact):
    """The same, of the payables desk; a desk without an address is none."""


@dataclass(frozen=True, slots=True)
class ClientChange:
    """How a client is from now on. The contact is the one that messages go to.

    ``habits``: where and how the client is reached, and when it pays; None: as they were.
    ``payables``: where its payables desk reads mail; None: as it was, empty: there is none.
    """

    kind: str
    address_form: str
    language: str
    term_days: int | None
    contact: str = ""
    email: str = ""
    phone: str = ""
    linkedin: str = ""
    habits: Habits | None = None
    payables: str | None = None
    payables_name: str = ""


def change_client(
    administration_id: int,
    *,
    client_id: int,
    change: ClientChange,
    day: date,
    by: User,
    at: datetime,
) -> None:
    """Correct a client; decide again at once.

    Raises :class:`UnknownClient`, :class:`BadContact` or :class:`BadPayables`, changing
    nothing.
    """
    _refuse_bad_addresses(change)
    with transaction.atomic():
        mine = Client.objects.filter(administration_id=administration_id, pk=client_id)
        before = mine.values_list(*CONSENTS).first()
        if before is None:
            raise UnknownClient(client_id)
        mine.update(
            kind=change.kind,
            address_form=change.address_form,
            language=change.language,
            term_days=change.term_days,
            **(asdict(change.habits) if change.habits else {}),
        )
        _write_people(administration_id, client_id, change)
        _record.record(
            [
                _record.Happening("client.changed", client_id),
                *_consents(client_id, before, change.habits),
            ],
            administration_id=administration_id,
            at=at,
            by=by,
        )
    follow_up(administration_id, day=day, at=at, client_ids=[client_id])


def _refuse_bad_addresses(change: ClientChange) -> None:
    if change.email and not is_address(change.email):
        raise BadContact(change.email)
    if change.payables and not is_address(change.payables):
        raise BadPayables(change.payables)
    if change.payables_name and change.payables == "":
        raise BadPayables("")


def _consents(
    client_id: int, before: Sequence[bool], habits: Habits | None
) -> Iterator[_record.Happening]:
    """Keep when a client began or ended to take messages on a channel."""
    if habits is None:
        return
    for (column, channel), was_on in zip(CONSENTS.items(), before, strict=True):
        is_on = getattr(habits, column)
        if is_on != was_on:
            code = "consent.given" if is_on else "consent.ended"
            yield _record.Happening(code, client_id, {"channel": channel})


def add_email(
    administration_id: int, *, client_id: int, email: str, day: date, by: User, at: datetime
) -> None:
    """Write down where a client reads mail; decide again at once.

    Raises :class:`UnknownClient` or :class:`BadContact`, changing nothing.
    """
    if not is_address(email):
        raise BadContact(email)
    with transaction.atomic():
        mine = Client.objects.filter(administration_id=administration_id, pk=client_id)
        if not mine.exists():
            raise UnknownClient(client_id)
        contact = written_to(administration_id, client_id)
        if contact is None:
            contact = Contact(administration_id=administration_id, client_id=client_id)
        contact.email = email
        contact.bounced_at = None
        _keep(contact)
        _say(administration_id, client_id, by=by, at=at)
    follow_up(administration_id, day=day, at=at, client_ids=[client_id])


def written_to(administration_id: int, client_id: int) -> Contact | None:
    """Give the contact that messages go to: the first with an address, else the first."""
    return foremost(_contacts(administration_id, client_id))


def _contacts(administration_id: int, client_id: int) -> list[Contact]:
    mine = Contact.objects.filter(administration_id=administration_id, client_id=client_id)
    return list(mine.order_by("place", "pk"))


def _write_people(administration_id: int, client_id: int, change: ClientChange) -> None:
    """Write the contact, and the payables desk beside it."""
    found = _contacts(administration_id, client_id)
    contact, payables = foremost(found), desk(found)
    if change.payables and contact and contact.role == ContactRole.PAYABLES:
        # Who alone was written to becomes the buyer, now that the desk is another.
        contact.role = ContactRole.MAIN
    _write_contact(administration_id, client_id, change, contact=contact)
    if change.payables:
        last = max((each.place for each in found), default=0)
        _write_payables(
            payables
            or Contact(
                administration_id=administration_id,
                client_id=client_id,
                role=ContactRole.PAYABLES,
                place=last + 1,
            ),
            change,
        )
    elif change.payables is not None and payables is not None:
        payables.delete()


def _write_payables(contact: Contact, change: ClientChange) -> None:
    email = change.payables or ""
    if contact.name != change.payables_name:
        contact.name = change.payables_name
        contact.first_name = _spoken_to(change.payables_name)
    if contact.email.lower() != email.lower():
        contact.bounced_at = None
    contact.email = email
    _keep(contact)


def _write_contact(
    administration_id: int, client_id: int, change: ClientChange, *, contact: Contact | None
) -> None:
    if contact is None:
        if not (change.contact or change.email or change.phone or change.linkedin):
            return
        contact = Contact(administration_id=administration_id, client_id=client_id)
    if contact.name != change.contact:
        contact.name = change.contact
        contact.first_name = _spoken_to(change.contact)
    if contact.email.lower() != change.email.lower():
        contact.bounced_at = None
    contact.email = change.email
    contact.phone = change.phone
    contact.linkedin = change.linkedin
    _keep(contact)


def _keep(contact: Contact) -> None:
    if contact._state.adding:
        contact.save()
    else:
        changed = ("name", "first_name", "email", "phone", "linkedin", "bounced_at", "role")
        contact.save(update_fields=changed)


def _spoken_to(name: str) -> str:
    """Give the first name of a person, where it is certain to be one."""
    return first_name(Party(contact=name), "business")


def _say(administration_id: int, client_id: int, *, by: User, at: datetime) -> None:
    _record.record(
        [_record.Happening("client.changed", client_id)],
        administration_id=administration_id,
        at=at,
        by=by,
    )
