"""Prepare the message of a step, and withdraw one that no longer fits: in bulk."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voldaan.actions import letter
from voldaan.books.models import Message, MessageState
from voldaan.books.queries import people
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
    from_address: str


def compose(
    administration_id: int,
    judged: Sequence[tuple[Situation, Decision]],
    *,
    policy: Policy,
    sender: Sender,
    day: date,
) -> tuple[list[Draft], dict[int, str]]:
    """Compose the words of every written step; give what failed, by client, apart."""
    written = [(s, d) for s, d in judged if d.kind == "step" and d.channel == "email"]
    to = people.recipients(
        administration_id, client_ids=[situation.client_id for situation, _ in written]
    )
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
            )
            words = letter.words(facts, decision=decision)
        except Exception as error:  # noqa: BLE001 - one bad client does not stop the rest
            _log.exception("no words for client %s", situation.client_id)
            failures[situation.client_id] = type(error).__name__
        else:
            drafts.append(Draft(situation, decision, words, person, sender.email))
    return drafts, failures


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

    Only messages that nobody released are touched. Words that the owner edited stay, as
    long as what is asked stays the same. Gives the number of messages made or renewed.
    """
    standing = {
        message.client_id: message
        for message in Message.objects.filter(
            administration_id=administration_id,
            client_id__in=list(client_ids),
            state=MessageState.PROPOSED,
        )
    }
    kept = {draft.situation.client_id for draft in drafts}
    withdrawn = [message.pk for client_id, message in standing.items() if client_id not in kept]
    Message.objects.filter(
        administration_id=administration_id, pk__in=withdrawn, state=MessageState.PROPOSED
    ).update(state=MessageState.WITHDRAWN, finished_at=at)
    new, renewed = [], []
    for draft in drafts:
        message = standing.get(draft.situation.client_id)
        if message is None:
            message = Message(
                administration_id=administration_id,
                client_id=draft.situation.client_id,
                message_id=_new_message_id(draft.from_address),
                proposed_at=at,
            )
            new.append(message)
        elif not _differs(message, draft, decision_ids, day):
            continue
        else:
            renewed.append(message)
        _fill(message, draft, decision_id=decision_ids[draft.situation.client_id], day=day)
    Message.objects.bulk_create(new, batch_size=500)
    Message.objects.bulk_update(renewed, _FILLED, batch_size=200)
    return len(new) + len(renewed)


_FILLED = [
    "decision", "step", "channel", "step_day", "to_name", "to_address", "subject",
    "body_text", "body_html", "text_version", "is_edited", "lines", "asks_cents",
]  # fmt: skip


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


def _differs(message: Message, draft: Draft, decision_ids: dict[int, int], day: date) -> bool:
    same_facts = (
        message.step == draft.decision.step
        and message.asks_cents == draft.decision.asks_cents
        and message.lines == lines(draft.situation, draft.decision)
        and message.to_address == draft.to.email
    )
    if same_facts and message.is_edited:
        return False
    return not (
        same_facts
        and message.step_day == day
        and message.decision_id == decision_ids[draft.situation.client_id]
        and message.body_text == draft.words.body_text
        and message.subject == draft.words.subject
    )


def _fill(message: Message, draft: Draft, *, decision_id: int, day: date) -> None:
    message.decision_id = decision_id
    message.step = draft.decision.step or ""
    message.channel = draft.decision.channel or ""
    message.step_day = day
    message.to_name = draft.to.name
    message.to_address = draft.to.email
    message.subject = draft.words.subject
    message.body_text = draft.words.body_text
    message.body_html = draft.words.body_html
    message.text_version = draft.words.text_version
    message.is_edited = False
    message.lines = lines(draft.situation, draft.decision)
    message.asks_cents = draft.decision.asks_cents
