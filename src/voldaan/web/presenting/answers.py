"""Answers: from rows to what a card and a page show."""

from datetime import timedelta

from voldaan.books.queries.answers import inbox
from voldaan.books.queries.answers.inbox import AnswerRow
from voldaan.replies.meaning import SURE_PERCENT
from voldaan.web.access import Visit
from voldaan.web.pages.answers import AnswerCard, AnswerPage, TakenBack
from voldaan.web.presenting.sentences import language
from voldaan.wording import catalogues

#: How much of an answer stands on its card.
_QUOTE = 400
#: How long an answer that was read is offered back on Vandaag itself.
_OFFERED_BACK = timedelta(minutes=10)


def answer_card(row: AnswerRow) -> AnswerCard:
    """Give an answer as it stands on Vandaag: the words first, the guess second."""
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
    )


def answer_page(row: AnswerRow) -> AnswerPage:
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
        row.placed_by,
    )


def taken_back(visit: Visit) -> tuple[TakenBack, ...]:
    """Give the answers that somebody has just read."""
    rows = inbox.read_since(visit.administration_id, since=visit.at - _OFFERED_BACK)
    return tuple(TakenBack(row.id, row.client, row.meaning) for row in rows)


def meaning_words(meaning: str) -> str:
    """Say what an answer seems to mean, as it stands in a sentence."""
    code = f"meanings.{meaning}"
    return catalogues.say("names", code=code, facts={}, language=language())
