"""The call with help: the number that dials, what to say, and the advice for this try."""

from voldaan.books.queries.today import Chosen
from voldaan.web.access import Visit
from voldaan.web.pages.today import CallPage
from voldaan.web.presenting.letters import call_script
from voldaan.web.presenting.sentences import sentences
from voldaan.web.presenting.today import step_card
from voldaan.web.presenting.ways import telephone


def call_page(visit: Visit, chosen: Chosen) -> CallPage:
    """Give the page of a call about a decision."""
    card = step_card(visit, chosen)
    dials, phone = telephone(card.phone)
    again = [each for each in chosen.decision.reasons if each.code == "call.try_again"]
    return CallPage(
        card,
        call_script(visit, chosen.decision),
        dials=dials,
        phone=phone,
        advice=" ".join(sentences(again)),
    )
