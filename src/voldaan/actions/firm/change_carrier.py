"""The owner's account with a carrier: WhatsApp, a text gateway, a letter service."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.messages import _carriers
from voldaan.books.models import Administration, ChannelAccount, User
from voldaan.channels.email import secret
from voldaan.channels.https import BadServer
from voldaan.channels.post import shapes as post
from voldaan.channels.sms import shapes as sms
from voldaan.channels.whatsapp import shapes as whatsapp

_BAD = (BadServer, whatsapp.BadAccount, sms.BadAccount, post.BadAccount)
#: What the channels call a part of an account, by what the owner filled in.
_FIELDS = {
    **dict.fromkeys(("host", "port", "url"), "address"),
    **dict.fromkeys(("token", "api_key", "key"), "secret"),
}


class NeedsSecret(Exception):
    """There is none yet, or it would go to another address than the one it was given for."""


class BadCarrier(Exception):
    """The account cannot be right as it stands; ``field`` names what to correct."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Carrier:
    """An account as the owner fills it in; an empty address is the usual one.

    ``sender``: the name that telephones show, or of WhatsApp the id of the number with the
    template and its language, between slashes. ``cents_each`` is the price of one message
    (of a text message: of a part), None when not known.
    """

    channel: str
    is_on: bool
    address: str = ""
    sender: str = ""
    cents_each: int | None = None


def change_carrier(
    administration_id: int,
    *,
    carrier: Carrier,
    password: str,
    key: str,
    by: User,
    at: datetime,
    webhook_secret: str = "",
) -> None:
    """Write an account; an empty ``password`` keeps the present one, at the same address only.

    ``webhook_secret`` is what the service signs its reports with; empty keeps the present one.
    ``key`` seals both. Raises :class:`NeedsSecret` or :class:`BadCarrier`, changing nothing.
    """
    with transaction.atomic():
        Administration.objects.select_for_update().get(pk=administration_id)
        kept = ChannelAccount.objects.filter(
            administration_id=administration_id, channel=carrier.channel
        ).first()
        account = kept or ChannelAccount(
            administration_id=administration_id, channel=carrier.channel
        )
        # Else whoever may change the address could have the secret sent to their own.
        if not password and (kept is None or kept.address != carrier.address):
            raise NeedsSecret(carrier.channel)
        account.is_on = carrier.is_on
        account.address = carrier.address
        account.sender = carrier.sender
        account.cents_each = carrier.cents_each
        account.set_at, account.set_by = at, by
        _check(account, password or secret.unseal(account.sealed_secret, key=key))
        if password:
            account.sealed_secret = secret.seal(password, key=key)
        if webhook_secret:
            account.sealed_webhook_secret = secret.seal(webhook_secret, key=key)
        account.save()
        _record.record(
            [
                _record.Happening(
                    "carrier.changed",
                    None,
                    {"channel": carrier.channel, "is_on": carrier.is_on},
                )
            ],
            administration_id=administration_id,
            at=at,
            by=by,
        )


def _check(account: ChannelAccount, password: str) -> None:
    """Refuse what could only fail when a message leaves."""
    try:
        _carriers.OPENS[account.channel](account, password=password)
    except _BAD as bad:
        raise BadCarrier(_FIELDS.get(bad.field, "sender")) from bad
