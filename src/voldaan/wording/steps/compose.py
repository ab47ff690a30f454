"""Composes the message of a step beside the friendly ladder."""

from collections.abc import Callable, Mapping
from typing import Any

from voldaan.wording.material import Material, NotWritten, finish
from voldaan.wording.shapes import Words
from voldaan.wording.steps import agreed, care, ending, formal
from voldaan.wording.steps.shapes import (
    ApologyFacts,
    FinalFacts,
    InvoiceAgainFacts,
    LetGoFacts,
    LetGoNoteFacts,
    NoticeFacts,
    PlanFacts,
    PromiseFacts,
    SatisfactionFacts,
    SetOffFacts,
    Step,
    StepFacts,
    ThanksFacts,
)

#: The facts that each step is made of, and who makes it.
FAMILY_OF: Mapping[Step, tuple[type[StepFacts], Callable[[Any], Material]]] = {
    "satisfaction": (SatisfactionFacts, care.satisfaction),
    "promise": (PromiseFacts, agreed.promise),
    "formal_notice": (NoticeFacts, formal.notice),
    "final_notice": (FinalFacts, formal.final_notice),
    "plan": (PlanFacts, agreed.plan),
    "set_off": (SetOffFacts, agreed.set_off),
    "let_go": (LetGoFacts, ending.let_go),
    "let_go_note": (LetGoNoteFacts, ending.let_go_note),
    "thanks": (ThanksFacts, care.thanks),
    "apology": (ApologyFacts, care.apology),
    "invoice_again": (InvoiceAgainFacts, care.invoice_again),
}


class OtherFacts(TypeError):
    """The facts are of another family than the step; carries the step."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


def compose(step: Step, *, facts: StepFacts) -> Words:
    """Give the finished message of a step.

    Raises :class:`~voldaan.wording.placeholders.EmptyPlaceholder` naming what is missing
    (an amount that is not above zero is missing too),
    :class:`~voldaan.wording.asking.NothingToAsk` when nothing is open,
    :class:`~voldaan.wording.letters.NotALink`, :class:`OtherFacts`, and
    :class:`~voldaan.wording.material.NotWritten` for a step that has no text here.

    >>> from datetime import date
    >>> from voldaan.wording.shapes import LetterFacts, LetterInvoice
    >>> invoice = LetterInvoice("2026-041", date(2026, 10, 14), 121000, 121000)
    >>> letter = LetterFacts(date(2026, 10, 15), "Anna Bakker", (invoice,))
    >>> sorry = ApologyFacts(letter, paid_cents=121000, reminded_on=date(2026, 10, 15))
    >>> compose("apology", facts=sorry).text_version
    'client/apology.nl.u.reply.1'
    """
    return finish(material(step, facts=facts))


def material(step: Step, *, facts: StepFacts) -> Material:
    """Give what the message of a step is made of; raises as :func:`compose` does."""
    if step not in FAMILY_OF:
        raise NotWritten(step, "mail")
    family, make = FAMILY_OF[step]
    if not isinstance(facts, family):
        raise OtherFacts(step)
    return make(facts)
