"""Reasons, problems and remarks in words of the reader's language."""

import re

from voldaan.readers import problems
from voldaan.readers.shapes import Problem
from voldaan.reasons import Reason
from voldaan.wording import catalogues
from voldaan.wording.shapes import Language, Remark


def words(reason: Reason, language: Language) -> str:
    r"""Say a reason of followup or matching in one sentence.

    Raises :class:`~voldaan.wording.catalogues.UnknownCode` for a code that has no words,
    and :class:`~voldaan.wording.catalogues.MissingFact` for one without its facts.

    >>> from voldaan.reasons import because
    >>> combined = because("credits.deducted", count=1, credit_cents=5000)
    >>> words(combined, "nl").replace("\xa0", " ")
    'Er is € 50,00 afgetrokken voor 1 creditnota.'
    """
    return catalogues.say(
        "reasons", code=reason.code, facts=dict(reason.facts), language=language
    )


def problem(found: Problem, language: Language) -> str:
    """Say what is wrong with a file in one sentence; where it is stands in ``where``.

    English comes from the readers themselves; Dutch from our own catalogue. Raises
    KeyError for a code or fact that is not there.

    >>> problem(Problem("file.empty", "leeg.csv"), "nl")
    'Het bestand is leeg; verwacht werd een bankbestand of een factuur.'
    """
    if language == "en":
        sentence = problems.sentence(found)
        return f"{sentence[0].upper()}{sentence[1:]}."
    return catalogues.say(
        "problems", code=found.code, facts=dict(found.facts), language=language
    )


def place(found: Problem, language: Language) -> str:
    """Say where in the file a problem is; element names stay as they are.

    >>> place(Problem("bank.date", "line 12"), "nl"), place(Problem("file.empty", "file"), "nl")
    ('regel 12', 'bestand')
    >>> place(Problem("bank.date", "Ntry 3/Amt"), "nl"), place(Problem("x", "line 1"), "en")
    ('Ntry 3/Amt', 'line 1')
    """
    if language == "en":
        return found.where
    return re.sub(
        r"^(line|file)\b",
        lambda word: {"line": "regel", "file": "bestand"}[word[1]],
        found.where,
    )


def remark(found: Remark, language: Language) -> str:
    """Say what the linter found in one sentence.

    >>> remark(Remark("too_long", facts=(("found", 95), ("at_most", 90))), "nl")
    'De tekst heeft 95 woorden; hoogstens 90 leest prettig.'
    """
    return catalogues.say(
        "remarks", code=found.code, facts=dict(found.facts), language=language
    )
