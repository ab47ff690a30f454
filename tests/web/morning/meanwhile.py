"""A message that stands ready, and what happens to its client while a page stands open."""

from datetime import timedelta

from tests.actions.messages import replying
from tests.actions.ways.cast import owing
from tests.books import factories as cast

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Administration,
    Allocation,
    Client,
    Contact,
    ContactMoment,
    Hold,
    Invoice,
    Message,
    Payment,
)


def prepare(of: Administration, channel: str) -> Message:
    """Give the message of Vink BV that stands ready on this channel."""
    if channel == "email":
        vink = cast.client(of)
        cast.contact(vink)
        cast.invoice(vink)
    else:
        owing(of, channel)
    follow_up(of.pk, day=cast.DAY, at=cast.AT)
    return Message.objects.get()


def remind_long_ago(message: Message) -> None:
    Invoice.objects.update(due_on=cast.DAY - timedelta(days=20))
    remind(message, 12)


def apology(of: Administration) -> Message:
    """Give an apology that stands ready, because Vink BV had paid already."""
    vink = cast.client(of)
    cast.contact(vink)
    cast.invoice(vink)
    replying.asked_although_paid(vink)
    (offer,) = replying.offered(vink)
    return replying.prepare(vink, cast.person("Anna"), offer.code, offer.about)


def pause(message: Message) -> None:
    _hold(message.administration, client=message.client)


def _hold(of: Administration, **of_whom: Client) -> None:
    Hold.objects.create(
        administration=of,
        reason="ziek",
        from_day=cast.DAY,
        until_day=cast.DAY + timedelta(days=9),
        set_at=cast.AT,
        **of_whom,
    )


def pause_everything(message: Message) -> None:
    _hold(message.administration)


def pay(message: Message, cents: int = 121_000) -> None:
    invoice = Invoice.objects.get()
    mine = {"administration": message.administration}
    payment = Payment.objects.create(
        **mine, client=message.client, method="cash", paid_on=cast.DAY,
        amount_cents=cents, booked_at=cast.AT,
    )  # fmt: skip
    Allocation.objects.create(**mine, payment=payment, invoice=invoice, cents=cents)


def pay_in_part(message: Message) -> None:
    pay(message, 21_000)


def move(message: Message) -> None:
    Contact.objects.update(email="nieuw@vink.example")


def send(message: Message) -> None:
    Message.objects.update(state="sent", released_at=cast.AT, finished_at=cast.AT)


def withdraw(message: Message) -> None:
    Message.objects.update(state="withdrawn", finished_at=cast.AT)


def remind(message: Message, ago: int = 1) -> None:
    """Let a reminder of some days ago come to light."""
    ContactMoment.objects.create(
        administration=message.administration,
        client=message.client,
        step="reminder_1",
        channel="email",
        outcome="sent",
        on=cast.DAY - timedelta(days=ago),
        recorded_at=cast.AT,
        invoice_ids=[Invoice.objects.get().pk],
    )
