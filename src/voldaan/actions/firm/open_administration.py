"""Begin: a person, their firm, and their place in it as owner."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from voldaan.actions import _record
from voldaan.books.models import Administration, Member, Role, User


class AddressIsTaken(Exception):
    """Somebody signs in with this e-mail address already."""


class SomebodyIsHere(Exception):
    """Voldaan has its first person already; others are added by the owner."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the welcome asks: who writes, from where, to whom, and in which form."""

    sender_name: str
    company: str
    email: str
    phone: str = ""
    iban: str = ""
    vat: str = ""
    kvk: str = ""
    address_form: str = "je"
    serves: str = "both"
    language: str = "nl"


def open_administration(
    beginning: Beginning,
    *,
    password: str,
    at: datetime,
    is_demo: bool = False,
    as_first: bool = False,
) -> tuple[User, Administration]:
    """Make the person and the firm.

    Raises :class:`AddressIsTaken`, or with ``as_first`` :class:`SomebodyIsHere`, changing
    nothing.
    """
    with transaction.atomic():
        if as_first:
            _refuse_a_second()
        user = _person(beginning, password, at)
        administration = Administration.objects.create(
            name=beginning.company or beginning.sender_name,
            sender_name=beginning.sender_name,
            email=beginning.email,
            phone=beginning.phone,
            iban=beginning.iban,
            vat=beginning.vat,
            kvk=beginning.kvk,
            address_form=beginning.address_form,
            serves=beginning.serves,
            language=beginning.language,
            created_at=at,
            is_demo=is_demo,
        )
        Member.objects.create(
            administration=administration, user=user, role=Role.OWNER, since=at
        )
        _record.record(
            [_record.Happening("administration.opened", None, {"demo": is_demo})],
            administration_id=administration.pk,
            at=at,
            by=user,
        )
    return user, administration


def _refuse_a_second() -> None:
    """Let beginnings wait for each other, and take only the first."""
    # A row that always is there; SQLite lets one transaction write at a time anyhow.
    ContentType.objects.select_for_update().filter(app_label="books", model="user").first()
    if User.objects.exists():
        raise SomebodyIsHere


def _person(beginning: Beginning, password: str, at: datetime) -> User:
    """Make the person; of two beginnings at once with one address the database takes one."""
    try:
        with transaction.atomic():
            return User.objects.create_user(
                beginning.email,
                password,
                name=beginning.sender_name,
                language=beginning.language,
                joined_at=at,
            )
    except IntegrityError as error:
        raise AddressIsTaken(beginning.email) from error
