"""Answers: from rows to what a card and a page show, and what stands before a contact."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext

from voldaan import days, money
from voldaan.actions.answers.put_away import UNDO
from voldaan.books.queries.answers import inbox
from voldaan.books.queries.answers.inbox import AnswerRow
from voldaan.books.queries.answers.put_away import put_away_among
from voldaan.books.queries.client_page import decided
from voldaan.books.queries.outbox import client_of_withdrawn
from voldaan.books.queries.situations import situations
from voldaan.followup import said_paid
from voldaan.reasons import Reason
from voldaan.replies.meaning import SURE_PERCENT
from voldaan.web.access import Visit
from voldaan.web.forms_answers import AnswerForm
from voldaan.web.pages.answers import AnswerCard, AnswerPage, PaidInVain, TakenBack, UnreadNote
from voldaan.web.presenting.sentences import language, sentences
from voldaan.wording import catalogues

#: How much of an answer stands on its card.
_QUOTE = 400
#: How long an answer that was read is offered back on Vandaag itself.
_OFFERED_BACK = timedelta(minutes=10)
#: How much of it stands above a call or a message: enough to know that it must be read.
_SHORT_QUOTE = 160
#: How much of the name that a writer gave; it is a stranger's text.
_NAME = 60
#: The reason that stands on the card of an answer.
_IN_VAIN = "client.says_paid"


def answer_card(row: AnswerRow, reasons: Sequence[Reason] = ()) -> AnswerCard:
    """Give an answer as it stands on Vandaag: the words first, the guess second.

    Of the ``reasons`` of its decision only what the answer does not say itself is shown.
    """
    sure = row.certainty_percent >= SURE_PERCENT
    offers = sure and not (row.guess == "promise" and row.named_day is None)
    return AnswerCard(
        row.id,
        row.came_on,
        row.channel,
        row.text[:_QUOTE].strip(),
        guess=row.guess if offers else "",
        guess_words=meaning_words(row.guess if sure else "unknown"),
        named_day=row.named_day,
        is_cut=len(row.text) > _QUOTE,
        in_vain=" ".join(sentences(each for each in reasons if each.code == _IN_VAIN)),
    )


def answer_page(visit: Visit, row: AnswerRow) -> AnswerPage:
    """Give an answer whole."""
    quoted = row.whole_text if row.whole_text.strip() != row.text.strip() else ""
    named = f"{row.from_name} <{row.from_address}>" if row.from_name else row.from_address
    return AnswerPage(
        answer_card(row),
        row.client_id,
        row.client,
        named,
        row.subject,
        row.text,
        quoted,
        row.files,
        row.is_automatic,
        row.meaning,
        row.read_by,
        row.certainty_percent,
        _in_vain(visit, row),
        is_put_away=row.put_away_at is not None,
        is_emptied=row.is_emptied,
        may_put_away=row.channel == "email",
        placed_by=row.placed_by,
    )


def answer_form(given: Mapping[str, Any] | None, visit: Visit, row: AnswerRow) -> AnswerForm:
    """Give the form of an answer, filled in with what it seems to mean and to be about."""
    open_now = inbox.open_invoices(visit.administration_id, client_id=row.client_id)
    about = [
        (each.id, f"{each.number} · {money.euro(each.open_cents, language())}")
        for each in open_now
    ]
    first = {
        "meaning": answer_card(row).guess,
        "promised_on": row.named_day,
        "invoice_ids": list(row.invoice_ids),
    }
    return AnswerForm(given, initial=first, day=visit.day, invoices=about)


def _in_vain(visit: Visit, row: AnswerRow) -> PaidInVain | None:
    """Say that this client said so before and nothing came in, where that is so."""
    if "paid" not in (row.meaning, row.guess):
        return None
    mine, client_id = visit.administration_id, row.client_id
    for situation in situations(mine, day=visit.day, client_ids=[client_id]):
        if (found := said_paid.again(situation)) is not None:
            facts = dict(found.facts)
            until = days.write_out(
                days.parse_iso(str(facts["covered_until"])), language(), seen_on=visit.day
            )
            said = gettext(
                "%(client)s has now said %(count)d times that it was paid. Up to and including "
                "%(until)s nothing came in at your bank."
            ) % {"client": row.client, "count": facts["count"], "until": until}
            decision = decided(mine, client_id=client_id)
            return PaidInVain(said, decision.id if decision else 0)
    return None


def taken_back(visit: Visit) -> tuple[TakenBack, ...]:
    """Give the answers that somebody has just read; of a mail put away, as long as it is."""
    mine = visit.administration_id
    rows = inbox.read_since(mine, since=visit.at - _OFFERED_BACK)
    others = [row.id for row in rows if row.meaning == "other"]
    away = put_away_among(mine, answer_ids=others)
    shown = (_taken_back(row, at=visit.at, is_away=row.id in away) for row in rows)
    return tuple(each for each in shown if each is not None)


def _taken_back(row: AnswerRow, *, at: datetime, is_away: bool) -> TakenBack | None:
    if not is_away:
        return TakenBack(row.id, row.client, row.meaning)
    left = int(((row.read_at or at) + UNDO - at).total_seconds())
    return TakenBack(row.id, row.client, row.meaning, left) if left > 0 else None


def meaning_words(meaning: str) -> str:
    """Say what an answer seems to mean, as it stands in a sentence."""
    code = f"meanings.{meaning}"
    return catalogues.say("names", code=code, facts={}, language=language())


def unread_note(visit: Visit, client_id: int) -> UnreadNote | None:
    """Give the answer of this client that nobody has read; None: all were. One query."""
    return unread_notes(visit, [client_id]).get(client_id)


def unread_notes(visit: Visit, client_ids: list[int]) -> dict[int, UnreadNote]:
    """Give the same for clients together; one query, none for nobody."""
    rows = inbox.unread(visit.administration_id, client_ids=client_ids)
    return {pk: _note(row, day=visit.day) for pk, row in rows.items()}


def answered_meanwhile(visit: Visit, *, message_id: int) -> str:
    """Say that the client answered, where that is why a message was withdrawn; else empty."""
    client_id = client_of_withdrawn(visit.administration_id, message_id=message_id)
    return "" if client_id is None else read_first(visit, client_id)


def read_first(visit: Visit, client_id: int) -> str:
    """Say that this client has answered; empty when nothing is unread."""
    note = unread_note(visit, client_id)
    if note is None:
        return ""
    said = gettext("%(client)s has answered meanwhile. Read that first; nothing was done.")
    return said % {"client": note.client}


def _note(row: AnswerRow, *, day: date) -> UnreadNote:
    words = " ".join(row.text.split())
    return UnreadNote(
        row.id,
        row.client,
        _said(row, day=day),
        words[:_SHORT_QUOTE].strip(),
        is_cut=len(words) > _SHORT_QUOTE,
    )


def _said(row: AnswerRow, *, day: date) -> str:
    """Say who answered, and when."""
    name = " ".join(row.from_name.split())[:_NAME]
    known = {"who": f"{name} ({row.client})" if name and name != row.client else row.client}
    ago = (day - row.came_on).days
    if ago <= 0:
        return gettext("%(who)s answered today.") % known
    if ago == 1:
        return gettext("%(who)s answered yesterday.") % known
    on = days.write_out(row.came_on, language(), seen_on=day)
    return gettext("%(who)s answered on %(on)s.") % {**known, "on": on}
