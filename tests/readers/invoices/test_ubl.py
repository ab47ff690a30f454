"""UBL invoices come out as stated, and what is wrong is named."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.readers.invoices import ubl
from voldaan.readers.shapes import Invoice, Party, ReadFile

CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"

SELLER = """<cac:AccountingSupplierParty><cac:Party>
  <cbc:EndpointID schemeID="EM">anna@example.org</cbc:EndpointID>
  <cac:PartyName><cbc:Name>Anna Traint</cbc:Name></cac:PartyName>
  <cac:PartyTaxScheme><cbc:CompanyID>1</cbc:CompanyID><cac:TaxScheme><cbc:ID>LOC</cbc:ID>
  </cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyTaxScheme><cbc:CompanyID>NL123456782B90</cbc:CompanyID><cac:TaxScheme>
  <cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:CompanyID schemeID="0106">12345678</cbc:CompanyID>
  </cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>"""
BUYER = """<cac:AccountingCustomerParty><cac:Party><cac:PartyLegalEntity>
  <cbc:RegistrationName>Vink   BV</cbc:RegistrationName>
  <cbc:CompanyID schemeID="0190">00000001234567890000</cbc:CompanyID></cac:PartyLegalEntity>
  <cac:Contact><cbc:Name>Dirk</cbc:Name><cbc:Telephone>020 123 45 67</cbc:Telephone>
  <cbc:ElectronicMail>dirk@example.org</cbc:ElectronicMail></cac:Contact>
  </cac:Party></cac:AccountingCustomerParty>"""
MEANS = """<cac:PaymentMeans><cbc:PaymentID>RF18539007547034</cbc:PaymentID>
  <cac:PayeeFinancialAccount><cbc:ID>NL91 ABNA 0417 1643 00</cbc:ID>
  </cac:PayeeFinancialAccount></cac:PaymentMeans>"""
VAT = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount></cac:TaxTotal>'
TOTAL = """<cac:LegalMonetaryTotal>
  <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
  <cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
  <cbc:TaxInclusiveAmount currencyID="EUR">121.00</cbc:TaxInclusiveAmount>
  <cbc:PayableAmount currencyID="EUR">121.00</cbc:PayableAmount></cac:LegalMonetaryTotal>"""
LINE = """<cac:InvoiceLine><cbc:LineExtensionAmount>100.00</cbc:LineExtensionAmount>
  <cac:Item><cbc:Name>Training</cbc:Name></cac:Item></cac:InvoiceLine>"""
HEAD = """<cbc:ID>2026-041</cbc:ID><cbc:IssueDate>2026-02-28</cbc:IssueDate>
  <cbc:DueDate>2026-03-30</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:OrderReference><cbc:ID>PO 7</cbc:ID></cac:OrderReference>"""
WHOLE = HEAD + SELLER + BUYER + MEANS + VAT + TOTAL + LINE


def document(content: str = WHOLE, name: str = "Invoice") -> str:
    space = f"urn:oasis:names:specification:ubl:schema:xsd:{name}-2"
    return f'<{name} xmlns="{space}" xmlns:cbc="{CBC}" xmlns:cac="{CAC}">\n{content}\n</{name}>'


def changed(old: str, new: str) -> ReadFile:
    """Read the whole invoice with one thing changed."""
    assert old in WHOLE
    return ubl.read(BytesIO(document(WHOLE.replace(old, new)).encode()), "a.xml")


def codes(file: ReadFile) -> list[tuple[str, str, str]]:
    return [(one.code, one.where, one.severity) for one in file.problems]


class TestRead:
    def test_gives_every_fact_as_stated(self) -> None:
        file = ubl.read(BytesIO(document().encode()), "a.xml")

        assert file == ReadFile(
            "a.xml",
            "ubl",
            invoices=(
                Invoice(
                    number="2026-041",
                    issued_on=date(2026, 2, 28),
                    due_on=date(2026, 3, 30),
                    payable_cents=12100,
                    net_cents=10000,
                    vat_cents=2100,
                    seller=Party(
                        "Anna Traint", "NL123456782B90", "12345678", "anna@example.org"
                    ),
                    buyer=Party(
                        "Vink BV",
                        email="dirk@example.org",
                        phone="020 123 45 67",
                        contact="Dirk",
                    ),
                    iban="NL91ABNA0417164300",
                    payment_reference="RF18539007547034",
                    order_reference="PO 7",
                    description="Training",
                ),
            ),
        )

    def test_reads_a_credit_note_with_the_number_that_it_credits(self) -> None:
        reference = (
            "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>2026-040</cbc:ID>"
            "</cac:InvoiceDocumentReference></cac:BillingReference>"
        )
        content = WHOLE.replace("InvoiceLine", "CreditNoteLine") + reference

        (credit,) = ubl.read(
            BytesIO(document(content, "CreditNote").encode()), "a.xml"
        ).invoices

        assert (credit.kind, credit.payable_cents) == ("credit_note", 12100)
        assert (credit.credits_number, credit.description) == ("2026-040", "Training")

    @pytest.mark.parametrize(
        ("code", "kind"),
        [
            ("380", "invoice"),
            ("381", "credit_note"),
            ("384", "invoice"),
            ("396", "credit_note"),
        ],
    )
    def test_takes_the_kind_from_the_type_code(self, code: str, kind: str) -> None:
        assert changed(">380<", f">{code}<").invoices[0].kind == kind

    def test_keeps_the_sign_of_a_negative_invoice(self) -> None:
        (invoice,) = changed(">121.00</cbc:Pay", ">-121.00</cbc:Pay").invoices

        assert (invoice.kind, invoice.payable_cents) == ("invoice", -12100)

    def test_reads_inside_an_envelope(self) -> None:
        space = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
        envelope = (
            f'<StandardBusinessDocument xmlns="{space}"><StandardBusinessDocumentHeader/>'
            f"{document()}</StandardBusinessDocument>"
        ).encode()

        assert ubl.recognises(envelope[:600])
        assert ubl.read(BytesIO(envelope), "a.xml").invoices[0].number == "2026-041"

    def test_takes_the_due_day_of_the_payment_means(self) -> None:
        file = changed(
            "<cbc:DueDate>2026-03-30</cbc:DueDate>",
            "<cac:PaymentMeans><cbc:PaymentDueDate>2026-03-31</cbc:PaymentDueDate>"
            "</cac:PaymentMeans>",
        )

        assert file.invoices[0].due_on == date(2026, 3, 31)

    @pytest.mark.parametrize("zone", ["Z", "+01:00"])
    def test_keeps_the_day_that_is_written_whatever_its_zone(self, zone: str) -> None:
        file = changed("2026-02-28", f"2026-02-28{zone}")

        assert file.invoices[0].issued_on == date(2026, 2, 28)

    def test_takes_the_vat_in_the_currency_of_the_document(self) -> None:
        other = VAT.replace("EUR", "GBP").replace("21.00", "18.00")

        assert changed(VAT, other + VAT).invoices[0].vat_cents == 2100
        assert changed(VAT, other).invoices[0].vat_cents is None

    def test_reads_another_encoding(self) -> None:
        source = '<?xml version="1.0" encoding="ISO-8859-1"?>' + document(
            WHOLE.replace("Vink   BV", "Café BV")
        )

        assert (
            ubl.read(BytesIO(source.encode("latin-1")), "a").invoices[0].buyer.name == "Café BV"
        )


class TestParties:
    def test_takes_a_person_where_there_is_no_firm(self) -> None:
        file = changed(
            "<cac:PartyName><cbc:Name>Anna Traint</cbc:Name></cac:PartyName>",
            "<cac:Person><cbc:FirstName>Anna</cbc:FirstName>"
            "<cbc:FamilyName>Smit</cbc:FamilyName></cac:Person>",
        )

        assert file.invoices[0].seller.name == "Anna Smit"

    @pytest.mark.parametrize(
        ("old", "new", "kvk"),
        [
            ('schemeID="0106"', "", "12345678"),
            ('schemeID="0106"', 'schemeID="NL:KVK"', "12345678"),
            ('schemeID="0106"', 'schemeID="0190"', None),
            ('schemeID="0106">12345678', ">1234567", None),
            (
                '<cac:PartyLegalEntity><cbc:CompanyID schemeID="0106">12345678',
                "<cac:PostalAddress><cac:Country><cbc:IdentificationCode>BE"
                "</cbc:IdentificationCode></cac:Country></cac:PostalAddress>"
                "<cac:PartyLegalEntity><cbc:CompanyID>12345678",
                None,
            ),
            ('schemeID="EM">anna@example.org', 'schemeID="0106">87654321', "12345678"),
        ],
    )
    def test_takes_the_trade_register_number(self, old: str, new: str, kvk: str | None) -> None:
        assert changed(old, new).invoices[0].seller.kvk == kvk

    def test_takes_numbers_from_the_endpoint_where_they_stand_nowhere_else(self) -> None:
        file = changed('schemeID="0106">12345678', 'schemeID="0190">1')
        endpoint = changed('<cbc:CompanyID schemeID="0106">12345678</cbc:CompanyID>', "")

        assert file.invoices[0].seller.kvk is None
        assert endpoint.invoices[0].seller.kvk is None
        assert (
            changed(
                "<cbc:RegistrationName>Vink",
                '<cbc:CompanyID schemeID="NL:VAT">NL1</cbc:CompanyID>'
                "<cbc:RegistrationName>Vink",
            )
            .invoices[0]
            .buyer.vat
            == "NL1"
        )

    def test_leaves_a_missing_party_empty(self) -> None:
        assert changed(BUYER, "").invoices[0].buyer == Party()


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


class TestRecognises:
    @pytest.mark.parametrize(
        ("head", "is_ubl"),
        [
            (document()[:400], True),
            (document(name="CreditNote"), True),
            (document(name="Order"), False),
            ("<Invoice/>", False),
            ("<StandardBusinessDocument><a/>", False),
            ("%PDF-1.7", False),
            ("", False),
        ],
    )
    def test_looks_at_the_first_element(self, head: str, is_ubl: bool) -> None:
        assert ubl.recognises(head.encode()) == is_ubl


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
