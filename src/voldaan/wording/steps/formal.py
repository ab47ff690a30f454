"""The formal notice and the last notice: what is asked, by when, and what follows.

The sentences with legal effect are locked in the texts. What has legal effect is Dutch: an
English notice carries the whole Dutch text below it, and says that the Dutch one counts.
"""

from dataclasses import replace

from voldaan.wording import letters
from voldaan.wording.asking import asking
from voldaan.wording.cleaning import one_line
from voldaan.wording.material import Block, Material, Passage, holding
from voldaan.wording.shapes import SumLine
from voldaan.wording.steps import written
from voldaan.wording.steps.shapes import FinalFacts, NoticeFacts

_CONTACTS_AT_MOST = 3
_COSTS = {"nl": "Incassokosten", "en": "Collection costs"}
_INTEREST = {"nl": "Rente", "en": "Interest"}


def notice(facts: NoticeFacts) -> Material:
    """Give the material of step 7: fourteen days for a person, a day for a business."""
    letter = facts.letter
    language = letter.language
    about = letters.about(f"formal/notice_{facts.variant}", facts=letter, asked=asking(letter))
    contacts = sorted(facts.contact_days)[-_CONTACTS_AT_MOST:]
    return replace(
        about,
        holding=about.holding
        | holding(contact=bool(contacts), vat_costs=facts.vat_in_costs, dutch=True),
        values={
            **about.values,
            "bedrag": about.values["totaal"],
            "kosten": written.amount(facts.costs_cents, language=language),
            "rentedatum": written.day(facts.interest_from, language=language),
            "datum": written.day(facts.pay_by, language=language),
            "contact": written.row(
                [written.day(each, language=language) for each in contacts], language=language
            ),
        },
        blocks={**about.blocks, **_dutch(facts)},
    )


def final_notice(facts: FinalFacts) -> Material:
    """Give the material of step 8: the sum with costs and interest, and the hand-over."""
    letter = facts.letter
    language = letter.language
    about = letters.about("formal/final_notice", facts=letter, asked=asking(letter))
    extra = tuple(
        SumLine(label[language], cents)
        for label, cents in ((_COSTS, facts.costs_cents), (_INTEREST, facts.interest_cents))
        if cents > 0
    )
    total_cents = about.asks_cents + sum(line.cents for line in extra)
    return replace(
        about,
        holding=about.holding
        | holding(costs=facts.costs_cents > 0, interest=facts.interest_cents > 0, dutch=True),
        values={
            **about.values,
            "bedrag": about.values["totaal"],
            "totaal": written.amount(total_cents, language=language),
            "kosten": written.amount(facts.costs_cents, language=language),
            "rente": written.amount(facts.interest_cents, language=language),
            "datum": written.day(facts.hand_over_on, language=language),
            "incassopartner": one_line(facts.partner),
        },
        blocks={**about.blocks, **_dutch(facts)},
        asks_cents=total_cents,
        working=(*about.working, *extra),
    )


def _dutch(facts: NoticeFacts | FinalFacts) -> dict[str, Block]:
    """Give the Dutch text that counts, for a notice in another language."""
    if facts.letter.language == "nl":
        return {}
    letter = replace(facts.letter, language="nl")
    if isinstance(facts, NoticeFacts):
        return {"nederlands": Passage(notice(replace(facts, letter=letter)))}
    return {"nederlands": Passage(final_notice(replace(facts, letter=letter)))}
