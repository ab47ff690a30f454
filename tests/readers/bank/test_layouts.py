# ruff: noqa: E501 - rows of banks are as wide as they are
"""CSV of the banks whose columns are data: every bank as it writes, and what is none."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as some

from voldaan.readers.bank import csv_layouts, layout
from voldaan.readers.read import read
from voldaan.readers.shapes import BankLine, ReadFile, Statement

OWN, VINK = "NL91ABNA0417164300", "NL20INGB0001234567"

ABN = f"""417164300\tEUR\t20261014\t100,00\t221,00\t20261014\t121,00\t/TRTP/SEPA OVERBOEKING/IBAN/{VINK}/BIC/INGBNL2A/NAME/VINK BV/REMI/factuur 2026-1/EREF/E1
417164300\tEUR\t20261015\t221,00\t208,50\t20261014\t-12,50\tBEA   NR:A1B23C   14.10.26/09.15 Winkel,PAS123
417164300\tEUR\t20261016\t208,50\t258,50\t20261016\t50,00\tSEPA Overboeking                 IBAN: {VINK}        BIC: INGBNL2A                    Naam: Vink BV                    Omschrijving: factuur 2026-2
"""
MOLLIE = f"""Date,Payment method,Currency,Amount,Status,ID,Description,Consumer name,Consumer bank account,Consumer BIC,Settlement currency,Settlement amount,Settlement reference,Amount refunded
2026-10-14 09:12:33,ideal,EUR,121.00,paid,tr_1,factuur 2026-1,Vink BV,{VINK},INGBNL2A,EUR,121.00,1234567.2610.01,0.00
2026-10-14 10:12:33,ideal,EUR,50.00,expired,tr_2,factuur 2026-2,,,,,,,
2026-10-15 10:12:33,ideal,EUR,-45.00,paid,re_3,terugbetaling,Vink BV,{VINK},INGBNL2A,EUR,-45.00,1234567.2610.01,0.00
"""
STRIPE = """balance_transaction_id,created_utc,created,available_on_utc,currency,gross,fee,net,reporting_category,description,customer_name
txn_1,2026-10-14 09:12:33,2026-10-14 11:12:33,2026-10-16,eur,121.00,2.00,119.00,charge,factuur 2026-1,Vink BV
txn_2,2026-10-15 09:12:33,2026-10-15 11:12:33,2026-10-16,eur,-45.00,0.00,-45.00,refund,factuur 2026-1,Vink BV
txn_3,2026-10-16 09:12:33,2026-10-16 11:12:33,2026-10-16,eur,-74.00,0.00,-74.00,payout,STRIPE PAYOUT,
"""
ABN_NAMED = f"""Rekeningnummer;Muntsoort;Transactiedatum;Rentedatum;Beginsaldo;Eindsaldo;Transactiebedrag;Omschrijving
{OWN};EUR;20261014;20261014;0,00;1.121,00;1.121,00;/TRTP/SEPA/NAME/VINK BV/REMI/2026-1
"""
BUNQ = f""""Datum","Bedrag","Rekening","Tegenrekening","Naam","Omschrijving"
"2026-10-14","1.121,00","NL02BUNQ2025181418","{VINK}","Vink BV","factuur 2026-1"
"2026-10-15","-2,56","NL02BUNQ2025181418","","bunq","kosten"
"""
BUNQ_ENGLISH = f""""Date";"Interest Date";"Amount";"Account";"Counterparty";"Name";"Description"
"2026-10-14";"2026-10-13";"1,121.00";"NL02BUNQ2025181418";"{VINK}";"Vink BV";"2026-1"
"""
KNAB = f"""KNAB EXPORT;;;;;;;;;;;;;;;;
Rekeningnummer;Transactiedatum;Valutacode;CreditDebet;Bedrag;Tegenrekeningnummer;Tegenrekeninghouder;Valutadatum;Betaalwijze;Omschrijving;Type betaling;Machtigingsnummer;Incassant ID;Adres;Referentie;Boekdatum;
"NL02KNAB0123456789";"13-10-2026";"EUR";"C";"121";"{VINK}";"Vink BV";"14-10-2026";"Ontvangen betaling";"factuur 2026-1";"";"";"";"";"B1";"14-10-2026";
"NL02KNAB0123456789";"14-10-2026";"EUR";"D";"2,50";"";"Knab";"14-10-2026";"Kosten";"pakket";"";"";"";"";"B2";"";
"""
ASN = f"""14-10-2026,NL02ASNB0123456789,{VINK},vink bv,,,,EUR,100.00,EUR,121.00,14-10-2026,14-10-2026,8810,OVB,12345678,9001123412341234,'factuur 2026-1, met dank',42
15-10-2026,NL02ASNB0123456789,,,,,,EUR,221.00,EUR,-2.5,15-10-2026,15-10-2026,8810,KST,12345679,,'kosten',42
"""
TRIODOS = f""""14-10-2026","NL02TRIO0123456789","1.121,00","Credit","Vink BV","{VINK}","ET","factuur 2026-1","1.221,00"
"15-10-2026","NL02TRIO0123456789","21,00","Debet","Winkel","","BA","koffie","1.200,00"
"""
RABOBANK = f""""NL02RABO0123456789","EUR","20261014","C","121.00","{VINK}","Vink BV","20261014","cb","","factuur 2026-1","","","","","","E1","",""
"NL02RABO0123456789","EUR","20261014","D","2.50","","Rabobank","20261015","db","","kosten","","","","","","","",""
"""
REVOLUT = """Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance
TOPUP,Current,2026-10-14 08:00:01,2026-10-14 09:30:00,Payment from Vink Bv,121.00,0.00,EUR,COMPLETED,121.00
TRANSFER,Current,2026-10-15 08:00:01,2026-10-15 09:30:00,To Winkel,-20.00,0.25,EUR,COMPLETED,100.75
TRANSFER,Current,2026-10-15 09:00:01,,To Winkel,-5.00,0.00,EUR,REVERTED,
CARD_PAYMENT,Current,2026-10-16 08:00:01,,Winkel,-3.00,0.00,EUR,PENDING,
EXCHANGE,Current,2026-10-16 10:00:00,2026-10-16 10:00:00,Exchanged to USD,10.00,0.00,USD,COMPLETED,10.00
"""
N26 = f""""Booking Date","Value Date","Partner Name","Partner Iban",Type,"Payment Reference","Account Name","Amount (EUR)","Original Amount","Original Currency","Exchange Rate"
2026-10-14,2026-10-14,"Vink BV",{VINK},"Credit Transfer","factuur 2026-1","Main Account",121.5,,,
"""
N26_OLD = f""""Date","Payee","Account number","Transaction type","Payment reference","Amount (EUR)","Amount (Foreign Currency)","Type Foreign Currency","Exchange Rate"
"2026-10-14","Vink BV","{VINK}","Income","factuur 2026-1","121.0","","",""
"""


def taken(text: str, *, encoding: str = "utf-8") -> ReadFile:
    return read(BytesIO(text.encode(encoding)), name="bank.csv")


def only(text: str) -> Statement:
    (statement,) = taken(text).statements
    return statement


def first(text: str) -> BankLine:
    return only(text).lines[0]


class TestEveryBank:
    @pytest.mark.parametrize(
        ("text", "kind", "account", "cents"),
        [
            (ABN, "csv:abnamro", "417164300", [12_100, -1_250, 5_000]),
            (ABN_NAMED, "csv:abnamro", OWN, [112_100]),
            (BUNQ, "csv:bunq", "NL02BUNQ2025181418", [112_100, -256]),
            (BUNQ_ENGLISH, "csv:bunq", "NL02BUNQ2025181418", [112_100]),
            (KNAB, "csv:knab", "NL02KNAB0123456789", [12_100, -250]),
            (ASN, "csv:asn", "NL02ASNB0123456789", [12_100, -250]),
            (TRIODOS, "csv:triodos", "NL02TRIO0123456789", [112_100, -2_100]),
            (RABOBANK, "csv:rabobank", "NL02RABO0123456789", [12_100, -250]),
            (N26, "csv:n26", "N26 Main Account", [12_150]),
            (MOLLIE, "csv:mollie", "Mollie", [12_100, -4_500]),
            (STRIPE, "csv:stripe", "Stripe", [12_100, -4_500]),
            (N26_OLD, "csv:n26", "N26", [12_100]),
        ],
    )
    def test_is_known_by_its_own_columns(
        self, text: str, kind: str, account: str, cents: list[int]
    ) -> None:
        file = taken(text)

        assert (file.format, file.problems) == (kind, ())
        assert only(text).account == account
        assert [line.amount_cents for line in only(text).lines] == cents
        assert first(text).booked_on == date(2026, 10, 14)

    @pytest.mark.parametrize("text", [BUNQ, KNAB, ASN, TRIODOS, RABOBANK, N26, N26_OLD, ABN])
    def test_says_who_paid_and_what_for(self, text: str) -> None:
        line = first(text)

        assert (line.name or "").casefold() == "vink bv"
        assert line.iban == VINK
        assert "factuur 2026-1" in line.text

    @pytest.mark.parametrize("text", [ABN, ASN, TRIODOS, ABN_NAMED])
    def test_has_balances_that_add_up(self, text: str) -> None:
        assert only(text).adds_up

    @pytest.mark.parametrize("text", [BUNQ, KNAB, TRIODOS])
    def test_is_read_with_other_line_ends_and_encodings(self, text: str) -> None:
        changed = text.replace("Vink", "Löwe").replace("\n", "\r\n")

        for encoding in ("cp1252", "utf-8-sig"):
            file = taken(changed, encoding=encoding)
            assert file.statements[0].lines[0].name == "Löwe BV"


class TestAbnAmro:
    def test_takes_the_text_apart_as_mt940_has_it(self) -> None:
        lines = only(ABN).lines

        assert lines[0].end_to_end_id == "E1"
        assert lines[1].text.startswith("BEA NR:A1B23C")
        assert (lines[2].name, lines[2].iban) == ("Vink BV", VINK)
        assert lines[2].text == "factuur 2026-2"


class TestAsn:
    def test_keeps_a_comma_inside_its_text_and_the_reference(self) -> None:
        line = first(ASN)

        assert line.text == "factuur 2026-1, met dank"
        assert line.reference == "9001123412341234"

    def test_may_leave_its_last_columns_out(self) -> None:
        shorter = "\n".join(line.rpartition(",'")[0] for line in ASN.splitlines())

        assert [line.amount_cents for line in only(shorter).lines] == [12_100, -250]


class TestKnab:
    def test_books_on_the_day_of_booking(self) -> None:
        lines = only(KNAB).lines

        assert [line.booked_on.day for line in lines] == [14, 14]
        assert lines[0].value_on == date(2026, 10, 14)

    def test_names_a_sign_that_is_none(self) -> None:
        file = taken(KNAB.replace('"C"', '"X"'))

        assert [problem.code for problem in file.problems] == ["bank.sign"]
        assert len(file.statements[0].lines) == 1


class TestRevolut:
    def test_keeps_currencies_apart_and_leaves_out_what_did_not_happen(self) -> None:
        euros, dollars = taken(REVOLUT).statements

        assert (euros.account, euros.currency) == ("Revolut Current", "EUR")
        assert [line.amount_cents for line in euros.lines] == [12_100, -2_025, -300]
        assert [line.pending for line in euros.lines] == [False, False, True]
        assert (dollars.currency, dollars.lines[0].amount_cents) == ("USD", 1_000)

    def test_of_a_business_names_the_payer(self) -> None:
        text = (
            "Date started (UTC),Date completed (UTC),ID,Type,State,Description,Reference,Payer,"
            "Payment currency,Amount,Total amount,Fee,Balance,Account,Beneficiary IBAN\n"
            "2026-10-13,2026-10-14,R1,TOPUP,COMPLETED,Money added,2026-1,Vink BV,EUR,121.00,"
            "120.80,0.20,120.80,Main,\n"
        )
        line = first(text)

        assert taken(text).format == "csv:revolut"
        assert (line.name, line.amount_cents, line.bank_id) == ("Vink BV", 12_080, "R1")
        assert line.text == "2026-1 Money added"

    def test_keeps_a_fraction_of_a_cent_as_it_stands(self) -> None:
        for wrong in (REVOLUT.replace("0.25", "0.255"), REVOLUT.replace("-20.00", "-20.001")):
            line = taken(wrong).statements[0].lines[1]
            assert line.amount_cents is None
            assert line.amount is not None


class TestAmounts:
    @pytest.mark.parametrize(
        ("text", "cents"),
        [("1.234,56", 123_456), ("1,234.56", 123_456), ("1234.5", 123_450), ("-12", -1_200),
         ("1 234,00", 123_400), ("+0,01", 1), ("1'234.00", 123_400)],
    )  # fmt: skip
    def test_have_two_decimals_whatever_the_mark(self, text: str, cents: int) -> None:
        assert first(BUNQ.replace("1.121,00", text)).amount_cents == cents

    @pytest.mark.parametrize("text", ["", "x", "1.23.45", "1,234,56", "1e5", "12,345,6"])
    def test_that_are_none_are_named(self, text: str) -> None:
        file = taken(BUNQ.replace("1.121,00", text))

        assert file.problems[0].code in {"bank.amount", "bank.amount_missing"}
        assert [line.amount_cents for line in file.statements[0].lines] == [-256]

    def test_of_a_bank_with_one_mark_take_no_other(self) -> None:
        file = taken(KNAB.replace('"2,50"', '"2.50"'))

        assert [problem.code for problem in file.problems] == ["bank.amount"]

    def test_that_are_no_balance_leave_the_balances_open(self) -> None:
        assert only(TRIODOS.replace("1.221,00", "veel")).adds_up is None
        assert only(ASN.replace("100.00", "x")).adds_up is None


class TestOtherTables:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "\n",
            "Factuurnummer;Klant;Vervaldatum;Openstaand\n1;Vink BV;14-10-2026;5,00\n",
            "14-10-2026,1,Vink BV,121.00\n",
            "417164300\tEUR\t20261014\tx\n",
            "a,b,c\n1,2,3\n",
        ],
    )
    def test_are_no_bank(self, text: str) -> None:
        assert not csv_layouts.recognises(text.encode())

    def test_are_left_to_others_when_nothing_fits(self) -> None:
        assert csv_layouts.read(BytesIO(b"a,b\n"), "x").format == "unknown"

    def test_stop_being_looked_at_for_a_header(self) -> None:
        (only_layout,) = [each for each in layout.shipped() if each.kind == "csv:knab"]
        file = csv_layouts.read_with(BytesIO(b"x;y\n" * 30), "a.csv", layout=only_layout)

        assert [problem.code for problem in file.problems] == ["bank.no_lines"]

    @given(some.binary(max_size=200), some.sampled_from([BUNQ, KNAB, ASN, TRIODOS, REVOLUT]))
    def test_raise_nothing(self, content: bytes, text: str) -> None:
        read(BytesIO(text.encode()[:150] + content), name="x.csv")


class TestLayouts:
    def test_that_come_along_are_each_of_a_listed_format(self) -> None:
        assert {each.kind for each in layout.shipped()} == {
            *("csv:abnamro", "csv:bunq", "csv:knab", "csv:asn", "csv:triodos"),
            *("csv:revolut", "csv:n26", "csv:rabobank", "csv:mollie", "csv:stripe"),
        }

    def test_know_no_other_words(self) -> None:
        with pytest.raises(TypeError):
            layout.of_plain({"kind": "x", "decimal": ",", "colour": "red"})
