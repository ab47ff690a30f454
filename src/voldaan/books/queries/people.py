"""Who writes, and to whom: senders and recipients, in bulk."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from voldaan.books.models import Administration, Contact, ContactRole
from voldaan.books.queries.deciding.these import these
from voldaan.wording.shapes import Recipient, Sender


def recipients(
    administration_id: int,
    *,
    client_ids: Sequence[int],
    at_payables: Collection[int] = (),
) -> dict[int, Recipient]:
    """Give per client the first contact with an address, with the first telephone found.

    Of the clients in ``at_payables`` the payables desk comes first, of the others last. An
    address that a mail server refused is no address. One query.
    """
    rows = (
        Contact.objects.filter(
            administration_id=administration_id, client_id__in=these(client_ids)
        )
        .order_by("client_id", "place", "pk")
        .values_list("client_id", "role", "name", "first_name", "email", "phone", "bounced_at")
    )
    desks: dict[int, list[Recipient]] = defaultdict(list)
    others: dict[int, list[Recipient]] = defaultdict(list)
    for client_id, role, name, first_name, email, phone, bounced_at in rows:
        kept = desks if role == ContactRole.PAYABLES else others
        kept[client_id].append(Recipient(name, first_name, "" if bounced_at else email, phone))
    return {
        client_id: _foremost(
            [*desks[client_id], *others[client_id]]
            if client_id in at_payables
            else [*others[client_id], *desks[client_id]]
        )
        for client_id in desks.keys() | others.keys()
    }


def _foremost(people: Sequence[Recipient]) -> Recipient:
    """Give the first who reads mail, else the first; with a telephone of anybody there."""
    chosen = next((each for each in people if each.email), people[0])
    phone = chosen.phone or next((each.phone for each in people if each.phone), "")
    return Recipient(chosen.name, chosen.first_name, chosen.email, phone)


def sender(administration_id: int) -> Sender:
    """Give who writes for this administration."""
    return Sender(
        *Administration.objects.values_list(
            "sender_name", "name", "email", "phone", "iban"
        ).get(pk=administration_id)
    )
