"""Which debit takes back which earlier credit: a direct debit that was returned.

Never a refund: what the owner pays back by choice leaves the invoice paid. So a line counts
only when the bank gave a reason, or when its words can mean nothing else.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from voldaan.matching import names, numbers, references
from voldaan.matching.shapes import Line

#: A payer may have an unauthorised direct debit returned for thirteen months, and it takes
#: the bank some days (SEPA Direct Debit Core Scheme Rulebook, refunds).
MOST_DAYS = 420

_WORDS = re.compile(
    r"\b(storno|stornering|gestorneerd\w*|terugboeking|teruggeboekt|reversal|chargeback"
    r"|r-transact\w*|incasso retour|retour incasso|r(?:ü|ue)cklastschrift)\b",
    re.IGNORECASE,
)
# External return reason codes of ISO 20022 that a bank writes into the text.
_CODE = re.compile(
    r"\b(AC0[1346]|AC13|AG0[12]|AM0[45]|BE05|CNOR|DNOR|FF05|MD0[167]|MS0[23]|RC01|RR0[1-4]|SL01)\b"
)


def reason(text: str, *, stated: str | None, amount_cents: int) -> str:
    """Give why a debit was returned, as the bank wrote it; empty when it is no return.

    >>> reason("STORNO incasso 2026-041", stated=None, amount_cents=-12_100)
    'STORNO'
    >>> reason("/RTRN/MS03/", stated="MS03", amount_cents=-12_100)
    'MS03'
    >>> reason("retour te veel betaald", stated=None, amount_cents=-12_100)
    ''
    """
    if amount_cents >= 0:
        return ""
    said = _WORDS.search(text) or (_CODE.search(text) if "RTRN" in text else None)
    return (stated or (said[0] if said else ""))[:40]


def pairs(debits: Sequence[Line], *, credits: Iterable[Line]) -> dict[int, int]:
    """Give for each returned debit the credit that it takes back, each credit once.

    The amount is the same and the credit came first. The end-to-end id decides; else the
    account, the reference or the full name, when only one credit fits.
    """
    free: defaultdict[int, list[Line]] = defaultdict(list)
    for credit in credits:
        free[credit.amount_cents].append(credit)
    found: dict[int, int] = {}
    for debit in sorted(debits, key=lambda line: (line.booked_on, line.id)):
        candidates = [
            credit
            for credit in free.get(-debit.amount_cents, ())
            if 0 <= (debit.booked_on - credit.booked_on).days <= MOST_DAYS
        ]
        fitting = _fitting(debit, candidates)
        if len(fitting) == 1:
            found[debit.id] = fitting[0].id
            free[-debit.amount_cents].remove(fitting[0])
    return found


@dataclass(frozen=True, slots=True)
class Made:
    """A payment that a return may take back: whose, by which account, of which invoices."""

    id: int
    paid_on: date
    client_name: str
    iban: str = ""
    numbers: tuple[str, ...] = ()


def ranking(debit: Line, made: Iterable[Made]) -> list[Made]:
    """Give the payments that a return may be of, the likeliest first, for a person.

    A mentioned invoice says most, then the account, then the name, then the last payment.
    A payment on a later day, or of too long ago, is none.

    >>> back = Line(1, -2_100, date(2026, 3, 9), text="STORNO 2026-0042")
    >>> march = date(2026, 3, 2)
    >>> [one.id for one in ranking(back, [Made(1, march, "Vink BV", "", ("2026-0041",)),
    ...                                   Made(2, march, "Merel", "", ("2026-0042",))])]
    [2, 1]
    """
    possible = [one for one in made if 0 <= (debit.booked_on - one.paid_on).days <= MOST_DAYS]
    return sorted(possible, key=lambda one: _unlikeness(debit, one))


def _unlikeness(debit: Line, made: Made) -> tuple[bool, bool, bool, int, int]:
    return (
        not any(mentions(debit, number) for number in made.numbers),
        not _same(debit.iban, made.iban),
        not _is_namesake(debit.name, made.client_name),
        -made.paid_on.toordinal(),
        made.id,
    )


def mentions(debit: Line, number: str) -> bool:
    """Whether the text of a debit holds the number of this invoice or credit note."""
    keys = set(numbers.distinctive(number))
    readings = numbers.joined(numbers.runs(f"{debit.reference}\n|\n{debit.text}"), known=keys)
    return any(reading.text in keys for reading in readings)


def _fitting(debit: Line, candidates: list[Line]) -> list[Line]:
    by_id = [one for one in candidates if _same(debit.end_to_end_id, one.end_to_end_id)]
    if by_id:
        return by_id
    return [
        one
        for one in candidates
        if _same(debit.iban, one.iban)
        or _same(debit.reference, one.reference)
        or (not (debit.iban and one.iban) and _is_namesake(debit.name, one.name))
    ]


def _same(one: str, other: str) -> bool:
    return bool(references.compact(one)) and references.compact(one) == references.compact(
        other
    )


def _is_namesake(one: str, other: str) -> bool:
    return names.compare(names.read(one), names.read(other)) == 100
