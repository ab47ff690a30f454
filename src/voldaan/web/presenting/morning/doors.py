"""The doors of the ways by hand: where one leads after a last look, or why it stays shut.

A page may stand open since yesterday, so no page holds the links that reach a client: it
holds a door, and the door decides with the facts and the hours of now. Nothing is written,
because what fetches pages ahead opens doors too.
"""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from voldaan import money
from voldaan.actions.messages import last_look
from voldaan.actions.messages.last_look import Look
from voldaan.books.queries import outbox, people
from voldaan.books.queries import today as rows
from voldaan.followup.shapes import Decision
from voldaan.web.access import Visit
from voldaan.web.pages.doors import Stopped
from voldaan.web.presenting import ways
from voldaan.web.presenting.morning.ways_out import short_mail
from voldaan.web.presenting.sentences import language, sentences, step
from voldaan.wording.shapes import Recipient

#: The ways that have a door: the channels, and a shorter mail for who dreads the whole one.
WAYS = frozenset({"email", "short", "whatsapp", "sms", "linkedin"})

_WHY: Mapping[str, Any] = {
    "gone": _("This message does not wait any more: it went, or it was withdrawn."),
    "paused": _("Everything is paused now."),
    "reply": _("What this message answers is no longer so."),
    "address": _("The address of this client changed, or the way to reach them."),
}


class NoLink(Exception):
    """The words fit, but in no link: they need a file."""


def message(visit: Visit, *, message_id: int, way: str, is_anyway: bool) -> Stopped | str:
    """Give the link that opens a message of this administration now, or why it does not.

    ``way`` is one of :data:`WAYS`; ``is_anyway``: outside the hours too, as a person
    decided. Raises :class:`NoLink` for a mail that only a file can carry.
    """
    mine = visit.administration_id
    client_id = outbox.client_of_message(mine, message_id=message_id) or 0
    look = last_look.before_opening(mine, message_id=message_id, day=visit.day, at=visit.at)
    stopped = _stopped(visit, client_id, look or Look("gone"))
    if stopped.why:
        return stopped
    address = reverse("message_open", args=[message_id, way])
    if not is_anyway and (shut := outside_hours(visit, client_id=client_id, anyway=address)):
        return shut
    found = rows.messages(mine, states=["proposed"], client_ids=[client_id])
    row = next((each for each in found if each.id == message_id), None)
    link = _link(visit, row, way, look.decision if look else None) if row else ""
    if not link and way == "email" and row and row.channel == "email":
        raise NoLink
    return link or _stopped(visit, client_id, Look("address"))


def call(visit: Visit, *, decision_id: int, client_id: int, is_anyway: bool) -> Stopped | str:
    """Give the link that dials the number of today, or why nobody is called."""
    mine = visit.administration_id
    look = last_look.before_calling(mine, decision_id=decision_id, day=visit.day)
    stopped = _stopped(visit, client_id, look or Look("gone"), is_call=True)
    if stopped.why:
        return stopped
    address = reverse("call_dial", args=[decision_id])
    if not is_anyway and (shut := outside_hours(visit, client_id=client_id, anyway=address)):
        return shut
    to = people.recipients(mine, client_ids=[client_id]).get(client_id, Recipient())
    dials, _shown = ways.telephone(to.phone)
    return dials or _stopped(visit, client_id, Look("address"), is_call=True)


def outside_hours(
    visit: Visit, *, client_id: int, anyway: str, words: tuple[str, str] | None = None
) -> Stopped | None:
    """Say from when clients are reached, and give the way for who decides otherwise."""
    closed = ways.closed(visit)
    if closed is None:
        return None
    return Stopped(
        client_id,
        _client(visit, client_id),
        closed=closed,
        anyway=f"{anyway}?now=1",
        words=words,
    )


def _client(visit: Visit, client_id: int) -> str:
    names = rows.client_names(visit.administration_id, client_ids=[client_id])
    return names.get(client_id, "")


def _stopped(visit: Visit, client_id: int, look: Look, *, is_call: bool = False) -> Stopped:
    """Say what changed, and what to do now; no ``why`` where nothing did."""
    title = gettext("Something has changed")
    if is_call:
        instead = gettext("Nobody was called. On Today you see what fits now.")
    elif look.change == "threat":
        title = gettext("Look at your words once more")
        instead = gettext("Your message was not opened. On Today you can change it.")
    else:
        instead = gettext("Your message was not opened. On Today you see what fits now.")
    return Stopped(client_id, _client(visit, client_id), title, _why(visit, look), instead)


def _why(visit: Visit, look: Look) -> str:
    if look.change is None:
        return ""
    if look.change in _WHY:
        return str(_WHY[look.change])
    if look.change == "same_address":
        said = gettext("The same address just got a message for %(client)s.")
        return said % {"client": look.other}
    if look.change == "threat":
        said = gettext("“%(word)s” threatens. Nobody may be asked like that: leave it out.")
        return said % {"word": look.other}
    return _decided(visit, look) or gettext(
        "Something changed at this client, such as a payment, an answer or a pause."
    )


def _decided(visit: Visit, look: Look) -> str:
    """Say what is decided now instead."""
    now = look.decision
    if now is None:
        return ""
    if look.change == "step":
        return gettext("Another step is due now: %(step)s.") % {"step": step(now.step or "")}
    if look.change == "amount":
        cents = now.asks_cents or now.open_cents
        said = gettext("The invoices or their amounts changed: it is now about %(amount)s.")
        return said % {"amount": money.euro(cents, language())}
    return " ".join(sentences((look.news or now.reasons)[:2], day=visit.day))


def _link(visit: Visit, row: rows.MessageRow, way: str, decision: Decision | None) -> str:
    if way == "short":
        return short_mail(visit, row, decision=decision)
    if way != row.channel:
        return ""
    return ways.link(people.sender(visit.administration_id), row, at=visit.at)
