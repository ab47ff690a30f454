"""Letting go: a note to oneself, and a word to the client for who wants that."""

from dataclasses import replace

from voldaan.wording import letters
from voldaan.wording.asking import asking
from voldaan.wording.cleaning import one_line
from voldaan.wording.material import Material, holding
from voldaan.wording.steps import written
from voldaan.wording.steps.shapes import LetGoFacts, LetGoNoteFacts

_OWN_WORDS_AT_MOST = 300


def let_go(facts: LetGoFacts) -> Material:
    """Give the material of step 11 to the client."""
    about = letters.about("client/let_go", facts=facts.letter, asked=asking(facts.letter))
    return replace(about, holding=about.holding | holding(waived=facts.waives))


def let_go_note(facts: LetGoNoteFacts) -> Material:
    """Give the material of step 11 to oneself; it asks nobody anything."""
    letter = facts.letter
    language = letter.language
    about = letters.about("client/let_go_note", facts=letter, asked=asking(letter))
    lesson = one_line(facts.lesson, at_most=_OWN_WORDS_AT_MOST)
    next_time = one_line(facts.next_time, at_most=_OWN_WORDS_AT_MOST)
    chance = facts.chance_percent
    return replace(
        about,
        holding=about.holding
        | holding(
            vat=facts.vat_cents > 0,
            lesson=bool(lesson),
            next_time=bool(next_time),
            enforceable=facts.enforceable_until is not None,
        ),
        values={
            **about.values,
            "datum": written.day(facts.let_go_on, language=language),
            "kans": f"{chance}%" if 0 <= chance <= 100 else "",
            "uren": written.spell(facts.minutes, language=language),
            "btw": written.amount(facts.vat_cents, language=language),
            "les": lesson,
            "afspraak": next_time,
            "verjaart": written.day(facts.enforceable_until, language=language),
        },
        asks_cents=0,
        working=(),
    )
