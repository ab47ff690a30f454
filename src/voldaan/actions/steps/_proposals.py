"""Prepare the message of a step, and withdraw one that no longer fits: in bulk."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voldaan.actions import _rows
from voldaan.actions.own_page import in_words
from voldaan.actions.steps import letter
from voldaan.actions.steps.addresses import address_of
from voldaan.actions.steps.whom import whom
from voldaan.books.models import Message, MessageState
from voldaan.books.queries.deciding.own_texts import own_texts
from voldaan.books.queries.deciding.these import these
from voldaan.books.queries.sending.ways import Ways, ways
from voldaan.followup.shapes import Decision, Policy, Situation
from voldaan.wording.shapes import Recipient, Sender, Words

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of one client's step, not written yet."""

    situation: Situation
    decision: Decision
    words: Words
    to: Recipient
    address: str
    from_address: str


def compose(
    administration_id: int,
    judged: Sequence[tuple[Situation, Decision]],
    *,
    policy: Policy,
    sender: Sender,
    day: date,
) -> tuple[list[Draft], dict[int, str]]:
    """Compose the words of every written step; give what failed, by client, apart.

    A check or reminder that had better be a call is written too: who dreads the telephone
    may send it instead.
    """
    written = [(s, d) for s, d in judged if _is_written(s, d)]
    to = whom(administration_id, written, policy=policy)
    other_ways = ways_of(administration_id, written)
    texts = own_texts(administration_id, day=day)
    drafts, failures = [], {}
    for situation, decision in written:
        person = to.get(situation.client_id, letter.NOBODY)
        try:
            facts = letter.facts(
                situation,
                decision=decision,
                policy=policy,
                day=day,
                sender=sender,
                recipient=person,
                link=in_words.place(letter.channel_of(decision)),
            )
            words = letter.words(facts, decision=decision, own_texts=texts)
        except Exception as error:  # noqa: BLE001 - one bad client does not stop the rest
            _log.exception("no words for client %s", situation.client_id)
            failures[situation.client_id] = type(error).__name__
        else:
            address = address_of(
                letter.channel_of(decision),
                to=person,
                ways=other_ways.get(situation.client_id),
            )
            drafts.append(Draft(situation, decision, words, person, address, sender.email))
    return drafts, failures


def _is_written(situation: Situation, decision: Decision) -> bool:
    if letter.text_of(decision) is None:
        return False
    can_mail = situation.has_email and not situation.email_bounced
    return decision.channel != "phone" or can_mail


def ways_of(
    administration_id: int, judged: Sequence[tuple[Situation, Decision]]
) -> dict[int, Ways]:
    """Give how the clients are reached whose words are for another channel than e-mail."""
    others = [s.client_id for s, d in judged if letter.channel_of(d) != "email"]
    return ways(administration_id, client_ids=others)


def go_to(
    administration_id: int, judged: Sequence[tuple[Situation, Decision]], *, policy: Policy
) -> dict[int, tuple[str, str]]:
    """Give per client on which channel and to which address its words would go today."""
    if not judged:
        return {}
    to = whom(administration_id, judged, policy=policy)
    other_ways = ways_of(administration_id, judged)
    found = {}
    for situation, decision in judged:
        client_id, channel = situation.client_id, letter.channel_of(decision)
        person = to.get(client_id, letter.NOBODY)
        address = address_of(channel, to=person, ways=other_ways.get(client_id))
        found[client_id] = channel, address
    return found


def prepare(
    administration_id: int,
    drafts: Sequence[Draft],
    *,
    client_ids: Sequence[int],
    decision_ids: dict[int, int],
    day: date,
    at: datetime,
) -> int:
    """Bring the proposed messages of these clients in step with the drafts.

    Only steps that nobody released are touched, and no replies. Words that the owner edited
    stay, as long as what is asked stays the same. Gives how many were made or renewed.
    """
    standing = {
        message.client_id: message
        for message in Message.objects.filter(
            administration_id=administration_id,
            client_id__in=these(client_ids),
            state=MessageState.PROPOSED,
            is_reply=False,
        )
    }
    kept = {draft.situation.client_id for draft in drafts}
    withdrawn = [message.pk for client_id, message in standing.items() if client_id not in kept]
    Message.objects.filter(
        administration_id=administration_id,
        pk__in=these(withdrawn),
        state=MessageState.PROPOSED,
    ).update(state=MessageState.WITHDRAWN, finished_at=at)
    new: list[_rows.Row] = []
    renewed: list[_rows.Row] = []
    for draft in drafts:
        client_id = draft.situation.client_id
        message = standing.get(client_id)
        said = in_words.kept(
            message, _said(draft, decision_id=decision_ids[client_id], day=day)
        )
        if message is None:
            own = {
                "administration_id": administration_id,
                "message_id": _new_message_id(draft.from_address),
                "proposed_at": at,
            }
            new.append({**own, **said})
        elif _differs(message, said):
            renewed.append({"id": message.pk, **said})
    _rows.insert(Message, in_words.linked(administration_id, new, at=at))
    renewed = in_words.linked(administration_id, renewed, at=at)
    _rows.update(Message, renewed, state=MessageState.PROPOSED)
    said_now = dict.fromkeys(withdrawn, "") | {row["id"]: row["body_text"] for row in renewed}
    in_words.end_lost(administration_id, standing.values(), renewed=said_now, at=at)
    return len(new) + len(renewed)


def _new_message_id(from_address: str) -> str:
    domain = from_address.rpartition("@")[2] or "voldaan.invalid"
    return f"<voldaan-{secrets.token_hex(16)}@{domain}>"


def lines(situation: Situation, decision: Decision) -> list[dict[str, object]]:
    """Give the invoices of a step with what is open, as a message keeps them."""
    return [
        {
            "invoice": invoice.id,
            "number": invoice.number,
            "due_on": invoice.due_on.isoformat(),
            "open_cents": invoice.open_cents,
        }
        for invoice in situation.invoices
        if invoice.id in decision.invoice_ids
    ]


def _differs(message: Message, said: _rows.Row) -> bool:
    same_facts = all(
        getattr(message, name) == said[name]
        for name in ("step", "channel", "asks_cents", "lines", "to_address")
    )
    if same_facts and message.is_edited:
        return False
    return not same_facts or any(
        getattr(message, name) != said[name]
        for name in ("step_day", "decision_id", "body_text", "subject")
    )


def _said(draft: Draft, *, decision_id: int, day: date) -> _rows.Row:
    """Give the columns of a message that follow from its draft."""
    decision, words = draft.decision, draft.words
    return {
        "client_id": draft.situation.client_id,
        "decision_id": decision_id,
        "step": decision.step or "",
        "channel": letter.channel_of(decision),
        "step_day": day,
        "to_name": draft.to.name,
        "to_address": draft.address,
        "subject": words.subject,
        "body_text": words.body_text,
        "body_html": words.body_html,
        "text_version": words.text_version,
        "is_edited": False,
        "lines": lines(draft.situation, decision),
        "asks_cents": decision.asks_cents,
    }
