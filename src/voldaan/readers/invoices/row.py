"""One row of a list of open invoices: its invoice, or why there is none."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from stdnum import iban as iban_number

from voldaan import money
from voldaan.readers import notation
from voldaan.readers.findings import Findings
from voldaan.readers.invoices.columns import Field
from voldaan.readers.invoices.profile import Profile
from voldaan.readers.shapes import Invoice, InvoiceKind, Party
from voldaan.readers.table import Row

_TOTAL = re.compile(
    r"(sub|eind|grand)?(totaal|totalen|total|totals|som|sum)\b.*", re.IGNORECASE
)
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_PAID = frozenset(
    {"betaald", "paid", "voldaan", "afgelost", "settled", "ja", "yes", "true", "x"}
)
_DRAFT = frozenset({"concept", "draft"})
_GROUP = re.compile(
    r"((debiteur|klant|relatie|customer|client|debtor)(nummer|nr)?\s*[:.]?\s*)?"
    r"([A-Z]{0,3}[0-9]{2,}\s*[-–:]?\s+)?(?P<name>.*\S)",
    re.IGNORECASE | re.DOTALL,
)
_GROUP_CELLS = 2
_TERM = re.compile(r"([0-9]{1,3})(\s*(dagen|days|dgn|d))?\.?\Z", re.IGNORECASE)


class _Refused(Exception):
    def __init__(self, code: str, **found: object) -> None:
        super().__init__(code)
        self.code = code
        self.found = found


@dataclass(frozen=True, slots=True)
class _Reading:
    row: Row
    profile: Profile
    group: str | None = None

    def text(self, field: Field) -> str | None:
        return self.row.cell(self.profile.columns.get(field)) or None

    def cents(self, field: Field) -> int | None:
        text = self.text(field)
        if text is None:
            return None
        try:
            return notation.cents(text, decimal=self.profile.decimal)
        except money.FractionOfACent:
            raise _Refused("open_list.fraction", found=text) from None
        except money.NotAnAmount:
            expected = "1.210,50" if self.profile.decimal == "," else "1,210.50"
            raise _Refused("open_list.amount", found=text, expected=expected) from None

    def day(self, field: Field) -> date | None:
        text = self.text(field)
        if text is None:
            return None
        try:
            return notation.day(text, order=self.profile.days)
        except notation.NotADay:
            expected = {"dmy": "31-12-2026", "mdy": "12-31-2026", "ymd": "2026-12-31"}
            raise _Refused(
                "open_list.day", found=text, expected=expected[self.profile.days]
            ) from None


def is_total(row: Row, *, profile: Profile) -> bool:
    """Say whether a row sums the rows above it.

    A client called *Totaal Bouw* has an invoice number; a sum has none.
    """
    number = row.cell(profile.columns.get("number"))
    cells = [number] if number else row.cells
    return any(_TOTAL.fullmatch(cell.rstrip(" :")) for cell in cells)


def group_name(row: Row, *, profile: Profile) -> str | None:
    """Give the client whom the rows below are of, in a list that is grouped so.

    Only where no column holds the client: such a row has one cell with a name of words, and
    beside it at most a code. What stands alone in the column of the number may be an invoice
    that misses its amount, and is no name.
    """
    filled = [cell for cell in row.cells if cell]
    if "client" in profile.columns or not 1 <= len(filled) <= _GROUP_CELLS:
        return None
    if any(notation.is_amount(cell) and not cell.isdigit() for cell in filled):
        return None
    named = [
        found["name"]
        for cell in filled
        if (found := _GROUP.fullmatch(cell)) and _is_a_name(found["name"], cell)
    ]
    name = max(named, key=len, default=None)
    number = row.cell(profile.columns.get("number"))
    return name if name is not None and (not number or number.endswith(name)) else None


def _is_a_name(name: str, cell: str) -> bool:
    """Whether it is words: several, or one behind a code."""
    letters, digits = sum(map(str.isalpha, name)), sum(map(str.isdigit, name))
    return letters > max(digits, 1) and (" " in name or name != cell)


def invoice(
    row: Row, *, profile: Profile, findings: Findings, client: str | None = None
) -> Invoice | None:
    """Give the invoice of a row, or None with an error that names its line.

    ``client`` is whose group the row stands in, when the list is grouped.
    """
    reading = _Reading(row, profile, client)
    try:
        return _invoice(reading, findings)
    except _Refused as refused:
        findings.error(refused.code, f"line {row.line}", **refused.found)
        return None


def _invoice(reading: _Reading, findings: Findings) -> Invoice | None:
    where = f"line {reading.row.line}"
    number = reading.text("number")
    if number is None:
        raise _Refused("open_list.no_number")
    if notation.normalised(reading.text("status") or "") in _DRAFT:
        findings.warning("open_list.draft", where, number=number)
        return None
    total, exact = _total(reading, findings)
    open_cents = _open(reading, total)
    if total is None and exact is None:
        if open_cents is None:
            raise _Refused("open_list.no_amount")
        total = open_cents
    return Invoice(
        number=number,
        kind=_kind(reading, total, exact),
        issued_on=reading.day("issued_on"),
        due_on=reading.day("due_on") or _after_term(reading),
        currency=_currency(reading),
        payable_cents=total,
        payable=exact,
        open_cents=open_cents,
        net_cents=reading.cents("net"),
        vat_cents=reading.cents("vat_amount"),
        buyer=_buyer(reading),
        iban=_iban(reading, findings),
        payment_reference=reading.text("reference"),
        order_reference=reading.text("order_reference"),
        description=reading.text("description"),
    )


def _after_term(reading: _Reading) -> date | None:
    """Give the due day of a list that states a term in days instead."""
    issued_on = reading.day("issued_on")
    term = _TERM.match(reading.text("term") or "")
    return issued_on + timedelta(days=int(term[1])) if issued_on and term else None


def _total(reading: _Reading, findings: Findings) -> tuple[int | None, str | None]:
    try:
        return _stated_total(reading), None
    except _Refused as refused:
        if refused.code != "open_list.fraction":
            raise
    text = reading.text("total") or ""
    findings.warning("invoice.fraction_of_a_cent", f"line {reading.row.line}", found=text)
    return None, notation.exact(text, decimal=reading.profile.decimal)


def _stated_total(reading: _Reading) -> int | None:
    debit, credit = reading.cents("debit"), reading.cents("credit")
    if debit is None and credit is None:
        return reading.cents("total")
    return (debit or 0) - (credit or 0)


def _open(reading: _Reading, total: int | None) -> int | None:
    """Give what is open: as stated, else what was not paid, else nothing when it is paid."""
    stated = reading.cents("open")
    if stated is not None:
        return stated
    paid = reading.cents("paid")
    if paid is not None and total is not None:
        return total - paid
    status = notation.normalised(reading.text("status") or "")
    return 0 if status in _PAID or reading.day("paid_on") else None


def _kind(reading: _Reading, total: int | None, exact: str | None) -> InvoiceKind:
    said = notation.normalised(reading.text("kind") or "")
    negative = total < 0 if total is not None else "-" in (exact or "")
    return "credit_note" if negative or "credit" in said else "invoice"


def _currency(reading: _Reading) -> str:
    stated = (reading.text("currency") or "EUR").upper().replace("€", "EUR")
    if stated == "EURO":
        return "EUR"
    if not _CURRENCY.match(stated):
        raise _Refused("open_list.currency", found=stated)
    return stated


def _buyer(reading: _Reading) -> Party:
    return Party(
        name=reading.text("client") or reading.group or reading.text("contact"),
        vat=reading.text("vat"),
        kvk=reading.text("kvk"),
        email=reading.text("email"),
        phone=reading.text("phone"),
        contact=reading.text("contact"),
    )


def _iban(reading: _Reading, findings: Findings) -> str | None:
    stated = iban_number.compact(reading.text("iban") or "")
    if stated and not iban_number.is_valid(stated):
        findings.warning("invoice.not_an_iban", f"line {reading.row.line}", found=stated)
    return stated or None
