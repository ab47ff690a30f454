"""What is wrong with a UBL invoice is named, and the rest is kept."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.invoices.einvoice.ubl_document import (
    LINE,
    TOTAL,
    VAT,
    changed,
    codes,
    document,
)

from voldaan.readers.invoices.einvoice import ubl


class TestProblems:
    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ("<cbc:ID>2026-041</cbc:ID>", "", ("invoice.missing", "Invoice/ID", "error")),
            (
                ">EUR</cbc:DocumentCurrencyCode>",
                ">euro</cbc:DocumentCurrencyCode>",
                ("invoice.no_currency", "Invoice/DocumentCurrencyCode", "error"),
            ),
            (
                '<cbc:PayableAmount currencyID="EUR">121.00</cbc:PayableAmount>',
                "",
                ("invoice.missing", "Invoice/LegalMonetaryTotal/PayableAmount", "error"),
            ),
            (
                TOTAL,
                "",
                ("invoice.missing", "Invoice/LegalMonetaryTotal/PayableAmount", "error"),
            ),
        ],
    )
    def test_leaves_out_an_invoice_without_number_or_amount(
        self, old: str, new: str, problem: tuple[str, str, str]
    ) -> None:
        file = changed(old, new)

        assert (file.invoices, codes(file)) == ((), [problem])

    @pytest.mark.parametrize(
        "stated",
        ["121,00", "1.210.00", "1E2", "", "EUR 121", "0x79", "١٢١", "9" * 31, "1" * 13],
    )
    def test_leaves_out_an_amount_that_is_none(self, stated: str) -> None:
        file = changed(">121.00</cbc:PayableAmount>", f">{stated}</cbc:PayableAmount>")

        assert file.invoices == ()
        assert [code for code, _, _ in codes(file)] == ["invoice.not_an_amount"]

    @pytest.mark.parametrize(
        ("stated", "cents"), [("+121.00", 12100), ("121", 12100), ("121.", 12100), (".5", 50)]
    )
    def test_reads_every_plain_decimal(self, stated: str, cents: int) -> None:
        file = changed(">121.00</cbc:PayableAmount>", f"> {stated} </cbc:PayableAmount>")

        assert file.invoices[0].payable_cents == cents

    def test_keeps_a_fraction_of_a_cent_as_text(self) -> None:
        file = changed(">121.00</cbc:PayableAmount>", ">121.005</cbc:PayableAmount>")

        (invoice,) = file.invoices
        assert (invoice.payable_cents, invoice.payable) == (None, "121.005")
        assert [code for code, _, _ in codes(file)] == [
            "invoice.does_not_add_up",
            "invoice.fraction_of_a_cent",
        ]

    @pytest.mark.parametrize(
        ("old", "new", "where", "expected"),
        [
            (">100.00</cbc:LineE", ">99.99</cbc:LineE", "LineExtensionAmount", "100.00"),
            (">100.00</cbc:TaxE", ">90.00</cbc:TaxE", "TaxExclusiveAmount", "100.00"),
            (">21.00<", ">20.99<", "TaxInclusiveAmount", "120.99"),
            (">121.00</cbc:Pay", ">-1</cbc:Pay", "PayableAmount", "121.00"),
        ],
    )
    def test_warns_about_totals_that_do_not_add_up(
        self, old: str, new: str, where: str, expected: str
    ) -> None:
        file = (
            changed(TOTAL + LINE, TOTAL.replace(old, new) + LINE)
            if old in TOTAL
            else changed(old, new)
        )

        found = [one for one in file.problems if one.where.endswith(where)]
        assert [one.facts["expected"] for one in found] == [expected]
        assert {one.severity for one in file.problems} == {"warning"}
        assert len(file.invoices) == 1

    @pytest.mark.parametrize(("gross", "payable"), [("121.00", "121.05"), ("121.05", "121.05")])
    def test_accepts_a_rounding_before_or_after_the_full_amount(
        self, gross: str, payable: str
    ) -> None:
        total = (
            TOTAL.replace(">121.00</cbc:Tax", f">{gross}</cbc:Tax")
            .replace(">121.00</cbc:Pay", f">{payable}</cbc:Pay")
            .replace(
                "</cac:Legal",
                "<cbc:PayableRoundingAmount>0.05</cbc:PayableRoundingAmount></cac:Legal",
            )
        )

        assert changed(TOTAL, total).problems == ()

    def test_adds_charges_and_takes_off_allowances_and_what_was_prepaid(self) -> None:
        total = (
            TOTAL.replace(">100.00</cbc:L", ">95.00</cbc:L")
            .replace(
                "</cac:Legal",
                "<cbc:ChargeTotalAmount>7</cbc:ChargeTotalAmount>"
                "<cbc:AllowanceTotalAmount>2</cbc:AllowanceTotalAmount>"
                "<cbc:PrepaidAmount>21</cbc:PrepaidAmount></cac:Legal",
            )
            .replace(">121.00</cbc:Pay", ">100</cbc:Pay")
        )

        file = changed(TOTAL + LINE, total + LINE.replace(">100.00<", ">95<"))

        assert (file.problems, file.invoices[0].payable_cents) == ((), 10000)

    def test_adds_what_is_asked_on_behalf_of_others(self) -> None:
        other = (
            "<cac:PrepaidPayment><cbc:PaidAmount>10.00</cbc:PaidAmount></cac:PrepaidPayment>"
        )
        more = TOTAL.replace(">121.00</cbc:Pay", ">131.00</cbc:Pay")

        assert codes(changed(TOTAL, other + more)) == []
        assert codes(changed(TOTAL, other + TOTAL)) == []
        assert codes(changed(TOTAL, more)) != []

    def test_says_nothing_of_sums_that_are_not_stated(self) -> None:
        bare = (
            "<cac:LegalMonetaryTotal><cbc:PayableAmount>121.00</cbc:PayableAmount>"
            "</cac:LegalMonetaryTotal>"
        )

        file = changed(VAT + TOTAL + LINE, bare)

        assert (file.problems, file.invoices[0].net_cents) == ((), None)

    @pytest.mark.parametrize("day", ["2026-02-30", "20260228", "2026-W09-6", "0000-00-00"])
    def test_names_the_line_of_a_day_that_does_not_exist(self, day: str) -> None:
        file = changed("2026-02-28", day)

        assert codes(file) == [("invoice.not_a_day", "Invoice/IssueDate (line 2)", "error")]
        assert file.invoices[0].issued_on is None

    def test_names_a_missing_day(self) -> None:
        file = changed("2026-02-28", "")

        assert codes(file) == [("invoice.missing", "Invoice/IssueDate", "error")]

    def test_takes_the_currency_of_the_amount_where_the_document_has_none(self) -> None:
        file = changed("<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>", "")

        assert file.invoices[0].currency == "EUR"
        assert codes(file) == [("invoice.missing", "Invoice/DocumentCurrencyCode", "warning")]

    def test_warns_about_an_amount_in_another_currency(self) -> None:
        file = changed(
            '<cbc:PayableAmount currencyID="EUR">', '<cbc:PayableAmount currencyID="USD">'
        )

        assert [code for code, _, _ in codes(file)] == ["invoice.other_currency"]

    @pytest.mark.parametrize(
        ("account", "iban", "found"),
        [
            ("<cbc:ID>NL91ABNA0417164301", "NL91ABNA0417164301", ["invoice.not_an_iban"]),
            ('<cbc:ID schemeID="IBAN">12345', "12345", ["invoice.not_an_iban"]),
            ('<cbc:ID schemeID="IBAN">', None, ["invoice.not_an_iban"]),
            ("<cbc:ID>5555-1234", None, []),
        ],
    )
    def test_keeps_an_iban_with_a_wrong_checksum_and_no_other_account(
        self, account: str, iban: str | None, found: list[str]
    ) -> None:
        file = changed("<cbc:ID>NL91 ABNA 0417 1643 00", account)

        assert file.invoices[0].iban == iban
        assert [code for code, _, _ in codes(file)] == found

    def test_refuses_what_is_no_invoice(self) -> None:
        assert codes(ubl.read(BytesIO(b"<a/>"), "a")) == [
            ("invoice.no_ubl_document", "file", "error")
        ]
        assert codes(ubl.read(BytesIO(b"%PDF"), "a")) == [
            ("xml.not_well_formed", "line 1", "error")
        ]


class TestAnyBytes:
    @given(st.data())
    def test_a_damaged_invoice_never_raises(self, data: st.DataObject) -> None:
        source = bytearray(document().encode())
        for _ in range(data.draw(st.integers(1, 8))):
            place = data.draw(st.integers(0, len(source) - 1))
            source[place : place + data.draw(st.integers(0, 9))] = data.draw(
                st.binary(max_size=9)
            )

        file = ubl.read(BytesIO(bytes(source)), "a.xml")

        assert file.invoices or file.refused
