"""Offers and prepared replies to what a page shows of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from voldaan import days, money
from voldaan.books.queries import people
from voldaan.books.queries import today as rows
from voldaan.books.queries.answers.inbox import AnswerRow
from voldaan.books.queries.outbox import sending_from
from voldaan.books.queries.replying import memory, offers
from voldaan.followup.replying import shapes
from voldaan.followup.replying.shapes import ON_REQUEST
from voldaan.web.access import Visit
from voldaan.web.pages.today import PreparedMessage
from voldaan.web.presenting.answers import unread_notes
from voldaan.web.presenting.sentences import language, step
from voldaan.web.presenting.ways import closed, door
from voldaan.web.replying import page

#: How long a reply that was put aside is offered back.
_OFFERED_BACK = timedelta(minutes=10)

_REFUSED: Mapping[str, Any] = {
    "gone": _("There is nothing to answer here any more."),
    "paper": _("There is no PDF of this invoice yet. Add it at the invoice first."),
    "address": _("No e-mail address of this client works. Add one first."),
    "under_way": _("Such a message to this client stands ready already."),
    "words": _(
        "Something is missing that the words need. Look at your company and the invoice."
    ),
}


def todays(visit: Visit) -> page.Replies:
    """Give what Vandaag shows: the few that fit, and all that stand prepared."""
    mine = visit.administration_id
    if not visit.place.may_prepare:
        return page.Replies("today")
    found = offers.of_today(mine, day=visit.day)
    prepared = rows.messages(mine, states=["proposed"], replies=True)
    aside = memory.put_aside_since(mine, since=visit.at - _OFFERED_BACK)
    return page.Replies(
        "today",
        _prepared(visit, prepared),
        _offers(visit, found),
        _aside(aside),
        closed=closed(visit) if prepared else None,
    )


def of_client(visit: Visit, client_id: int) -> page.Replies:
    """Give all that may be answered to one client, and the invoice again on request."""
    mine = visit.administration_id
    if not visit.place.may_prepare:
        return page.Replies("client")
    found = offers.offers(mine, client_id=client_id, day=visit.day)
    prepared = rows.messages(mine, states=["proposed"], client_ids=[client_id], replies=True)
    aside = memory.put_aside_since(mine, since=visit.at - _OFFERED_BACK)
    codes = {each.code for each in found} | {each.step for each in prepared}
    wanted = None
    if shapes.WITH_PAPERS not in codes:
        wanted = offers.on_request(mine, client_id=client_id)
    return page.Replies(
        "client",
        _prepared(visit, prepared),
        _offers(visit, found),
        _aside(each for each in aside if each.client_id == client_id),
        next(iter(_offers(visit, [wanted])), None) if wanted else None,
        closed=closed(visit) if prepared else None,
    )


def of_answer(visit: Visit, answer: AnswerRow) -> page.Replies:
    """Give what may be answered to one answer: what it asks for, or what it promised."""
    code = {"not_received": "invoice_again", "promise": "promise"}.get(
        answer.meaning or answer.guess
    )
    whole = of_client(visit, answer.client_id)
    return page.Replies(
        "client",
        tuple(each for each in whole.prepared if each.reply.code == code),
        tuple(each for each in whole.offers if each.reply.code == code),
        closed=whole.closed,
    )


def refusal(reason: str) -> str:
    """Say why a reply was not prepared, put aside or taken back."""
    return str(_REFUSED[reason])


def _aside(found: Iterable[memory.PutAside]) -> tuple[page.Reply, ...]:
    return tuple(_reply(each.client_id, each.client, each.code, each.about) for each in found)


def _reply(client_id: int, client: str, code: str, about: int) -> page.Reply:
    return page.Reply(client_id, client, code, about, step(code))


def _prepared(visit: Visit, found: Sequence[rows.MessageRow]) -> tuple[page.Prepared, ...]:
    if not found:
        return ()
    mine = visit.administration_id
    sends, writes = bool(sending_from(mine)), people.sender(mine)
    about = memory.about_of(
        mine,
        client_ids={each.client_id for each in found},
        message_ids=[each.id for each in found],
    )
    unread = unread_notes(visit, [each.client_id for each in found])
    return tuple(
        page.Prepared(
            _reply(each.client_id, each.client, each.step, about.get(each.id, ON_REQUEST)),
            PreparedMessage(
                each.id,
                each.to_address,
                each.subject,
                each.body_text,
                "" if sends else door(writes, each, at=visit.at),
                each.is_attached,
                sends=sends,
            ),
            unread.get(each.client_id),
        )
        for each in found
    )


def _offers(visit: Visit, found: Sequence[shapes.Offer]) -> tuple[page.Offer, ...]:
    if not found:
        return ()
    mine = visit.administration_id
    names = rows.client_names(mine, client_ids=[each.client_id for each in found])
    named = [pk for each in found for pk in (*each.invoice_ids, *each.without_paper)]
    numbers = rows.numbers(mine, invoice_ids=named)
    return tuple(_offer(each, names.get(each.client_id, ""), numbers, visit) for each in found)


def _offer(
    each: shapes.Offer, client: str, numbers: Mapping[int, str], visit: Visit
) -> page.Offer:
    said = {
        "client": client,
        "numbers": _listed(each.invoice_ids, numbers),
        "on": days.write_out(each.day, language(), seen_on=visit.day) if each.day else "",
        "amount": money.euro(each.cents, language()),
    }
    without = _listed(each.without_paper, numbers)
    if not without:
        note = ""
    elif each.invoice_ids:
        note = gettext("There is no PDF of %(numbers)s yet, so that one does not go along.")
    else:
        note = gettext("There is no PDF of %(numbers)s yet. Add it first; then it goes along.")
    return page.Offer(
        _reply(each.client_id, client, each.code, each.about),
        _text(each) % said,
        note and note % {"numbers": without},
        0 if each.invoice_ids else next(iter(each.without_paper), 0),
    )


def _text(each: shapes.Offer) -> str:
    """Ask whether this should be answered."""
    if each.code == "promise":
        return gettext("%(client)s promised %(amount)s, on %(on)s at the latest. Confirm it?")
    if each.code == "invoice_again":
        if each.about == ON_REQUEST:
            return gettext("Does %(client)s need the invoice once more?")
        return gettext("%(client)s does not have the invoice. Send it again?")
    if not each.is_sure:
        return gettext(
            "%(client)s paid %(numbers)s on the day you asked for it, %(on)s. If that was"
            " before, an apology is in place."
        )
    if each.spoken:
        return gettext(
            "%(client)s had already paid %(numbers)s when you called on %(on)s."
            " Send an apology?"
        )
    return gettext(
        "%(client)s had already paid %(numbers)s when your reminder went on %(on)s."
        " Send an apology?"
    )


def _listed(invoice_ids: Collection[int], numbers: Mapping[int, str]) -> str:
    """Name invoices with the word; nothing for none."""
    found = [numbers[pk] for pk in invoice_ids if pk in numbers]
    if not found:
        return ""
    said = ngettext("invoice %(numbers)s", "invoices %(numbers)s", len(found))
    return said % {"numbers": ", ".join(found)}
