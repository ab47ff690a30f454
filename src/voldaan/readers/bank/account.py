"""From lines and balances to one statement: sums, and ids that are none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from voldaan.money import Cents
from voldaan.readers.bank import fields
from voldaan.readers.findings import Findings
from voldaan.readers.shapes import BankLine, Statement

#: Bank lines of one file: three years of a busy shop, in bounded memory.
MOST_LINES = 200_000


@dataclass(slots=True)
class Draft:
    """A statement while it is being read."""

    where: str
    account: str | None = None
    currency: str | None = None
    number: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    opening_cents: Cents | None = None
    closing_cents: Cents | None = None
    comparable: bool = True  # False when the balances are in two currencies
    lines: list[BankLine] = field(default_factory=list)


def finished(draft: Draft, *, findings: Findings) -> Statement | None:
    """Give the statement with its sums checked, or None when it names no account.

    Balances that do not add up are a warning; nothing is repaired.
    """
    if not draft.account:
        findings.error("bank.no_account", draft.where)
        return None
    return Statement(
        account=draft.account,
        currency=draft.currency or "EUR",
        number=draft.number,
        first_day=draft.first_day,
        last_day=draft.last_day,
        opening_cents=draft.opening_cents,
        closing_cents=draft.closing_cents,
        adds_up=_adds_up(draft, findings),
        lines=tuple(draft.lines),
    )


def without_shared_ids(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Forget each bank's id that stands on more than one line of an account.

    Banks are known to repeat one reference on all lines of a batch or a day. Such an id
    would make two payments look like one.
    """
    seen = Counter(
        (statement.account, line.bank_id)
        for statement in statements
        for line in statement.lines
        if line.bank_id is not None
    )
    shared = {key for key, count in seen.items() if count > 1}
    if not shared:
        return tuple(statements)
    return tuple(
        replace(
            statement,
            lines=tuple(
                replace(line, bank_id=None)
                if (statement.account, line.bank_id) in shared
                else line
                for line in statement.lines
            ),
        )
        for statement in statements
    )


def _adds_up(draft: Draft, findings: Findings) -> bool | None:
    booked = [line.amount_cents for line in draft.lines if not line.pending]
    whole = [cents for cents in booked if cents is not None]
    if draft.opening_cents is None or draft.closing_cents is None or len(whole) < len(booked):
        return None
    expected = draft.opening_cents + sum(whole)
    if not draft.comparable:
        return False
    if expected == draft.closing_cents:
        return True
    findings.warning(
        "bank.does_not_add_up",
        draft.where,
        opening=fields.plain(draft.opening_cents),
        expected=fields.plain(expected),
        found=fields.plain(draft.closing_cents),
    )
    return False
