"""Parts with days of their own, and the part for the blocked account."""

from datetime import date
from io import BytesIO

from voldaan.readers.invoices.einvoice import ubl
from voldaan.readers.shapes import GAccount, Instalment, Invoice

DOCUMENT = """<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
 xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
<b:ID>9</b:ID><b:IssueDate>2026-09-13</b:IssueDate>
<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>{}<a:LegalMonetaryTotal>
<b:PayableAmount currencyID="EUR">121.00</b:PayableAmount></a:LegalMonetaryTotal></Invoice>"""
MEANS = """<a:PaymentMeans><b:ID>{}</b:ID><b:PaymentID>{}</b:PaymentID>
<a:PayeeFinancialAccount><b:ID>{}</b:ID></a:PayeeFinancialAccount></a:PaymentMeans>"""
TERM = "<a:PaymentTerms>{}<b:Amount currencyID='EUR'>{}</b:Amount></a:PaymentTerms>"


def one(*parts: str) -> Invoice:
    file = ubl.read(BytesIO(DOCUMENT.format("".join(parts)).encode()), "i.xml")
    return file.invoices[0]


def day(text: str) -> str:
    return f"<b:PaymentDueDate>{text}</b:PaymentDueDate>"


def of(means: str) -> str:
    return f"<b:PaymentMeansID>{means}</b:PaymentMeansID>"


class TestInstalments:
    def test_have_days_and_amounts(self) -> None:
        invoice = one(
            TERM.format(day("2026-10-14"), "60.00"), TERM.format(day("2026-11-14"), "61.00")
        )

        assert invoice.due_on == date(2026, 10, 14)
        assert invoice.instalments == (
            Instalment(date(2026, 10, 14), 6_000),
            Instalment(date(2026, 11, 14), 6_100),
        )

    def test_are_none_when_there_is_one_or_no_day(self) -> None:
        assert one(TERM.format(day("2026-10-14"), "121.00")).instalments == ()
        assert one(TERM.format("", "1.00") * 2).instalments == ()

    def test_take_their_days_from_the_means_that_they_name(self) -> None:
        means = "<a:PaymentMeans><b:ID>{}</b:ID><b:PaymentDueDate>{}</b:PaymentDueDate>"
        invoice = one(
            means.format("B", "2026-11-14") + "</a:PaymentMeans>",
            means.format("A", "2026-10-14") + "</a:PaymentMeans>",
            TERM.format(of("B"), "61.00"),
            TERM.format(of("A"), "60.00"),
        )

        assert invoice.due_on == date(2026, 10, 14)
        assert [part.cents for part in invoice.instalments] == [6_100, 6_000]

    def test_leave_their_day_when_there_is_only_one(self) -> None:
        day = "<b:InstallmentDueDate>2026-10-14</b:InstallmentDueDate>"

        invoice = one(TERM.format(day, "121.00"))

        assert (invoice.due_on, invoice.instalments) == (date(2026, 10, 14), ())

    def test_are_not_what_goes_to_the_blocked_account(self) -> None:
        invoice = one(
            TERM.format(of("FREE") + day("2026-10-14"), "96.00"),
            TERM.format(of("GACCOUNT") + day("2026-10-14"), "25.00"),
        )

        assert invoice.instalments == ()
        assert invoice.g_account == GAccount(None, 2_500)


class TestTheBlockedAccount:
    def test_takes_its_part_and_leaves_the_free_one_in_front(self) -> None:
        invoice = one(
            MEANS.format("GACCOUNT", "PGR1", "NL20 INGB 0001 2345 67"),
            MEANS.format("BENEFICIARY", "RF18539007547034", "NL91ABNA0417164300"),
            TERM.format(of("BENEFICIARY"), "96.00"),
            TERM.format(of("GACCOUNT"), "25.00"),
        )

        assert invoice.g_account == GAccount("NL20INGB0001234567", 2_500)
        assert invoice.iban == "NL91ABNA0417164300"
        assert invoice.payment_reference == "RF18539007547034"

    def test_may_not_be_named(self) -> None:
        invoice = one(TERM.format(of("GACCOUNT"), "25.00"))

        assert invoice.g_account == GAccount(None, 2_500)

    def test_is_none_without_an_amount(self) -> None:
        assert one(TERM.format(of("GACCOUNT"), "veel")).g_account is None
        assert one().g_account is None
