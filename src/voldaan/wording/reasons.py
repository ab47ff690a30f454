"""Reasons, problems and remarks in words of the reader's language."""

import re
from dataclasses import replace

from voldaan.readers import problems
from voldaan.readers.shapes import Problem
from voldaan.readers.shapes import facts as problem_facts
from voldaan.reasons import Fact, Reason
from voldaan.wording import catalogues
from voldaan.wording.shapes import Language, Remark

_PLACES = {
    "line": "regel",
    "file": "bestand",
    "message": "bericht",
    "column": "kolom",
    "profile": "profiel",
    "account": "rekening",
}
# A word of ours at the begin, behind the name of a zipped file, in brackets or in a row.
_PLACE = re.compile(
    r"(^|: |\(|, )(line|file|message|column|profile|account)"
    r"(?= [0-9]+(?![0-9.])| \"| [A-Z]{2}[0-9]{2}|\Z)"
)
_ELEMENTS = {"Stmt": "afschrift", "Rpt": "rapport", "Ntfctn": "melding", "Ntry": "boeking"}
_ENTRY = re.compile(r"\b(?:Stmt|Rpt|Ntfctn|Ntry) [0-9]+(?:/\w+(?: [0-9]+)?)*\Z")
_PART = re.compile(r"(\w+)((?: [0-9]+)?)")

#: Facts that the readers give as plain decimals: amounts whose currency may be any.
_AMOUNTS = {
    "bank.does_not_add_up": ("opening", "expected", "found"),
    "bank.balances_jump": ("expected", "found"),
    "bank.batch_kept": ("expected", "found"),
    "bank.amount_fraction": ("found",),
    "invoice.does_not_add_up": ("expected", "found"),
    "invoice.fraction_of_a_cent": ("found",),
}
_DECIMAL = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?\Z")
_SWAPPED = str.maketrans(",.", ".,")


def words(reason: Reason, language: Language) -> str:
    r"""Say a reason of followup, matching or law in one sentence.

    Raises :class:`~voldaan.wording.catalogues.UnknownCode` for a code that has no words,
    and :class:`~voldaan.wording.catalogues.MissingFact` for one without its facts.

    >>> from voldaan.reasons import because
    >>> combined = because("credits.deducted", count=1, credit_cents=5000)
    >>> words(combined, "nl").replace("\xa0", " ")
    'Er is € 50,00 afgetrokken voor 1 creditnota.'
    """
    catalogue = "law" if reason.code.startswith("law.") else "reasons"
    return catalogues.say(
        catalogue, code=reason.code, facts=dict(reason.facts), language=language
    )


def problem(found: Problem, language: Language) -> str:
    """Say what is wrong with a file in one sentence; where it is stands in ``where``.

    English comes from the readers themselves; Dutch from our own catalogue. Raises
    KeyError for a code or fact that is not there.

    >>> problem(Problem("file.empty", "leeg.csv"), "nl")
    'Het bestand is leeg; verwacht werd een bankbestand of een factuur.'
    """
    amounts = _AMOUNTS.get(found.code, ())
    written = {
        name: _amount(value, language) if name in amounts else value
        for name, value in dict(found.facts).items()
    }
    if language == "en":
        sentence = problems.sentence(replace(found, facts=problem_facts(**written)))
        return f"{sentence[0].upper()}{sentence[1:]}."
    return catalogues.say("problems", code=found.code, facts=written, language=language)


def _amount(value: Fact, language: Language) -> Fact:
    """Write a plain decimal as people do, to the last digit and without a currency."""
    stated = _DECIMAL.match(str(value))
    if stated is None:
        return value
    sign, whole, rest = stated.groups()
    grouped = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+\Z)", ",", whole)
    text = f"{sign}{grouped}.{(rest or '').ljust(2, '0')}"
    return text if language == "en" else text.translate(_SWAPPED)


def place(found: Problem, language: Language) -> str:
    """Say where in the file a problem is; element names stay as they are.

    >>> place(Problem("bank.date", "line 12"), "nl"), place(Problem("file.empty", "file"), "nl")
    ('regel 12', 'bestand')
    >>> place(Problem("bank.date", "message 1 (line 4)"), "nl")
    'bericht 1 (regel 4)'
    >>> place(Problem("bank.date", "Stmt 1/Ntry 3/Amt"), "nl")
    'afschrift 1, boeking 3, Amt'
    >>> place(Problem("x", "line 1"), "en")
    'line 1'
    """
    if language == "en":
        return found.where
    said = _PLACE.sub(lambda word: f"{word[1]}{_PLACES[word[2]]}", found.where)
    return _ENTRY.sub(_entry, said)


def _entry(found: re.Match[str]) -> str:
    parts = (_ELEMENTS.get(part[1], part[1]) + part[2] for part in _PART.finditer(found[0]))
    return ", ".join(parts)


def remark(found: Remark, language: Language) -> str:
    """Say what the linter found in one sentence.

    >>> remark(Remark("too_long", facts=(("found", 95), ("at_most", 90))), "nl")
    'De tekst heeft 95 woorden; hoogstens 90 leest prettig.'
    """
    return catalogues.say(
        "remarks", code=found.code, facts=dict(found.facts), language=language
    )
