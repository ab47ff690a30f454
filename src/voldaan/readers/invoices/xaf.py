"""XML Auditfile Financieel, versions 3.0 to 4.0: what customers were charged and paid.

From the customers' subledger where there is one (3.x), else from the lines with a customer
on a debtors' account (always in 4.0). Out come all sales invoices of the year with what was
paid on each and when, also those that are settled: they tell how a client pays. The file is
streamed. Tried: ``pyxaf`` reads it well but holds the whole tree in memory.

*Choices.* A debtors' account is one whose RGS code begins with ``BVorDeb``, whose name says
so, or that a sales journal is kept on. Sums of the file that its lines contradict are a
warning. What settled which invoice is decided in ``xaf_ledger``.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from lxml import etree

from voldaan import money
from voldaan.readers import xml, xml_stream
from voldaan.readers.bank import fields
from voldaan.readers.findings import Findings
from voldaan.readers.invoices import xaf_ledger
from voldaan.readers.invoices.xaf_ledger import Movement
from voldaan.readers.shapes import Party, ReadFile

FORMAT = "xaf"

#: Movements of customers in one file: a busy shop, for years.
MOST_MOVEMENTS = 300_000

_WANTED = (
    *("header", "companyName", "taxRegIdent", "commerceNr", "customerSupplier"),
    *("ledgerAccount", "jrnID", "jrnTp", "offsetAccID", "transaction"),
    *("sbType", "sbLine", "obSbLine", "linesCount", "totalDebit", "totalCredit"),
)
_DEBTORS = re.compile(r"debiteur|receivable|handelsvordering", re.IGNORECASE)
_NO_DEBTORS = re.compile(
    r"voorziening|oninbaar|oninbare|dubieu|provision|crediteur|voorbelasting", re.IGNORECASE
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_VERSION = re.compile(r"/XAF/([0-9]+)")
_MONEY = {"B", "C"}  # journals of banks and cash
_CUSTOMER_TYPES = {"", "C", "B", "O"}  # customer, both, other; S is a supplier


@dataclass(slots=True)
class _Books:
    """What was seen so far."""

    findings: Findings
    currency: str = "EUR"
    company: dict[str, str] = field(default_factory=dict)
    customers: dict[str, tuple[str, Party]] = field(default_factory=dict)
    debtors: set[str] = field(default_factory=set)
    journal: dict[str, str] = field(default_factory=dict)
    subledger: str = ""
    days: dict[tuple[str, str], date] = field(default_factory=dict)
    from_subledger: list[Movement] = field(default_factory=list)
    from_journals: list[Movement] = field(default_factory=list)
    sums: dict[str, str] = field(default_factory=dict)
    debit_cents: int = 0
    credit_cents: int = 0
    lines: int = 0


def recognises(head: bytes) -> bool:
    """Say whether the first bytes are those of an audit file.

    >>> recognises(b'<auditfile xmlns="http://www.auditfiles.nl/XAF/3.2"><header>')
    True
    """
    names = xml.first_names(head)
    return bool(names) and names[0][1].lower() in {"auditfile", "xaf"}


def read(source: BinaryIO, name: str) -> ReadFile:
    """Read the customers' side of one audit file. Never raises on bad content."""
    findings = Findings()
    names = xml.first_names(source.read(65_536))
    source.seek(0)
    version = _VERSION.search(names[0][0]) if names else None
    if version is None or int(version[1]) < 3:
        found = names[0][0] if names else ""
        findings.error("xaf.version", "auditfile", found=found or "an older one")
        return ReadFile(name, FORMAT, problems=findings.problems())
    books = _Books(findings)
    try:
        for element in xml_stream.elements(source, names=_WANTED):
            _see(element, books)
            if len(books.from_subledger) + len(books.from_journals) > MOST_MOVEMENTS:
                raise xml.XmlRefused("file.too_many_lines", "auditfile", most=MOST_MOVEMENTS)
    except xml.XmlRefused as refused:
        return ReadFile(name, FORMAT, problems=(refused.problem,))
    return _read(books, name)


def _read(books: _Books, name: str) -> ReadFile:
    _check_sums(books)
    movements = books.from_subledger or books.from_journals
    if not movements:
        books.findings.warning("xaf.no_customers", "auditfile")
    invoices = xaf_ledger.invoices(
        movements,
        seller=Party(
            name=books.company.get("companyName") or None,
            vat=books.company.get("taxRegIdent") or None,
            kvk=books.company.get("commerceNr") or None,
        ),
        buyers={number: party for number, (_, party) in books.customers.items()},
        currency=books.currency,
        findings=books.findings,
    )
    return ReadFile(name, FORMAT, invoices=invoices, problems=books.findings.problems())


def _see(element: etree._Element, books: _Books) -> None:
    tag = xml.local_name(element)
    parent = element.getparent()
    above = "" if parent is None else xml.local_name(parent)
    if tag == "header":
        books.currency = _text(element, "curCode") or "EUR"
    elif tag == "customerSupplier":
        _customer(element, books)
    elif tag == "ledgerAccount":
        _account(element, books)
    elif tag == "transaction":
        _transaction(element, books)
    elif tag in {"sbLine", "obSbLine"}:
        _subledger_line(element, books, is_opening=tag == "obSbLine")
    elif tag == "sbType":
        books.subledger = (element.text or "").strip()
        return
    elif above == "company":
        books.company[tag] = (element.text or "").strip()
        return
    elif above == "journal":
        _journal(tag, (element.text or "").strip(), books)
        return
    elif above == "transactions":
        books.sums[tag] = (element.text or "").strip()
        return
    else:
        return
    xml_stream.drop(element)


