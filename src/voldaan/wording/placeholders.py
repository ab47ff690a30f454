"""The closed list of placeholders, and filling them in.

The names are the same in every language. Each is filled in once: what a fact brings in is
never read as a placeholder again, so a client named ``{link}`` stays a client.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

#: Every placeholder and what it stands for.
MEANINGS: Mapping[str, str] = {
    "naam": "how the reader is addressed",
    "factuur": "the number of the invoice; of several, the one longest due",
    "bedrag": "what is asked, less credits; of several invoices in a reminder, the open part "
    "of the smallest; in the last notice, what is asked without costs and interest",
    "vervaldatum": "the due date of {factuur}",
    "link": "the address where the reader can pay or answer",
    "afzender": "name of the sender, with the company",
    "telefoon": "telephone number of the sender",
    "datum": "the day that the text is about: of the call, the promise, the last payment …",
    "kosten": "collection costs; no text of the friendly steps has them",
    "project": "what the invoice is for",
    "dagen": "how long {factuur} is past its due date, with the word: '8 dagen'",
    "tabel": "the invoices and credits, one line each, with their sum",
    "kleinste_factuur": "the number of the invoice with the least open",
    "totaal": "what is asked altogether, less credits",
    "aantal": "how many invoices are asked for",
    "iban": "the account to pay to, in groups of four",
    "kenmerk": "what to write with the payment",
    "mail": "e-mail address of the sender",
    "link2": "the address for the other answer: not quite satisfied",
    "contact": "the days on which this was spoken of before: '1 oktober 2026 en …'",
    "rente": "interest until the day of the text",
    "rentedatum": "the day from which interest runs",
    "incassopartner": "whom the file is handed to",
    "nederlands": "the Dutch text that counts, below a courtesy text in English",
    "termijnen": "the instalments, one line each, with their sum",
    "aantal_termijnen": "how many instalments there are",
    "eerste_bedrag": "the first instalment",
    "eerste_datum": "the day of the first instalment",
    "mijn_bedrag": "what the sender owes the reader",
    "mijn_factuur": "for which invoices, with the word: 'factuur 88'",
    "saldo": "what is left after setting off, whoever pays it",
    "kans": "the chance that going on brings the money: '10%'",
    "uren": "how long going on would take, with the word: '3 uur'",
    "btw": "the VAT that can be asked back",
    "les": "what the sender learned, in own words",
    "afspraak": "what the sender does next time, in own words",
    "verjaart": "the last day on which the claim can surely still be enforced",
    "voucher": "what the reader gets as thanks: '10% korting'",
    "geldig_tot": "the last day of {voucher}",
}

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class UnknownPlaceholder(ValueError):
    """The text names a placeholder that is not on the list; carries it."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder)
        self.placeholder = placeholder


class EmptyPlaceholder(ValueError):
    """The text needs a fact that is not known; carries the placeholder."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder)
        self.placeholder = placeholder


def pieces(template: str) -> Iterator[tuple[str, str]]:
    """Cut a text into pairs: words as they stand, and the placeholder after them or ''.

    Raises :class:`UnknownPlaceholder` for a name off the list and for a stray brace.

    >>> list(pieces("Factuur {factuur} staat open."))
    [('Factuur ', 'factuur'), (' staat open.', '')]
    """
    return iter(_cut(template))


@lru_cache(maxsize=1024)  # one text says thousands of letters
def _cut(template: str) -> tuple[tuple[str, str], ...]:
    cut, end = [], 0
    for found in _PLACEHOLDER.finditer(template):
        name = found.group(1)
        if name not in MEANINGS:
            raise UnknownPlaceholder(name)
        cut.append((_without_brace(template[end : found.start()]), name))
        end = found.end()
    return (*cut, (_without_brace(template[end:]), ""))


def names(template: str) -> frozenset[str]:
    """Name the placeholders in a text.

    >>> sorted(names("{factuur} van {bedrag}"))
    ['bedrag', 'factuur']
    """
    return frozenset(name for _, name in pieces(template) if name)


def fill(template: str, *, values: Mapping[str, str]) -> str:
    """Give the text with every placeholder filled in.

    Raises :class:`EmptyPlaceholder` for a fact that is missing or empty.

    >>> fill("Hoi {naam},", values={"naam": "{link}"})
    'Hoi {link},'
    """
    return "".join(
        words + (value(name, values=values) if name else "") for words, name in pieces(template)
    )


def value(name: str, *, values: Mapping[str, str]) -> str:
    """Give the value of one placeholder, or :class:`EmptyPlaceholder`."""
    found = values.get(name, "")
    if not found:
        raise EmptyPlaceholder(name)
    return found


def _without_brace(words: str) -> str:
    if "{" in words or "}" in words:
        raise UnknownPlaceholder(words.strip())
    return words
