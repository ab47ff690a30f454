"""What happened, in words: one sentence per entry of the time line."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from voldaan import days, money
from voldaan.books.queries.time_line import Entry
from voldaan.web.forms_answers import MEANINGS
from voldaan.web.pages.clients import Moment
from voldaan.web.presenting.sentences import language, step
from voldaan.web.templatetags.voldaan import word

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")

#: Event code → sentence. Facts come in by name.
_SAID: Mapping[str, Any] = {
    "contact.sent": _("%(step)s sent to %(to)s"),
    "contact.sent_by_hand": _("%(step)s sent"),
    "contact.brought": _("%(step)s brought in person"),
    "contact.handed_over": _("%(step)s brought in person, taken by %(taken_by)s"),
    "contact.posted": _("%(step)s posted"),
    "consent.given": _("Gets messages by %(channel)s from now on"),
    "consent.ended": _("Gets no messages by %(channel)s any more"),
    "consent.withdrawn": _("Asked for no more messages by %(channel)s"),
    "contact.spoken": _("Called and spoken"),
    "contact.no_answer": _("Called, nobody answered"),
    "contact.before": _("Done before the first import: %(step)s"),
    "message.released": _("%(step)s released"),
    "message.taken_back": _("%(step)s taken back before it left"),
    "message.waits": _("%(step)s waits: the same address got a message for another client"),
    "message.edited": _("Words changed: %(step)s"),
    "message.failed": _("A message did not leave"),
    "message.unsure": _("A message perhaps left"),
    "message.not_sent": _("A message turned out not to have left"),
    "message.delivered": _("%(step)s arrived"),
    "message.read": _("%(step)s was read"),
    "message.undelivered": _("%(step)s has not arrived; nothing is sent again by itself"),
    "message.refused": _("%(step)s did not arrive: the service refused it"),
    "message.bounced": _(
        "%(step)s did not arrive: this number cannot be reached by %(channel)s"
    ),
    "message.withdrawn": _("A message was withdrawn, because the facts had changed"),
    "reply.prepared": _("Prepared: %(step)s"),
    "reply.not_needed": _("Put aside: %(step)s"),
    "reply.needed": _("Needed after all: %(step)s"),
    "answer.came": _("Answered"),
    "answer.came_by_itself": _("Automatic reply"),
    "answer.read": _("Answer read: %(meaning)s"),
    "answer.unread": _("Answer made unread again"),
    "dispute.solved": _("Solved: what was wrong"),
    "dispute.waits": _("Not solved yet"),
    "dispute.reopened": _("Taken back; the question whether it is solved is open again"),
    "answer.put_away": _("A mail was put away: not about invoices"),
    "answer.emptied": _("The words and files of that mail were removed"),
    "email.bounced": _("Mail came back: the address does not work"),
    "page.withdrawn": _("Links to the own page withdrawn"),
    "step.confirmed": _("Consequence confirmed: %(step)s"),
    "hold.set": _("Paused until and including %(until)s"),
    "hold.set_invoice": _("Invoice %(number)s paused until and including %(until)s"),
    "hold.lifted": _("Pause ended"),
    "work.accepted": _("Satisfied with the work of invoice %(number)s"),
    "document.added": _("PDF added to invoice %(number)s"),
    "client.changed": _("Facts of the client corrected"),
    "credit.settled": _("Credit of %(cents)s settled with what was open"),
    "decision.failed": _("Deciding did not work; a person looks"),
    "payment.bank": _("%(cents)s paid"),
    "payment.cash": _("%(cents)s paid in cash"),
    "payment.before": _("%(cents)s paid, as your books say"),
    "invoice.due_day_corrected": _(
        "Due date of invoice %(number)s corrected: %(before_on)s became %(after_on)s"
    ),
    "invoice.amount_corrected": _(
        "Amount of invoice %(number)s corrected: %(before_cents)s became %(after_cents)s"
    ),
    "payment.credit_note": _("%(cents)s settled with a credit note"),
    "payment.back": _("Booking of %(cents)s taken back"),
    "payment.refund": _("%(cents)s paid back to the client"),
    "payment.returned": _("The bank took %(cents)s back: a direct debit that was returned"),
    "issued.invoice": _("Invoice %(number)s of %(cents)s, due %(due_on)s"),
    "issued.credit_note": _("Credit note %(number)s of %(cents)s"),
}

_GOOD = {"payment.bank", "payment.cash", "work.accepted"}


def moment(entry: Entry, *, seen_on: date) -> Moment:
    """Say one entry; days of another year than that of the page have their year.

    A code without words is shown as it is: nothing is hidden.
    """
    said = _SAID.get(_code(entry))
    text = str(said) % _values(entry.facts, seen_on) if said else entry.code
    return Moment(
        at=entry.at.astimezone(_AMSTERDAM).date(),
        text=_with_its_cost(text, entry),
        tone="good" if entry.code in _GOOD else "plain",
        quote=entry.quote,
        who=entry.who,
    )


def _with_its_cost(text: str, entry: Entry) -> str:
    """Add what a carrier or the stamps cost, where that is known."""
    cents = entry.facts.get("cost_cents")
    if not cents:
        return text
    cost = gettext("cost %(cents)s") % {"cents": money.euro(int(cents), language())}
    return f"{text} · {cost}"


def _code(entry: Entry) -> str:
    """Give under which code an entry is said: a contact by the way in which it went."""
    if entry.code == "hold.set" and entry.facts.get("number"):
        return "hold.set_invoice"
    if entry.code == "answer.came" and entry.facts.get("automatic"):
        return "answer.came_by_itself"
    if entry.code != "contact.sent":
        return entry.code
    if entry.facts.get("channel") == "by_hand":
        return "contact.handed_over" if entry.facts.get("taken_by") else "contact.brought"
    if entry.facts.get("channel") == "post":
        return "contact.posted"
    return entry.code if entry.facts.get("to") else "contact.sent_by_hand"


class _Facts(dict[str, str]):
    """Facts by name; one that is missing leaves a dash instead of an error."""

    def __missing__(self, name: str) -> str:
        return "–"


def _values(facts: Mapping[str, Any], seen_on: date) -> _Facts:
    said = _Facts()
    for name, value in facts.items():
        if name == "cents" or name.endswith("_cents"):
            said[name] = money.euro(int(value), language())
        elif name == "step":
            said[name] = step(str(value)) if value else gettext("Message")
        elif name == "meaning":
            said[name] = str(dict(MEANINGS).get(str(value), value)).lower()
        elif name == "channel":
            said[name] = word(str(value), "channel")
        elif name in {"on", "until"} or name.endswith("_on"):
            day = value if isinstance(value, date) else _day(str(value))
            said[name] = days.write_out(day, language(), seen_on=seen_on) if day else str(value)
        else:
            said[name] = str(value)
    return said


def _day(text: str) -> date | None:
    try:
        return days.parse_iso(text)
    except days.NotADay:
        return None
