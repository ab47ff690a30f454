"""What a reply may be about, and the press that prepares one."""

from datetime import timedelta

from tests.books import factories as make

from voldaan.actions.messages.reply import Answering, prepare_reply
from voldaan.books.models import (
    Allocation,
    Client,
    ContactMoment,
    Invoice,
    Message,
    Payment,
    User,
)
from voldaan.books.queries.replying.offers import offers
from voldaan.followup.replying.shapes import Offer

YESTERDAY = make.DAY - timedelta(days=1)
PDF = b"%PDF-1.7 itself"


def asked_although_paid(client: Client, **columns: object) -> ContactMoment:
    """Let a reminder of today have asked for what was paid yesterday."""
    invoice = Invoice.objects.get(client=client)
    paid = Payment.objects.create(
        administration_id=client.administration_id, client=client, method="cash",
        paid_on=YESTERDAY, amount_cents=121_000, booked_at=make.AT,
    )  # fmt: skip
    Allocation.objects.create(
        administration_id=client.administration_id, payment=paid, invoice=invoice,
        cents=121_000,
    )  # fmt: skip
    facts: dict[str, object] = {
        "step": "reminder_1", "channel": "email", "outcome": "sent", "on": make.DAY,
        "invoice_ids": [invoice.pk], "recorded_at": make.AT,
    }  # fmt: skip
    return ContactMoment.objects.create(
        administration_id=client.administration_id,
        client=client,
        **{**facts, **columns},
    )


def prepare(client: Client, by: User, code: str = "invoice_again", about: int = 0) -> Message:
    return prepare_reply(
        client.administration_id,
        answering=Answering(client.pk, code, about),
        day=make.DAY,
        by=by,
        at=make.AT,
    )


def offered(client: Client) -> list[Offer]:
    return offers(client.administration_id, client_id=client.pk, day=make.DAY)
