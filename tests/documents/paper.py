"""Letters with good defaults, and eyes to read them with: poppler's ``pdftotext``."""

import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pypdf
import pytest

from voldaan.documents.shapes import InvoiceLine, Letter, Sender

AT = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)
ANNA = Sender(
    name="Anna Bakker",
    company="Studio Bakker",
    address_lines=("Oudegracht 12", "3511 AB  UTRECHT"),
    phone="06 12 34 56 78",
    email="anna@anna.example",
    iban="NL91ABNA0417164300",
    kvk="12345678",
    vat="NL001234567B01",
)
VINK = ("Vink BV", "t.a.v. Els", "Kade 12 b", "3533 CD  UTRECHT")


def invoice(number: str = "2026-041", **more: Any) -> InvoiceLine:
    facts: dict[str, Any] = {
        "issued_on": date(2026, 9, 14),
        "due_on": date(2026, 10, 1),
        "amount_cents": 121_000,
        "open_cents": 71_000,
    }
    return InvoiceLine(number, **(facts | more))


def letter(**more: Any) -> Letter:
    facts: dict[str, Any] = {
        "sender": ANNA,
        "recipient_lines": VINK,
        "place": "Utrecht",
        "day": date(2026, 10, 14),
        "subject": "factuur 2026-041",
        "paragraphs": ("Beste Els,", "Is alles goed aangekomen?", "Bel gerust."),
        "closing": "Met vriendelijke groet,",
    }
    return Letter(**(facts | more))


@dataclass(frozen=True)
class Word:
    """One word on the paper, its edges in millimetres from the left and the top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def pages(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def text(pdf: bytes, *options: str) -> str:
    """Give the words as people copy them out of the file."""
    program = shutil.which("pdftotext") or pytest.skip("poppler-utils is not installed")
    command = [program, *options, "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)  # noqa: S603
    return done.stdout.decode()


def squeezed(pdf: bytes, *options: str) -> str:
    """Give the words with one space between them, whatever the lines."""
    return " ".join(text(pdf, *options).split())


def words(pdf: bytes) -> list[Word]:
    """Give the words of the first page with their places."""
    found = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>',
        text(pdf, "-bbox", "-l", "1"),
    )
    millimetres = [[float(edge) * 25.4 / 72 for edge in edges] for *edges, _ in found]
    return [
        Word(word, left, top, right, bottom)
        for (*_, word), (left, top, right, bottom) in zip(found, millimetres, strict=True)
    ]
