"""A prepared message in the hands of the own mail program, and the script of a call."""

from dataclasses import replace
from datetime import datetime

from voldaan.actions.steps import letter
from voldaan.books.queries import people
from voldaan.books.queries.outbox import Draft
from voldaan.books.queries.policies import policy
from voldaan.books.queries.situations import situations
from voldaan.books.queries.today import MessageRow
from voldaan.channels.email import eml
from voldaan.channels.email.addresses import NotAnAddress
from voldaan.channels.email.message import BadMessage
from voldaan.channels.email.shapes import Attachment, Outgoing
from voldaan.channels.page import address
from voldaan.followup.shapes import Decision, Situation
from voldaan.web.access import Visit
from voldaan.web.pages.today import ScriptLine
from voldaan.web.presenting.labels import SCRIPT
from voldaan.web.presenting.sentences import language
from voldaan.wording.asking import NothingToAsk
from voldaan.wording.cleaning import subject_line
from voldaan.wording.letters import as_html
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.scripts import script
from voldaan.wording.shapes import Recipient, ScriptKind, Sender


def mailto(sender: Sender, message: MessageRow, *, at: datetime) -> str:
    """Give the link that opens a message in the own mail program; empty: use a file."""
    draft = Draft(
        "<draft@voldaan.invalid>", "", message.to_address, message.subject, message.body_text,
        "", (),
    )  # fmt: skip
    try:
        return eml.mailto(_outgoing(sender, draft, at)) or ""
    except (BadMessage, NotAnAddress):
        return ""


def as_file(visit: Visit, draft: Draft, *, words: tuple[str, str] | None = None) -> bytes:
    """Give a message as a file that mail programs open. Raises BadMessage.

    ``words`` are a subject and body that stand on the page instead of the prepared ones.
    """
    if words is not None:
        subject = subject_line(words[0])
        body = words[1].replace("\r\n", "\n").strip() + "\n"
        if (subject, body.strip()) != (draft.subject, draft.body_text.strip()):
            draft = replace(draft, subject=subject, body_text=body, body_html=as_html(body))
    return eml.as_eml(_outgoing(people.sender(visit.administration_id), draft, visit.at))


def _outgoing(sender: Sender, draft: Draft, at: datetime) -> Outgoing:
    return Outgoing(
        message_id=draft.message_id,
        from_name=sender.name,
        from_address=sender.email,
        to_name=draft.to_name,
        to_address=draft.to_address,
        subject=draft.subject,
        body_text=draft.body_text,
        body_html=draft.body_html,
        at=at,
        attachments=tuple(Attachment(*paper) for paper in draft.papers),
    )


def call_script(visit: Visit, decision: Decision) -> tuple[ScriptLine, ...]:
    """Give what to say in a call about this decision; nothing when nothing is asked.

    It is said in the language of the client; how to say it is for who calls.
    """
    mine, day = visit.administration_id, visit.day
    found = situations(mine, day=day, client_ids=[decision.client_id])
    if not found:
        return ()
    situation = found[0]
    to = people.recipients(mine, client_ids=[decision.client_id])
    facts = letter.facts(
        situation,
        decision=_about_what_is_open(decision, situation),
        policy=policy(mine, day=day),
        day=day,
        sender=people.sender(mine),
        recipient=to.get(decision.client_id, Recipient()),
    )
    late = any(invoice.due_on < day for invoice in facts.invoices)
    kind: ScriptKind = "call" if late else "service_call"
    try:
        spoken = script(kind, facts=facts)
        read = script(kind, facts=replace(facts, language=language()))
    except (NothingToAsk, EmptyPlaceholder):
        return ()
    hints = {line.key: line.hint for line in read.lines}
    return tuple(
        ScriptLine(str(SCRIPT.get(line.key, "")), line.line, hints.get(line.key, line.hint))
        for line in spoken.lines
    )


def _about_what_is_open(decision: Decision, situation: Situation) -> Decision:
    """Speak of the invoices of the decision that are still open, else of all."""
    still = {invoice.id for invoice in situation.invoices}
    ids = tuple(pk for pk in decision.invoice_ids if pk in still)
    return replace(decision, invoice_ids=ids or tuple(sorted(still)))


def readable(visit: Visit, words: str) -> str:
    """Give words of a message as this member may read them.

    With its link one can answer in the client's name; who only looks does not get it.
    """
    return words if visit.place.may_prepare else address.hidden(words)