def _text(element: etree._Element, name: str) -> str:
    return " ".join((element.findtext(f"{{*}}{name}") or "").split())


def _customer(element: etree._Element, books: _Books) -> None:
    number = _text(element, "custSupID")
    party = Party(
        name=_text(element, "custSupName") or None,
        vat=_text(element, "taxRegIdent") or None,
        kvk=_text(element, "commerceNr") or None,
        email=_text(element, "eMail") or None,
        phone=_text(element, "telephone") or None,
        contact=_text(element, "contact") or None,
    )
    books.customers[number] = (_text(element, "custSupTp"), party)


def _account(element: etree._Element, books: _Books) -> None:
    codes = (_text(element, name) for name in ("leadCode", "leadReference", "leadCrossRef"))
    said = _text(element, "accDesc")
    by_name = _DEBTORS.search(said) and not _NO_DEBTORS.search(said)
    if by_name or any(code.startswith("BVorDeb") for code in codes):
        books.debtors.add(_text(element, "accID"))


def _journal(tag: str, text: str, books: _Books) -> None:
    if tag == "jrnID":
        books.journal = {}  # a new one begins with its number
    books.journal[tag] = text
    if books.journal.get("jrnTp") == "S" and books.journal.get("offsetAccID"):
        books.debtors.add(books.journal["offsetAccID"])


def _transaction(element: etree._Element, books: _Books) -> None:
    number = _text(element, "nr")
    day = _day(_text(element, "trDt"))
    if day is not None:
        books.days[books.journal.get("jrnID", ""), number] = day
    for line in element.iterfind("{*}trLine"):
        cents = _cents(line, books, where=f"transaction {number}")
        if cents is None:
            continue
        books.lines += 1
        books.debit_cents += max(cents, 0)
        books.credit_cents += max(-cents, 0)
        customer = _customer_of(line, books)
        on = day or _day(_text(line, "effDate"))
        if customer and on and cents:
            kind = books.journal.get("jrnTp", "")
            # Some books have one journal for all; then a debit charges and a credit settles.
            is_charge = kind == "S" or (kind not in _MONEY and cents > 0)
            books.from_journals.append(
                _movement(line, customer, on, cents, is_charge=is_charge, number=number)
            )


def _customer_of(line: etree._Element, books: _Books) -> str:
    """Give whose debt a line is about; some books keep an account for each customer."""
    account, customer = _text(line, "accID"), _text(line, "custSupID")
    if customer:
        return customer if account in books.debtors else ""
    own = books.customers.get(account)
    return account if own and own[0] in {"C", "B"} else ""


def _subledger_line(element: etree._Element, books: _Books, *, is_opening: bool) -> None:
    customer = _text(element, "custSupID")
    kind, _ = books.customers.get(customer, ("", Party()))
    side = _text(element, "invPurSalTp")
    is_theirs = books.subledger == "CU" or (
        books.subledger == "CS" and (side == "S" or (not side and kind in _CUSTOMER_TYPES))
    )
    cents = _cents(element, books, where=f"subledger line {_text(element, 'nr')}")
    if not is_theirs or not customer or not cents:
        return
    stated = _text(element, "mutTp")
    is_charge = is_opening or stated == "I" or (not stated and cents > 0)
    booked = books.days.get((_text(element, "jrnID"), _text(element, "trNr")))
    invoiced = _day(_text(element, "invDt"))
    on = (invoiced or booked) if is_charge else (booked or invoiced)
    if on is None:
        books.findings.error("bank.date_missing", f"subledger line {_text(element, 'nr')}")
        return
    books.from_subledger.append(
        _movement(
            element, customer, on, cents, is_charge=is_charge, number=_text(element, "trNr")
        )
    )


def _movement(
    element: etree._Element,
    customer: str,
    on: date,
    cents: int,
    *,
    is_charge: bool,
    number: str,
) -> Movement:
    reference = _text(element, "invRef")
    return Movement(
        customer=customer,
        on=on,
        cents=cents,
        is_charge=is_charge,
        reference="" if reference == "0" else reference,
        document=_text(element, "docRef") or number,
        match_key=_text(element, "matchKeyID"),
        due_on=_day(_text(element, "invDueDt")),
        description=_text(element, "desc"),
    )


def _cents(element: etree._Element, books: _Books, *, where: str) -> int | None:
    """Give the amount of a line, debit positive; one that cannot be read is left out."""
    stated = _text(element, "amnt")
    try:
        cents = money.parse(stated)
    except money.NotAnAmount:
        books.findings.error("invoice.not_an_amount", where, found=stated[:60])
        return None
    side = _text(element, "amntTp").upper()
    if side not in {"C", "D"}:
        books.findings.error("xaf.side", where, found=side[:60])
        return None
    return cents if side == "D" else -cents


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if _DAY.match(text) else None
    except ValueError:
        return None


def _check_sums(books: _Books) -> None:
    """Warn when the file states other sums than its lines have."""
    for name, cents in (
        ("totalDebit", books.debit_cents),
        ("totalCredit", books.credit_cents),
        ("linesCount", 100 * books.lines),
    ):
        stated = books.sums.get(name, "")
        try:
            differs = bool(stated) and money.parse(stated) != cents
        except money.NotAnAmount:
            differs = True
        if differs:
            expected = fields.plain(cents) if name != "linesCount" else str(books.lines)
            books.findings.warning(
                "xaf.sums", f"transactions/{name}", expected=expected, found=stated[:60]
            )
