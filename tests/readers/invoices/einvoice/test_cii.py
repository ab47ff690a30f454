"""Invoices in CII, and the two older ways to write the same."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as some

from voldaan.readers.invoices.einvoice import cii
from voldaan.readers.shapes import Instalment, Invoice, ReadFile

PARTY = """<Name>{name}</Name>
<SpecifiedLegalOrganization><ID schemeID="0106">12345678</ID></SpecifiedLegalOrganization>
<DefinedTradeContact><PersonName>Els</PersonName>
<TelephoneUniversalCommunication><CompleteNumber>06 1</CompleteNumber>
</TelephoneUniversalCommunication></DefinedTradeContact>
<URIUniversalCommunication><URIID schemeID="EM">els@vink.example</URIID>
</URIUniversalCommunication>
<SpecifiedTaxRegistration><ID schemeID="FC">1</ID></SpecifiedTaxRegistration>
<SpecifiedTaxRegistration><ID schemeID="VA">NL123456782B90</ID></SpecifiedTaxRegistration>"""
SUMS = """<LineTotalAmount>100.00</LineTotalAmount>
<TaxBasisTotalAmount>100.00</TaxBasisTotalAmount>
<TaxTotalAmount currencyID="SEK">230.00</TaxTotalAmount>
<TaxTotalAmount currencyID="EUR">21.00</TaxTotalAmount>
<GrandTotalAmount>121.00</GrandTotalAmount>
<DuePayableAmount currencyID="EUR">121.00</DuePayableAmount>"""
TERMS = """<SpecifiedTradePaymentTerms><DueDateDateTime>
<DateTimeString format="102">20261014</DateTimeString></DueDateDateTime>
</SpecifiedTradePaymentTerms>"""


def written(
    *,
    number: str = "2026-1",
    code: str = "380",
    issued: str = "20260913",
    currency: str = "EUR",
    sums: str = SUMS,
    terms: str = TERMS,
    iban: str = "NL91 ABNA 0417 1643 00",
    buyer: str = PARTY.format(name="Vink BV"),
) -> str:
    return f"""<?xml version="1.0"?>
