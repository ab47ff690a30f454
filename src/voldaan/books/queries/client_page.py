"""One client: who they are, who decides there, what was decided and what is paused."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Protocol

from django.db.models import Max

from voldaan.books.models import (
    Client,
    Contact,
    ContactMoment,
    ContactRole,
    Decision,
    Outcome,
)
from voldaan.books.queries.invoice_page import HoldRow
from voldaan.books.queries.states import active_holds
from voldaan.followup import replay, shapes
from voldaan.reasons import Reason


class Person(Protocol):
    """What is looked at of a contact."""

    @property
    def email(self) -> str:
        """Give where they read mail; empty: not known."""

    @property
    def role(self) -> str:
        """Give a role of ``ContactRole``."""


def foremost[P: Person](contacts: Sequence[P]) -> P | None:
    """Give whom messages go to: the first with an address, a payables desk after others."""
    others = [c for c in contacts if c.role != ContactRole.PAYABLES] or list(contacts)
    return next((each for each in others if each.email), others[0] if others else None)


def desk[P: Person](contacts: Sequence[P]) -> P | None:
    """Give the payables desk beside whom messages go to; None: there is none."""
    main = foremost(contacts)
    desks = [c for c in contacts if c.role == ContactRole.PAYABLES and c is not main]
    return next((each for each in desks if each.email), desks[0] if desks else None)


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A person at the client."""

    id: int
    name: str
    role: str
    email: str
    phone: str
    linkedin: str = ""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a client likes to be reached and when it pays, as the owner knows it."""

    preferred_channel: str = ""
    uses_whatsapp: bool = False
    uses_sms: bool = False
    is_a_client: bool = False
    asks_first: bool = False
    is_large_organisation: bool = False
    pays_on_weekday: int | None = None
    pays_on_monthday: int | None = None
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "NL"
    #: Insolvency or debt help: nothing is asked any more. Empty: neither.
    stopped_for: str = ""


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """The client itself, with its people in order."""

    id: int
    name: str
    kind: str
    address_form: str
    language: str
    term_days: int | None
    contacts: tuple[ContactLine, ...]
    hold: HoldRow | None
    habits: Habits = Habits()

    @property
    def written_to(self) -> ContactLine | None:
        """Give the contact that messages go to, if there is one."""
        return foremost(self.contacts)

    @property
    def payables(self) -> ContactLine | None:
        """Give the payables desk, where it is not the only one that messages go to."""
        return desk(self.contacts)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A decision of before, with its first reason."""

    day: date
    kind: str
    step: str
    question: str
    wait_until: date | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Decided:
    """The latest decision with what it was, and the ones before it, newest first."""

    id: int
    decision: shapes.Decision
    on: date
    earlier: tuple[Earlier, ...]


def client_facts(administration_id: int, *, client_id: int, day: date) -> ClientFacts | None:
    """Give a client, or None when it is not in this administration; three queries."""
    row = (
        Client.objects.filter(administration_id=administration_id, pk=client_id)
        .values_list(
            "pk",
            "name",
            "kind",
            "address_form",
            "language",
            "term_days",
            *(column.name for column in fields(Habits)),
        )
        .first()
    )
    if row is None:
        return None
    contacts = (
        Contact.objects.filter(administration_id=administration_id, client_id=client_id)
        .order_by("place", "pk")
        .values_list("pk", "name", "role", "email", "phone", "linkedin")
    )
    hold = (
        active_holds(administration_id, day=day)
        .filter(client_id=client_id, invoice=None)
        .order_by("-until_day", "-pk")
        .values_list("pk", "until_day", "reason")
        .first()
    )
    pk, name, kind, address_form, language, term_days, *habits = row
    return ClientFacts(
        pk,
        name,
        kind,
        address_form,
        language,
        term_days,
        contacts=tuple(ContactLine(*each) for each in contacts),
        hold=HoldRow(*hold) if hold else None,
        habits=Habits(*habits),
    )


def decided(administration_id: int, *, client_id: int, most: int = 12) -> Decided | None:
    """Give the latest decision and some before it; None when nothing was decided yet."""
    rows = list(
        Decision.objects.filter(administration_id=administration_id, client_id=client_id)
        .order_by("-is_latest", "-day", "-number")
        .values_list("pk", "day", "kind", "step", "question", "wait_until", "outcome")[:most]
    )
    if not rows:
        return None
    found = [(row, replay.from_plain(shapes.Decision, row[-1])) for row in rows]
    (pk, on, *_), latest = found[0]
    earlier = tuple(
        Earlier(*row[1:-1], reason=each.reasons[0] if each.reasons else None)
        for row, each in found[1:]
    )
    return Decided(pk, latest, on, earlier)


def last_spoken_on(administration_id: int, *, client_id: int, until: date) -> date | None:
    """Give the last day, at most ``until``, on which somebody spoke to the client."""
    spoken = ContactMoment.objects.filter(
        administration_id=administration_id,
        client_id=client_id,
        outcome=Outcome.SPOKEN,
        on__lte=until,
    )
    last: date | None = spoken.aggregate(last=Max("on"))["last"]
    return last


def hold_ids(administration_id: int, *, client_id: int, day: date) -> list[int]:
    """Give the pauses on a client itself."""
    holds = active_holds(administration_id, day=day).filter(client_id=client_id, invoice=None)
    return list(holds.order_by("pk").values_list("pk", flat=True))
