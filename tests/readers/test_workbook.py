"""A workbook is read as the CSV that its owner could have exported, or refused."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

import pytest
import xlsxwriter

from voldaan.readers import workbook as workbooks
from voldaan.readers.read import read, table_of
from voldaan.readers.shapes import ReadFile

HEADER = ("Factuurnummer", "Klant", "Factuurdatum", "Vervaldatum", "Bedrag", "Openstaand")
VINK = (
    "2026-041",
    "Vink Training B.V.",
    date(2026, 3, 1),
    date(2026, 3, 31),
    1210.5,
    0.1 + 0.2,
)
DIRK = (20260042, "Dirk de Vries", date(2026, 3, 2), date(2026, 4, 1), 36.3, 36.3)


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for rows in sheets:
            sheet = book.add_worksheet()
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(place, column, cell, day)
                    else:
                        sheet.write(place, column, cell)
    return written.getvalue()


def change(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Give the workbook with something else in one part."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
        for info in before.infolist():
            inside = before.read(info)
            if info.filename == part:
                assert old in inside
                inside = inside.replace(old, new)
            after.writestr(info.filename, inside, zipfile.ZIP_DEFLATED)
    return changed.getvalue()


def opened(content: bytes, name: str = "open.xlsx") -> ReadFile:
    return read(BytesIO(content), name=name)


def codes(found: ReadFile) -> list[str]:
    return [problem.code for problem in found.problems]


SHEET = "xl/worksheets/sheet1.xml"


class TestListInAWorkbook:
    def test_is_read_with_its_days_and_to_the_cent(self) -> None:
        found = opened(workbook([("Openstaande posten",), (), HEADER, VINK, DIRK]))

        assert found.format == "xlsx:invoices"
        assert not found.problems
        first, second = found.invoices
        assert (first.number, first.buyer.name) == ("2026-041", "Vink Training B.V.")
        assert (first.issued_on, first.due_on) == (date(2026, 3, 1), date(2026, 3, 31))
        assert (first.payable_cents, first.open_cents) == (121_050, 30)
        assert (second.number, second.payable_cents) == ("20260042", 3_630)

    def test_names_the_row_of_what_is_wrong(self) -> None:
        wrong = (*DIRK[:4], "veel", 36.3)

        found = opened(workbook([HEADER, VINK, wrong]))

        assert [problem.where for problem in found.problems] == ["line 3"]
        assert [invoice.number for invoice in found.invoices] == ["2026-041"]

    def test_may_hold_amounts_that_were_typed_as_text(self) -> None:
        typed = (*DIRK[:4], "1.036,30", "36,30")

        found = opened(workbook([HEADER, VINK, typed]))

        assert [invoice.payable_cents for invoice in found.invoices] == [121_050, 103_630]

    def test_is_found_behind_a_sheet_with_something_else(self) -> None:
        found = opened(workbook([("Toelichting",), ("Zie blad 2",)], [], [HEADER, VINK]))

        assert [invoice.number for invoice in found.invoices] == ["2026-041"]

    def test_is_read_out_of_a_zip(self) -> None:
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("lijst.xlsx", workbook([HEADER, VINK]))

        found = opened(packed.getvalue(), "alles.zip")

        assert found.format == "xlsx:invoices"
        assert [invoice.number for invoice in found.invoices] == ["2026-041"]

    def test_may_say_yes_and_no(self) -> None:
        found = opened(workbook([(*HEADER[:4], "Bedrag", "Betaald"), (*VINK[:5], True)]))

        assert [invoice.open_cents for invoice in found.invoices] == [0]

    def test_may_state_the_time_of_a_day_too(self) -> None:
        noon = datetime(2026, 3, 1, 12, 30)  # noqa: DTZ001 - a sheet knows no time zone
        timed = (*VINK[:2], noon, *VINK[3:])

        assert opened(workbook([HEADER, timed])).invoices[0].issued_on == date(2026, 3, 1)

    def test_may_be_the_lines_of_a_bank(self) -> None:
        header = ("Type", "Product", "Started Date", "Completed Date", "Description", "Amount",
                  "Fee", "Currency", "State", "Balance")  # fmt: skip
        line = ("TRANSFER", "Current", "2026-03-01 10:00:00", "2026-03-01 10:00:05",
                "From Dirk de Vries", 36.3, 0.0, "EUR", "COMPLETED", 136.3)  # fmt: skip

        found = opened(workbook([header, line]))

        assert found.format == "csv:revolut"
        assert [one.amount_cents for one in found.statements[0].lines] == [3_630]

    def test_is_given_as_a_table_and_anything_else_as_it_is(self) -> None:
        text = BytesIO(b"Factuurnummer;Bedrag")

        assert table_of(text) is text
        assert (
            table_of(BytesIO(workbook([HEADER]))).readline().startswith(b"Factuurnummer;Klant")
        )


class TestWorkbookThatIsNotAList:
    @pytest.mark.parametrize("sheets", [[[]], [[], []]])
    def test_says_that_it_is_empty(self, sheets: list[list[Sequence[object]]]) -> None:
        assert codes(opened(workbook(*sheets))) == ["workbook.empty"]

    def test_says_that_it_knows_nothing_of_this(self) -> None:
        assert codes(opened(workbook([("Hallo", "wereld")]))) == ["file.unknown"]

    def test_another_office_document_is_refused_as_such(self) -> None:
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/document.xml", "<w/>")

        assert codes(opened(packed.getvalue())) == ["file.office"]


class TestHostileWorkbook:
    @pytest.mark.parametrize("place", [b'r="XFD1048576"', b'r="A9999999"', b"r='XFD1048576'"])
    def test_that_reaches_far_is_not_opened(self, place: bytes) -> None:
        far = change(workbook([HEADER, VINK]), SHEET, b'r="F2"', place)

        assert codes(opened(far)) == ["workbook.too_many_cells"]

    @pytest.mark.parametrize("place", [b'r="&#88;FD1048576"', b'r = "XFD9"', b"r=F2"])
    def test_that_hides_where_its_cells_are_is_not_opened(self, place: bytes) -> None:
        odd = change(workbook([HEADER, VINK]), SHEET, b'r="F2"', place)

        assert codes(opened(odd)) == ["workbook.broken"]

    def test_with_a_sheet_in_another_place_is_looked_at_too(self) -> None:
        moved = change(
            workbook([HEADER, VINK]),
            "xl/_rels/workbook.xml.rels",
            b"worksheets/sheet1.xml",
            b"theme/theme1.xml",
        )
        far = b'<worksheet><sheetData><c r="XFD1048576"/></sheetData></worksheet>'
        packed = BytesIO()
        with zipfile.ZipFile(BytesIO(moved)) as before, zipfile.ZipFile(packed, "w") as after:
            for info in before.infolist():
                theme = info.filename == "xl/theme/theme1.xml"
                after.writestr(info.filename, far if theme else before.read(info))

        assert codes(opened(packed.getvalue())) == ["workbook.too_many_cells"]

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_in_another_encoding_is_not_opened(self, encoding: str) -> None:
        book = workbook([HEADER, VINK])
        with zipfile.ZipFile(BytesIO(book)) as before:
            sheet = before.read(SHEET)
        odd = change(book, SHEET, sheet, sheet.decode().encode(encoding))

        assert codes(opened(odd)) == ["workbook.broken"]

    def test_with_countless_cells_is_not_opened(self) -> None:
        many = change(
            workbook([HEADER]),
            SHEET,
            b"<sheetData>",
            b"<sheetData>" + b"<row><c/></row>" * 3_100_000,
        )

        assert codes(opened(many)) == ["workbook.too_many_cells"]

    @pytest.mark.parametrize("part", ["xl/sharedStrings.xml", SHEET])
    def test_with_a_part_that_unpacks_endlessly_is_not_opened(self, part: str) -> None:
        book = workbook([HEADER])
        with zipfile.ZipFile(BytesIO(book)) as before:
            content = before.read(part)
        huge = change(book, part, content, content + b" " * 61_000_000)

        assert codes(opened(huge)) == ["workbook.too_large"]

    def test_with_many_sheets_that_each_reach_far_is_not_opened(self) -> None:
        book = workbook(*[[("x",)]] * 3)
        for number in (1, 2, 3):
            book = change(
                book,
                f"xl/worksheets/sheet{number}.xml",
                b"<sheetData>",
                b'<sheetData><row r="700000"><c r="A700000"/></row>',
            )

        assert codes(opened(book)) == ["workbook.too_many_cells"]

    def test_with_too_much_text_is_not_opened(self) -> None:
        many = change(
            workbook([HEADER]),
            "xl/sharedStrings.xml",
            b"</sst>",
            b"<si/>" * 4_100_000 + b"</sst>",
        )

        assert codes(opened(many)) == ["workbook.too_large"]

    def test_that_is_cut_off_is_refused(self) -> None:
        assert codes(opened(workbook([HEADER, VINK])[:-400]))[0] in (
            "zip.broken",
            "workbook.broken",
        )

    @pytest.mark.parametrize(
        ("part", "old", "new"),
        [
            (SHEET, b"</sheetData>", b"</sheet>"),
            ("xl/workbook.xml", b"</workbook>", b"</book>"),
            ("xl/sharedStrings.xml", b"<t>Klant</t>", b"<t>Klant"),
        ],
    )
    def test_that_is_damaged_gives_one_sentence(
        self, part: str, old: bytes, new: bytes
    ) -> None:
        found = opened(change(workbook([HEADER, VINK]), part, old, new))

        assert len(found.problems) == 1
        assert not found.invoices

    def test_with_a_damaged_member_is_refused(self) -> None:
        book = bytearray(workbook([HEADER, VINK]))
        place = bytes(book).index(b"xl/worksheets/sheet1.xml") + 40
        book[place : place + 20] = b"\xff" * 20

        assert codes(opened(bytes(book))) == ["workbook.broken"]


def test_who_interrupts_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        @staticmethod
        def from_filelike(source: object) -> None:
            raise KeyboardInterrupt(source)

    monkeypatch.setattr(workbooks.python_calamine, "CalamineWorkbook", Interrupted)

    with pytest.raises(KeyboardInterrupt):
        opened(workbook([HEADER]))
