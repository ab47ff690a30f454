"""What was agreed, or may be: a promise, a payment plan, a set-off."""

from dataclasses import replace

from voldaan.wording import letters, statement
from voldaan.wording.asking import asking, number
from voldaan.wording.material import Material, holding
from voldaan.wording.shapes import SumLine
from voldaan.wording.steps import written
from voldaan.wording.steps.shapes import PlanFacts, PromiseFacts, SetOffFacts

_TERMS_AT_LEAST = 2
_TERM = {"nl": "Termijn {}", "en": "Instalment {}"}
_HEADERS = {
    "nl": ("Termijn", "Uiterlijk op", "Bedrag", "Samen"),
    "en": ("Instalment", "By", "Amount", "Total"),
}
_PROMISED = {"nl": "Afgesproken", "en": "Agreed"}
_MINE = {"nl": "Mijn factuur {}", "en": "My invoice {}"}


def promise(facts: PromiseFacts) -> Material:
    """Give the material that confirms what was promised."""
    letter = facts.letter
    asked = asking(letter)
    amount = written.amount(facts.promised_cents, language=letter.language)
    about = letters.about("client/promise", facts=letter, asked=asked)
    return replace(
        about,
        holding=about.holding | holding(spoken=facts.spoken),
        values={
            **about.values,
            "bedrag": amount,
            "totaal": amount,
            "datum": written.day(facts.promised_on, language=letter.language),
        },
        asks_cents=facts.promised_cents,
        working=(SumLine(_PROMISED[letter.language], facts.promised_cents),),
    )


def plan(facts: PlanFacts) -> Material:
    """Give the material of step 9; the instalments are what is asked."""
    letter, terms = facts.letter, facts.instalments
    asked = asking(letter)
    right = len(terms) >= _TERMS_AT_LEAST and all(term.cents > 0 for term in terms)
    total_cents = sum(term.cents for term in terms)
    total = written.amount(total_cents, language=letter.language)
    about = letters.about("client/plan", facts=letter, asked=asked)
    first_cents, first_day = (terms[0].cents, terms[0].due_on) if terms else (0, None)
    return replace(
        about,
        values={
            **about.values,
            "bedrag": total,
            "totaal": total,
            "aantal_termijnen": str(len(terms)),
            "eerste_bedrag": written.amount(first_cents, language=letter.language),
            "eerste_datum": written.day(first_day, language=letter.language),
        },
        blocks={"termijnen": _terms(facts, total)} if right else {},
        asks_cents=total_cents,
        working=tuple(
            SumLine(_TERM[letter.language].format(place), term.cents)
            for place, term in enumerate(terms, 1)
        ),
    )


def _terms(facts: PlanFacts, total: str) -> statement.Table:
    language = facts.letter.language
    *headers, together = _HEADERS[language]
    return statement.Table(
        headers=tuple(headers),
        rows=tuple(
            (
                str(place),
                written.day(term.due_on, language=language),
                written.amount(term.cents, language=language),
            )
            for place, term in enumerate(facts.instalments, 1)
        ),
        total=(together, "", total),
    )


def set_off(facts: SetOffFacts) -> Material:
    """Give the material of step 10; what is left may be for either side to pay."""
    letter = facts.letter
    language = letter.language
    asked = asking(letter)
    mine_cents = sum(invoice.open_cents for invoice in facts.owed)
    left_cents = asked.asks_cents - mine_cents
    about = letters.about("client/set_off", facts=letter, asked=asked)
    return replace(
        about,
        holding=about.holding
        | holding(they_pay=left_cents > 0, i_pay=left_cents < 0, even=left_cents == 0),
        values={
            **about.values,
            "bedrag": about.values["totaal"],
            "datum": written.day(facts.set_off_on, language=language),
            "mijn_bedrag": written.amount(mine_cents, language=language),
            "mijn_factuur": written.numbers(facts.owed, language=language),
            "saldo": written.amount(abs(left_cents), language=language),
        },
        asks_cents=left_cents,
        working=(
            *asked.working,
            *(
                SumLine(_MINE[language].format(number(invoice.number)), -invoice.open_cents)
                for invoice in facts.owed
            ),
        ),
    )
