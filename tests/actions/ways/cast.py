"""Clients who owe one invoice of yesterday, and how each of them is reached."""

from typing import Any

from django.db import transaction
from tests.books import factories as make

from voldaan.actions import _record
from voldaan.books.models import Administration, Client

PROFILE = "https://www.linkedin.com/in/els-de-vries/"
MOBILE = "+31612345678"

#: Per channel: columns of the client, columns of the contact, the address of a message.
REACHED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "whatsapp": ({"uses_whatsapp": True}, {"phone": "06-12 34 56 78"}, MOBILE),
    "sms": ({"uses_sms": True}, {"phone": "0612345678"}, MOBILE),
    "linkedin": ({}, {"linkedin": "https://nl.linkedin.com/in/els-de-vries"}, PROFILE),
    "post": (
        {"street": "Kade 12 b", "postcode": "3533ab", "city": "Utrecht"},
        {},
        "Vink BV · t.a.v. Els de Vries · Kade 12 b · 3533 AB  UTRECHT",
    ),
}


def owing(of: Administration, channel: str, *, name: str = "Vink BV", **columns: Any) -> Client:
    """Give Vink BV, who likes this channel and owes € 1,210.00 since yesterday."""
    facts, person, _ = REACHED[channel]
    client = make.client(of, name, **{"preferred_channel": channel, **facts, **columns})
    make.contact(client, **person)
    make.invoice(client)
    if channel in {"whatsapp", "sms"}:
        with transaction.atomic():
            _record.record(
                [_record.Happening("consent.given", client.pk, {"channel": channel})],
                administration_id=of.pk,
                at=make.AT,
            )
    return client
