"""A first profile for a list of open invoices: columns by name or content, notation by column.

What could not be decided stands among the problems; the profile can be shown and corrected.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from voldaan.readers import notation, table
from voldaan.readers.findings import Findings
from voldaan.readers.invoices import columns as named
from voldaan.readers.invoices.columns import Field
from voldaan.readers.invoices.profile import Profile
from voldaan.readers.profiles import signature
from voldaan.readers.shapes import Problem
from voldaan.readers.table import Delimiter, Row
from voldaan.readers.text_lines import TextRefused

#: Rows above the table that may hold a title, a date or an address.
TITLE_ROWS = 20
# A number of a client, such as 10023, D-10023 or DEB10023.
_CODE = re.compile(r"[A-Z]{0,4}[-_. ]?[0-9]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """A profile to show, or None when the file is no list of invoices; and the doubts."""

    profile: Profile | None
    problems: tuple[Problem, ...] = ()


def guess(source: BinaryIO) -> Guess:
    """Guess how a file writes its invoices. Never raises on what is in the file."""
    findings = Findings()
    try:
        delimiter, rows = _table(source)
    except TextRefused as refused:
        findings.error(refused.code, refused.where, **refused.found)
        return Guess(None, findings.problems())
    profile = of_rows(rows, delimiter=delimiter, findings=findings)
    return Guess(profile, findings.problems())


def to_point_out(source: BinaryIO) -> Profile | None:
    """Give what can be guessed of a table whose header says nothing; a person does the rest.

    None when it is no table with an amount in it, or has the columns of a bank. The profile
    may be without number or amount: it is there to be corrected.
    """
    try:
        delimiter, rows = _table(source)
    except TextRefused:
        return None
    rows = _even(rows)
    if any(named.is_of_bank(row.cells) for row in rows[:TITLE_ROWS]):
        return None
    head = () if not rows or any(map(_tells, rows[0].cells)) else rows[0].cells
    body = rows[1:] if head else rows
    if not _holds_amounts(body):
        return None
    found = named.by_header(head)
    for field, column in _by_content(body).items():
        if column not in found.values():
            found.setdefault(field, column)
    found = _names_before_codes(_checked(found, body), body, head)
    return _profile(found, body, head, delimiter=delimiter, findings=Findings())


def _table(source: BinaryIO) -> tuple[Delimiter, list[Row]]:
    delimiter = table.delimiter_of(source, is_header=named.is_open_list)
    return delimiter, [row for row in table.rows(source, delimiter=delimiter) if not row.empty]


def _even(rows: Sequence[Row]) -> list[Row]:
    """Give the rows of one width, from the first of them; none when few are alike."""
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    width, count = max(widths.items(), key=lambda one: one[1], default=(0, 0))
    if count < 2 or 2 * count <= len(rows):
        return []
    first = next(place for place, row in enumerate(rows) if len(row.cells) == width)
    return list(rows[first:])


def _tells(cell: str) -> bool:
    return notation.is_amount(cell) or notation.is_day(cell) or "@" in cell


def _holds_amounts(body: Sequence[Row]) -> bool:
    # More than half of what stands in some column: prose, code and address lists have none.
    width = max((len(row.cells) for row in body), default=0)
    columns = (_cells(body, column) for column in range(width))
    return any(2 * sum(map(notation.is_amount, cells)) > len(cells) for cells in columns)


def of_rows(rows: Sequence[Row], *, delimiter: Delimiter, findings: Findings) -> Profile | None:
    """Guess from rows that are not empty; None when there is no number or no amount."""
    place = header_place(rows)
    head = rows[place].cells if place is not None else ()
    body = rows if place is None else rows[place + 1 :]
    found = named.by_header(head) if head else _by_content(body)
    found = _names_before_codes(_checked(found, body), body, head)
    if "number" not in found or not set(named.ASKING) & set(found):
        findings.error(
            "open_list.no_columns", "file", found=" ".join(rows[0].cells) if rows else ""
        )
        return None
    return _profile(found, body, head, delimiter=delimiter, findings=findings)


def _profile(
    found: dict[Field, int],
    body: Sequence[Row],
    head: Sequence[str],
    *,
    delimiter: Delimiter,
    findings: Findings,
) -> Profile:
    decimal = _decimal(found, body, head, findings)
    days = _days(found, body, head, findings)
    width = head or body[0].cells
    return Profile(
        delimiter=delimiter,
        decimal=decimal,
        days=days,
        header=bool(head),
        columns=found,
        signature=signature(width, header=bool(head)),
    )


def header_place(rows: Sequence[Row]) -> int | None:
    """Give the place of the header among the first rows, or None."""
    for place, row in enumerate(rows[:TITLE_ROWS]):
        if named.is_open_list(row.cells):
            return place
    return None


def column_name(column: int, head: Sequence[str]) -> str:
    """Name a column as the header does, or by its number from 1.

    >>> column_name(1, ["Nr.", "Bedrag"]), column_name(1, [])
    ('column "Bedrag"', 'column 2')
    """
    stated = head[column][:60] if column < len(head) else ""
    return f'column "{stated}"' if stated else f"column {column + 1}"


def _cells(body: Sequence[Row], column: int) -> list[str]:
    return [cell for row in body if (cell := row.cell(column))]


def _checked(found: dict[Field, int], body: Sequence[Row]) -> dict[Field, int]:
    # "Betaald" may hold amounts or yes and no; "Open" too.
    kept = dict(found)
    if "paid" in kept and not notation.all_of(notation.is_amount, _cells(body, kept["paid"])):
        kept.setdefault("status", kept["paid"])
        del kept["paid"]
    if "open" in kept and "total" in kept:
        cells = _cells(body, kept["open"])
        if cells and not any(map(notation.is_amount, cells)):
            del kept["open"]
    return kept


def _names_before_codes(
    found: dict[Field, int], body: Sequence[Row], head: Sequence[str]
) -> dict[Field, int]:
    """Take names for the client where the column that is called so holds codes."""
    client = found.get("client")
    if client is None or not notation.all_of(_is_code, _cells(body, client)):
        return found
    free = [column for column in range(len(body[0].cells)) if column not in found.values()]
    names = [column for column in free if _is_of_names(_cells(body, column))]
    called = [
        column for column in names if column < len(head) and _is_called_name(head[column])
    ]
    fitting = [column for column in names if _one_for_one(body, client, column)]
    return {**found, "client": (called or fitting or [client])[0]}


def _one_for_one(body: Sequence[Row], code: int, name: int) -> bool:
    # A town or a term of payment is that of several clients; a name is of one.
    pairs = {(row.cell(code), row.cell(name)) for row in body if row.cell(code)}
    return len({found for _, found in pairs}) == len(pairs) == len({one for one, _ in pairs})


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def _is_called_name(header: str) -> bool:
    return named.by_header([header]).get("client") == 0


def _is_of_names(texts: list[str]) -> bool:
    return (
        _is_naming(texts) and not any(map(_tells, texts)) and any(len(one) > 3 for one in texts)
    )


def _decimal(
    found: dict[Field, int], body: Sequence[Row], head: Sequence[str], findings: Findings
) -> notation.DecimalMark:
    mine = [column for field, column in found.items() if field in named.AMOUNTS]
    decided = notation.decimal_mark(cell for column in mine for cell in _cells(body, column))
    where = ", ".join(column_name(column, head) for column in mine)
    if decided is None:
        findings.error("open_list.mixed_decimals", where)
        for field in named.AMOUNTS:
            found.pop(field, None)
        return ","
    if decided.grounds == "doubt":
        findings.warning("open_list.unsure_decimals", where, used=decided.way)
    return decided.way


def _days(
    found: dict[Field, int], body: Sequence[Row], head: Sequence[str], findings: Findings
) -> notation.DayOrder:
    mine = [column for field, column in found.items() if field in named.DAYS]
    decided = notation.day_order(cell for column in mine for cell in _cells(body, column))
    where = ", ".join(column_name(column, head) for column in mine)
    if decided is None:
        findings.error("open_list.mixed_days", where)
        for field in named.DAYS:
            found.pop(field, None)
        return "dmy"
    if decided.grounds == "doubt":
        findings.warning("open_list.unsure_days", where)
    return decided.way


def _by_content(body: Sequence[Row]) -> dict[Field, int]:
    """Guess columns without a header: what all cells of a column are."""
    width = max((len(row.cells) for row in body), default=0)
    texts = {column: _cells(body, column) for column in range(width)}
    days = [one for one in texts if notation.all_of(notation.is_day, texts[one])]
    amounts = [
        one
        for one in texts
        if one not in days
        and notation.all_of(notation.is_amount, texts[one])
        and any("," in text or "." in text for text in texts[one])
    ]
    emails = [one for one in texts if notation.all_of(lambda text: "@" in text, texts[one])]
    rest = [one for one in texts if one not in {*days, *amounts, *emails}]
    numbers = [one for one in rest if _is_numbering(texts[one], len(body))]
    names = [one for one in rest if one not in numbers[:1] and _is_naming(texts[one])]
    pairs: list[tuple[Field, list[int]]] = [
        ("number", numbers[:1]),
        ("client", names[:1]),
        ("issued_on", days[:1]),
        ("due_on", days[1:2]),
        ("total", amounts[:1]),
        ("open", amounts[1:2]),
        ("email", emails[:1]),
    ]
    return {field: places[0] for field, places in pairs if places}


def _is_numbering(texts: list[str], rows: int) -> bool:
    # Each row its own, short, with a digit: nothing else in such a list is.
    return len(set(texts)) == len(texts) == rows and notation.all_of(
        lambda text: len(text) <= 30 and any(letter.isdigit() for letter in text), texts
    )


def _is_naming(texts: list[str]) -> bool:
    return notation.all_of(lambda text: any(letter.isalpha() for letter in text), texts)
