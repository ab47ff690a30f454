"""What is wrong with a list of open invoices is named, within bounds."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.invoices.open_lists import HEAD, ROW, VINK, codes, read

from voldaan.readers.invoices import open_list
from voldaan.readers.problems import sentence


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
        monkeypatch.setattr("voldaan.readers.table.MOST_CHARACTERS", 80)

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
