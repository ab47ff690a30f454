"""Lines and open items with good defaults: the cast is Dirk (7), Vink BV (8) and Eva (9)."""

from datetime import date

from voldaan.matching import propose
from voldaan.matching.shapes import Line, Match, OpenItem, Payer

DIRK, VINK, EVA = 7, 8, 9
DIRKS_IBAN = "NL91ABNA0417164300"
VINKS_IBAN = "NL02RABO0123456789"
PAYERS = (
    Payer(DIRK, names=("Dirk de Vries",), ibans=(DIRKS_IBAN,)),
    Payer(VINK, names=("Vink Training B.V.", "Vink Training")),
    Payer(EVA, names=("Eva van den Berg",)),
)


def line(amount_cents: int = 12_100, *, id: int = 1, **more: str) -> Line:
    return Line(id, amount_cents, date(2026, 3, 2), **more)


def item(  # one open invoice, of Dirk unless said otherwise
    id: int = 41,
    number: str = "2026-041",
    open_cents: int = 12_100,
    client_id: int = DIRK,
    **more: object,
) -> OpenItem:
    return OpenItem(id, client_id, number, open_cents, **more)  # type: ignore[arg-type]


def match(*lines: Line, items: list[OpenItem], payers: tuple[Payer, ...] = PAYERS) -> Match:
    return propose(lines, items=items, payers=payers)[-1]


def booked(found: Match) -> tuple[tuple[int, int], ...] | None:
    return found.certain.allocations if found.certain else None