<r:CrossIndustryInvoice xmlns:r="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">
<r:ExchangedDocument><ID>{number}</ID><TypeCode>{code}</TypeCode><IssueDateTime>
<DateTimeString format="102">{issued}</DateTimeString></IssueDateTime></r:ExchangedDocument>
<r:SupplyChainTradeTransaction>
<IncludedSupplyChainTradeLineItem><SpecifiedTradeProduct><Name>Training</Name>
</SpecifiedTradeProduct><SpecifiedLineTradeSettlement>
<SpecifiedTradeSettlementLineMonetarySummation><LineTotalAmount>100.00</LineTotalAmount>
</SpecifiedTradeSettlementLineMonetarySummation></SpecifiedLineTradeSettlement>
</IncludedSupplyChainTradeLineItem>
<ApplicableHeaderTradeAgreement><SellerTradeParty><Name>Studio Anna</Name></SellerTradeParty>
<BuyerTradeParty>{buyer}</BuyerTradeParty></ApplicableHeaderTradeAgreement>
<ApplicableHeaderTradeSettlement><PaymentReference>RF18539007547034</PaymentReference>
<InvoiceCurrencyCode>{currency}</InvoiceCurrencyCode>
<SpecifiedTradeSettlementPaymentMeans><PayeePartyCreditorFinancialAccount>
<IBANID>{iban}</IBANID></PayeePartyCreditorFinancialAccount>
</SpecifiedTradeSettlementPaymentMeans>{terms}
<SpecifiedTradeSettlementHeaderMonetarySummation>{sums}
</SpecifiedTradeSettlementHeaderMonetarySummation>
<InvoiceReferencedDocument><IssuerAssignedID>2025-9</IssuerAssignedID>
</InvoiceReferencedDocument></ApplicableHeaderTradeSettlement>
</r:SupplyChainTradeTransaction></r:CrossIndustryInvoice>"""


OLD = """<r:{root} xmlns:r="{space}">
<r:HeaderExchangedDocument><ID>7</ID><TypeCode>380</TypeCode>
<IssueDateTime format="102">20140522</IssueDateTime></r:HeaderExchangedDocument>
<r:SpecifiedSupplyChainTradeTransaction><ApplicableSupplyChainTradeSettlement>
<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>
<SpecifiedTradeSettlementMonetarySummation><GrandTotalAmount>12.10</GrandTotalAmount>
</SpecifiedTradeSettlementMonetarySummation></ApplicableSupplyChainTradeSettlement>
</r:SpecifiedSupplyChainTradeTransaction></r:{root}>"""


def read(text: str) -> ReadFile:
    assert cii.recognises(text.encode()[:65_536])
    return cii.read(BytesIO(text.encode()), "factuur.xml")


def one(text: str) -> Invoice:
    (invoice,) = read(text).invoices
    return invoice


def codes(text: str) -> list[str]:
    return [problem.code for problem in read(text).problems]


class TestAnInvoice:
    def test_gives_its_facts(self) -> None:
        invoice = one(written())

        assert read(written()).problems == ()
        assert (invoice.number, invoice.kind, invoice.currency) == ("2026-1", "invoice", "EUR")
        assert (invoice.issued_on, invoice.due_on) == (date(2026, 9, 13), date(2026, 10, 14))
        assert invoice.payable_cents == 12_100
        assert (invoice.net_cents, invoice.vat_cents) == (10_000, 2_100)
        assert invoice.iban == "NL91ABNA0417164300"
        assert invoice.payment_reference == "RF18539007547034"
        assert (invoice.credits_number, invoice.description) == ("2025-9", "Training")

    def test_knows_both_parties(self) -> None:
        invoice = one(written())

        assert invoice.seller.name == "Studio Anna"
        buyer = invoice.buyer
        assert (buyer.name, buyer.kvk, buyer.vat) == ("Vink BV", "12345678", "NL123456782B90")
        assert (buyer.email, buyer.phone) == ("els@vink.example", "06 1")
        assert buyer.contact == "Els"

    @pytest.mark.parametrize(
        ("country", "number", "kvk"),
        [("NL", "12345678", "12345678"), ("BE", "12345678", None), ("NL", "1234567", None)],
    )
    def test_knows_a_bare_number_of_the_dutch_trade_register(
        self, country: str, number: str, kvk: str | None
    ) -> None:
        buyer = f"""<SpecifiedLegalOrganization><ID>{number}</ID></SpecifiedLegalOrganization>
        <PostalTradeAddress><CountryID>{country}</CountryID></PostalTradeAddress>"""

        assert one(written(buyer=buyer)).buyer.kvk == kvk

    def test_names_a_department_where_there_is_no_person(self) -> None:
        buyer = """<DefinedTradeContact><DepartmentName>Inkoop</DepartmentName>
        </DefinedTradeContact>"""

        assert one(written(buyer=buyer)).buyer.contact == "Inkoop"

    def test_may_lack_a_buyer(self) -> None:
        text = written().replace("BuyerTradeParty", "OtherTradeParty")

        assert one(text).buyer.name is None

    def test_is_a_credit_note_by_its_code(self) -> None:
        assert one(written(code="381")).kind == "credit_note"

    @pytest.mark.parametrize("day", ["202609131200", "2026-09-13", "2026-09-13T12:00:00"])
    def test_reads_a_day_with_a_time_behind_it(self, day: str) -> None:
        assert one(written(issued=day)).issued_on == date(2026, 9, 13)

    @pytest.mark.parametrize("day", ["20260230", "13-09-2026", "202609"])
    def test_names_a_day_that_does_not_exist(self, day: str) -> None:
        assert codes(written(issued=day)) == ["invoice.not_a_day"]

    def test_misses_its_day(self) -> None:
        assert codes(written(issued="")) == ["invoice.missing"]

    def test_has_instalments_when_two_terms_have_amounts(self) -> None:
        part = TERMS.replace(
            "</SpecifiedTradePaymentTerms>",
            "<PartialPaymentAmount>{}</PartialPaymentAmount></SpecifiedTradePaymentTerms>",
        )
        later = part.replace("20261014", "20261114")

        invoice = one(written(terms=part.format("60.00") + later.format("61.00")))

        assert invoice.due_on == date(2026, 10, 14)
        assert invoice.instalments == (
            Instalment(date(2026, 10, 14), 6_000),
            Instalment(date(2026, 11, 14), 6_100),
        )
        assert one(written(terms=part.format("121.00"))).instalments == ()

    def test_is_due_on_the_first_day_of_its_instalments(self) -> None:
        part = TERMS.replace(
            "</SpecifiedTradePaymentTerms>",
            "<PartialPaymentAmount>60.50</PartialPaymentAmount></SpecifiedTradePaymentTerms>",
        )
        later = part.replace("20261014", "20261114")

        assert one(written(terms=later + part)).due_on == date(2026, 10, 14)

    def test_is_not_due_on_the_day_of_a_discount_for_paying_early(self) -> None:
        early = TERMS.replace("20261014", "20260923").replace(
            "</SpecifiedTradePaymentTerms>",
            "<ApplicableTradePaymentDiscountTerms><CalculationPercent>2</CalculationPercent>"
            "</ApplicableTradePaymentDiscountTerms></SpecifiedTradePaymentTerms>",
        )

        assert one(written(terms=early + TERMS)).due_on == date(2026, 10, 14)
        assert one(written(terms=early)).due_on == date(2026, 9, 23)

    def test_sums_no_line_that_heads_a_group(self) -> None:
        line = "<IncludedSupplyChainTradeLineItem>"
        status = (
            f"{line}<AssociatedDocumentLineDocument><LineStatusReasonCode>{{}}"
            "</LineStatusReasonCode></AssociatedDocumentLineDocument>"
        )
        end = "</IncludedSupplyChainTradeLineItem>"
        first, rest = written().split(line)
        whole, rest = rest.split(end)
        lines = [status.format(code) + whole + end for code in ("GROUP", "DETAIL")]

        assert codes(first + "".join(lines) + rest) == []
        assert codes(first + lines[1] * 2 + rest) == ["invoice.does_not_add_up"]

    @pytest.mark.parametrize(
        ("number", "iban"), [("NL91 ABNA 0417 1643 00", "NL91ABNA0417164300"), ("12345", None)]
    )
    def test_takes_an_iban_where_domestic_numbers_stand(
        self, number: str, iban: str | None
    ) -> None:
        text = written(iban=number).replace("IBANID>", "ProprietaryID>")

        assert one(text).iban == iban
        assert codes(text) == []

    def test_may_come_in_an_envelope(self) -> None:
        inside = written().removeprefix('<?xml version="1.0"?>')
        text = f"<StandardBusinessDocument><Header/>{inside}</StandardBusinessDocument>"

        assert one(text).number == "2026-1"
        assert not cii.recognises(b"<StandardBusinessDocument><Order/>")

    def test_reads_a_day_in_the_notation_of_xml(self) -> None:
        text = written(issued="2026-09-13T00:00:00").replace("DateTimeString", "DateTime")

        assert one(text).issued_on == date(2026, 9, 13)

    def test_is_wholly_due_when_nothing_says_less(self) -> None:
        sums = SUMS.replace('<DuePayableAmount currencyID="EUR">121.00</DuePayableAmount>', "")

        assert one(written(sums=sums)).payable_cents == 12_100
        prepaid = sums + "<TotalPrepaidAmount>21.00</TotalPrepaidAmount>"
        assert "invoice.missing" in codes(written(sums=prepaid))

    def test_warns_of_sums_that_do_not_add_up(self) -> None:
        sums = SUMS.replace(">121.00</Grand", ">120.00</Grand")

        assert "invoice.does_not_add_up" in codes(written(sums=sums))

    def test_keeps_a_fraction_of_a_cent_as_it_stands(self) -> None:
        sums = SUMS.replace("121.00</Due", "121.005</Due")
        invoice = one(written(sums=sums))

        assert (invoice.payable_cents, invoice.payable) == (None, "121.005")
        assert "invoice.fraction_of_a_cent" in codes(written(sums=sums))

    def test_warns_of_an_account_that_is_none(self) -> None:
        assert codes(written(iban="NL92ABNA0417164300")) == ["invoice.not_an_iban"]
        assert one(written(iban="")).iban is None


class TestWhatIsMissing:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            (written(number=""), "invoice.missing"),
            (written(currency="E"), "invoice.no_currency"),
            (written(sums=""), "invoice.missing"),
            (written(sums="<DuePayableAmount>x</DuePayableAmount>"), "invoice.not_an_amount"),
        ],
    )
    def test_leaves_the_invoice_out(self, text: str, code: str) -> None:
        assert not read(text).invoices
        assert code in codes(text)

    def test_takes_the_currency_of_the_amount(self) -> None:
        assert one(written(currency="")).currency == "EUR"
        no_sums = written(currency="", sums="").replace("MonetarySummation", "Nothing")
        assert "invoice.no_currency" in codes(no_sums)


class TestTheOlderOnes:
    @pytest.mark.parametrize(
        ("root", "space"),
        [
            ("CrossIndustryDocument", "urn:ferd:CrossIndustryDocument:invoice:1p0"),
            ("Invoice", "urn:un:unece:uncefact:data:standard:CBFBUY:5"),
        ],
    )
    def test_say_the_same_with_other_names(self, root: str, space: str) -> None:
        invoice = one(OLD.format(root=root, space=space))

        assert (invoice.number, invoice.payable_cents) == ("7", 1_210)
        assert invoice.issued_on == date(2014, 5, 22)


class TestOtherFiles:
    def test_are_not_ours(self) -> None:
        assert not cii.recognises(b"<Invoice xmlns='urn:x'/>")
        assert not cii.recognises(b"")
        file = cii.read(BytesIO(b"<a/>"), "a.xml")
        assert [problem.code for problem in file.problems] == ["invoice.no_cii_document"]

    def test_that_are_broken_are_refused(self) -> None:
        file = cii.read(BytesIO(written().encode()[:900]), "a.xml")

        assert [problem.code for problem in file.problems] == ["xml.not_well_formed"]

    @given(some.text(max_size=40), some.sampled_from(["number", "issued", "currency", "iban"]))
    def test_raise_nothing(self, text: str, where: str) -> None:
        cii.read(BytesIO(written(**{where: text}).encode("utf-8", "replace")), "a.xml")  # type: ignore[arg-type]
