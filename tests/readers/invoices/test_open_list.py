"""Lists of open invoices come out whole, whatever package wrote them."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


class TestRead:
    def test_gives_the_invoices(self) -> None:
        assert read(HEAD, ROW) == ReadFile("a.csv", "csv:invoices", invoices=(VINK,))

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_reads_every_encoding(self, encoding: str) -> None:
        file = read(HEAD, ROW.replace("Vink", "Café €"), encoding=encoding)

        assert file.invoices[0].buyer.name == "Café € BV"

    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_reads_every_delimiter_and_line_end(self, delimiter: str, end: str) -> None:
        out = StringIO()
        csv.writer(
            out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL
        ).writerows(line.split(";") for line in (HEAD, ROW))

        file = open_list.read(BytesIO(out.getvalue().encode()), "a.csv")

        assert file.invoices == (VINK,)

    @pytest.mark.parametrize(
        ("issued", "due"),
        [
            ("31-1-2026", "2-3-2026"),
            ("31/01/2026", "02/03/2026"),
            ("01/31/2026", "03/02/2026"),
            ("2026-01-31", "2026-03-02"),
            ("31.01.26", "02.03.26"),
        ],
    )
    def test_reads_days_in_the_order_of_the_columns(self, issued: str, due: str) -> None:
        file = read(HEAD, f"2026-001;Vink BV;{issued};{due};1.210,50;210,50")

        assert (file.invoices, file.problems) == ((VINK,), ())

    def test_reads_a_decimal_point(self) -> None:
        assert read(HEAD, ROW.replace("1.210,50;210,50", "1,210.50;210.50")).invoices == (VINK,)

    def test_finds_the_header_below_a_title_and_the_separator_of_a_spreadsheet(self) -> None:
        file = read("sep=;", "Openstaande posten", "per 1 maart", "", HEAD, ROW)

        assert (file.invoices, file.problems) == ((VINK,), ())

    def test_reads_a_cell_of_several_lines(self) -> None:
        file = read(HEAD, ROW.replace("Vink BV", '"Vink\nBV"'), ROW.replace("001", "002"))

        assert file.invoices == (VINK, replace(VINK, number="2026-002"))

    def test_leaves_out_empty_rows_in_silence_and_sums_with_a_warning(self) -> None:
        file = read(HEAD, ROW, "", ";;;;;", "Totaal;;;;1.210,50;210,50", ";;;Totaal:;1;1")

        assert file.invoices == (VINK,)
        assert codes(file) == [
            ("open_list.total_row", "line 5"),
            ("open_list.total_row", "line 6"),
        ]

    def test_keeps_a_client_whose_name_begins_like_a_sum(self) -> None:
        assert len(read(HEAD, ROW.replace("Vink", "Totaal Bouw")).invoices) == 1

    def test_skips_a_header_that_is_repeated(self) -> None:
        file = read(HEAD, ROW, HEAD, ROW.replace("001", "002"))

        assert (len(file.invoices), file.problems) == (2, ())

    def test_takes_a_negative_amount_for_a_credit_note_with_its_sign(self) -> None:
        (credit,) = read(HEAD, ROW.replace("1.210,50;210,50", "-12,10;12,10-")).invoices

        assert (credit.kind, credit.payable_cents, credit.open_cents) == (
            "credit_note",
            -1210,
            -1210,
        )

    def test_takes_the_kind_from_its_column(self) -> None:
        file = read("Nummer;Soort;Bedrag", "1;Creditnota;5,00", "2;Factuur;5,00")

        assert [one.kind for one in file.invoices] == ["credit_note", "invoice"]

    def test_reads_a_paid_invoice_with_nothing_open(self) -> None:
        assert read(HEAD, ROW.replace(";210,50", ";0,00")).invoices[0].open_cents == 0

    @pytest.mark.parametrize(
        ("head", "cell", "open_cents"),
        [
            ("Betaald", "2,00", 300),
            ("Betaald", "ja", 0),
            ("Betaald", "nee", None),
            ("Status", "Betaald", 0),
            ("Status", "Verzonden", None),
            ("Betaald op", "31-01-2026", 0),
            ("Betaald op", "", None),
            ("Openstaand", "", None),
            ("Open", "nee", None),
        ],
    )
    def test_tells_what_is_open_from_what_was_paid(
        self, head: str, cell: str, open_cents: int | None
    ) -> None:
        (invoice,) = read(f"Factuur;Bedrag;{head}", f"1;5,00;{cell}").invoices

        assert (invoice.payable_cents, invoice.open_cents) == (500, open_cents)

    def test_takes_the_open_amount_as_payable_where_no_other_is_stated(self) -> None:
        (invoice,) = read("Factuurnr.;Nog te betalen", "1;5,00").invoices

        assert (invoice.payable_cents, invoice.open_cents) == (500, 500)

    def test_reads_every_other_column(self) -> None:
        file = read(
            "Invoice number,Company,Contactpersoon,E-mailadres,Telefoon,KvK-nummer,BTW-nummer,"
            "IBAN,Betalingskenmerk,Uw referentie,Omschrijving,Valuta,Totaal excl. btw,"
            "Totaal btw,Totaal incl. btw",
            "1,Vink BV,Dirk,dirk@example.org,020-1234567,12345678,NL123456782B90,"
            "NL91 ABNA 0417 1643 00,RF18539007547034,PO 7,Training,usd,"
            '"100,00","21,00","121,00"',
        )

        assert file.invoices == (
            Invoice(
                "1",
                currency="USD",
                payable_cents=12100,
                net_cents=10000,
                vat_cents=2100,
                buyer=Party(
                    "Vink BV",
                    "NL123456782B90",
                    "12345678",
                    "dirk@example.org",
                    "020-1234567",
                    "Dirk",
                ),
                iban="NL91ABNA0417164300",
                payment_reference="RF18539007547034",
                order_reference="PO 7",
                description="Training",
            ),
        )

    def test_reads_a_list_without_header_by_its_content(self) -> None:
        file = read(
            "2026-001;Vink BV;31-01-2026;02-03-2026;1.210,50;210,50;dirk@example.org",
            "2026-002;Vink BV;01-02-2026;03-03-2026;12,10;12,10;dirk@example.org",
        )

        assert file.invoices[0] == replace(
            VINK, buyer=Party("Vink BV", email="dirk@example.org")
        )
        assert len(file.invoices) == 2


class TestProblems:
    @pytest.mark.parametrize(
        ("row", "code"),
        [
            (ROW.replace("2026-001", ""), "open_list.no_number"),
            (ROW.replace("1.210,50;210,50", ";"), "open_list.no_amount"),
            (ROW.replace("1.210,50", "veel"), "open_list.amount"),
            (ROW.replace(";210,50", ";1e3"), "open_list.amount"),
            (ROW.replace(";210,50", ";210,505"), "open_list.fraction"),
            (ROW.replace("02-03", "30-02"), "open_list.day"),
            (ROW + ";x", "csv.columns"),
        ],
    )
    def test_a_row_that_fails_is_named_and_the_rest_is_read(self, row: str, code: str) -> None:
        file = read(HEAD, row, ROW.replace("001", "002"))

        assert codes(file) == [(code, "line 2")]
        assert [one.number for one in file.invoices] == ["2026-002"]

    def test_a_currency_that_is_none_is_named(self) -> None:
        file = read("Nr;Bedrag;Munt", "1;5,00;piek", "2;5,00;euro", "3;5,00;")

        assert codes(file) == [("open_list.currency", "line 2")]
        assert {one.currency for one in file.invoices} == {"EUR"}

    def test_a_fraction_of_a_cent_stands_as_text(self) -> None:
        file = read(HEAD, ROW.replace("1.210,50", "1.210,505"))

        assert (file.invoices[0].payable_cents, file.invoices[0].payable) == (None, "1210.505")
        assert codes(file) == [("invoice.fraction_of_a_cent", "line 2")]

    def test_a_draft_is_left_out_with_a_warning(self) -> None:
        file = read("Nr;Bedrag;Status", "1;5,00;Concept")

        assert (file.invoices, codes(file)) == ((), [("open_list.draft", "line 2")])

    def test_an_iban_with_a_wrong_checksum_is_kept_with_a_warning(self) -> None:
        file = read("Nr;Bedrag;IBAN", "1;5,00;NL91ABNA0417164301")

        assert file.invoices[0].iban == "NL91ABNA0417164301"
        assert codes(file) == [("invoice.not_an_iban", "line 2")]

    def test_a_number_with_the_same_facts_is_taken_once_with_a_warning(self) -> None:
        file = read(HEAD, ROW, ROW)

        assert file.invoices == (VINK,)
        assert [one.severity for one in file.problems] == ["warning"]
        assert codes(file) == [("open_list.twice", "line 3")]

    def test_a_number_with_other_facts_is_an_error_and_the_first_stands(self) -> None:
        file = read(HEAD, ROW, ROW.replace(";210,50", ";210,51"))

        assert file.invoices == (VINK,)
        assert codes(file) == [("open_list.number_twice", "line 3")]

    def test_days_that_cannot_be_told_are_dutch_with_a_warning(self) -> None:
        file = read(
            HEAD,
            ROW.replace("31-01", "01/02").replace("02-03", "03/04").replace("-2026", "/2026"),
        )

        assert file.invoices[0].issued_on == date(2026, 2, 1)
        assert codes(file) == [
            ("open_list.unsure_days", 'column "Factuurdatum", column "Vervaldatum"')
        ]

    def test_days_that_contradict_each_other_are_left_out_with_an_error(self) -> None:
        file = read(HEAD, ROW.replace("31-01-2026", "31/01/2026").replace("02-03", "03-31"))

        assert [one.due_on for one in file.invoices] == [None]
        assert codes(file)[0][0] == "open_list.mixed_days"

    def test_amounts_that_contradict_each_other_leave_nothing(self) -> None:
        file = read(HEAD, ROW.replace("1.210,50", "1210.50"))

        assert file.refused
        assert codes(file)[0][0] == "open_list.mixed_decimals"

    def test_marks_that_cannot_be_told_are_groups_with_a_warning(self) -> None:
        file = read("Nr;Bedrag", "1;1,210")

        assert file.invoices[0].payable_cents == 121000
        assert codes(file) == [("open_list.unsure_decimals", 'column "Bedrag"')]

    def test_a_quotation_mark_that_is_never_closed_hides_no_other_row(self) -> None:
        rows = [ROW.replace("001", f"{number:03}") for number in range(2, 40)]

        file = read(HEAD, ROW.replace("Vink", '"Vink'), *rows)

        assert len(file.invoices) == 39
        assert codes(file) == [("csv.stray_quote", "line 2")]

    def test_a_list_without_rows_is_said(self) -> None:
        assert codes(read(HEAD)) == [("open_list.no_rows", "file")]

    @pytest.mark.parametrize("source", ["", "hallo", "a;b;c\n1;2;3", "\n\n"])
    def test_a_file_without_number_or_amount_is_refused(self, source: str) -> None:
        file = read(source)

        assert file.refused
        assert codes(file) == [("open_list.no_columns", "file")]


class TestBounds:
    @pytest.mark.parametrize(
        ("source", "code"),
        [
            (b"Nr;Bedrag\n1;5\0", "file.binary"),
            (b"Nr;Bedrag\n" + b";" * 2_000_000, "file.line_too_long"),
            (b"Nr;Bedrag\n" + b";" * 60_000, "csv.columns"),
            (b"x" * 70_000, "file.line_too_long"),
            (b"Nr;Bedrag" + b"\n" * 200_001, "open_list.too_many_rows"),
        ],
    )
    def test_refuses_in_one_sentence(self, source: bytes, code: str) -> None:
        file = open_list.read(BytesIO(source), "a.csv")

        assert file.refused
        assert [found for found, _ in codes(file)] == [code]
        assert open_list.recognises(source[:65_536]) in {True, False}

    def test_refuses_more_text_than_the_bound(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("voldaan.readers.invoices.table.MOST_CHARACTERS", 80)

        assert codes(read(HEAD, ROW)) == [("file.too_large", "file")]

    def test_a_cell_beyond_all_bounds_is_a_stray_quote(self) -> None:
        file = read(HEAD, ROW, '"' + "x" * 60_000, "y" * 60_000, "z" * 60_000)

        assert file.invoices == (VINK,)

    def test_many_open_quotes_take_each_line_by_itself(self) -> None:
        rows = [ROW.replace("001", f"{n:03}").replace("Vink BV", 'V"i;"nk') for n in range(200)]

        file = read(HEAD, *rows)

        assert len(file.problems) >= 200

    @given(st.binary(max_size=300))
    def test_any_bytes_give_problems_or_invoices(self, source: bytes) -> None:
        open_list.recognises(source)
        file = open_list.read(BytesIO(source), "a.csv")

        assert file.invoices or file.problems

    @given(st.text(alphabet='12;,"\n.-/ab ', max_size=200))
    def test_any_rows_below_a_header_never_raise(self, rows: str) -> None:
        file = open_list.read(BytesIO(f"{HEAD}\n{rows}".encode()), "a.csv")

        assert all(sentence(one) for one in file.problems)


class TestRecognises:
    @pytest.mark.parametrize(
        "head",
        [
            HEAD,
            "Factuurnr.,Debiteur,Saldo",
            "Relatie\tBoekstuknummer\tOpenstaand bedrag",
            "invoice_id|due_date|total_amount",
            "Nummer;Naam;Datum;Totaal;Status",
            "titel\n\nFactuur;Totaal",
            "Factuurnr.;Totaal" + "\n1;5,00" * 60,
        ],
    )
    def test_takes_a_list_of_invoices(self, head: str) -> None:
        assert open_list.recognises(head.encode())

    @pytest.mark.parametrize(
        "head",
        [
            '"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij",'
            '"Bedrag (EUR)","Mutatiesoort","Mededelingen"',
            '"IBAN/BBAN","Munt","BIC","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn"',
            '"Date","Interest Date","Amount","Account","Counterparty","Name","Description"',
            "Rekeningnummer;Transactiedatum;Valutacode;CreditDebet;Bedrag;Tegenrekeningnummer",
            "accountNumber\tmutationcode\ttransactiondate\tvaluedate\tamount\tdescription",
            "Nummer;Datum;Bedrag;Tegenrekening",
            "Naam;Bedrag",
            "Factuurnummer;Naam",
            "",
            "<xml/>",
            "Nr;Bedrag\0",
        ],
    )
    def test_takes_no_bank_file_or_other_table(self, head: str) -> None:
        assert not open_list.recognises(head.encode())


class TestReadWith:
    def test_reads_the_next_file_of_the_same_package(self) -> None:
        profile = profile_of(HEAD, ROW)
        next_file = BytesIO(f"{HEAD.upper()}\n{ROW}".encode())

        assert open_list.guess(next_file).profile == profile
        assert open_list.read_with(next_file, "b.csv", profile=profile).invoices == (VINK,)

    def test_reads_with_a_corrected_column(self) -> None:
        profile = profile_of("Nr;A;Bedrag", "1;Vink BV;5,00")
        corrected = replace(profile, columns={**profile.columns, "client": 1})

        file = open_list.read_with(
            BytesIO(b"Nr;A;Bedrag\n1;Vink BV;5,00"), "a", profile=corrected
        )

        assert file.invoices[0].buyer.name == "Vink BV"

    @pytest.mark.parametrize(
        ("lines", "code"),
        [
            ((HEAD.replace("Klant", "Relatie"), ROW), "open_list.other_columns"),
            (("",), "open_list.other_columns"),
            ((HEAD, ROW.replace("31-01", "01-31")), "open_list.other_days"),
            (
                (HEAD, ROW.replace("1.210,50;210,50", "1.210;210.50")),
                "open_list.other_decimals",
            ),
            (("\0",), "file.binary"),
        ],
    )
    def test_refuses_a_file_that_contradicts_the_profile(
        self, lines: tuple[str, ...], code: str
    ) -> None:
        source = BytesIO("\n".join(lines).encode())

        file = open_list.read_with(source, "b.csv", profile=profile_of(HEAD, ROW))

        assert file.refused
        assert [found for found, _ in codes(file)] == [code]

    def test_refuses_a_profile_without_an_amount(self) -> None:
        profile = replace(profile_of(HEAD, ROW), columns={"number": 0})

        file = open_list.read_with(BytesIO(HEAD.encode()), "a", profile=profile)

        assert codes(file) == [("open_list.incomplete", "profile")]

    def test_names_a_column_by_its_number_where_there_is_no_header(self) -> None:
        profile = profile_of("2026-1;Vink;5,00", "2026-2;Vink;6,00")

        file = open_list.read_with(BytesIO(b"1;Vink;5.00"), "a", profile=profile)

        assert codes(file) == [("open_list.other_decimals", "column 3")]

    def test_reads_nothing_from_nothing(self) -> None:
        profile = profile_of("2026-1;Vink;5,00", "2026-2;Vink;6,00")

        file = open_list.read_with(BytesIO(b""), "a", profile=profile)

        assert codes(file) == [("open_list.no_rows", "file")]


class TestPreview:
    def test_shows_the_first_rows_and_what_becomes_of_them(self) -> None:
        rows = [ROW.replace("001", f"{number:03}") for number in range(1, 40)]
        source = BytesIO("\n".join([HEAD, *rows]).encode())

        shown = open_list.preview(source, profile=profile_of(HEAD, ROW), rows=2)

        assert open_list.recognises(source.getvalue())
        assert shown.header[:2] == ("Factuurnummer", "Klant")
        assert [row[0] for row in shown.rows] == ["2026-001", "2026-002"]
        assert shown.invoices == (VINK, replace(VINK, number="2026-002"))
        assert shown.problems == ()

    def test_shows_why_a_file_does_not_fit(self) -> None:
        shown = open_list.preview(BytesIO(b"a;b"), profile=profile_of(HEAD, ROW))

        assert (shown.header, shown.rows, shown.invoices) == ((), (), ())
        assert [one.code for one in shown.problems] == ["open_list.other_columns"]


AMOUNT = st.integers(-99_999_999, 99_999_999)
DAYS = st.integers(0, 20_000).map(lambda days: date(2000, 1, 1) + timedelta(days))
NAME = st.from_regex(r"[A-Za-zéü;,\"|&' ]{0,20}[A-Za-z]", fullmatch=True)


def written(cents: int, mark: str) -> str:
    grouped = f"{abs(cents) // 100:,}".replace(",", "." if mark == "," else ",")
    return f"{'-' if cents < 0 else ''}{grouped}{mark}{abs(cents) % 100:02d}"


class TestAnyList:
    @given(
        rows=st.lists(st.tuples(NAME, DAYS, AMOUNT, AMOUNT), min_size=1, max_size=8),
        notation=st.tuples(
            st.sampled_from(";,\t|"),
            st.sampled_from(",."),
            st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"]),
            st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
        ),
        encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    )
    def test_is_read_back_exactly(
        self,
        rows: list[tuple[str, date, int, int]],
        notation: tuple[str, str, str, Literal[0, 1]],
        encoding: str,
    ) -> None:
        delimiter, mark, order, quoting = notation
        out = StringIO()
        writer = csv.writer(out, delimiter=delimiter, quoting=quoting)
        writer.writerow(["Factuurnr.", "Debiteur", "Vervaldatum", "Totaal", "Openstaand"])
        for number, (name, due, total, rest) in enumerate(rows):
            amounts = [written(total, mark), written(rest, mark)]
            writer.writerow([f"F{number}", name, due.strftime(order), *amounts])

        file = open_list.read(BytesIO(out.getvalue().encode(encoding)), "a.csv")

        assert [
            (one.buyer.name, one.due_on, one.payable_cents, one.open_cents)
            for one in file.invoices
        ] == [(" ".join(name.split()), due, total, rest) for name, due, total, rest in rows]
        assert all(one.severity == "warning" for one in file.problems)
