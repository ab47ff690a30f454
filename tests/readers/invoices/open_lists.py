"""One row of a list of open invoices, and reading lines like it."""

from datetime import date
from io import BytesIO

from voldaan.readers.invoices import open_list
from voldaan.readers.invoices.profile import Profile
from voldaan.readers.problems import sentence
from voldaan.readers.shapes import Invoice, Party, ReadFile

HEAD = "Factuurnummer;Klant;Factuurdatum;Vervaldatum;Bedrag incl.;Openstaand"
ROW = "2026-001;Vink BV;31-01-2026;02-03-2026;1.210,50;210,50"
VINK = Invoice(
    "2026-001",
    issued_on=date(2026, 1, 31),
    due_on=date(2026, 3, 2),
    payable_cents=121050,
    open_cents=21050,
    buyer=Party("Vink BV"),
)


def read(*lines: str, encoding: str = "utf-8") -> ReadFile:
    return open_list.read(BytesIO("\n".join(lines).encode(encoding)), "a.csv")


def codes(file: ReadFile) -> list[tuple[str, str]]:
    """Give code and place; every problem has its sentence."""
    assert all(sentence(one) for one in file.problems)
    return [(one.code, one.where) for one in file.problems]


def profile_of(*lines: str) -> Profile:
    guessed = open_list.guess(BytesIO("\n".join(lines).encode())).profile
    assert guessed is not None
    return guessed
