import io
import threading
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pypdf
import pytest
from tests.documents.paper import AT, invoice, letter, squeezed

from voldaan.documents.letter import pdf


class TestFile:
    def test_is_the_same_for_the_same_letter_and_moment(self) -> None:
        elsewhere = AT.astimezone(timezone(timedelta(hours=9)))

        assert pdf(letter(), at=AT) == pdf(letter(), at=AT) == pdf(letter(), at=elsewhere)
        assert pdf(letter(), at=AT) != pdf(letter(), at=AT + timedelta(seconds=1))

    @pytest.mark.parametrize("year", [1, 1969, 2026, 9999])
    def test_can_be_of_any_moment(self, year: int) -> None:
        assert pdf(letter(), at=datetime(year, 1, 2, tzinfo=UTC)).startswith(b"%PDF")

    def test_is_readable_for_ever_and_for_everybody(self) -> None:
        read = pypdf.PdfReader(io.BytesIO(pdf(letter(), at=AT)))
        root: Any = read.trailer["/Root"]
        about = read.metadata

        assert about is not None
        assert (about.title, about.author) == ("factuur 2026-041", "Studio Bakker")
        assert about.creation_date == AT
        assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("nl", True)
        kept = root["/Metadata"].get_data().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in kept
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in kept
        assert "<pdfuaid:part>1</pdfuaid:part>" in kept
        assert [float(edge) for edge in read.pages[0].mediabox[2:]] == pytest.approx(
            [595.28, 841.89], abs=0.01
        )

    def test_carries_only_the_font_that_the_typesetter_brings(self) -> None:
        read = pypdf.PdfReader(io.BytesIO(pdf(letter(subject="שלום Ж Ω �"), at=AT)))

        fonts = read.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
        names = {font.get_object()["/BaseFont"].partition("+")[2] for font in fonts}
        assert {name.partition("-")[0] for name in names} == {"LibertinusSerif"}

    def test_speaks_the_language_of_the_letter(self) -> None:
        root: Any = pypdf.PdfReader(io.BytesIO(pdf(letter(language="en"), at=AT))).trailer[
            "/Root"
        ]

        assert root["/Lang"] == "en"

    def test_is_made_by_several_at_once(self) -> None:
        made: dict[int, bytes] = {}

        def make(number: int) -> None:
            made[number] = pdf(letter(subject=f"brief {number}"), at=AT)

        threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(made) == list(range(8))
        assert all(
            made[number] == pdf(letter(subject=f"brief {number}"), at=AT) for number in made
        )

    def test_of_a_day_far_away_is_written_in_full(self) -> None:
        early = invoice(issued_on=date(1, 1, 1), due_on=date(9999, 12, 31))

        said = squeezed(pdf(letter(invoices=(early,)), at=AT), "-layout")

        assert "01-01-0001 31-12-9999" in said
