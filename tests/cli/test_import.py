from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.books import factories as make
from tests.cli.conftest import Run
from tests.readers.invoices.einvoice.test_cii import written
from tests.readers.invoices.einvoice.test_pdf import made

from voldaan.actions.demo import files
from voldaan.books.models import (
    Administration,
    BankLine,
    Decision,
    Document,
    ImportedFile,
    Invoice,
)

pytestmark = pytest.mark.django_db

Answer = Callable[..., Any]

LIST = """Factuurnummer;Klant;Factuurdatum;Vervaldatum;Bedrag;Openstaand;E-mail
2026-1;Vink BV;13-09-2026;30-09-2026;121,00;121,00;els@vink.example
2026-2;Dirk Smit;14-09-2026;13-10-2026;50,00;50,00;dirk@smit.example
"""


@pytest.fixture
def of() -> Administration:
    return make.administration()


@pytest.fixture
def invoices(tmp_path: Path) -> Path:
    path = tmp_path / "open.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    line = files.Movement(make.DAY, 12_100, "Vink BV", make.CLIENT_IBAN, "factuur 2026-1", "B1")
    path = tmp_path / "bank.xml"
    path.write_bytes(
        files.bank([line], iban=make.OWN_IBAN, first=make.DAY, last=make.DAY, opening_cents=0)
    )
    return path


class TestImport:
    def test_takes_files_books_and_decides(
        self, of: Administration, answered: Answer, invoices: Path, bank: Path
    ) -> None:
        answer = answered("import", invoices, bank, "--day", make.DAY)

        first, second = answer["files"]
        assert [first["state"], second["state"]] == ["done", "done"]
        assert first["result"]["invoices"]["new"] == ["2026-1", "2026-2"]
        assert second["result"]["booked"] == 1
        assert Decision.objects.filter(is_latest=True).count() == 1
        assert answer["decided"]["failed"] == 0

    def test_keeps_the_pdf_of_an_e_invoice_to_send_along(
        self, of: Administration, answered: Answer, tmp_path: Path
    ) -> None:
        pdf = made(("factur-x.xml", written().encode()))
        path = tmp_path / "factuur 2026-1.pdf"
        path.write_bytes(pdf)

        answer = answered("import", path, "--ours", "--day", make.DAY)

        assert answer["files"][0]["result"]["invoices"]["new"] == ["2026-1"]
        kept = Document.objects.get(invoice__number="2026-1")
        assert (kept.name, kept.content_type) == ("factuur 2026-1.pdf", "application/pdf")
        assert bytes(kept.content) == pdf

    def test_twice_changes_nothing_and_says_so(
        self, of: Administration, voldaan: Run, invoices: Path
    ) -> None:
        voldaan("import", invoices)

        again = voldaan("import", invoices)

        assert again.exit_code == 0
        assert "read before: nothing new" in again.stdout
        assert Invoice.objects.count() == 2

    def test_in_a_dry_run_says_what_would_be_new_and_keeps_nothing(
        self, of: Administration, answered: Answer, invoices: Path, bank: Path
    ) -> None:
        answer = answered("import", invoices, bank, "--day", make.DAY, "--dry-run")

        assert answer["files"][0]["result"]["invoices"]["new"] == ["2026-1", "2026-2"]
        assert answer["files"][1]["result"]["booked"] == 1
        kept = [Invoice, BankLine, Decision, ImportedFile]
        assert [table.objects.count() for table in kept] == [0, 0, 0, 0]

    def test_goes_on_after_a_file_that_cannot_be_read(
        self, of: Administration, voldaan: Run, invoices: Path, tmp_path: Path
    ) -> None:
        picture = tmp_path / "photo.png"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)

        done = voldaan("import", picture, tmp_path / "not-there.csv", invoices)

        assert done.exit_code == 1
        assert "photo.png" in done.stdout
        assert "No such file" in done.stderr
        assert Invoice.objects.count() == 2

    def test_asks_by_a_sentence_whose_invoice_it_is(
        self, of: Administration, voldaan: Run, tmp_path: Path
    ) -> None:
        path = tmp_path / "invoice.xml"
        bill = files.Bill("7", files.Party("Dirk"), make.DAY, make.DAY, 100, "Les")
        path.write_bytes(files.invoices([bill], seller=files.Party("Wie?"), iban="x"))

        asked = voldaan("import", path)
        answered = voldaan("import", path, "--ours")

        assert asked.exit_code == 1
        assert "--ours or --not-ours" in asked.stderr
        assert answered.exit_code == 0
        assert Invoice.objects.get().number == "7"

    def test_refuses_a_file_that_is_too_large(
        self, of: Administration, voldaan: Run, invoices: Path, settings: Any
    ) -> None:
        settings.LARGEST_UPLOAD_BYTES = 10

        done = voldaan("import", invoices)

        assert done.exit_code == 1
        assert "larger than" in done.stderr
        assert Invoice.objects.count() == 0
