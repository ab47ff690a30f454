"""Vandaag: from decisions and messages to at most seven cards."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext

from voldaan import days
from voldaan.actions.messages.by_hand import TAKE_BACK
from voldaan.books.queries import people
from voldaan.books.queries import today as rows
from voldaan.books.queries.answers import disputes, inbox
from voldaan.books.queries.answers.inbox import AnswerRow
from voldaan.books.queries.coverage import coverage
from voldaan.books.queries.morning import done, later
from voldaan.books.queries.outbox import sending_from
from voldaan.books.queries.policies import policy
from voldaan.books.queries.sending.accounts import channels_on
from voldaan.books.queries.sending.marks import marked_since
from voldaan.books.queries.sending.ways import Ways, ways
from voldaan.followup.answers import not_a_working_day
from voldaan.followup.morning.order import MOST_CARDS
from voldaan.followup.morning.value import minutes_of
from voldaan.followup.shapes import BankCoverage, Policy
from voldaan.web.access import Visit
from voldaan.web.pages import today as pages
from voldaan.web.presenting.answers import answer_card, taken_back
from voldaan.web.presenting.letters import readable
from voldaan.web.presenting.morning.answers import waiting_answers
from voldaan.web.presenting.morning.later import with_later
from voldaan.web.presenting.morning.moment import next_moment
from voldaan.web.presenting.sentences import language, question, sentences
from voldaan.web.presenting.texts.length import text_messages
from voldaan.web.presenting.ways import closed, door, problem
from voldaan.wording.shapes import Recipient, Sender

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")

#: How long a card that was put off is offered back on Vandaag itself.
_OFFERED_BACK = timedelta(minutes=10)

_KINDS: Mapping[str, pages.Question] = {
    "import_bank_file": "import_bank",
    "match_payment": "match_payment",
    "add_email": "add_email",
    "settle_credit": "settle_credit",
    "what_now": "what_now",
    "read_answer": "read_answer",
    "confirm_step": "confirm_step",
    "is_it_solved": "is_it_solved",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the decisions of the cards, by client."""

    to: Mapping[int, Recipient]
    messages: Mapping[int, rows.MessageRow]
    numbers: Mapping[int, str]
    later: Mapping[int, int]
    lines: Mapping[int, int]
    answers: Mapping[int, AnswerRow]
    writes: Sender
    ways: Mapping[int, Ways]
    sends: Mapping[str, int | None]  # by channel, with what one message costs


def today_page(visit: Visit, *, has_totals: bool = False) -> pages.Today:
    """Give the whole morning of a visit; the totals only to who asks for them."""
    mine, day = visit.administration_id, visit.day
    sender, rules = sending_from(mine), policy(mine, day=day)
    bank = BankCoverage(*(coverage(mine) or ()))
    moving = done.under_way(mine)
    broken = _did_not_leave(mine) if moving["failed"] or moving["unsure"] else []
    waiting, waiting_count = waiting_answers(visit, most=MOST_CARDS - len(broken))
    chosen, count = rows.cards(mine, most=MOST_CARDS - len(broken) - len(waiting))
    beside = _beside(mine, chosen, sender)
    stuck = (
        _broken(_shown(message, visit), sends=beside.sends) for message in broken[:MOST_CARDS]
    )
    shown = [(_card(each, beside, visit), each) for each in chosen]
    cards = (
        *stuck,
        *waiting,
        *with_later(visit, shown, beside=beside, policy=rules, bank=bank),
    )
    calm = rows.calm(mine, tomorrow=days.shift(day, 1))
    news, news_count = _news(visit)
    later_count = count + len(broken) + waiting_count - len(cards)
    return pages.Today(
        day=day,
        cards=cards,
        good_news=news,
        news_left=news_count - len(news),
        undo=_undo(mine, visit.at) if moving["ready"] else (),
        put_off=_put_off(mine, visit.at),
        read=taken_back(visit),
        solved=_solved(mine, visit.at),
        marked=_marked(mine, visit.at),
        quiet=_quiet(calm, beside=waiting_count),
        minutes=minutes_of(
            (each.decision for each in chosen), questions=len(cards) - len(chosen)
        ),
        later_count=later_count,
        tomorrow_count=calm.tomorrow + later_count,
        done_count=done.contacts_on(mine, day=day) + moving["ready"] + moving["sending"],
        bank_until=bank.covered_until,
        bank_is_fresh=_is_fresh(bank, day, rules),
        sender=sender,
        totals=pages.Totals(*rows.open_and_late(mine, day=day)) if has_totals else None,
        is_empty=not rows.has_invoices(mine),
        next_run=days.shift(day, 1),
        next_moment=next_moment(mine, at=visit.at, is_demo=visit.place.is_demo, day=day),
        rest_reason=" ".join(sentences([not_a_working_day(day)])) if calm.resting else "",
        closed=closed(visit, rules=rules),
    )


