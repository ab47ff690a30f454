"""Lists of open invoices come out whole, whatever package wrote them."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.invoices.open_lists import HEAD, ROW, VINK, codes, read

from voldaan.readers.invoices import open_list
from voldaan.readers.shapes import Invoice, Party, ReadFile


class TestRead:
    def test_gives_the_invoices(self) -> None:
        assert read(HEAD, ROW) == ReadFile("a.csv", "csv:invoices", invoices=(VINK,))

    def test_takes_contact_for_the_client_where_nothing_else_is(self) -> None:
        buyer = read("Factuurnummer;Contact;Totaal", "1;Vink BV;10,00").invoices[0].buyer

        assert (buyer.name, buyer.contact) == ("Vink BV", None)

    def test_takes_contact_for_the_person_beside_a_client(self) -> None:
        file = read("Factuurnummer;Klant;Contact;Totaal", "1;Vink BV;Anna Smit;10,00")

        assert (file.invoices[0].buyer.name, file.invoices[0].buyer.contact) == (
            "Vink BV",
            "Anna Smit",
        )

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


class TestListWithClientsAsHeadings:
    HEAD = "Factuurnummer;Factuurdatum;Bedrag"

    def clients(self, *rows: str) -> list[str | None]:
        return [one.buyer.name for one in read(self.HEAD, *rows).invoices]

    def test_gives_each_row_the_client_above_it(self) -> None:
        assert self.clients(
            "10001 - Vink Training B.V.;;",
            "2026-041;31-01-2026;121,00",
            "Debiteur: 10002 Dirk de Vries;;",
            "2026-042;31-01-2026;36,30",
            "2026-043;31-01-2026;45,00",
            "10003 - Jansen;;",
            "2026-044;31-01-2026;45,00",
        ) == ["Vink Training B.V.", "Dirk de Vries", "Dirk de Vries", "Jansen"]

    def test_takes_no_invoice_without_an_amount_for_a_heading(self) -> None:
        file = read(self.HEAD, "2026-041;training;", "2026-042;31-01-2026;36,30")

        assert codes(file)[0] == ("open_list.no_amount", "line 2")
        assert [one.buyer.name for one in file.invoices] == [None]

    def test_gives_nobody_the_rows_below_a_heading_that_it_does_not_know(self) -> None:
        assert self.clients(
            "10001 - Vink Training B.V.;;",
            "2026-041;31-01-2026;121,00",
            "10002;;",
            "2026-042;31-01-2026;36,30",
        ) == ["Vink Training B.V.", None]

    def test_says_that_there_is_nothing_below_a_heading(self) -> None:
        assert codes(read(self.HEAD, "10001 - Vink Training B.V.;;")) == [
            ("open_list.no_rows", "file")
        ]
