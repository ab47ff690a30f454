"""CAMT.052, .053 and .054 in all versions: one streaming reader.

Memory holds one entry at a time, and the lines that came out. A file that breaks off is
refused whole; an entry that cannot be read is left out and named.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import BinaryIO

from lxml import etree

from voldaan import money
from voldaan.readers import xml, xml_stream
from voldaan.readers.bank import account, camt_entry, fields
from voldaan.readers.bank.camt_texts import Texts, children
from voldaan.readers.bank.camt_transaction import Transaction, transaction
from voldaan.readers.findings import Findings
from voldaan.readers.shapes import Problem, ReadFile, Statement, facts

_MESSAGES = {
    "BkToCstmrAcctRpt": "camt.052",
    "BkToCstmrStmt": "camt.053",
    "BkToCstmrDbtCdtNtfctn": "camt.054",
}
FORMATS = tuple(_MESSAGES.values())

_STATEMENTS = ("Rpt", "Stmt", "Ntfctn")
_READ_APART = frozenset({"Bal", "Ntry", "TxsSummry"})
_FIRST_ELEMENTS = 100
_LARGEST_BYTES = 1_000_000_000  # the front door has its own, lower limit


def recognises(head: bytes) -> bool:
    """Whether this is a CAMT message: one of its first elements says so, in any namespace."""
    return _format(head) is not None


def read(source: BinaryIO, name: str) -> ReadFile:
    """Read all statements of a message. Never raises on bad content."""
    start = source.tell()
    kind = _format(source.read(65_536)) or FORMATS[1]
    source.seek(start)
    reading = _Reading()
    try:
        statements = tuple(_statements(source, reading))
    except xml.XmlRefused as refused:
        return ReadFile(name, kind, problems=(refused.problem,))
    if reading.lines > account.MOST_LINES:
        problem = Problem("file.too_many_lines", "file", facts=facts(most=account.MOST_LINES))
        return ReadFile(name, kind, problems=(problem,))
    if not reading.statement:
        reading.findings.error("bank.no_statement", "file")
    return ReadFile(
        name,
        kind,
        statements=account.without_shared_ids(statements),
        problems=reading.findings.problems(),
    )


def _format(head: bytes) -> str | None:
    # In a business envelope its header comes first.
    for _, element in xml.first_names(head)[:_FIRST_ELEMENTS]:
        for message, kind in _MESSAGES.items():
            if element.startswith(message):  # the first version wrote BkToCstmrStmtV01
                return kind
    return None


@dataclass(slots=True)
class _Reading:
    """Where we are in the message."""

    findings: Findings = field(default_factory=Findings)
    statement: int = 0
    entry: int = 0
    lines: int = 0
    transactions: list[Transaction] = field(default_factory=list)
    draft: account.Draft | None = None
    around: camt_entry.Around | None = None


def _statements(source: BinaryIO, reading: _Reading) -> Iterator[Statement]:
    names = ("TxDtls", "Ntry", *_STATEMENTS)
    for element in xml_stream.elements(source, names=names, largest_bytes=_LARGEST_BYTES):
        kind = xml.local_name(element)
        if kind == "TxDtls":
            reading.transactions.append(transaction(element))
            reading.lines += 1
        elif kind == "Ntry":
            _entry(element, reading)
        elif (statement := _end(element, reading)) is not None:
            yield statement
        xml_stream.drop(element)
        if reading.lines > account.MOST_LINES:
            return


def _entry(element: etree._Element, reading: _Reading) -> None:
    parent = element.getparent()
    if parent is None or xml.local_name(parent) not in _STATEMENTS:
        return
    draft, around = _begin(parent, element, reading)
    reading.entry += 1
    found = camt_entry.lines(
        element,
        reading.transactions,
        around=around,
        where=f"{draft.where}/Ntry {reading.entry}",
    )
    reading.lines += 0 if reading.transactions else 1
    reading.transactions = []
    draft.lines += found


def _begin(
    element: etree._Element, entry: etree._Element | None, reading: _Reading
) -> tuple[account.Draft, camt_entry.Around]:
    """Read the head of a statement, once, when its first entry or its end is seen."""
    if reading.draft is not None and reading.around is not None:
        return reading.draft, reading.around
    reading.statement += 1
    reading.lines += 1
    draft = account.Draft(f"{xml.local_name(element)} {reading.statement}")
    texts = Texts(element, without=_READ_APART)
    number = texts.text(
        "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id", "Acct/Id/BBAN"
    )
    draft.account = fields.iban(number) or fields.tidy(number)
    draft.number = fields.tidy(texts.text("ElctrncSeqNb", "LglSeqNb", "Id"))
    draft.currency = _currency(element, entry, texts)
    opened_on, closed_on = _balances(element, draft, reading)
    begun_on, ended_on = _period(texts, draft.where, reading.findings, closed_on=closed_on)
    draft.first_day = begun_on or opened_on
    draft.last_day = ended_on or closed_on
    one_day = draft.first_day == draft.last_day
    around = camt_entry.Around(
        account=draft.account,
        currency=draft.currency,
        only_day=draft.last_day if one_day else None,
        findings=reading.findings,
        derived=camt_entry.Derived(),
    )
    reading.draft, reading.around = draft, around
    return draft, around


def _end(element: etree._Element, reading: _Reading) -> Statement | None:
    draft, around = _begin(element, None, reading)
    derived = around.derived
    for count, used in (
        (derived.value_day, "value date"),
        (derived.settlement_day, "day of settlement"),
        (derived.statement_day, "only day of the statement"),
    ):
        if count:
            reading.findings.warning("bank.date_derived", draft.where, count=count, used=used)
    reading.draft = reading.around = None
    reading.entry = 0
    reading.transactions = []
    return account.finished(draft, findings=reading.findings)


def _currency(
    element: etree._Element, entry: etree._Element | None, texts: Texts
) -> str | None:
    stated = texts.text("Acct/Ccy")
    if stated:
        return stated[:3].upper()
    first = [*children(element, "Bal")[:1], *([] if entry is None else [entry])]
    amounts = (Texts(item, without=_READ_APART).amount("Amt") for item in first)
    return next((amount[1] for amount in amounts if amount is not None), None)


def _balances(
    element: etree._Element, draft: account.Draft, reading: _Reading
) -> tuple[date | None, date | None]:
    """Take the opening and closing balance, and give the days they stand for."""
    days: dict[str, date | None] = {}
    for place, balance in enumerate(children(element, "Bal"), start=1):
        texts = Texts(balance)
        code = texts.text("Tp/CdOrPrtry/Cd", "Tp/Cd") or ""
        if code not in {"OPBD", "PRCD", "CLBD"} or code in days:
            continue
        where = f"{draft.where}/Bal {place}"
        days[code] = _day(texts.text("Dt/Dt", "Dt/DtTm", "Dt"), where, reading.findings)
        cents = _balance_cents(texts, draft, reading, where)
        if code == "CLBD":
            draft.closing_cents = cents
        elif code == "OPBD" or "OPBD" not in days:
            draft.opening_cents = cents
    closed_before = days.get("PRCD")
    opened_on = days.get("OPBD")
    if opened_on is None and closed_before is not None and closed_before < date.max:
        opened_on = closed_before + timedelta(days=1)
    return opened_on, days.get("CLBD")


def _balance_cents(
    texts: Texts, draft: account.Draft, reading: _Reading, where: str
) -> int | None:
    text, currency = texts.amount("Amt") or ("", None)
    sign = texts.text("CdtDbtInd")
    if sign is None:
        reading.findings.warning("bank.balance_sign", where)
    try:
        cents = camt_entry.unsigned(text, sign=-1 if sign == "DBIT" else 1).cents
    except money.NotAnAmount:
        cents = None
    if cents is None:
        reading.findings.error(
            "bank.balance", where, found=text, expected="an amount such as 12.50"
        )
    if currency and draft.currency and currency != draft.currency:
        draft.comparable = False
        reading.findings.warning(
            "bank.balance_currency", where, found=currency, expected=draft.currency
        )
    return cents


def _period(
    texts: Texts,
    statement: str,
    findings: Findings,
    *,
    closed_on: date | None,
) -> tuple[date | None, date | None]:
    """Give the days that the bank states, both inclusive.

    *Choice:* a period that ends at midnight does not cover the day that begins there,
    unless the closing balance is of that day: to claim too little only asks for a newer
    file, to claim too much would remind a client who has paid.
    """
    where = f"{statement}/FrToDt"
    end = texts.text("FrToDt/ToDtTm", "FrToDt/ToDt")
    first = _day(texts.text("FrToDt/FrDtTm", "FrToDt/FrDt"), where, findings)
    last = _day(end, where, findings)
    midnight = end is not None and "T00:00:00" in end
    if first and last and midnight and first < last and closed_on != last:
        last -= timedelta(days=1)
    return first, last


def _day(text: str | None, where: str, findings: Findings) -> date | None:
    if text is None:
        return None
    try:
        return fields.day(text)
    except ValueError:
        findings.warning("bank.date", where, found=text, expected="a day as 2026-12-31")
        return None