def _did_not_leave(mine: int) -> list[rows.MessageRow]:
    return rows.messages(mine, states=["failed", "unsure"])


def _quiet(calm: rows.Calm, *, beside: int) -> pages.Quiet:
    """Give the calm without those whose answer is shown while all is paused."""
    paused = max(0, calm.paused - beside)
    return pages.Quiet(calm.waiting, paused, calm.not_due, calm.resting)


def step_card(visit: Visit, chosen: rows.Chosen) -> pages.StepCard:
    """Give one decision as a card, for the page of a call."""
    mine = visit.administration_id
    return _step(chosen, _beside(mine, [chosen], sending_from(mine)), visit)


def _is_fresh(bank: BankCoverage, day: date, rules: Policy) -> bool:
    oldest = days.minus_working_days(day, rules.bank_working_days)
    return bank.covered_until is not None and bank.covered_until >= oldest


def _beside(mine: int, chosen: Sequence[rows.Chosen], sender: str) -> Beside:
    clients = [each.decision.client_id for each in chosen]
    asked = [each.decision for each in chosen if each.decision.kind != "step"]
    invoices = [pk for each in chosen for pk in each.decision.invoice_ids]
    proposed = rows.messages(mine, states=["proposed"], client_ids=clients, replies=False)
    return Beside(
        people.recipients(mine, client_ids=clients),
        {message.client_id: message for message in proposed},
        rows.numbers(mine, invoice_ids=invoices),
        later.times_later(mine, client_ids=clients),
        rows.lines_that_hold(mine, client_ids=[each.client_id for each in asked]),
        inbox.unread(
            mine,
            client_ids=[each.client_id for each in asked if each.question == "read_answer"],
        ),
        people.sender(mine),
        ways(mine, client_ids=[each.client_id for each in proposed if each.channel != "email"]),
        channels_on(mine) | ({"email": None} if sender else {}),
    )


def _card(
    chosen: rows.Chosen, beside: Beside, visit: Visit
) -> pages.StepCard | pages.QuestionCard:
    if chosen.decision.kind == "step":
        return _step(chosen, beside, visit)
    decision = chosen.decision
    several = decision.question == "import_bank_file"
    answer = beside.answers.get(decision.client_id)
    return pages.QuestionCard(
        kind=_KINDS.get(decision.question or "", "what_now"),
        text=question(decision.question or "what_now"),
        client_id=0 if several else decision.client_id,
        client="" if several else chosen.client,
        open_cents=0 if several else decision.open_cents,
        reasons=sentences(
            [chosen.card.reason] if several else decision.reasons[:2], day=visit.day
        ),
        changes=sentences(decision.changes),
        line_id=beside.lines.get(decision.client_id, 0),
        decision_id=chosen.decision_id,
        snoozed=beside.later.get(decision.client_id, 0),
        answer=answer_card(answer, decision.reasons)
        if answer and decision.question == "read_answer"
        else None,
    )


def _step(chosen: rows.Chosen, beside: Beside, visit: Visit) -> pages.StepCard:
    decision = chosen.decision
    to = beside.to.get(decision.client_id, Recipient())
    message = beside.messages.get(decision.client_id)
    return pages.StepCard(
        decision_id=chosen.decision_id,
        client_id=decision.client_id,
        client=chosen.client,
        step=decision.step or "call",
        asks_cents=decision.asks_cents or decision.open_cents,
        days_late=(visit.day - decision.due_since).days if decision.due_since else 0,
        numbers=tuple(
            beside.numbers[pk] for pk in decision.invoice_ids if pk in beside.numbers
        ),
        reasons=sentences((*decision.reasons, chosen.card.reason), day=visit.day),
        changes=sentences(decision.changes),
        contact=message.to_name if message and decision.channel == "email" else to.name,
        phone=to.phone,
        message=_prepared(message, beside, visit) if message else None,
        snoozed=beside.later.get(decision.client_id, 0),
    )


