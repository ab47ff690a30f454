"""CSV lists of open invoices, as any bookkeeping package or spreadsheet writes them.

*Choices.* A row that fails is left out whole. A number that comes twice is taken once: with
the same facts (one row for each line of an invoice) a warning, with other facts an error.
A row whose amount is below zero is a credit note, with its sign as stated. When only the
open amount is stated, it is the amount payable too. Rows that are paid come with 0 open.
A name alone on a row is the client of the rows below it, where no column is. In a list with
debit and credit, a credit on a number that stands there already is a payment on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO

from voldaan.readers import notation, table
from voldaan.readers.findings import Findings
from voldaan.readers.formats import Format
from voldaan.readers.invoices import columns as named
from voldaan.readers.invoices import guess as guessing
from voldaan.readers.invoices import row as rows_of
from voldaan.readers.invoices.guess import Guess
from voldaan.readers.invoices.profile import Profile
from voldaan.readers.profiles import signature
from voldaan.readers.shapes import Invoice, Problem, ReadFile
from voldaan.readers.table import Row
from voldaan.readers.text_lines import TextRefused

FORMAT: Format = "csv:invoices"
#: The same list, out of a CSV and out of a workbook.
FORMATS: tuple[Format, ...] = (FORMAT, "xlsx:invoices")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a profile makes of the first rows: cells as they stand, and invoices."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    invoices: tuple[Invoice, ...]
    problems: tuple[Problem, ...]
    row_count: int = 0  # of the whole file, without titles, headers and sums


def recognises(head: bytes) -> bool:
    r"""Say whether the first bytes hold the header of a list of invoices, and no bank's.

    >>> recognises(b"Factuurnummer;Klant;Bedrag\n1;Vink BV;5,00")
    True
    """
    source = BytesIO(head)
    try:
        delimiter = table.delimiter_of(source, is_header=named.is_open_list)
        first = _some(table.rows(source, delimiter=delimiter), guessing.TITLE_ROWS)
    except TextRefused:
        return False
    return guessing.header_place(first) is not None


def guess(source: BinaryIO) -> Guess:
    """Guess the profile of a file; see :mod:`voldaan.readers.invoices.guess`."""
    return guessing.guess(source)


def to_point_out(source: BinaryIO) -> Profile | None:
    """Guess what can be of a table that nothing recognises, for a person to complete."""
    return guessing.to_point_out(source)


def read(source: BinaryIO, name: str) -> ReadFile:
    """Read a list with the profile that is guessed for it."""
    guessed = guess(source)
    if guessed.profile is None or not guessed.profile.complete:
        return ReadFile(name, FORMAT, problems=guessed.problems)
    file = read_with(source, name, profile=guessed.profile)
    return replace(file, problems=(*guessed.problems, *file.problems))


def read_with(source: BinaryIO, name: str, *, profile: Profile) -> ReadFile:
    """Read a list with a given profile: the one remembered, or corrected by a person.

    A file that contradicts the profile (other columns, other order of days, other decimal
    mark) is refused: a remembered profile never misreads the file of another package.
    """
    findings = Findings()
    body = _body(source, profile, findings)
    invoices = _invoices(body[1], profile, findings, head=body[0]) if body else ()
    return ReadFile(name, FORMAT, invoices=invoices, problems=findings.problems())


def preview(source: BinaryIO, *, profile: Profile, rows: int = 5) -> Preview:
    """Show the first rows under a profile, before anything is imported.

    Of a profile that is not complete yet, the rows are shown as they stand.
    """
    findings = Findings()
    body = _rows_below(source, profile, findings)
    head, below = body or ((), [])
    some = below[:rows]
    fits = body is not None and _can_be_read(head, below, profile, findings)
    return Preview(
        header=head if profile.header else (),
        rows=tuple(row.cells for row in some),
        invoices=_invoices(some, profile, findings, head=head) if fits else (),
        problems=findings.problems(),
        row_count=_count(below, profile, head),
    )


def _count(body: Sequence[Row], profile: Profile, head: tuple[str, ...]) -> int:
    """Count what looks like an invoice: each number once, no sums, no repeated headers."""
    rows = [
        row
        for row in body
        if not (profile.header and row.cells == head)
        and not rows_of.is_total(row, profile=profile)
    ]
    if "number" not in profile.columns:
        return len(rows)
    numbers = {row.cell(profile.columns["number"]).casefold() for row in rows}
    return len(numbers - {""})


def _some(rows: Iterable[Row], most: int) -> list[Row]:
    some: list[Row] = []
    for row in rows:
        if len(some) >= most:
            break
        if not row.empty:
            some.append(row)
    return some


def _body(
    source: BinaryIO, profile: Profile, findings: Findings
) -> tuple[tuple[str, ...], list[Row]] | None:
    """Give the header (or first row) and the rows below it; None when they do not fit."""
    if not profile.complete:
        findings.error("open_list.incomplete", "profile")
        return None
    body = _rows_below(source, profile, findings)
    return body if body and _can_be_read(*body, profile, findings) else None


def _rows_below(
    source: BinaryIO, profile: Profile, findings: Findings
) -> tuple[tuple[str, ...], list[Row]] | None:
    try:
        rows = [one for one in table.rows(source, delimiter=profile.delimiter) if not one.empty]
    except TextRefused as refused:
        findings.error(refused.code, refused.where, **refused.found)
        return None
    if not profile.header:
        return (rows[0].cells if rows else ()), rows
    place = _header_place(rows, profile)
    if place is None:
        found = " ".join(rows[0].cells) if rows else ""
        findings.error("open_list.other_columns", "file", found=found)
        return None
    return rows[place].cells, rows[place + 1 :]


def _can_be_read(
    head: tuple[str, ...], body: Sequence[Row], profile: Profile, findings: Findings
) -> bool:
    if not profile.complete:
        findings.error("open_list.incomplete", "profile")
        return False
    if not body:
        findings.warning("open_list.no_rows", "file")
    return _fits(head if profile.header else (), body, profile, findings)


def _header_place(rows: Sequence[Row], profile: Profile) -> int | None:
    for place, row in enumerate(rows[: guessing.TITLE_ROWS]):
        if _is_header(row, profile):
            return place
    return None


def _is_header(row: Row, profile: Profile) -> bool:
    return profile.header and signature(row.cells, header=True) == profile.signature


def _fits(
    head: Sequence[str], body: Sequence[Row], profile: Profile, findings: Findings
) -> bool:
    """Say whether days and amounts, each over the whole file, do not contradict the profile."""
    days = [column for field, column in profile.columns.items() if field in named.DAYS]
    amounts = [column for field, column in profile.columns.items() if field in named.AMOUNTS]
    order = notation.day_order(row.cell(column) for row in body for column in days)
    mark = notation.decimal_mark(row.cell(column) for row in body for column in amounts)
    if order and order.grounds == "proven" and order.way != profile.days:
        where = ", ".join(guessing.column_name(column, head) for column in days)
        findings.error("open_list.other_days", where, expected=profile.days, found=order.way)
        return False
    if mark and mark.grounds == "proven" and mark.way != profile.decimal:
        where = ", ".join(guessing.column_name(column, head) for column in amounts)
        findings.error(
            "open_list.other_decimals", where, expected=profile.decimal, found=mark.way
        )
        return False
    return True


def _invoices(
    body: Sequence[Row], profile: Profile, findings: Findings, *, head: Sequence[str]
) -> tuple[Invoice, ...]:
    taken: dict[str, Invoice] = {}
    width = len(head)
    client: str | None = None
    for row in body:
        where = f"line {row.line}"
        if row.stray:
            findings.warning("csv.stray_quote", where)
        if profile.header and row.cells == head:
            continue  # a package repeats it on every page
        if rows_of.is_total(row, profile=profile):
            findings.warning("open_list.total_row", where)
        elif group := rows_of.group_name(row, profile=profile):
            client = group
        elif any(row.cells[width:]):
            findings.error("csv.columns", where, found=len(row.cells), expected=width)
        elif found := rows_of.invoice(row, profile=profile, findings=findings, client=client):
            _take(found, taken, where, findings, by_sides="debit" in profile.columns)
        else:
            client = None  # a heading that was not understood: nobody is better than another
    if not taken and not findings.problems():
        findings.warning("open_list.no_rows", "file")
    return tuple(taken.values())


def _take(
    found: Invoice,
    taken: dict[str, Invoice],
    where: str,
    findings: Findings,
    *,
    by_sides: bool,
) -> None:
    """Take an invoice; ``by_sides``: in debit and credit, where a payment is a row too."""
    first = taken.setdefault(found.number.casefold(), found)
    if first is found:
        return
    if by_sides and first.buyer.name == found.buyer.name and (found.payable_cents or 0) < 0:
        before = first.payable_cents if first.open_cents is None else first.open_cents
        left = (before or 0) + (found.payable_cents or 0)
        taken[found.number.casefold()] = replace(first, open_cents=left)
    elif replace(first, description=None) == replace(found, description=None):
        findings.warning("open_list.twice", where, number=found.number)
    else:
        findings.error("open_list.number_twice", where, number=found.number)
