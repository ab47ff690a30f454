"""The replies that may be offered: facts, the pure answer, less what was answered."""

from collections.abc import Collection, Sequence
from datetime import date

from voldaan.books.models import Client
from voldaan.books.queries.replying import facts
from voldaan.books.queries.replying.memory import unanswered
from voldaan.followup.replying import due
from voldaan.followup.replying.shapes import ON_REQUEST, Asked, Offer, ReplyCode

#: Offers on Vandaag at once: they stand beside the seven cards and must stay small.
MOST_A_DAY = 3


def offers(administration_id: int, *, client_id: int, day: date) -> list[Offer]:
    """Give every reply that fits what a client said or did; a constant number of queries."""
    return unanswered(administration_id, _all(administration_id, day, [client_id]))


def of_today(administration_id: int, *, day: date, most: int = MOST_A_DAY) -> list[Offer]:
    """Give the replies to anybody that Vandaag may offer; a constant number of queries.

    The apologies that are surely due, what did not arrive, and what was promised today.
    """
    sure = [offer for offer in _all(administration_id, day, None) if offer.is_sure]
    return unanswered(administration_id, sure)[:most]


def offer(
    administration_id: int, code: ReplyCode, *, client_id: int, about: int, day: date
) -> Offer | None:
    """Give one reply as it would be offered today, answered before or not; None: it is gone."""
    if code == "invoice_again" and about == ON_REQUEST:
        return on_request(administration_id, client_id=client_id)
    found = _all(administration_id, day, [client_id])
    return next((each for each in found if (each.code, each.about) == (code, about)), None)


def on_request(administration_id: int, *, client_id: int) -> Offer | None:
    """Give what can be sent again because the owner wants to; None: nothing is open."""
    hears = Client.objects.filter(
        administration_id=administration_id, pk=client_id, stopped_for=""
    )
    if not hears.exists():
        return None
    left = facts.owing(administration_id, client_ids=[client_id])
    return due.on_request(client_id, owing=left.get(client_id, ()))


def _all(
    administration_id: int, day: date, client_ids: Collection[int] | None
) -> Sequence[Offer]:
    """Give what fits, gravest first, answered or not."""
    asked = facts.asked(administration_id, day=day, client_ids=client_ids)
    heard = facts.heard(administration_id, day=day, client_ids=client_ids)
    promised = facts.promised(administration_id, day=day, client_ids=client_ids)
    charged = facts.charged(administration_id, invoice_ids=_ids(asked))
    owe = {each.client_id for each in heard} | {each.client_id for each in promised}
    owing = facts.owing(administration_id, client_ids=owe)
    return (
        *due.apologies(asked, charged=charged, day=day),
        *due.again(heard, owing=owing, day=day),
        *due.confirmations(promised, owing=owing, day=day),
    )


def _ids(asked: Sequence[Asked]) -> set[int]:
    return {pk for request in asked for pk in request.invoice_ids}
