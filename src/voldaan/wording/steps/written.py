"""How amounts, days and rows of them are written; what is not known becomes empty.

Empty is never sent: a text that needs it is refused with the name of the placeholder.
"""

from collections.abc import Sequence
from datetime import date

from voldaan import days, money
from voldaan.wording.asking import number
from voldaan.wording.shapes import Language, LetterCredit

_AND = {"nl": "{} en {}", "en": "{} and {}"}
_OTHERS = {"nl": "{} en {} andere", "en": "{} and {} others"}
_INVOICES = {"nl": ("factuur", "facturen"), "en": ("invoice", "invoices")}
_HOURS = {"nl": ("uur", "uur"), "en": ("hour", "hours")}
_MINUTES = {"nl": ("minuut", "minuten"), "en": ("minute", "minutes")}
_ROW_AT_MOST = 80


def amount(cents: int, *, language: Language) -> str:
    r"""Write an amount above zero; anything else is empty.

    >>> amount(121000, language="nl").replace("\xa0", " "), amount(0, language="nl")
    ('€ 1.210,00', '')
    """
    return money.euro(cents, language) if cents > 0 else ""


def day(found: date | None, *, language: Language) -> str:
    """Write a day; an unknown one is empty."""
    return days.write_out_long(found, language) if found else ""


def row(words: Sequence[str], *, language: Language) -> str:
    """Join words as people do.

    >>> row(["a", "b", "c"], language="nl"), row(["a"], language="en"), row([], language="en")
    ('a, b en c', 'a', '')
    """
    if len(words) < 2:
        return "".join(words)
    return _AND[language].format(", ".join(words[:-1]), words[-1])


def numbers(invoices: Sequence[LetterCredit], *, language: Language) -> str:
    """Name invoices of the sender, with the word: bounded, as numbers come from elsewhere.

    >>> numbers((LetterCredit("88", 1), LetterCredit("89", 1)), language="nl")
    'facturen 88 en 89'
    """
    if not invoices:
        return ""
    named = [number(invoice.number) for invoice in invoices]
    whole = row(named, language=language)
    if len(whole) > _ROW_AT_MOST and len(named) > 1:
        whole = _OTHERS[language].format(named[0], len(named) - 1)
    return f"{_INVOICES[language][len(named) > 1]} {whole}" if whole else ""


def spell(minutes: int, *, language: Language) -> str:
    """Write how long something takes; below zero is empty.

    >>> spell(90, language="nl"), spell(60, language="en"), spell(0, language="nl")
    ('1 uur en 30 minuten', '1 hour', '0 minuten')
    """
    if minutes < 0:
        return ""
    hours, rest = divmod(minutes, 60)
    said = [_counted(hours, _HOURS[language])] if hours else []
    if rest or not hours:
        said.append(_counted(rest, _MINUTES[language]))
    return row(said, language=language)


def _counted(count: int, words: tuple[str, str]) -> str:
    one, many = words
    return f"{count} {one if count == 1 else many}"
