"""CSV of a bank that no layout knows, by the columns that a person saw and confirmed.

*Choices.* A column that says debit or credit gives the sign; without one the amount has its
own. Two columns, one for each side, are read as they stand. What a file covers is asked, as
of every CSV.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

from voldaan import money
from voldaan.readers import notation, table
from voldaan.readers.bank import bank_profile, csv_lines, csv_rows, fields
from voldaan.readers.bank.bank_profile import BankProfile, Field
from voldaan.readers.findings import Findings
from voldaan.readers.formats import Format
from voldaan.readers.shapes import BankLine, Problem, ReadFile
from voldaan.readers.table import Row
from voldaan.readers.text_lines import TextRefused

FORMAT: Format = "csv:bank"

_TITLE_ROWS = 20
_LEAST_COLUMNS = 3
_DEBIT = frozenset({"af", "d", "debet", "debit", "dbit", "dr", "-", "uit", "soll", "s", "out"})
_CREDIT = frozenset({"bij", "c", "credit", "crdt", "cr", "+", "in", "haben", "h", "b"})


@dataclass(frozen=True, slots=True)
class Preview:
    """What a profile makes of the first rows: cells as they stand, and lines."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[BankLine, ...]
    problems: tuple[Problem, ...]
    row_count: int = 0


def guess(source: BinaryIO) -> BankProfile | None:
    """Guess the profile of a bank's table; None when it is no bank's for all we can tell.

    It has a day and an amount in every row, and a balance, a sign, accounts, or amounts on
    both sides of zero.
    """
    guessed, body = _guessed(source)
    if guessed is None or not _is_of_a_bank(guessed.columns, body):
        return None
    return guessed


def to_point_out(source: BinaryIO) -> BankProfile | None:
    """Guess what can be of any table, for a person who says that it is a bank's."""
    return _guessed(source)[0]


def _guessed(source: BinaryIO) -> tuple[BankProfile | None, list[Row]]:
    try:
        delimiter = table.delimiter_of(source, is_header=_is_header)
        rows = [row for row in table.rows(source, delimiter=delimiter) if not row.empty]
    except TextRefused:
        return None, []
    place = next(
        (at for at, row in enumerate(rows[:_TITLE_ROWS]) if _is_header(row.cells)), None
    )
    if place is None and rows and not any(map(_tells, rows[0].cells)):
        place = 0
    head = rows[place].cells if place is not None else ()
    body = rows if place is None else rows[place + 1 :]
    found = bank_profile.by_header(head)
    for field, column in _by_content(body).items():
        if column not in found.values():
            found.setdefault(field, column)
    mark = notation.decimal_mark(_cells(body, found, bank_profile.AMOUNTS))
    order = notation.day_order(_cells(body, found, bank_profile.DAYS))
    if not body or "booked_on" not in found or mark is None or order is None:
        return None, []
    return BankProfile(
        delimiter=delimiter,
        decimal=mark.way,
        days=order.way,
        header=bool(head),
        columns=found,
        signature=bank_profile.signature(head or body[0].cells, header=bool(head)),
    ), body


def read_with(source: BinaryIO, name: str, *, profile: BankProfile) -> ReadFile:
    """Read all rows with a given profile. Never raises on bad content."""
    findings = Findings()
    return csv_lines.of_rows(
        _named(source, profile),
        findings,
        name=name,
        kind=FORMAT,
        understand=lambda row: _understand(row, profile),
    )


def preview(source: BinaryIO, *, profile: BankProfile, rows: int = 5) -> Preview:
    """Show the first rows under a profile, before anything is imported.

    An account that nobody stated yet does not keep the rows from being shown.
    """
    profile = replace(profile, account=profile.account or "?")
    try:
        body = _body(source, profile)
    except TextRefused:
        return Preview((), (), (), ())
    head, below = body
    findings = Findings()
    some = [_as_bank_row(row, profile) for row in below[:rows]]
    read = csv_lines.of_rows(
        iter(some),
        findings,
        name="",
        kind=FORMAT,
        understand=lambda row: _understand(row, profile),
    )
    return Preview(
        header=head,
        rows=tuple(row.cells for row in below[:rows]),
        lines=tuple(line for statement in read.statements for line in statement.lines),
        problems=read.problems,
        row_count=len(below),
    )


