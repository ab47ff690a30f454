"""The ladder on paper: it names telephone and e-mail, as a letter has no reply button.

The telephone number is always there; the e-mail address when it is known. The formal
notices (:mod:`voldaan.wording.steps.formal`) are fit for paper as they are.
"""

from voldaan.wording import letters
from voldaan.wording.asking import asking
from voldaan.wording.material import Material, NotWritten, finish
from voldaan.wording.shapes import LetterFacts, PaperStep, Words

STEPS = frozenset({"service_check", "reminder_1", "reminder_2", "missed_call"})


def compose(step: PaperStep, *, facts: LetterFacts) -> Words:
    """Give the letter of a step; raises as :func:`voldaan.wording.letters.compose`.

    And :class:`~voldaan.wording.material.NotWritten` for a step that has no paper text.

    >>> from datetime import date
    >>> from voldaan.wording.shapes import LetterInvoice
    >>> invoice = LetterInvoice("2026-041", date(2026, 10, 14), 121000, 121000)
    >>> facts = LetterFacts(date(2026, 10, 15), "Anna", (invoice,), phone="06 12345678")
    >>> compose("reminder_1", facts=facts).body_text.splitlines()[6]
    'Klopt er iets niet, of komt het niet uit? Bel mij gerust: 06 12345678.'
    """
    return finish(material(step, facts=facts))


def material(step: PaperStep, *, facts: LetterFacts) -> Material:
    """Give what the letter is made of; raises as :func:`compose` does."""
    if step not in STEPS:
        raise NotWritten(step, "paper")
    return letters.about(f"paper/{step}", facts=facts, asked=asking(facts))
