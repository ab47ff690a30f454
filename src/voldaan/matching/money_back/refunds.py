"""Which debit pays a client back: a credit note, or money that was received too much.

Booked by itself only when the amount is that of exactly one debt to one client, and the
account, the number of the credit note or the full name says whose it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voldaan.matching import names, references
from voldaan.matching.money_back import reversals
from voldaan.matching.shapes import Line, Payer


@dataclass(frozen=True, slots=True)
class Owed:
    """What the firm owes a client: a credit note, or without one the money on account."""

    client_id: int
    cents: int
    note_id: int | None = None
    number: str = ""


def pairs(
    debits: Sequence[Line], *, owed: Iterable[Owed], payers: Iterable[Payer]
) -> list[tuple[Line, Owed]]:
    """Give each debit with the one debt that it pays; each debt once, the oldest line first.

    >>> from datetime import date
    >>> back = Line(1, -2_100, date(2026, 3, 2), text="creditnota C2026-0007")
    >>> [found.note_id for _, found in pairs([back], owed=[Owed(7, 2_100, 51, "C2026-0007")],
    ...                                      payers=[])]
    [51]
    """
    of_amount: defaultdict[int, list[Owed]] = defaultdict(list)
    for debt in owed:
        of_amount[debt.cents].append(debt)
    known = {payer.client_id: payer for payer in payers}
    found: list[tuple[Line, Owed]] = []
    for debit in sorted(debits, key=lambda line: (line.booked_on, line.id)):
        fitting = [
            debt
            for debt in of_amount.get(-debit.amount_cents, ())
            if _is_meant(debit, debt, known.get(debt.client_id))
        ]
        if len(fitting) == 1:
            found.append((debit, fitting[0]))
            of_amount[-debit.amount_cents].remove(fitting[0])
    return found


def _is_meant(debit: Line, debt: Owed, payer: Payer | None) -> bool:
    if debt.number and reversals.mentions(debit, debt.number):
        return True
    if payer is None:
        return False
    iban = references.compact(debit.iban)
    if iban and iban in {references.compact(each) for each in payer.ibans}:
        return True
    held = names.read(debit.name)
    known = tuple(name for each in payer.names for name in names.read(each))
    return any(map(names.is_full, held)) and names.compare(held, known) == 100
