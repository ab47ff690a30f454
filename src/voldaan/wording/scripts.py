"""Scripts for a call: what to say, in which order, and when to be silent.

The amount and the day that the client names are not known beforehand: those lines carry a
hint for the caller instead of a hole.
"""

from voldaan.wording import letters, placeholders, texts
from voldaan.wording.asking import asking
from voldaan.wording.cleaning import one_line
from voldaan.wording.shapes import CallScript, LetterFacts, ScriptKind, ScriptLine

_OF = {"nl": "{} van {}", "en": "{} of {}"}


def script(kind: ScriptKind, *, facts: LetterFacts) -> CallScript:
    """Give the script of a call.

    ``service_call`` asks closed questions before the due date, ``call`` open ones after
    it. Raises as :func:`voldaan.wording.letters.compose` does.

    >>> from datetime import date
    >>> from voldaan.wording.shapes import LetterInvoice
    >>> invoice = LetterInvoice("2026-041", date(2026, 10, 14), 121000, 121000)
    >>> facts = LetterFacts(date(2026, 10, 29), "Anna Bakker", (invoice,), recipient="Dirk")
    >>> script("call", facts=facts).lines[2]
    ScriptLine(key='why', line='Hoe komt dat?', silence=True, hint='Wees stil en tel tot zes.')
    """
    asked = asking(facts)
    text = texts.load(kind, language=facts.language, form=facts.address_form)
    holding = letters.conditions(facts, asked=asked)
    filled = letters.values(facts, asked=asked) | {"afzender": _speaker(facts)}
    return CallScript(
        text_version=f"{kind}.{facts.language}.{facts.address_form}.{text.version}",
        lines=tuple(
            ScriptLine(
                key=part.key,
                line=placeholders.fill(part.text, values=filled),
                silence=part.silence,
                hint=part.hint,
            )
            for part in text.parts
            if holding.issuperset(part.when)
        ),
    )


def _speaker(facts: LetterFacts) -> str:
    sender, company = one_line(facts.sender), one_line(facts.company)
    if not sender or not company or company == sender:
        return sender or company
    return _OF[facts.language].format(sender, company)
