"""Audit files: what customers were charged, what settled it, and when."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as some

from voldaan.readers.as_json import as_json
from voldaan.readers.invoices import xaf
from voldaan.readers.read import read
from voldaan.readers.shapes import Invoice, PaidPart, ReadFile

HEAD = """<?xml version="1.0"?>
<auditfile xmlns="http://www.auditfiles.nl/XAF/{version}"><header><fiscalYear>2026</fiscalYear>
<curCode>EUR</curCode></header><company><companyName>Studio Anna</companyName>
<taxRegIdent>NL123456782B90</taxRegIdent><customersSuppliers>
<customerSupplier><custSupID>7</custSupID><custSupName>Vink BV</custSupName>
<taxRegIdent/><commerceNr>12345678</commerceNr><eMail>els@vink.example</eMail>
<custSupTp>C</custSupTp></customerSupplier>
<customerSupplier><custSupID>9</custSupID><custSupName>Dirk</custSupName>
<custSupTp>B</custSupTp></customerSupplier>
<customerSupplier><custSupID>90</custSupID><custSupName>Leverancier</custSupName>
<custSupTp>S</custSupTp></customerSupplier>
</customersSuppliers><generalLedger>
<ledgerAccount><accID>1300</accID><accDesc>Debiteuren</accDesc></ledgerAccount>
<ledgerAccount><accID>1310</accID><accDesc>Voorziening debiteuren</accDesc></ledgerAccount>
<ledgerAccount><accID>1600</accID><accDesc>Crediteuren</accDesc></ledgerAccount>
<ledgerAccount><accID>1399</accID><accDesc>Tegoeden</accDesc>
<leadCode>BVorDebHad</leadCode></ledgerAccount></generalLedger>{opening}<transactions>{sums}
"""
TAIL = "</transactions></company></auditfile>"


def journal(kind: str, *transactions: str, name: str = "J1", offset: str = "") -> str:
    return (
        f"<journal><jrnID>{name}</jrnID><jrnTp>{kind}</jrnTp><offsetAccID>{offset}</offsetAccID>"
        + "".join(transactions)
        + "</journal>"
    )


def transaction(number: str, day: str, *lines: str) -> str:
    return f"<transaction><nr>{number}</nr><trDt>{day}</trDt>{''.join(lines)}</transaction>"


def line(
    amount: str, side: str, *, account: str = "1300", customer: str = "7", **more: str
) -> str:
    told = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    return (
        f"<trLine><nr>1</nr><accID>{account}</accID><amnt>{amount}</amnt>"
        f"<amntTp>{side}</amntTp><custSupID>{customer}</custSupID>{told}</trLine>"
    )


def sold(number: str, day: str, amount: str, **more: str) -> str:
    return transaction(number, day, line(amount, "D", invRef=number, **more))


def received(number: str, day: str, amount: str, **more: str) -> str:
    return transaction(number, day, line(amount, "C", **more))


def written(*journals: str, version: str = "3.2", opening: str = "", sums: str = "") -> str:
    head = HEAD.format(version=version, opening=opening, sums=sums)
    return head + "".join(journals) + TAIL


def taken(text: str) -> ReadFile:
    return read(BytesIO(text.encode()), name="2026.xaf")


def one(text: str) -> Invoice:
    (invoice,) = taken(text).invoices
    return invoice


def open_cents(text: str) -> dict[str, int | None]:
    return {invoice.number: invoice.open_cents for invoice in taken(text).invoices}


def codes(text: str) -> list[str]:
    return [problem.code for problem in taken(text).problems]


SALE = journal("S", sold("F1", "2026-09-13", "121.00"))


class TestAnInvoice:
    def test_is_a_line_of_a_sales_journal_on_a_debtors_account(self) -> None:
        invoice = one(written(SALE))

        assert taken(written(SALE)).format == "xaf"
        assert (invoice.number, invoice.kind, invoice.issued_on) == (
            *("F1", "invoice"),
            date(2026, 9, 13),
        )
        assert (invoice.payable_cents, invoice.open_cents) == (12_100, 12_100)
        assert (invoice.buyer.name, invoice.buyer.kvk) == ("Vink BV", "12345678")
        assert invoice.buyer.email == "els@vink.example"
        assert (invoice.seller.name, invoice.seller.vat) == ("Studio Anna", "NL123456782B90")

    @pytest.mark.parametrize("version", ["3.0", "3.1", "4.0"])
    def test_is_the_same_in_every_version(self, version: str) -> None:
        assert one(written(SALE, version=version)).payable_cents == 12_100

    def test_of_two_lines_is_one(self) -> None:
        lines = line("100.00", "D", invRef="F1"), line("21.00", "D", invRef="F1")
        text = written(journal("S", transaction("1", "2026-09-13", *lines)))

        assert open_cents(text) == {"F1": 12_100}

    def test_has_the_number_of_its_document_without_a_reference(self) -> None:
        document = transaction("8", "2026-09-13", line("5.00", "D", docRef="D8", invRef="0"))
        bare = transaction("9", "2026-09-13", line("6.00", "D"))

        assert open_cents(written(journal("S", document, bare))) == {"D8": 500, "9": 600}

    def test_may_be_on_any_account_that_the_sales_journal_is_kept_on(self) -> None:
        text = written(
            journal("S", sold("F1", "2026-09-13", "1.00", account="1234"), offset="1234"),
            journal("S", sold("F2", "2026-09-13", "2.00", account="1399"), name="J2"),
            journal("S", sold("F3", "2026-09-13", "3.00", account="8000"), name="J3"),
        )

        assert open_cents(text) == {"F1": 100, "F2": 200}

    def test_of_a_supplier_is_none_of_ours(self) -> None:
        text = written(journal("P", sold("I1", "2026-09-13", "1.00", account="1600")))

        assert codes(text) == ["xaf.no_customers"]

    def test_may_be_on_an_account_of_the_customer_alone(self) -> None:
        charge = transaction("1", "2026-09-13", line("5.00", "D", account="9", customer=""))
        paid = transaction("2", "2026-09-20", line("5.00", "C", account="9", customer=""))
        invoice = one(written(journal("Z", charge, paid)))

        assert (invoice.buyer.name, invoice.open_cents) == ("Dirk", 0)

    def test_is_never_one_for_a_customer_numbered_as_an_account(self) -> None:
        lines = line("121.00", "D", invRef="F1"), line("21.00", "C", account="9", invRef="F1")
        text = written(journal("S", transaction("1", "2026-09-13", *lines)))

        assert open_cents(text) == {"F1": 12_100}

    def test_is_a_credit_note_when_a_sales_journal_credits(self) -> None:
        credit = transaction("2", "2026-09-14", line("21.00", "C", invRef="C1"))
        _, note = taken(
            written(journal("S", sold("F1", "2026-09-13", "121.00"), credit))
        ).invoices

        assert (note.kind, note.payable_cents, note.open_cents) == ("credit_note", 2_100, 2_100)


class TestAPayment:
    def test_settles_what_it_names(self) -> None:
        bank = journal(
            "B",
            received("20", "2026-10-01", "100.00", invRef="F1"),
            received("21", "2026-10-14", "21.00", docRef="F1"),
            name="J2",
        )
        invoice = one(written(SALE, bank))

        assert invoice.open_cents == 0
        assert invoice.paid == (
            PaidPart(date(2026, 10, 1), 10_000),
            PaidPart(date(2026, 10, 14), 2_100),
        )
        assert as_json(taken(written(SALE, bank)))["invoices"][0]["paid"] == [  # type: ignore[index]
            {"paid_on": "2026-10-01", "cents": 10_000},
            {"paid_on": "2026-10-14", "cents": 2_100},
        ]

    def test_settles_by_the_key_that_the_books_matched_by(self) -> None:
        sales = journal("S", sold("F1", "2026-09-13", "5.00", matchKeyID="M1"))
        bank = journal("B", received("20", "2026-10-01", "5.00", matchKeyID="M1"), name="J2")

        assert open_cents(written(sales, bank)) == {"F1": 0}

    def test_without_a_name_settles_the_only_one_of_its_amount(self) -> None:
        sales = journal("S", sold("F1", "2026-09-01", "5.00"), sold("F2", "2026-09-13", "6.00"))
        text = written(sales, journal("B", received("20", "2026-10-01", "6.00"), name="J2"))

        assert open_cents(text) == {"F1": 500, "F2": 0}
        assert codes(text) == []

    def test_is_not_told_by_an_amount_that_many_invoices_have(self) -> None:
        many = (sold(f"F{place}", "2026-09-01", "5.00") for place in range(60))
        bank = journal("B", received("20", "2026-10-01", "5.00"), name="J2")
        text = written(journal("S", *many), bank)

        assert list(open_cents(text).values()).count(0) == 1
        assert codes(text) == ["xaf.not_tied"]

    def test_without_a_name_is_taken_off_the_oldest_and_says_so(self) -> None:
        sales = journal(
            "S",
            sold("F1", "2026-09-01", "5.00"),
            sold("F2", "2026-09-13", "5.00"),
            sold("F3", "2026-10-13", "5.00"),
        )
        text = written(sales, journal("B", received("20", "2026-10-01", "17.00"), name="J2"))

        assert open_cents(text) == {"F1": 0, "F2": 0, "F3": 500}
        assert codes(text) == ["xaf.not_tied"]

    def test_that_is_more_than_it_names_leaves_the_rest_for_others(self) -> None:
        sales = journal("S", sold("F1", "2026-09-01", "5.00"), sold("F2", "2026-09-2", "6.00"))
        sales = sales.replace("2026-09-2<", "2026-09-02<")
        bank = journal("B", received("20", "2026-10-01", "11.00", invRef="F1"), name="J2")

        assert open_cents(written(sales, bank)) == {"F1": 0, "F2": 0}

    def test_twice_for_one_invoice_is_money_on_account(self) -> None:
        bank = journal(
            "B",
            received("20", "2026-10-01", "121.00", invRef="F1"),
            received("21", "2026-10-05", "121.00", invRef="F1"),
            name="J2",
        )
        invoice = one(written(SALE, bank))

        assert (invoice.open_cents, len(invoice.paid)) == (0, 1)
        assert codes(written(SALE, bank)) == ["xaf.not_tied"]

    def test_that_goes_back_opens_the_invoice_again(self) -> None:
        bank = journal(
            "B",
            received("20", "2026-10-01", "121.00", invRef="F1"),
            transaction("21", "2026-10-05", line("121.00", "D", invRef="F1")),
            name="J2",
        )
        invoice = one(written(SALE, bank))

        assert invoice.open_cents == 12_100
        assert [part.cents for part in invoice.paid] == [12_100, -12_100]


def of_ledger(kind: str, *lines: str) -> str:
    inside = f"<sbType>{kind}</sbType>{''.join(lines)}"
    return f"<subledgers><subledger>{inside}</subledger></subledgers>"


def entry(
    amount: str, side: str, *, customer: str = "7", tag: str = "sbLine", **more: str
) -> str:
    told = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    return (
        f"<{tag}><nr>1</nr><amnt>{amount}</amnt><amntTp>{side}</amntTp>"
        f"<custSupID>{customer}</custSupID>{told}</{tag}>"
    )


INVOICED = entry(
    "121.00", "D", invRef="F1", invDt="2026-09-13", invDueDt="2026-10-13", mutTp="I"
)


class TestTheSubledger:
    def test_counts_when_there_is_one(self) -> None:
        bank = journal("B", transaction("20", "2026-10-01", line("121.00", "C")))
        paid = entry("121.00", "C", invRef="F1", jrnID="J1", trNr="20", mutTp="P")
        invoice = one(written(bank, of_ledger("CU", INVOICED, paid)))

        assert invoice.due_on == date(2026, 10, 13)
        assert invoice.paid == (PaidPart(date(2026, 10, 1), 12_100),)

    def test_of_both_sides_keeps_the_customers(self) -> None:
        purchase = entry("5.00", "C", customer="90", invRef="I1", invDt="2026-09-01", mutTp="I")
        sale = INVOICED.replace("</sbLine>", "<invPurSalTp>S</invPurSalTp></sbLine>")

        assert open_cents(written(of_ledger("CS", purchase, sale))) == {"F1": 12_100}
        assert codes(written(of_ledger("SU", purchase))) == ["xaf.no_customers"]

    def test_without_a_kind_charges_by_debit(self) -> None:
        lines = (
            entry("5.00", "D", invRef="F1", invDt="2026-09-01"),
            entry("5.00", "C", invRef="F1", invDt="2026-09-20"),
        )

        assert open_cents(written(of_ledger("CU", *lines))) == {"F1": 0}

    def test_begins_with_what_was_open(self) -> None:
        line_of = entry("7.00", "D", tag="obSbLine", invRef="F0", invDt="2025-12-01")
        opening = (
            "<openingBalance><obSubledgers><obSubledger><sbType>CU</sbType>"
            f"{line_of}</obSubledger></obSubledgers></openingBalance>"
        )

        assert open_cents(written(opening=opening)) == {"F0": 700}

    def test_names_a_line_without_a_day(self) -> None:
        assert codes(written(of_ledger("CU", entry("5.00", "D", invRef="F1")))) == [
            *("bank.date_missing", "xaf.no_customers"),
        ]


class TestWhatIsWrong:
    def test_with_sums_is_a_warning(self) -> None:
        sums = "<linesCount>1</linesCount><totalDebit>121.00</totalDebit>"

        assert codes(written(SALE, sums=sums + "<totalCredit>0.00</totalCredit>")) == []
        wrong = codes(written(SALE, sums=sums + "<totalCredit>x</totalCredit>"))
        assert wrong == ["xaf.sums"]
        assert codes(written(SALE, sums="<linesCount>2</linesCount>")) == ["xaf.sums"]

    def test_with_a_line_leaves_that_line_out(self) -> None:
        bad = transaction(
            "2", "2026-09-14", line("veel", "D", invRef="F2"), line("1.00", "X", invRef="F3")
        )
        text = written(journal("S", sold("F1", "2026-09-13", "5.00"), bad))

        assert open_cents(text) == {"F1": 500}
        assert codes(text) == ["invoice.not_an_amount", "xaf.side"]

    def test_with_a_day_leaves_the_line_out(self) -> None:
        text = written(journal("S", sold("F1", "2026-02-30", "5.00")))

        assert codes(text) == ["xaf.no_customers"]
        effective = sold("F1", "", "5.00", effDate="2026-09-13")
        assert one(written(journal("S", effective))).issued_on == date(2026, 9, 13)

    @pytest.mark.parametrize(
        "text",
        [
            "<auditfile><header/></auditfile>",
            '<auditfile xmlns="http://www.auditfiles.nl/XAF/2.0"/>',
        ],
    )
    def test_with_an_old_version_is_said(self, text: str) -> None:
        assert codes(text) == ["xaf.version"]
        assert xaf.read(BytesIO(b""), "x").problems[0].code == "xaf.version"

    def test_with_the_xml_is_said(self) -> None:
        assert codes(written(SALE)[:-30]) == ["xml.not_well_formed"]

    def test_with_its_size_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(xaf, "MOST_MOVEMENTS", 1)
        twice = journal("S", sold("F1", "2026-09-13", "5.00"), sold("F2", "2026-09-13", "5.00"))

        assert codes(written(twice)) == ["file.too_many_lines"]

    @given(some.text(max_size=30))
    def test_never_raises(self, text: str) -> None:
        taken(written(journal("S", sold(text, text, text))))
