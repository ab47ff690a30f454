"""Which invoices are ours to collect, and each number once."""

from dataclasses import replace
from datetime import date

import pytest

from voldaan.matching import our_invoices
from voldaan.readers.invoices import ours
from voldaan.readers.shapes import Invoice, Party, ReadFile

OURS = "NL91ABNA0417164300"
OTHERS = "NL44RABO0123456789"
ANNA = Party("Anna Bakker")
VINK = Party("Vink BV", kvk="12345678", email="els@vink.example")
SALE = Invoice(
    "2026-1",
    issued_on=date(2026, 1, 10),
    due_on=date(2026, 2, 10),
    payable_cents=12100,
    seller=ANNA,
    buyer=VINK,
    iban=OURS,
)
CREDIT = replace(SALE, number="C1", kind="credit_note", due_on=None, payable_cents=2100)


def chosen(
    *invoices: Invoice, kind: str = "ubl", stated: bool = True
) -> tuple[list[Invoice], our_invoices.Notes]:
    files = [ReadFile("a", kind, invoices=(invoice,)) for invoice in invoices]
    own = ours.OwnNumbers(ibans=frozenset({OURS}))
    return our_invoices.chosen(files, own, stated=frozenset({OURS} if stated else ()))


def numbers(invoices: list[Invoice]) -> list[str]:
    return [invoice.number for invoice in invoices]


class TestSide:
    @pytest.mark.parametrize("iban", [OURS, OTHERS, None])
    def test_of_a_credit_note_is_that_of_whom_the_invoices_are(self, iban: str | None) -> None:
        sent = replace(CREDIT, iban=iban)
        got = replace(sent, number="C2", seller=VINK, buyer=ANNA)

        kept, notes = chosen(got, sent, SALE)

        assert numbers(kept) == ["C1", "2026-1"]
        assert (notes.purchases, notes.sides_assumed) == (("C2",), ())

    def test_of_a_credit_note_alone_is_assumed_ours(self) -> None:
        kept, notes = chosen(CREDIT)

        assert numbers(kept) == ["C1"]
        assert notes.sides_assumed == ("C1",)

    @pytest.mark.parametrize("iban", [OURS, OTHERS])
    def test_of_a_list_is_ours_whatever_account_of_the_client_stands_there(
        self, iban: str
    ) -> None:
        listed = Invoice("L1", issued_on=SALE.issued_on, payable_cents=5000, buyer=VINK)

        kept, notes = chosen(replace(listed, iban=iban), kind="csv:invoices")

        assert numbers(kept) == ["L1"]
        assert (notes.purchases, notes.sides_assumed) == ((), ())

    def test_is_purchase_where_another_account_is_paid(self) -> None:
        _, notes = chosen(replace(SALE, iban=OTHERS))

        assert notes.purchases == ("2026-1",)

    def test_is_assumed_ours_where_nobody_said_which_account_is(self) -> None:
        _, notes = chosen(replace(SALE, iban=OTHERS), stated=False)

        assert notes.sides_assumed == ("2026-1",)

    def test_tells_firms_of_one_name_apart_by_their_numbers(self) -> None:
        anna = replace(ANNA, kvk="11111111")
        other = replace(CREDIT, seller=replace(ANNA, kvk="22222222"), iban=OTHERS)

        _, notes = chosen(replace(SALE, seller=anna), other)

        assert notes.purchases == ("C1",)

    def test_of_a_list_is_sale(self) -> None:
        kept, _ = chosen(replace(SALE, iban=OTHERS), kind="csv:invoices")

        assert numbers(kept) == ["2026-1"]


class TestChosen:
    @pytest.mark.parametrize(
        "changes",
        [
            {"currency": "USD"},
            {"payable_cents": 0},
            {"buyer": Party(" ")},
            {"issued_on": None, "due_on": None},
        ],
    )
    def test_leaves_out_what_cannot_be_asked(self, changes: dict[str, object]) -> None:
        kept, notes = chosen(replace(SALE, **changes))  # type: ignore[arg-type]

        assert (kept, notes.not_usable) == ([], ("2026-1",))

    def test_names_the_seller_when_there_is_one(self) -> None:
        assert chosen(SALE)[1].seller == "Anna Bakker"
        second = replace(SALE, number="2026-2", seller=Party("Bas"))
        assert chosen(SALE, second)[1].seller == ""


class TestOneNumberTwice:
    LISTED = Invoice("2026-1", payable_cents=12100, open_cents=7100, buyer=Party("Vink"))

    @pytest.mark.parametrize("is_listed_first", [True, False])
    def test_takes_what_is_open_from_the_list_and_the_rest_from_the_invoice(
        self, *, is_listed_first: bool
    ) -> None:
        both = [self.LISTED, SALE] if is_listed_first else [SALE, self.LISTED]
        files = [
            ReadFile("a", "ubl" if one is SALE else "csv:invoices", invoices=(one,))
            for one in both
        ]
        listed = replace(self.LISTED, due_on=date(2026, 3, 1))
        files = [replace(f, invoices=(listed,)) if f.format != "ubl" else f for f in files]

        (invoice,), _ = our_invoices.chosen(
            files, ours.OwnNumbers(ibans=frozenset({OURS})), stated=frozenset({OURS})
        )

        assert (invoice.open_cents, invoice.due_on) == (7100, date(2026, 2, 10))
        assert invoice.buyer == VINK

    def test_of_two_lists_takes_the_lower_amount(self) -> None:
        first = replace(SALE, open_cents=7100)
        second = replace(SALE, open_cents=12100)

        for pair in ((first, second), (second, first)):
            (invoice,), _ = chosen(*pair, kind="csv:invoices")
            assert invoice.open_cents == 7100

    def test_without_any_list_stays_as_it_is(self) -> None:
        assert chosen(SALE, SALE)[0] == [SALE]
