"""Open the demo world: live a year of the studio through the same actions as anybody.

Every four weeks, and weekly towards the end, the owner drops the invoices and the bank file
since the last time, the day is run, and whatever may be sent is sent. On the day itself
everything is decided and nothing is sent yet: that is for the visitor.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from voldaan.actions.clients.accept_work import accept_work
from voldaan.actions.clients.change_client import ClientChange, change_client, written_to
from voldaan.actions.demo import files
from voldaan.actions.demo.cast import buyers
from voldaan.actions.demo.year import OWN_IBAN, SELLER, Year, year
from voldaan.actions.files import drop_files, read_files
from voldaan.actions.firm.open_administration import Beginning, open_administration
from voldaan.actions.messages import contact, release_message
from voldaan.actions.messages.send_messages import send_messages
from voldaan.actions.run_day import run_day
from voldaan.actions.steps import hold
from voldaan.books.models import (
    Administration,
    Client,
    Contact,
    ContactRole,
    Decision,
    Invoice,
    Message,
    MessageState,
    User,
)

#: The day on which the world stands still until its clock is moved: a working Tuesday.
DAY = date(2026, 10, 13)

#: On what was in the bank a year before; invented.
OPENING_CENTS = 412_345

_NOTE = "Niet bereikt voor betaling; zou terugbellen, maar deed dat niet."
_PAUSED, _WHY = "Joris Wildschut", "Betaalt de volgende les"


@dataclass(frozen=True, slots=True)
class Studio:
    """The studio that is lived: its administration, its owner and its whole year."""

    administration_id: int
    owner: User
    whole: Year


def open_demo(*, password: str, day: date = DAY) -> tuple[User, Administration]:
    """Make the demo world as it stands on ``day``; give its owner and administration.

    Raises :class:`~voldaan.actions.firm.open_administration.AddressIsTaken` when it is there.
    """
    with transaction.atomic():  # whole or not at all: a start that is killed leaves nothing
        owner, administration = begin(password, day)
        studio = Studio(administration.pk, owner, year(day))
        before = day - timedelta(days=400)
        for visit in _visits(day):
            drop(studio, before, visit)
            correct(studio, visit)
            live(studio, visit, is_last=visit == day)
            before = visit
        told = {"past_contacts_told_at": _moment(day), "demo_day": day}
        Administration.objects.filter(pk=administration.pk).update(**told)
    return owner, Administration.objects.get(pk=administration.pk)


def begin(password: str, day: date) -> tuple[User, Administration]:
    """Open the administration of the studio, before the first of its visits."""
    return open_administration(
        Beginning(
            sender_name=SELLER.contact,
            company=SELLER.name,
            email=SELLER.email,
            phone=SELLER.phone,
            iban=OWN_IBAN,
            vat=SELLER.vat,
            kvk=SELLER.kvk,
        ),
        password=password,
        at=_moment(_visits(day)[0] - timedelta(days=1)),
        is_demo=True,
    )


def _visits(day: date) -> list[date]:
    """Give the days on which the owner sat down: the weekday of ``day``, for a year."""
    weeks = [*range(48, 4, -4), 4, 3, 2, 1, 0]
    return [day - timedelta(weeks=back) for back in weeks]


def _moment(day: date) -> datetime:
    """Give ten o'clock or so of a morning in Amsterdam."""
    return datetime.combine(day, time(8, 30), UTC)


def drop(studio: Studio, before: date, visit: date) -> None:
    """Drop what the package and the bank have since the last visit, and have it read."""
    bills = [bill for bill in studio.whole.bills if before < bill.issued_on <= visit]
    last = visit - timedelta(days=1)
    known = [line for line in studio.whole.movements if line.on < before]
    fresh = [line for line in studio.whole.movements if before <= line.on <= last]
    opening = OPENING_CENTS + sum(line.cents for line in known)
    statement = files.bank(fresh, iban=OWN_IBAN, first=before, last=last, opening_cents=opening)
    dropped = [(f"bank-{last}.xml", statement)]
    if bills:
        content = files.invoices(bills, seller=SELLER, iban=OWN_IBAN)
        dropped.insert(0, (f"facturen-{visit}.xml", content))
    at = _moment(visit)
    for file_id in drop_files.drop_files(
        studio.administration_id, files=dropped, at=at, by=studio.owner
    ):
        read_files.read_file(
            studio.administration_id, file_id=file_id, day=visit, at=at, by=studio.owner
        )


def correct(studio: Studio, visit: date) -> None:
    """Tell what no file tells: who is spoken to formally, or in English, and by whom."""
    tones = {buyer.name: buyer for buyer in buyers()}
    for client in Client.objects.filter(administration_id=studio.administration_id):
        buyer = tones[client.name]
        if (client.address_form, client.language) == (buyer.tone, buyer.language):
            continue
        known = written_to(studio.administration_id, client.pk)
        change_client(
            studio.administration_id,
            client_id=client.pk,
            change=ClientChange(
                kind=client.kind,
                address_form=buyer.tone,
                language=buyer.language,
                term_days=client.term_days,
                contact=known.name if known else "",
                email=known.email if known else "",
                phone=known.phone if known else "",
            ),
            day=visit,
            by=studio.owner,
            at=_moment(visit),
        )
    _mark_payables(studio)


def _mark_payables(studio: Studio) -> None:
    """Say of addresses that are an office's whom one reaches there."""
    Contact.objects.filter(
        administration_id=studio.administration_id,
        email__regex=r"^(crediteuren|facturen|administratie|boekhouding|accounts)@",
    ).exclude(role=ContactRole.PAYABLES).update(role=ContactRole.PAYABLES)


def live(studio: Studio, visit: date, *, is_last: bool) -> None:
    """Run the day, and do what it proposes; on the last day nothing is sent or called."""
    administration_id, owner, at = studio.administration_id, studio.owner, _moment(visit)
    run_day(administration_id, day=visit, at=at)
    if is_last:
        _pause(studio, visit)
        _accept(studio, visit)
        return
    for message_id in Message.objects.filter(
        administration_id=administration_id, state=MessageState.PROPOSED
    ).values_list("pk", flat=True):
        release_message.release_message(
            administration_id, message_id=message_id, day=visit, by=owner, at=at
        )
    send_messages(
        now=lambda: at + timedelta(minutes=1),
        key="",
        administration_id=administration_id,
        day_of=lambda _: visit,
    )
    for client_id in Decision.objects.filter(
        administration_id=administration_id, is_latest=True, step="call"
    ).values_list("client_id", flat=True):
        call = contact.Call(client_id=client_id, was_answered=True, note=_NOTE)
        contact.log_call(administration_id, call=call, day=visit, by=owner, at=at)


def _pause(studio: Studio, day: date) -> None:
    """Give the one who pays at the next lesson until then."""
    client = Client.objects.get(administration_id=studio.administration_id, name=_PAUSED)
    pause = hold.Pause(_WHY, day + timedelta(days=6), client_id=client.pk)
    hold.hold(studio.administration_id, pause=pause, day=day, by=studio.owner, at=_moment(day))


def _accept(studio: Studio, day: date) -> None:
    """Stamp the work of some clients as good: the first of the two stamps."""
    for invoice_id in Invoice.objects.filter(
        administration_id=studio.administration_id, kind="invoice", client__vat=""
    ).values_list("pk", flat=True)[::3]:
        accept_work(
            studio.administration_id,
            invoice_id=invoice_id,
            on=day,
            by=studio.owner,
            at=_moment(day),
        )
