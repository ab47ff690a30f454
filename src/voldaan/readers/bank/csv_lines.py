"""What the CSV readers of banks share: fields of a row, and the chain of balances.

A CSV states no period: it may be any selection. So first and last day stay unknown, and
the user confirms what a file covers.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import BinaryIO

from voldaan import money
from voldaan.money import Cents
from voldaan.readers import text_lines
from voldaan.readers.bank import account, csv_rows, fields
from voldaan.readers.findings import Findings
from voldaan.readers.shapes import BankLine, Problem, ReadFile, facts

_DUTCH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})\Z")
_PLAIN_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")


@dataclass(frozen=True, slots=True)
class Read:
    """One row understood: whose account, which line, and the balance behind it.

    ``value_text`` is what stands in the file as value day, readable or not.
    """

    account: str
    currency: str
    line: BankLine
    value_text: str = ""
    balance_cents: Cents | None = None


class Unreadable(Exception):
    """The row cannot become a line; carries the code of the problem and its facts."""

    def __init__(self, code: str, **found: object) -> None:
        super().__init__(code)
        self.code = code
        self.found = found


@dataclass(slots=True)
class _Account:
    draft: account.Draft
    balances: list[tuple[int, Cents | None]] = field(default_factory=list)


def file(
    source: BinaryIO, *, name: str, kind: str, understand: Callable[[csv_rows.Row], Read]
) -> ReadFile:
    """Read a CSV with one header into one statement for each account. Never raises."""
    findings = Findings()
    rows = csv_rows.rows(source, findings=findings)
    return of_rows(rows, findings, name=name, kind=kind, understand=understand)


def of_rows(
    rows: Iterable[csv_rows.Row],
    findings: Findings,
    *,
    name: str,
    kind: str,
    understand: Callable[[csv_rows.Row], Read | None],
) -> ReadFile:
    """Put rows into one statement for each account; None is no movement. Never raises."""
    accounts: dict[tuple[str, str], _Account] = {}
    try:
        for count, row in enumerate(rows, start=1):
            if count > account.MOST_LINES:
                raise text_lines.TextRefused(
                    "file.too_many_lines", f"line {row.line}", most=account.MOST_LINES
                )
            _take(row, understand, accounts, findings)
    except text_lines.TextRefused as refused:
        problem = Problem(refused.code, refused.where, facts=facts(**refused.found))
        return ReadFile(name, kind, problems=(problem,))
    if not accounts and not findings.problems():
        findings.warning("bank.no_lines", "file")
    for found in accounts.values():
        _chain(found, findings)
    drafts = [account.finished(found.draft, findings=findings) for found in accounts.values()]
    statements = account.without_shared_ids([draft for draft in drafts if draft is not None])
    return ReadFile(name, kind, statements=statements, problems=findings.problems())


def _take(
    row: csv_rows.Row,
    understand: Callable[[csv_rows.Row], Read | None],
    accounts: dict[tuple[str, str], _Account],
    findings: Findings,
) -> None:
    where = f"line {row.line}"
    try:
        read = understand(row)
    except Unreadable as wrong:
        findings.error(wrong.code, where, **wrong.found)
        return
    if read is None:
        return
    if read.line.amount_cents is None:
        findings.warning("bank.amount_fraction", where, found=read.line.amount)
    if read.value_text and read.line.value_on is None:
        findings.warning(
            "bank.date", where, found=read.value_text, expected="an existing value day"
        )
    key = read.account, read.currency
    if key not in accounts:
        draft = account.Draft(f"account {read.account}", read.account, read.currency)
        accounts[key] = _Account(draft)
    accounts[key].draft.lines.append(read.line)
    accounts[key].balances.append((row.line, read.balance_cents))


def _chain(found: _Account, findings: Findings) -> None:
    """Take opening and closing balance from the column, and check each step of it.

    The order is that of the days; a file of one day tells by which way its balances run.
    """
    lines = found.draft.lines
    steps = [
        (number, balance, line.amount_cents)
        for (number, balance), line in zip(found.balances, lines, strict=True)
        if balance is not None and line.amount_cents is not None
    ]
    if len(steps) < len(lines):
        return
    newest_first = lines[0].booked_on > lines[-1].booked_on or (
        lines[0].booked_on == lines[-1].booked_on and _jump(steps) is not None
    )
    if newest_first:
        steps.reverse()
    found.draft.opening_cents = steps[0][1] - steps[0][2]
    found.draft.closing_cents = steps[-1][1]
    jump = _jump(steps)
    if jump is not None:
        number, expected, balance = jump
        found.draft.comparable = False
        findings.warning(
            "bank.balances_jump",
            found.draft.where,
            line=number,
            expected=fields.plain(expected),
            found=fields.plain(balance),
        )


def _jump(steps: list[tuple[int, Cents, Cents]]) -> tuple[int, Cents, Cents] | None:
    for before, (number, balance, cents) in pairwise(steps):
        if before[1] + cents != balance:
            return number, before[1] + cents, balance
    return None


def day(text: str) -> date:
    """Read 20261231, 31-12-2026 or 2026-12-31: three notations that cannot be confused.

    Raises :class:`Unreadable`.

    >>> day("20260228"), day("28-02-2026") == day("2026-02-28")
    (datetime.date(2026, 2, 28), True)
    """
    plain = text.strip()
    if not plain:
        raise Unreadable("bank.date_missing")
    try:
        if match := _DUTCH_DAY.match(plain):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _PLAIN_DAY.match(plain):
            return date(int(match[1]), int(match[2]), int(match[3]))
        return fields.day(plain)
    except ValueError:
        raise Unreadable(
            "bank.date", found=plain, expected="an existing day such as 31-12-2026"
        ) from None


def value_day(text: str) -> date | None:
    """Read a value day; it may be missing or wrong, the booking day counts."""
    try:
        return day(text)
    except Unreadable:
        return None


def amount(text: str, *, sign: int = 1) -> fields.Amount:
    """Read an amount with a decimal comma, without grouping.

    Raises :class:`Unreadable`.
    """
    if not text.strip():
        raise Unreadable("bank.amount_missing")
    try:
        return fields.amount(text, sign=sign, decimal=",")
    except money.NotAnAmount:
        raise Unreadable(
            "bank.amount", found=text, expected="a number such as 1234,56"
        ) from None


def balance(text: str) -> Cents | None:
    """Read the balance behind a line; None where it is not stated or not readable."""
    try:
        return amount(text).cents
    except Unreadable:
        return None