def _shown(message: rows.MessageRow, visit: Visit) -> rows.MessageRow:
    return replace(message, body_text=readable(visit, message.body_text))


def _prepared(message: rows.MessageRow, beside: Beside, visit: Visit) -> pages.PreparedMessage:
    sends, shown = message.channel in beside.sends, _shown(message, visit)
    return pages.PreparedMessage(
        message.id,
        message.to_address,
        message.subject,
        shown.body_text,
        "" if sends else door(beside.writes, shown, at=visit.at),
        message.is_attached,
        message.channel,
        sends,
        problem(message, beside.ways.get(message.client_id)),
        # Of the words as they leave, with the whole link in them.
        text_messages(message.body_text, cents_each=beside.sends.get("sms"))
        if message.channel == "sms"
        else "",
    )


def _broken(message: rows.MessageRow, *, sends: Container[str]) -> pages.QuestionCard:
    is_failed = message.state == "failed"
    if is_failed:
        text = gettext("The message to %(to)s did not leave.")
    elif message.channel == "email":
        text = gettext("Perhaps the message to %(to)s left. Look in your sent mail.")
    else:
        text = gettext("Perhaps the message to %(to)s left. Look at the service that sends it.")
    return pages.QuestionCard(
        kind="failed" if is_failed else "unsure",
        text=text % {"to": message.to_address},
        client_id=message.client_id,
        client=message.client,
        open_cents=message.asks_cents,
        reasons=(message.failure_detail,) if message.failure_detail else (),
        message_id=message.id,
        subject=message.subject,
        body=message.body_text,
        sends=message.channel in sends,
    )


def _news(visit: Visit) -> tuple[tuple[pages.GoodNews, ...], int]:
    """Give what came in since the last working day (in the demo world: by its own clock)."""
    working_day = days.minus_working_days(visit.day, 1)
    since = datetime.combine(working_day, time(0), tzinfo=_AMSTERDAM)
    from_day = days.shift(visit.day, -14)
    if visit.place.is_demo:
        since, from_day = datetime(1, 1, 1, tzinfo=UTC), working_day
    received, count = rows.good_news(visit.administration_id, since=since, from_day=from_day)
    news = (
        pages.GoodNews(each.client_id, each.client, each.paid_cents, each.paid_on, _note(each))
        for each in received
    )
    return tuple(news), count


def _note(received: rows.Received) -> str:
    """Say that it came soon after our contact, when it did."""
    if received.heard_on is None:
        return ""
    after = (received.paid_on - received.heard_on).days
    if not 0 <= after <= 7:
        return ""
    if after == 0:
        return gettext("on the day of your message")
    said = ngettext("a day after your message", "%(count)d days after your message", after)
    return said % {"count": after} if after > 1 else said


def _undo(mine: int, at: datetime) -> tuple[pages.Undo, ...]:
    found = []
    for message in rows.messages(mine, states=["ready"]):
        left = (message.send_after or at) - at
        words = ""
        if left > timedelta(minutes=2):
            local = (at + left).astimezone(_AMSTERDAM)
            words = f"{days.write_out(local.date(), language())} {local:%H:%M}"
        seconds = max(0, int(left.total_seconds()))
        other = message.failure_detail if message.failure == "same_address" else ""
        found.append(pages.Undo(message.id, message.client, seconds, words, other))
    return tuple(found)


def _marked(mine: int, at: datetime) -> tuple[pages.Marked, ...]:
    found = marked_since(mine, since=at - TAKE_BACK)
    return tuple(pages.Marked(each.message_id, each.client, each.channel) for each in found)


def _put_off(mine: int, at: datetime) -> tuple[pages.PutOff, ...]:
    return tuple(
        pages.PutOff(each.hold_id, each.client, _back_on(each.until_day))
        for each in later.put_off_since(mine, since=at - _OFFERED_BACK)
    )


def _solved(mine: int, at: datetime) -> tuple[pages.Solved, ...]:
    return tuple(
        pages.Solved(each.client_id, each.client, each.is_solved)
        for each in disputes.answered_since(mine, since=at - _OFFERED_BACK)
    )


def _back_on(until_day: date) -> date:
    """Give the day on which a card is back: on days off nobody is asked for anything."""
    return days.next_working_day(days.shift(until_day, 1))
