"""The call with help: the number that dials, what to say, and the advice for this try."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from voldaan.books.queries.client_page import last_spoken_on
from voldaan.books.queries.morning.feelings import felt
from voldaan.books.queries.policies import policy
from voldaan.books.queries.today import Chosen
from voldaan.followup.morning.feelings import not_so_bad
from voldaan.web.access import Visit
from voldaan.web.pages.today import CallPage
from voldaan.web.presenting.answers import unread_note
from voldaan.web.presenting.letters import call_script
from voldaan.web.presenting.sentences import language, sentences
from voldaan.web.presenting.today import step_card
from voldaan.web.presenting.ways import closed, telephone


def call_page(visit: Visit, chosen: Chosen) -> CallPage:
    """Give the page of a call about a decision."""
    card = step_card(visit, chosen)
    dials, phone = telephone(card.phone)
    door = reverse("call_dial", args=[chosen.decision_id]) if dials else ""
    again = [each for each in chosen.decision.reasons if each.code == "call.try_again"]
    return CallPage(
        card,
        call_script(visit, chosen.decision),
        dials=door,
        phone=phone,
        advice=" ".join(sentences(again)),
        spoken=_spoken(visit, chosen.decision.client_id),
        closed=closed(visit),
        felt=_felt(visit),
        unread=unread_note(visit, chosen.decision.client_id),
    )


def _felt(visit: Visit) -> str:
    """Say that the last calls were not so bad; nothing when they were, or were too few."""
    last = felt(visit.administration_id, user_id=visit.person.pk)
    tenths = not_so_bad(last)
    if tenths is None:
        return ""
    whole, tenth = divmod(tenths, 10)
    said = gettext(
        "Your last %(count)d calls were not so bad: on average %(average)s out of 5."
    )
    point = "," if language() == "nl" else "."
    return said % {"count": len(last), "average": f"{whole}{point}{tenth}"}


def _spoken(visit: Visit, client_id: int) -> str:
    """Say that somebody spoke to this client within the gap; a call may still be made."""
    mine = visit.administration_id
    last_on = last_spoken_on(mine, client_id=client_id, until=visit.day)
    if last_on is None:
        return ""
    ago = (visit.day - last_on).days
    if ago >= policy(mine, day=visit.day).gap_days:
        return ""
    if ago == 0:
        return gettext("You spoke to this client today.")
    said = ngettext(
        "You spoke to this client yesterday.",
        "You spoke to this client %(count)d days ago.",
        ago,
    )
    return said % {"count": ago} if ago > 1 else said
