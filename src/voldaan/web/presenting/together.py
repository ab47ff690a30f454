"""Proposed messages with the reasons of their decisions, for one look."""

from voldaan.actions.messages.release_many import MOST_AT_ONCE
from voldaan.books.queries import today as rows
from voldaan.books.queries.outbox import sending_from
from voldaan.web.access import Visit
from voldaan.web.pages.together import Ready, Together
from voldaan.web.presenting.letters import readable
from voldaan.web.presenting.sentences import sentences


def together_page(visit: Visit) -> Together:
    """Give what is ready, the most useful first; a constant number of queries."""
    mine = visit.administration_id
    chosen, count = rows.cards(mine, most=MOST_AT_ONCE)
    reasons = {
        each.decision.client_id: sentences(each.decision.reasons, day=visit.day)
        for each in chosen
        if each.decision.kind == "step"
    }
    proposed = rows.messages(
        mine, states=["proposed"], client_ids=list(reasons), replies=False, most=MOST_AT_ONCE
    )
    by_client = {message.client_id: message for message in proposed}
    ready = tuple(
        Ready(
            message.id,
            message.client_id,
            message.client,
            message.step,
            message.to_address,
            message.asks_cents,
            message.subject,
            readable(visit, message.body_text),
            reasons[client_id],
            message.is_attached,
        )
        for client_id in reasons
        if (message := by_client.get(client_id)) is not None and "@" in message.to_address
    )
    return Together(ready, sending_from(mine), max(0, count - len(chosen)))
