"""The law of the Netherlands: interest, costs, letters, terms, limitation, VAT, court.

Every function takes whole cents and days, keyword only, and gives an answer with its steps
(:mod:`voldaan.law.answers`). ``tables=`` is for newer figures; the shipped ones are the
default. Which day a rule looks at is in the name of its argument: ``due_on``,
``default_day``, ``posted_on``.

>>> from datetime import date
>>> from voldaan.law import nl
>>> nl.interest.statutory(
...     principal_cents=850_00, due_on=date(2025, 11, 14), until=date(2026, 2, 20)
... ).cents
1132

``interest`` and ``imputation`` use the kernel ``voldaan.law.accrual``; ``costs`` is the
scale of the Wik, ``letter`` the fourteen-day letter, ``terms`` and ``default`` say when a
client is late, ``limitation`` when a claim is lost, ``vat`` what comes back from the tax
office, ``court`` and ``routes`` what outside help costs, ``stops`` what must stop,
``levers`` and ``prevention`` what the creditor can do himself, ``contact`` who may ask
whom, and when. Where sources disagree the README of each rule is its docstring.
"""

from voldaan.law.nl import (
    contact,
    costs,
    court,
    default,
    imputation,
    interest,
    letter,
    levers,
    limitation,
    prevention,
    routes,
    stops,
    terms,
    vat,
)

__all__ = [
    "contact",
    "costs",
    "court",
    "default",
    "imputation",
    "interest",
    "letter",
    "levers",
    "limitation",
    "prevention",
    "routes",
    "stops",
    "terms",
    "vat",
]
