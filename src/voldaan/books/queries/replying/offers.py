"""The replies that may be offered: facts, the pure answer, less what was answered."""

from collections.abc import Sequence
from datetime import date

from voldaan.books.models import Client
from voldaan.books.queries.replying import facts
from voldaan.books.queries.replying.memory import unanswered
from voldaan.followup.replying import due
from voldaan.followup.replying.shapes import ON_REQUEST, Asked, Offer, Owing, ReplyCode


def offers(administration_id: int, *, client_id: int, day: date) -> list[Offer]:
    """Give every reply that fits what a client said or did; a constant number of queries."""
    left = facts.owing(administration_id, client_id=client_id)
    found = [
        offer
        for code in ("apology", "invoice_again", "promise")
        for offer in _of(administration_id, code, client_id=client_id, left=left, day=day)
    ]
    return unanswered(administration_id, found)


def offer(
    administration_id: int, code: ReplyCode, *, client_id: int, about: int, day: date
) -> Offer | None:
    """Give one reply as it would be offered today, answered before or not; None: it is gone."""
    left = facts.owing(administration_id, client_id=client_id)
    if code == "invoice_again" and about == ON_REQUEST:
        return on_request(administration_id, client_id=client_id, left=left)
    found = _of(administration_id, code, client_id=client_id, left=left, day=day)
    return next((each for each in found if each.about == about), None)


def on_request(
    administration_id: int, *, client_id: int, left: Sequence[Owing] | None = None
) -> Offer | None:
    """Give what can be sent again because the owner wants to; None: nothing is open."""
    hears = Client.objects.filter(
        administration_id=administration_id, pk=client_id, stopped_for=""
    )
    if not hears.exists():
        return None
    known = facts.owing(administration_id, client_id=client_id) if left is None else left
    return due.on_request(client_id, owing=known)


def apologies(administration_id: int, *, day: date, most: int = 7) -> list[Offer]:
    """Give the apologies of all clients that are surely due; a constant number of queries."""
    asked = facts.asked(administration_id, day=day)
    known = facts.charged(administration_id, invoice_ids=_ids(asked))
    sure = [each for each in due.apologies(asked, charged=known, day=day) if each.is_sure]
    return unanswered(administration_id, sure)[:most]


def _of(
    administration_id: int, code: str, *, client_id: int, left: Sequence[Owing], day: date
) -> tuple[Offer, ...]:
    if code == "apology":
        asked = facts.asked(administration_id, day=day, client_ids=[client_id])
        known = facts.charged(administration_id, invoice_ids=_ids(asked))
        return due.apologies(asked, charged=known, day=day)
    if code == "invoice_again":
        heard = facts.heard(administration_id, client_id=client_id, day=day)
        return due.again(heard, owing={client_id: left}, day=day)
    promised = facts.promised(administration_id, client_id=client_id, day=day)
    return due.confirmations(promised, owing={client_id: left}, day=day)


def _ids(asked: Sequence[Asked]) -> set[int]:
    return {pk for request in asked for pk in request.invoice_ids}
