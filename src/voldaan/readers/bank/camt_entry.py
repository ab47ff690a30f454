"""One CAMT entry (Ntry) → one bank line, or one for each part of a batch that adds up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree

from voldaan import money
from voldaan.readers.bank import fields
from voldaan.readers.bank.camt_texts import Texts
from voldaan.readers.bank.camt_transaction import Side, Transaction
from voldaan.readers.findings import Findings
from voldaan.readers.shapes import BankLine

_SIGNS = {"CRDT": 1, "DBIT": -1}
#: Announced, planned or told for information: not money on the account yet.
_NOT_BOOKED = {"PDNG", "FUTR", "INFO"}


@dataclass(slots=True)
class Derived:
    """How many lines took their day from where, told once per statement."""

    value_day: int = 0
    settlement_day: int = 0
    statement_day: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """What an entry needs to know of its statement."""

    account: str | None
    currency: str | None
    only_day: date | None
    findings: Findings
    derived: Derived


@dataclass(frozen=True, slots=True)
class _Stated:
    sign: int
    amount: fields.Amount
    currency: str | None
    reversal: bool
    line: BankLine


def lines(
    element: etree._Element,
    transactions: Sequence[Transaction],
    *,
    around: Around,
    where: str,
) -> list[BankLine]:
    """Give the lines of an entry; none, and a problem, when amount or day is unreadable."""
    stated = _stated(Texts(element), transactions, around, where)
    if stated is None:
        return []
    if len(transactions) == 1:
        return [_detailed(stated, transactions[0], around)]
    parts = _parts(stated, transactions, around, where)
    if parts:
        return parts
    told = [stated.line.text, *(item.text or "" for item in transactions)]
    return [replace(stated.line, text=fields.tidy(" ".join(told)) or "")]


def _stated(
    texts: Texts, transactions: Sequence[Transaction], around: Around, where: str
) -> _Stated | None:
    """Read the entry itself; all that is wrong with it is told, not only the first."""
    sign = _sign(texts, around.findings, where)
    found = _amount(texts, sign or 1, around, where)
    booked_on, value_on = _days(texts, transactions, around, where)
    if sign is None or found is None or booked_on is None:
        return None
    status = texts.text("Sts", "Sts/Cd", "Sts/Prtry") or "BOOK"
    amount, currency = found
    line = BankLine(
        booked_on=booked_on,
        value_on=value_on,
        amount_cents=amount.cents,
        amount=amount.stated,
        pending=status in _NOT_BOOKED,
        text=fields.tidy(texts.text("AddtlNtryInf")) or "",
        bank_id=fields.tidy(texts.text("AcctSvcrRef")),
    )
    reversal = texts.text("RvslInd") in {"true", "1"}
    return _Stated(sign, amount, currency, reversal, line)


def _sign(texts: Texts, findings: Findings, where: str) -> int | None:
    found = texts.text("CdtDbtInd") or ""
    if found not in _SIGNS:
        findings.error("bank.sign", f"{where}/CdtDbtInd", found=found, expected="CRDT or DBIT")
    return _SIGNS.get(found)


def _amount(
    texts: Texts, sign: int, around: Around, where: str
) -> tuple[fields.Amount, str | None] | None:
    stated = texts.amount("Amt")
    if stated is None:
        around.findings.error("bank.amount_missing", where)
        return None
    text, currency = stated
    if currency and around.currency and currency != around.currency:
        around.findings.error(
            "bank.currency", f"{where}/Amt", found=currency, expected=around.currency
        )
        return None
    try:
        amount = unsigned(text, sign=sign)
    except money.NotAnAmount:
        around.findings.error(
            "bank.amount", f"{where}/Amt", found=text, expected="a number such as 12.50"
        )
        return None
    if amount.cents is None:
        around.findings.warning("bank.amount_fraction", f"{where}/Amt", found=text)
    return amount, currency


def unsigned(text: str, *, sign: int) -> fields.Amount:
    """Read an amount as XML writes it: no sign of its own, ``.5`` and ``5.`` are numbers.

    >>> unsigned("5.", sign=-1)
    Amount(cents=-500, stated=None)
    """
    if text[:1] in "+-":
        raise money.NotAnAmount(text)
    whole = "0" + text if text.startswith(".") else text
    return fields.amount(whole.removesuffix("."), sign=sign)


def _days(
    texts: Texts, transactions: Sequence[Transaction], around: Around, where: str
) -> tuple[date | None, date | None]:
    """Give booking and value day. A booking day that is stated must exist."""
    stated = texts.text("BookgDt/Dt", "BookgDt/DtTm")
    value_text = texts.text("ValDt/Dt", "ValDt/DtTm")
    if stated is not None:
        value_on = _day(value_text, f"{where}/ValDt", around.findings, error=False)
        return _day(stated, f"{where}/BookgDt", around.findings, error=True), value_on
    if value_text is not None:
        value_on = _day(value_text, f"{where}/ValDt", around.findings, error=True)
        around.derived.value_day += value_on is not None
        return value_on, value_on
    settled = {item.settled_on for item in transactions}
    settled_text = settled.pop() if len(settled) == 1 else None
    if settled_text is not None:
        settled_on = _day(settled_text, f"{where}/TxDtls", around.findings, error=True)
        around.derived.settlement_day += settled_on is not None
        return settled_on, settled_on
    if around.only_day is None:
        around.findings.error("bank.date_missing", where)
    else:
        around.derived.statement_day += 1
    return around.only_day, None


def _day(text: str | None, where: str, findings: Findings, *, error: bool) -> date | None:
    if text is None:
        return None
    try:
        return fields.day(text)
    except ValueError:
        note = findings.error if error else findings.warning
        note("bank.date", where, found=text, expected="a day as 2026-12-31")
        return None


def _detailed(stated: _Stated, item: Transaction, around: Around) -> BankLine:
    """Add to the entry what its only transaction tells."""
    other = _counterparty(stated, item, around.account)
    return replace(
        stated.line,
        name=other.name,
        iban=other.iban,
        text=item.text or stated.line.text,
        reference=item.reference,
        end_to_end_id=item.end_to_end_id,
        bank_id=stated.line.bank_id or item.bank_id,
        return_reason=item.return_reason,
    )


def _counterparty(stated: _Stated, item: Transaction, account: str | None) -> Side:
    """Give the other side: who paid us, or whom we paid.

    In a reversal the sides are those of the first transaction, so they swap. Where the
    side that we expect turns out to be ourselves, it is the other one.
    """
    credit = (stated.sign > 0) != stated.reversal
    side, opposite = item.debtor, item.creditor
    if not credit:
        side, opposite = opposite, side
    own = account is not None and side.iban == account
    foreign = opposite.iban is not None and opposite.iban != account
    missing = side == Side() and (item.return_reason is not None or stated.reversal)
    return opposite if foreign and (own or missing) else side


def _parts(
    stated: _Stated, transactions: Sequence[Transaction], around: Around, where: str
) -> list[BankLine]:
    """Split a batch into its transactions when their amounts sum to the entry."""
    cents = [_part_cents(stated, item) for item in transactions]
    known = [part for part in cents if part is not None]
    if not transactions or len(known) < len(cents) or stated.amount.cents is None:
        return []
    if sum(known) != stated.amount.cents:
        around.findings.warning(
            "bank.batch_kept",
            where,
            found=fields.plain(sum(known)),
            expected=fields.plain(stated.amount.cents),
        )
        return []
    batch_id = stated.line.bank_id
    return [
        replace(
            _detailed(stated, item, around),
            amount_cents=part,
            bank_id=item.bank_id or (f"{batch_id}/{place}" if batch_id else None),
        )
        for place, (item, part) in enumerate(zip(transactions, known, strict=True), start=1)
    ]


def _part_cents(stated: _Stated, item: Transaction) -> int | None:
    if item.amount is None or item.currency != stated.currency:
        return None
    sign = stated.sign if item.sign is None else _SIGNS.get(item.sign)
    if sign is None:
        return None
    try:
        return unsigned(item.amount, sign=sign).cents
    except money.NotAnAmount:
        return None
