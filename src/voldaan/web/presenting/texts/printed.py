"""A letter of the page as PDF, to somebody who does not exist."""

from voldaan import days
from voldaan.books.queries.sending.letters import example
from voldaan.documents import letter as documents
from voldaan.documents.shapes import InvoiceLine
from voldaan.web.access import Visit
from voldaan.web.pages.messages import Choice
from voldaan.web.presenting.texts.others import OTHERS
from voldaan.web.presenting.texts.own_parts import beside
from voldaan.web.presenting.texts.shown import MEDIUM_OF, of_step, written_step
from voldaan.wording.asking import asking
from voldaan.wording.shapes import LetterFacts, Words

_AT_HOME = ("Els de Vries", "Voorbeeldstraat 12", "1234 AB  VOORBEELD")
_AT_WORK = ("Vink BV", "t.a.v. Els de Vries", *_AT_HOME[1:])
#: Written to a person, who has no firm around them.
_TO_A_PERSON = "notice_person"
_TERM_DAYS = 14


class NotOnPaper(Exception):
    """The text is not written for paper."""


def pdf(visit: Visit, choice: Choice, *, letter: LetterFacts) -> bytes:
    """Give the letter that the page shows, with the firm's own address above it.

    Raises :class:`NotOnPaper`, BadLetter, and EmptyPlaceholder for a fact of the sender
    that is not known.
    """
    words, facts = _written(visit, choice, letter)
    paper = example(
        visit.administration_id,
        day=visit.day,
        language=facts.language,
        recipient_lines=_AT_HOME if choice.other == _TO_A_PERSON else _AT_WORK,
        words=(words.subject, words.body_text),
        invoices=_lines(facts),
    )
    return documents.pdf(paper, at=visit.at)


def _written(visit: Visit, choice: Choice, letter: LetterFacts) -> tuple[Words, LetterFacts]:
    said = beside(visit, choice, letter)
    if said is not None:
        if not OTHERS[choice.other].on_paper:
            raise NotOnPaper(choice.other)
        return said.words(), said.facts.letter
    step = written_step(choice.text or choice.step)
    if step is None or MEDIUM_OF[choice.medium] != "paper":
        raise NotOnPaper(choice.step)
    return of_step(step, facts=letter, medium="paper"), letter


def _lines(facts: LetterFacts) -> tuple[InvoiceLine, ...]:
    return tuple(
        InvoiceLine(
            each.number,
            days.shift(each.due_on, -_TERM_DAYS),
            each.due_on,
            each.payable_cents,
            each.open_cents,
        )
        for each in asking(facts).invoices
    )
