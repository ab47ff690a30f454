"""How fast letters are: one alone, and many in one file for the printer.

``python -m bench.letters [--letters 200]`` prints milliseconds for one letter with one and
with ten invoices, seconds and size for the batch, and what making a thousand different
letters leaves behind in memory.
"""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from bench.machine import describe, measured, peak_megabytes

from voldaan.documents import batch, letter
from voldaan.documents.shapes import InvoiceLine, Letter, Sender

AT = datetime(2026, 10, 14, 9, tzinfo=UTC)
SENDER = Sender(
    "Anna Bakker", "Studio Bakker", ("Oudegracht 12", "3511 AB  UTRECHT"), "06 12 34 56 78",
    "anna@anna.example", "NL91ABNA0417164300", "12345678",
)  # fmt: skip
PARAGRAPHS = (
    "Beste Els,",
    "Op 1 oktober verviel mijn factuur. Ik heb de betaling nog niet gezien.",
    "Wil je het openstaande bedrag overmaken? Al betaald? Dan hoef je niets te doen.",
    "Klopt er iets niet, of lukt het nu even niet? Bel of mail me gerust.",
)


def made(number: int, *, invoices: int) -> Letter:
    """Make up the letter of that number, unlike every other."""
    day = date(2026, 1, 1) + timedelta(days=number % 250)
    lines = tuple(
        InvoiceLine(
            f"2026-{number * 10 + each:05d}", day, day + timedelta(days=14), 121_000, 71_000
        )
        for each in range(invoices)
    )
    address = (f"Klant {number} BV", f"Kade {number}", "3533 CD  UTRECHT")
    first = Letter(SENDER, address, "Utrecht", day, f"brief {number}", PARAGRAPHS, "Groet,")
    return replace(first, invoices=lines)


def alone(invoices: int, number: int) -> bytes:
    return letter.pdf(made(number, invoices=invoices), at=AT)


def milliseconds(make: Callable[[int], object], *, times: int = 100) -> float:
    """Give what one takes of this process, the first left out: it brings the fonts in."""
    make(0)
    with measured() as took:
        for number in range(1, times + 1):
            make(number)
    return took.own / times * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=200)
    count = parser.parse_args().letters
    print(describe())
    for invoices in (1, 10):
        each = milliseconds(partial(alone, invoices))
        size = len(alone(invoices, 1)) // 1024
        print(f"one letter, {invoices} invoices: {each:.1f} ms, {size} kB")
    for invoices in (1, 10):
        rows = [
            batch.Addressed(f"Klant {number}", made(number, invoices=invoices))
            for number in range(count)
        ]
        with measured() as took:
            file = batch.together(rows, at=AT, day=date(2026, 10, 14))
        size, peak = len(file.pdf) // 1024, peak_megabytes()
        print(
            f"{count} letters, {invoices} invoices each: {took}, {size} kB, {peak} MB at most"
        )
    before = peak_megabytes()
    for number in range(1_000):
        letter.pdf(made(10_000 + number, invoices=1), at=AT)
    print(f"memory: {before} MB at most, {peak_megabytes()} MB after a thousand letters more")


if __name__ == "__main__":
    main()
