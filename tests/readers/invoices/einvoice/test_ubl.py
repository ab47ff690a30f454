"""UBL invoices come out as stated."""

from datetime import date
from io import BytesIO

import pytest
from tests.readers.invoices.einvoice.ubl_document import BUYER, VAT, WHOLE, changed, document

from voldaan.readers.invoices.einvoice import ubl
from voldaan.readers.shapes import Invoice, Party, ReadFile


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
