"""Statements of one file to the record: new lines only, in bulk."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voldaan import days
from voldaan.actions import _rows
from voldaan.books.models import BankAccount, BankLine, ImportedFile, Statement, User
from voldaan.matching import overlap
from voldaan.matching.money_back import reversals
from voldaan.readers import shapes


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the statements: new and known lines, and what was left out."""

    new_lines: int = 0
    known_lines: int = 0
    pending_lines: int = 0
    unreadable_lines: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(
            self.new_lines + other.new_lines,
            self.known_lines + other.known_lines,
            self.pending_lines + other.pending_lines,
            self.unreadable_lines + other.unreadable_lines,
        )


def take_statements(
    statements: Sequence[shapes.Statement],
    *,
    file: ImportedFile,
    complete_until: date | None,
    day: date,
    at: datetime,
    by: User | None,
) -> Taken:
    """Add what is new.

    ``complete_until`` is the last whole day that a person confirmed, for files that do
    not say so themselves. ``day`` is today: no file shows all of a day that is not over.
    """
    taken = Taken()
    for stated in statements:
        account, _ = BankAccount.objects.get_or_create(
            administration_id=file.administration_id,
            number=stated.account[:40],
            currency=stated.currency,
            defaults={"first_seen_at": at},
        )
        first_day, last_day = _days(stated, complete_until, day)
        row = Statement.objects.create(
            administration_id=file.administration_id,
            account=account,
            imported_file=file,
            number=(stated.number or "")[:40],
            first_day=first_day,
            last_day=last_day,
            opening_cents=stated.opening_cents,
            closing_cents=stated.closing_cents,
            adds_up=stated.adds_up,
            confirmed_by=by if stated.last_day is None and last_day else None,
        )
        taken += _take_lines(stated.lines, row, file.format)
    return taken


def _days(
    stated: shapes.Statement, complete_until: date | None, day: date
) -> tuple[date | None, date | None]:
    """Give the days that are complete: the bank's own words, else what a person confirmed.

    A statement of the whole month that was fetched in the middle of it is complete until
    yesterday: today is not over. Believed at its word, it would have everybody reminded who
    pays after it was fetched.
    """
    if stated.first_day and stated.last_day and stated.first_day <= stated.last_day:
        first, last = stated.first_day, stated.last_day
    else:
        booked = [line.booked_on for line in stated.lines if not line.pending]
        found = stated.first_day or min(booked, default=None)
        until = stated.last_day or complete_until
        if not found or not until:
            return None, None
        first, last = found, until
    last = min(last, days.shift(day, -1))
    return (first, last) if first <= last else (None, None)


def _take_lines(lines: Sequence[shapes.BankLine], row: Statement, form: str) -> Taken:
    booked = [line for line in lines if not line.pending and line.amount_cents is not None]
    seen = [_seen(line, form) for line in booked]
    known = _known(row.account, seen)
    fresh = overlap.unknown(seen, known=known)
    copies = Counter((line.booked_on, fingerprint(line)) for line in known)
    rows = []
    for place in fresh:
        mark = fingerprint(seen[place])
        day = seen[place].booked_on
        columns = _row(booked[place], seen[place], row)
        rows.append({**columns, "fingerprint": mark, "copy": copies[day, mark]})
        copies[day, mark] += 1
    _rows.insert(BankLine, rows)
    pending = sum(1 for line in lines if line.pending)
    return Taken(
        new_lines=len(fresh),
        known_lines=len(booked) - len(fresh),
        pending_lines=pending,
        unreadable_lines=len(lines) - pending - len(booked),
    )


def _known(account: BankAccount, seen: Sequence[overlap.Seen]) -> list[overlap.Seen]:
    if not seen:
        return []
    booked = [line.booked_on for line in seen]
    rows = BankLine.objects.filter(
        administration_id=account.administration_id,
        account=account,
        booked_on__gte=min(booked),
        booked_on__lte=max(booked),
    ).values_list(
        "booked_on", "amount_cents", "format", "name", "iban", "text", "reference",
        "end_to_end_id", "bank_id",
    )  # fmt: skip
    return [overlap.Seen(*row) for row in rows]


def _seen(line: shapes.BankLine, form: str) -> overlap.Seen:
    return overlap.Seen(
        booked_on=line.booked_on,
        amount_cents=line.amount_cents or 0,
        format=form,
        name=(line.name or "")[:200],
        iban=(line.iban or "")[:40],
        text=line.text,
        reference=(line.reference or "")[:140],
        end_to_end_id=(line.end_to_end_id or "")[:140],
        bank_id=(line.bank_id or "")[:140],
    )


def fingerprint(line: overlap.Seen) -> str:
    """Give the mark of what a line says; equal lines of a day differ in ``copy``."""
    said = f"{line.amount_cents}|{overlap.words(line)}"
    return hashlib.sha256(said.encode()).hexdigest()


def _row(line: shapes.BankLine, seen: overlap.Seen, statement: Statement) -> dict[str, object]:
    return {
        "administration_id": statement.administration_id,
        "account_id": statement.account_id,
        "statement_id": statement.pk,
        "booked_on": seen.booked_on,
        "value_on": line.value_on,
        "amount_cents": seen.amount_cents,
        "name": seen.name,
        "iban": seen.iban,
        "text": seen.text,
        "reference": seen.reference,
        "end_to_end_id": seen.end_to_end_id,
        "bank_id": seen.bank_id,
        "return_reason": reversals.reason(
            line.text, stated=line.return_reason, amount_cents=seen.amount_cents
        ),
        "format": seen.format,
    }
