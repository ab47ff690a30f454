"""CSV of ING and Rabobank, row by row."""

from datetime import date
from io import BytesIO

import pytest

from voldaan.readers import csv_header, text_lines
from voldaan.readers.bank import account, csv_ing, csv_rabobank, csv_rows
from voldaan.readers.shapes import ReadFile

NAMES = (
    "Datum;Naam / Omschrijving;Rekening;Tegenrekening;Code;Af Bij;Bedrag (EUR);"
    "Mutatiesoort;Mededelingen;Saldo na mutatie"
)
OWN = "NL91ABNA0417164300"


def row(
    day: str = "20260228",
    *,
    mark: str = "Bij",
    amount: str = "12,50",
    text: str = "factuur 12",
    saldo: str = "",
) -> str:
    return f'"{day}";"Vink BV";"{OWN}";"";"OV";"{mark}";"{amount}";"O";"{text}";"{saldo}"'


def ing(*rows: str) -> ReadFile:
    return csv_ing.read(BytesIO("\n".join((NAMES, *rows)).encode()), "a.csv")


def told(file: ReadFile) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in file.problems]


class TestIng:
    def test_says_when_there_is_no_line(self) -> None:
        assert told(ing()) == [("bank.no_lines", "file")]

    def test_reads_the_labels_of_its_text(self) -> None:
        text = (
            f"Naam: Vink BV Omschrijving: factuur 12 IBAN: {OWN} Kenmerk: E1 "
            "Betalingskenmerk: 9001 1234 1234 1234 Valutadatum: 27-02-2026"
        )

        (line,) = ing(row(text=text)).statements[0].lines

        assert (line.text, line.iban, line.end_to_end_id) == ("factuur 12", OWN, "E1")
        assert (line.reference, line.value_on) == ("9001123412341234", date(2026, 2, 27))

    def test_reads_english_columns(self) -> None:
        content = (
            b'"Date","Name / Description","Account","Counterparty","Code","Debit/credit",'
            b'"Amount (EUR)","Notifications"\n'
            b'"2026-02-28","Vink BV","NL91ABNA0417164300","","OV",'
            b'"Debit","12,50","invoice 12"\n'
        )

        assert csv_ing.recognises(content)
        assert csv_ing.read(BytesIO(content), "a").statements[0].lines[0].amount_cents == -1250

    @pytest.mark.parametrize(
        ("bad", "code"),
        [
            (row(day="20260230"), "bank.date"),
            (row(day="28/02/2026"), "bank.date"),
            (row(day=""), "bank.date_missing"),
            (row(amount="12.50"), "bank.amount"),
            (row(amount=""), "bank.amount_missing"),
            (row(mark="?"), "bank.sign"),
            ("a;b", "csv.columns"),
            ('"a;b', "csv.columns"),
        ],
    )
    def test_leaves_out_a_bad_row_and_reads_the_rest(self, bad: str, code: str) -> None:
        file = ing(row(), bad, row(amount="3,00"))

        assert [line.amount_cents for line in file.statements[0].lines] == [1250, 300]
        assert told(file) == [(code, "line 3")]

    def test_tells_of_an_open_row_at_the_end(self) -> None:
        assert told(ing(row(), '"a;b')) == [("csv.columns", "line 3")]

    def test_tells_of_a_wrong_value_day_and_a_fraction(self) -> None:
        file = ing(row(text="Valutadatum: 30-02-2026", amount="0,125"))

        assert told(file) == [("bank.amount_fraction", "line 2"), ("bank.date", "line 2")]

    def test_lets_a_text_go_on_behind_a_line_end(self) -> None:
        (line,) = (
            ing(f'"20260228";"Vink\nBV";"{OWN}";"";"OV";"Bij";"1,00";"O";"x";""')
            .statements[0]
            .lines
        )

        assert line.name == "Vink BV"

    @pytest.mark.parametrize("way", [1, -1])
    def test_checks_the_balances_in_either_order(self, way: int) -> None:
        rows = [row("20260228", amount="1,00", saldo="13,50"), row("20260227", saldo="12,50")][
            ::way
        ]

        (statement,) = ing(*rows).statements

        assert (statement.opening_cents, statement.closing_cents, statement.adds_up) == (
            0,
            1350,
            True,
        )

    def test_finds_the_order_of_one_day_by_its_balances(self) -> None:
        assert ing(row(amount="1,00", saldo="13,50"), row(saldo="12,50")).statements[0].adds_up
        assert ing(row(saldo="12,50"), row(amount="1,00", saldo="13,50")).statements[0].adds_up

    def test_warns_where_the_balances_jump(self) -> None:
        file = ing(row("20260228", saldo="13,00"), row("20260227", saldo="12,50"))

        assert file.statements[0].adds_up is False
        assert told(file) == [("bank.balances_jump", f"account {OWN}")]

    def test_states_no_period(self) -> None:
        (statement,) = ing(row()).statements

        assert (statement.first_day, statement.last_day, statement.adds_up) == (
            None,
            None,
            None,
        )

    def test_of_too_many_rows_is_refused_whole(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(account, "MOST_LINES", 2)

        assert [code for code, _ in told(ing(row(), row(), row()))] == ["file.too_many_lines"]

    def test_counts_its_bad_rows_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(csv_rows, "MOST_LINES", 2)

        assert [code for code, _ in told(ing("a", "b"))] == ["file.too_many_lines"]

    def test_without_header_gives_nothing(self) -> None:
        assert csv_ing.read(BytesIO(b"hallo"), "a").statements == ()


class TestRabobank:
    def test_joins_its_texts_and_keeps_its_number(self) -> None:
        content = (
            '"IBAN/BBAN","Munt","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn",'
            '"Tegenrekening IBAN/BBAN",'
            '"Naam tegenpartij","Naam uiteindelijke partij","Betalingskenmerk",'
            '"Omschrijving-1","Omschrijving-2","Omschrijving-3"\r\r\n'
            f'{OWN}","EUR","7","2026-02-28","2026-02-28",'
            f'"-12,50","+1,00","","","Dirké","RF18","{"x" * 139}1","2","3"\r\r\n'
        ).encode("latin-1")

        file = csv_rabobank.read(BytesIO(content), "a")

        (line,) = file.statements[0].lines
        assert (line.name, line.text, line.reference, line.bank_id) == (
            "Dirké",
            "x" * 139 + "12 3",
            "RF18",
            "7",
        )
        assert told(file) == [("csv.stray_quote", "line 2")]


class TestTextLines:
    def test_refuses_too_many_lines(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(text_lines, "MOST_LINES", 2)

        assert [code for code, _ in told(ing(row(), row()))] == ["file.too_many_text_lines"]

    def test_refuses_much_utf_16(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(text_lines, "LARGEST_UTF_16", 10)

        file = csv_ing.read(BytesIO(NAMES.encode("utf-16")), "a")

        assert [code for code, _ in told(file)] == ["file.foreign_text"]


class TestHeader:
    @pytest.mark.parametrize("line", ["a", ";" * 500, "x" * 70_000])
    def test_is_none_for_what_is_no_table(self, line: str) -> None:
        assert csv_header.header(line) is None
