"""Answers that stand on Vandaag without a decision that asks to read them."""

from voldaan.books.queries.answers import waiting
from voldaan.web.access import Visit
from voldaan.web.pages.today import QuestionCard
from voldaan.web.presenting.answers import answer_card
from voldaan.web.presenting.sentences import question


def waiting_answers(visit: Visit, *, most: int) -> tuple[tuple[QuestionCard, ...], int]:
    """Give at most ``most`` cards of answers that would only be counted; and how many wait."""
    found, count = waiting.beside_the_cards(visit.administration_id, most=most)
    return tuple(_card(each) for each in found), count


def _card(each: waiting.Waiting) -> QuestionCard:
    return QuestionCard(
        kind="read_answer",
        text=question("read_answer"),
        client_id=each.answer.client_id,
        client=each.answer.client,
        open_cents=each.open_cents,
        decision_id=each.decision_id,
        answer=answer_card(each.answer),
    )
