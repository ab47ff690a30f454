"""After three times "later": the smallest step, somebody else, or rest. Nobody is urged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext

from voldaan import money
from voldaan.actions.steps import letter
from voldaan.books.queries import people
from voldaan.books.queries.own_settings import TeamMember
from voldaan.books.queries.policies import policy
from voldaan.books.queries.situations import situations
from voldaan.books.queries.today import Chosen, MessageRow
from voldaan.channels.email.addresses import NotAnAddress, as_ascii
from voldaan.followup.morning.resting import RESTS, may_rest, safe_until
from voldaan.followup.shapes import Decision, Policy, Situation
from voldaan.web.access import Visit
from voldaan.web.pages.later import Colleague, Smallest, WaysOut
from voldaan.web.pages.today import PreparedMessage
from voldaan.web.presenting.sentences import language, question, sentences, step
from voldaan.web.presenting.ways import telephone
from voldaan.wording import short
from voldaan.wording.asking import NothingToAsk
from voldaan.wording.cleaning import subject_line
from voldaan.wording.material import NotWritten
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.scripts import script
from voldaan.wording.shapes import LetterFacts, Recipient, Sender

#: Questions that we must settle ourselves: to call about them would be to ask for money that
#: may be here.
_OURS = frozenset({"match_payment", "settle_credit", "read_answer", "is_it_solved"})


@dataclass(frozen=True, slots=True)
class Stuck:
    """A card that was put off three times, with all that a way out of it needs."""

    chosen: Chosen
    situation: Situation
    policy: Policy
    numbers: tuple[str, ...]
    to: Recipient
    writes: Sender
    message: PreparedMessage | None = None


def ways_out(visit: Visit, stuck: Stuck, *, team: Sequence[TeamMember]) -> WaysOut:
    """Give three real ways on; ``team`` are the people of the administration."""
    subject, body = hand_over(stuck, day=visit.day)
    safe = safe_until(stuck.situation, day=visit.day)
    return WaysOut(
        smallest=_smallest(stuck, day=visit.day),
        hand_over=body,
        hand_over_link=own_mail("", subject, body),
        colleagues=tuple(
            Colleague(each.name, own_mail(each.email, subject, body))
            for each in team
            if each.email != visit.person.email
        ),
        rests=tuple(
            count for count in RESTS if may_rest(count=count, day=visit.day, safe=safe)
        ),
        safe_until=safe,
    )


def own_mail(address: str, subject: str, body: str) -> str:
    """Give the link that opens these words in the own mail program (RFC 6068)."""
    text = quote(body.replace("\n", "\r\n"), safe="")
    title = quote(subject_line(subject), safe="")  # a line break would begin a header
    return f"mailto:{quote(address, safe='@')}?subject={title}&body={text}"


def hand_over(stuck: Stuck, *, day: date) -> tuple[str, str]:
    """Give subject and text for a colleague: who, what, how much, the telephone and why."""
    decision, to = stuck.chosen.decision, stuck.to
    asked = step(decision.step) if decision.step else question(decision.question or "")
    amount = money.euro(decision.asks_cents or decision.open_cents, language())
    numbers = ", ".join(stuck.numbers)
    why = sentences(decision.reasons[:1], day=day)
    rows = [
        (gettext("Who"), ", ".join(each for each in (stuck.chosen.client, to.name) if each)),
        (gettext("What"), asked),
        (gettext("Amount"), f"{amount} ({numbers})" if numbers else amount),
        (gettext("Telephone"), telephone(to.phone)[1]),
        (gettext("E-mail"), to.email),
        (gettext("Why now"), " ".join(why)),
    ]
    subject = gettext("Will you take this over? %(client)s") % {"client": stuck.chosen.client}
    parts = [
        gettext("Hi, will you do this for me? I keep putting it off."),
        "\n".join(f"{name}: {said}" for name, said in rows if said),
        gettext("Tell me how it went, then I write it down. Thank you!"),
        stuck.writes.name,
    ]
    return subject, "\n\n".join(parts)


def _smallest(stuck: Stuck, *, day: date) -> Smallest | None:
    facts = letter.facts(
        stuck.situation,
        decision=stuck.chosen.decision,
        policy=stuck.policy,
        day=day,
        sender=stuck.writes,
        recipient=stuck.to,
    )
    try:
        return _short_message(stuck, facts) or _first_sentence(stuck, facts, day)
    except (NothingToAsk, EmptyPlaceholder):
        return None


def _short_message(stuck: Stuck, facts: LetterFacts) -> Smallest | None:
    """Give a shorter message than the one that is ready; None: there is none."""
    message, code = stuck.message, letter.text_of(stuck.chosen.decision)
    if message is None or message.problem:
        return None
    if message.channel in {"whatsapp", "sms"}:
        found = Smallest("chat", message.body, message.link, message_id=message.id)
        return found if message.link else None
    if message.channel != "email" or code is None:
        return None
    try:
        text = short.compose(code, facts=facts).body_text.strip()
    except NotWritten:
        return None
    return Smallest(
        "mail",
        text,
        link="" if message.sends else reverse("message_open", args=[message.id, "short"]),
        to=message.to,
        subject=message.subject,
        message_id=message.id,
        sends=message.sends,
    )


def short_mail(visit: Visit, message: MessageRow, *, decision: Decision | None) -> str:
    """Give the link that opens the shorter words of a mail, or nothing.

    ``decision`` is the step of today, which the message fits.
    """
    code = letter.text_of(decision) if decision else None
    if message.channel != "email" or decision is None or code is None:
        return ""
    mine, day, client_id = visit.administration_id, visit.day, message.client_id
    facts = letter.facts(
        situations(mine, day=day, client_ids=[client_id])[0],
        decision=decision,
        policy=policy(mine, day=day),
        day=day,
        sender=people.sender(mine),
        recipient=people.recipients(mine, client_ids=[client_id]).get(client_id, Recipient()),
    )
    try:
        # As strict as for the whole mail: a comma, also a written-out one, makes two readers.
        to = as_ascii(message.to_address)
        text = short.compose(code, facts=facts).body_text.strip()
    except (NotAnAddress, NotWritten, NothingToAsk, EmptyPlaceholder):
        return ""
    return own_mail(to, message.subject, text)


def _first_sentence(stuck: Stuck, facts: LetterFacts, day: date) -> Smallest | None:
    """Give the number and the first thing to say; the rest comes by itself."""
    dials, shown = telephone(stuck.to.phone)
    is_ours = stuck.chosen.decision.question in _OURS
    if is_ours or not dials or not facts.invoices:
        return None
    late = any(invoice.due_on < day for invoice in facts.invoices)
    spoken = script("call" if late else "service_call", facts=facts)
    door = reverse("call_dial", args=[stuck.chosen.decision_id])
    return Smallest("call", spoken.lines[0].line, door, shown)