def _is_header(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    if len(filled) < _LEAST_COLUMNS or any(map(_tells, filled)):
        return False
    found = bank_profile.by_header(cells)
    return "booked_on" in found and bool({"amount", "debit", "credit"} & set(found))


def _tells(cell: str) -> bool:
    return notation.is_amount(cell) or notation.is_day(cell)


def _is_of_a_bank(found: Mapping[Field, int], body: Sequence[Row]) -> bool:
    amounts = [row.cell(found["amount"]) for row in body if "amount" in found]
    both_sides = any("-" in cell for cell in amounts) and any(
        "-" not in cell for cell in amounts
    )
    has_two = {"debit", "credit"} <= set(found)
    told = {"balance", "sign", "iban", "account"} & set(found)
    has_amount = has_two or notation.all_of(notation.is_amount, amounts)
    days = [row.cell(found["booked_on"]) for row in body if "booked_on" in found]
    return (
        has_amount
        and notation.all_of(notation.is_day, days)
        and bool(told or both_sides or has_two)
    )


def _cells(
    body: Sequence[Row], found: Mapping[Field, int], chosen: Sequence[Field]
) -> Iterator[str]:
    places = [found[field] for field in chosen if field in found]
    return (cell for row in body for place in places if (cell := row.cell(place)))


def _by_content(body: Sequence[Row]) -> dict[Field, int]:
    """Guess columns without a header: what all cells of a column are."""
    width = max((len(row.cells) for row in body), default=0)
    texts = {
        place: [cell for row in body if (cell := row.cell(place))] for place in range(width)
    }
    days = [place for place in texts if notation.all_of(notation.is_day, texts[place])]
    amounts = [
        place
        for place in texts
        if place not in days
        and notation.all_of(notation.is_amount, texts[place])
        and any("," in cell or "." in cell for cell in texts[place])
    ]
    ibans = [
        place
        for place in texts
        if notation.all_of(lambda cell: bool(fields.iban(cell)), texts[place])
    ]
    rest = [place for place in texts if place not in {*days, *amounts, *ibans} and texts[place]]
    longest = sorted(rest, key=lambda place: -sum(map(len, texts[place])) / len(texts[place]))
    pairs: list[tuple[Field, list[int]]] = [
        ("booked_on", days[:1]),
        ("value_on", days[1:2]),
        ("amount", amounts[:1]),
        ("balance", amounts[1:2]),
        ("iban", ibans[:1]),
        ("text", longest[:1]),
        ("name", longest[1:2]),
    ]
    return {field: places[0] for field, places in pairs if places}


def _body(source: BinaryIO, profile: BankProfile) -> tuple[tuple[str, ...], list[Row]]:
    rows = [row for row in table.rows(source, delimiter=profile.delimiter) if not row.empty]
    if not profile.header:
        return (), rows
    for place, row in enumerate(rows[:_TITLE_ROWS]):
        if bank_profile.signature(row.cells, header=True) == profile.signature:
            return row.cells, rows[place + 1 :]
    raise TextRefused("open_list.other_columns", "file", found=" ".join(rows[0].cells)[:60])


def _named(source: BinaryIO, profile: BankProfile) -> Iterator[csv_rows.Row]:
    head, below = _body(source, profile)
    for row in below:
        if row.cells != head:
            yield _as_bank_row(row, profile)


def _as_bank_row(row: Row, profile: BankProfile) -> csv_rows.Row:
    return csv_rows.Row(
        row.line, {field: row.cell(place) for field, place in profile.columns.items()}
    )


def _understand(row: csv_rows.Row, profile: BankProfile) -> csv_lines.Read:
    number = row.text("account") or profile.account
    text = " ".join(dict.fromkeys(filter(None, (row.text("text"), row.text("more_text")))))
    value_text = row.text("value_on")
    balance = row.text("balance")
    return csv_lines.Read(
        account=fields.iban(number) or number,
        currency=row.text("currency").upper()[:3] or "EUR",
        line=BankLine(
            booked_on=_day(row.text("booked_on"), profile),
            value_on=_day(value_text, profile) if value_text else None,
            amount_cents=_cents(row, profile),
            name=fields.tidy(row.text("name")),
            iban=fields.iban(row.text("iban")),
            text=fields.tidy(text) or "",
            reference=fields.tidy(row.text("reference")),
        ),
        balance_cents=_number(balance, profile) if balance else None,
    )


def _day(text: str, profile: BankProfile) -> date:
    if not text:
        raise csv_lines.Unreadable("bank.date_missing")
    try:
        return notation.day(text, order=profile.days)
    except notation.NotADay:
        expected = {"dmy": "31-12-2026", "mdy": "12-31-2026", "ymd": "2026-12-31"}
        raise csv_lines.Unreadable(
            "bank.date", found=text, expected=f"a day as {expected[profile.days]}"
        ) from None


def _cents(row: csv_rows.Row, profile: BankProfile) -> int:
    sides = [
        sign * abs(_number(text, profile))
        for field, sign in (("debit", -1), ("credit", 1))
        if (text := row.text(field))
    ]
    if sides:
        return sum(sides)
    stated = row.text("amount")
    if not stated:
        raise csv_lines.Unreadable("bank.amount_missing")
    cents = _number(stated, profile)
    return cents if "sign" not in profile.columns else _sign(row.text("sign")) * abs(cents)


def _sign(text: str) -> int:
    said = text.casefold()
    if said not in _DEBIT | _CREDIT:
        raise csv_lines.Unreadable("bank.sign", found=text, expected="debit or credit")
    return -1 if said in _DEBIT else 1


def _number(text: str, profile: BankProfile) -> int:
    try:
        return notation.cents(text, decimal=profile.decimal)
    except money.NotAnAmount:
        expected = "1.210,50" if profile.decimal == "," else "1,210.50"
        raise csv_lines.Unreadable(
            "bank.amount", found=text, expected=f"a number such as {expected}"
        ) from None
