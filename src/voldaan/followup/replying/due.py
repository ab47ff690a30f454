"""Which replies fit what a client said or did: one question per kind.

*Choice:* something of more than thirty days ago is no longer answered; an apology after a
month is odder than none.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from voldaan.followup.replying.shapes import (
    ON_REQUEST,
    Asked,
    Charged,
    Heard,
    Offer,
    Owing,
    Promised,
)

#: How long ago it may be, in days.
DAYS_BACK = 30


def first_day(day: date) -> date:
    """Give the first day of which something is still answered on ``day``."""
    return day - timedelta(days=DAYS_BACK)


def paid_since(charged: Charged) -> date | None:
    """Give the day since which an invoice is paid in full; None: it is not, or not by money.

    What was taken back and paid anew counts from the new payment.

    >>> from voldaan.followup.replying.shapes import Part
    >>> paid = (Part(date(2026, 10, 15), 121000),)
    >>> paid_since(Charged(1, "2026-041", date(2026, 10, 14), 121000, paid))
    datetime.date(2026, 10, 15)
    """
    total_cents, since = 0, None
    for part in charged.parts:
        total_cents += part.cents
        if total_cents < charged.payable_cents:
            since = None
        elif since is None:
            if not part.is_money:
                return None
            since = part.on
    return since


def apologies(
    asked: Iterable[Asked], *, charged: Mapping[int, Charged], day: date
) -> tuple[Offer, ...]:
    """Offer an apology for every request of what was already paid on the day it was made.

    Who paid on that very day may have paid because of it: such an offer is not sure.
    """
    found = []
    for request in asked:
        if not first_day(day) <= request.on <= day:
            continue
        paid = {
            pk: since
            for pk in request.invoice_ids
            if pk in charged
            and (since := paid_since(charged[pk])) is not None
            and since <= request.on
        }
        before = tuple(pk for pk, since in paid.items() if since < request.on)
        if paid:
            found.append(
                Offer(
                    "apology",
                    request.client_id,
                    request.id,
                    before or tuple(paid),
                    request.on,
                    spoken=request.spoken,
                    is_sure=bool(before),
                )
            )
    return tuple(found)


def again(
    heard: Iterable[Heard], *, owing: Mapping[int, Sequence[Owing]], day: date
) -> tuple[Offer, ...]:
    """Offer to send the open invoices again that an answer says did not arrive.

    ``owing`` gives the open invoices of each client. An answer that names no invoice, or
    only ones that are not open, is about all that is open.
    """
    found = []
    for answer in heard:
        left = owing.get(answer.client_id, ())
        named = [each for each in left if each.id in answer.invoice_ids] or left
        if first_day(day) <= answer.on <= day and named:
            found.append(_again(answer.client_id, answer.id, named, on=answer.on))
    return tuple(found)


def on_request(client_id: int, *, owing: Sequence[Owing]) -> Offer | None:
    """Offer to send everything that is open again; None: nothing is."""
    return _again(client_id, ON_REQUEST, owing) if owing else None


def _again(
    client_id: int, about: int, named: Sequence[Owing], *, on: date | None = None
) -> Offer:
    return Offer(
        "invoice_again",
        client_id,
        about,
        tuple(each.id for each in named if each.has_paper),
        on,
        without_paper=tuple(each.id for each in named if not each.has_paper),
    )


def confirmations(
    promised: Iterable[Promised], *, owing: Mapping[int, Sequence[Owing]], day: date
) -> tuple[Offer, ...]:
    """Offer to confirm the newest promise of each client that is still to be kept.

    It is about the invoices that were spoken of, else those past due by the promised day,
    else all. A promise of more than is open of them cannot be confirmed, nor one of an
    amount after which money came: that may have been this amount.
    """
    newest = {each.client_id: each for each in sorted(promised, key=lambda each: each.id)}
    found = []
    for each in newest.values():
        about = _spoken_of(each, owing.get(each.client_id, ()))
        open_cents = sum(invoice.open_cents for invoice in about)
        is_kept = bool(each.cents) and each.money_came
        stands = not is_kept and each.promised_on >= day and each.on >= first_day(day)
        if stands and 0 < (each.cents or open_cents) <= open_cents:
            found.append(
                Offer(
                    "promise",
                    each.client_id,
                    each.id,
                    tuple(invoice.id for invoice in about),
                    each.promised_on,
                    each.cents or open_cents,
                    spoken=each.spoken,
                )
            )
    return tuple(found)


def _spoken_of(each: Promised, owing: Sequence[Owing]) -> Sequence[Owing]:
    named = [invoice for invoice in owing if invoice.id in each.invoice_ids]
    late = [invoice for invoice in owing if invoice.due_on < each.promised_on]
    return named or late or owing
