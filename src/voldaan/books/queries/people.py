"""Who writes, and to whom: senders and recipients, in bulk."""

from collections.abc import Sequence

from voldaan.books.models import Administration, Contact
from voldaan.books.queries.deciding.these import these
from voldaan.wording.shapes import Recipient, Sender


def recipients(administration_id: int, *, client_ids: Sequence[int]) -> dict[int, Recipient]:
    """Give per client the first contact with an address, with the first telephone found.

    An address that a mail server refused is no address.
    """
    found: dict[int, Recipient] = {}
    rows = (
        Contact.objects.filter(
            administration_id=administration_id, client_id__in=these(client_ids)
        )
        .order_by("client_id", "place", "pk")
        .values_list("client_id", "name", "first_name", "email", "phone", "bounced_at")
    )
    for client_id, name, first_name, written, phone, bounced_at in rows:
        email = "" if bounced_at else written
        known = found.get(client_id, Recipient())
        if email and not known.email:
            found[client_id] = Recipient(name, first_name, email, phone or known.phone)
        elif client_id not in found:
            found[client_id] = Recipient(name, first_name, email, phone)
        elif phone and not known.phone:
            found[client_id] = Recipient(known.name, known.first_name, known.email, phone)
    return found


def sender(administration_id: int) -> Sender:
    """Give who writes for this administration."""
    return Sender(
        *Administration.objects.values_list(
            "sender_name", "name", "email", "phone", "iban"
        ).get(pk=administration_id)
    )
