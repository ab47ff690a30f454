"""Our own numbers decide whether an invoice is ours to collect."""

import pytest

from voldaan.readers.invoices.ours import OwnNumbers, is_ours
from voldaan.readers.shapes import Invoice, Party

ANNA = Party("Anna Traint", vat="NL.1234.56.782.B90", kvk="1234 5678")
VINK = Party("Vink BV", vat="NL004495445B01", kvk="87654321")
OWN = OwnNumbers(
    vat="NL123456782B90",
    kvk="12345678",
    ibans=frozenset({"NL91 ABNA 0417 1643 00"}),
    names=frozenset({"Anna traint"}),
)


class TestIsOurs:
    @pytest.mark.parametrize(
        ("invoice", "side"),
        [
            (Invoice("1", seller=ANNA, buyer=VINK), "sale"),
            (Invoice("1", seller=VINK, buyer=ANNA), "purchase"),
            (Invoice("1", seller=Party(vat="123456782B90")), "sale"),
            (Invoice("1", seller=Party(kvk="12345678")), "sale"),
            (Invoice("1", buyer=Party(kvk="12345678")), "purchase"),
            (Invoice("1", iban="nl91abna0417164300"), "sale"),
            (Invoice("1", iban="NL91ABNA0417164300", buyer=VINK), "sale"),
            (Invoice("1", "credit_note", iban="NL91ABNA0417164300"), "unknown"),
            (Invoice("1", seller=VINK), "unknown"),
            (Invoice("1"), "unknown"),
            (Invoice("1", seller=Party("Anna Traint")), "unknown"),
            (Invoice("1", seller=ANNA, buyer=ANNA), "unknown"),
            (Invoice("1", seller=ANNA, buyer=Party("Vink BV", kvk="12345678")), "sale"),
            (Invoice("1", seller=Party("Vink", kvk="12345678"), buyer=ANNA), "purchase"),
        ],
    )
    def test_tells_from_our_numbers(self, invoice: Invoice, side: str) -> None:
        assert is_ours(invoice, own=OWN) == side

    def test_knows_nothing_without_own_numbers(self) -> None:
        empty = OwnNumbers(vat="", kvk=" ", ibans=frozenset({""}))

        assert is_ours(Invoice("1", seller=Party("x", "", "")), own=empty) == "unknown"

    def test_compares_foreign_vat_numbers_as_written(self) -> None:
        own = OwnNumbers(vat="BE 0428.759.497")

        assert is_ours(Invoice("1", seller=Party(vat="be0428759497")), own=own) == "sale"
