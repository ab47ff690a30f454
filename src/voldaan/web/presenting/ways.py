"""The owner's own way to send a prepared message, what is wrong with it, and its hours."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from voldaan.actions.steps.addresses import post_lines
from voldaan.books.queries.policies import policy
from voldaan.books.queries.sending.ways import Ways
from voldaan.books.queries.today import MessageRow
from voldaan.channels.linkedin.step import NotAProfile, profile_link
from voldaan.channels.phone.numbers import NotANumber, Number, parse
from voldaan.channels.sms import link as sms
from voldaan.channels.whatsapp import link as whatsapp
from voldaan.documents.address import BadAddress
from voldaan.followup.quiet import may_send_at
from voldaan.followup.shapes import Policy
from voldaan.web.access import Visit
from voldaan.web.pages.hours import Closed
from voldaan.web.presenting.letters import mailto
from voldaan.web.presenting.paper import address_problem
from voldaan.wording.shapes import Sender


def closed(visit: Visit, *, rules: Policy | None = None) -> Closed | None:
    """Say from when clients may be reached, by the ``rules`` of the day; None: now.

    The same hours as those of what leaves by itself. A demo world keeps none, because
    nothing really leaves it.
    """
    if visit.place.is_demo:
        return None
    rules = rules or policy(visit.administration_id, day=visit.day)
    is_open, opens = may_send_at(visit.at, policy=rules)
    if is_open or opens is None:
        return None
    local = timezone.localtime(opens)
    when = gettext("From %(weekday)s %(hour)s") % {
        "weekday": WEEKDAYS[local.weekday()],
        "hour": _clock(local.hour),
    }
    return Closed(when, _hours(rules))


def _hours(rules: Policy) -> str:
    """Name the hours that the owner keeps, and why."""
    friday = min(rules.quiet_from_hour, rules.friday_until_hour)
    if friday <= rules.quiet_until_hour:
        said = gettext(
            "You reach clients on working days from %(from)s to %(until)s, not on Fridays."
            " In somebody's free time a message soon feels like pressure."
        )
    else:
        said = gettext(
            "You reach clients on working days from %(from)s to %(until)s, on Fridays until"
            " %(friday)s. In somebody's free time a message soon feels like pressure."
        )
    return said % {
        "from": _clock(rules.quiet_until_hour),
        "until": _clock(rules.quiet_from_hour),
        "friday": _clock(friday),
    }


def _clock(hour: int) -> str:
    return f"{hour}:00"


def door(sender: Sender, message: MessageRow, *, at: datetime) -> str:
    """Give the address that opens a message after a last look; nothing where no link can.

    A page may stand open since yesterday, so it holds no link that reaches a client.
    """
    if not link(sender, message, at=at):
        return ""
    return reverse("message_open", args=[message.id, message.channel])


def link(sender: Sender, message: MessageRow, *, at: datetime) -> str:
    """Give the link that opens a message in the own program of its channel, or nothing.

    Words that are too long for a link are left out of it: they can be copied.
    """
    if message.channel == "email":
        return "" if message.is_attached else mailto(sender, message, at=at)
    if message.channel == "linkedin":
        return _profile(message.to_address)
    if message.channel in {"whatsapp", "sms"} and message.to_address:
        return _chat(message.channel, message)
    return ""


def _chat(channel: str, message: MessageRow) -> str:
    try:
        number = parse(message.to_address)
        if channel == "sms":
            return sms.link(number, text=message.body_text) or sms.link(number) or ""
        return _wa_me(number, message.body_text) or whatsapp.link(number) or ""
    except (NotANumber, sms.NoMobile, whatsapp.NoMobile):
        return ""


def _profile(text: str) -> str:
    try:
        return profile_link(text)
    except NotAProfile:
        return ""


def _wa_me(number: Number, text: str) -> str | None:
    try:
        return whatsapp.link(number, text=text)
    except whatsapp.BadText:
        return None


def telephone(text: str) -> tuple[str, str]:
    """Give the link that dials what was typed, and how people read it; no link for no number.

    >>> telephone("06-12345678"), telephone("bel Dirk")
    (('tel:+31612345678', '06 12 34 56 78'), ('', 'bel Dirk'))
    """
    try:
        number = parse(text)
    except NotANumber:
        return "", text
    return number.link, number.shown


def problem(message: MessageRow, ways: Ways | None) -> str:
    """Say what is wrong with the address of a message; nothing when nothing is."""
    if message.to_address or message.channel == "email":
        return ""
    if message.channel == "linkedin":
        return gettext("No LinkedIn profile of a person is known.")
    if message.channel != "post" or ways is None:
        return gettext("No mobile number is known on which this can arrive.")
    try:
        post_lines(ways)
    except BadAddress as bad:
        return address_problem(bad)
    return ""
