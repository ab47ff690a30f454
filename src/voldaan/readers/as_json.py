"""What ``voldaan read --json`` prints: amounts as integer cents, days in ISO."""

from datetime import date

from voldaan.readers.problems import sentence
from voldaan.readers.shapes import BankLine, Invoice, Party, Problem, ReadFile, Statement

Json = dict[str, object]


def as_json(file: ReadFile) -> Json:
    """Give a read file as plain values, in the order in which they are printed.

    >>> as_json(ReadFile("a.xml", "unknown"))["format"]
    'unknown'
    """
    return {
        "file": file.file,
        "format": file.format,
        "statements": [_statement(statement) for statement in file.statements],
        "invoices": [_invoice(invoice) for invoice in file.invoices],
        "problems": [_problem(problem) for problem in file.problems],
    }


def _statement(statement: Statement) -> Json:
    return {
        "account": statement.account,
        "currency": statement.currency,
        "number": statement.number,
        "from": _day(statement.first_day),
        "until": _day(statement.last_day),
        "opening_cents": statement.opening_cents,
        "closing_cents": statement.closing_cents,
        "adds_up": statement.adds_up,
        "lines": [_line(line) for line in statement.lines],
    }


def _line(line: BankLine) -> Json:
    exact = {"amount": line.amount} if line.amount_cents is None else {}
    return {
        "booked_on": _day(line.booked_on),
        "value_on": _day(line.value_on),
        "amount_cents": line.amount_cents,
        **exact,
        "pending": line.pending,
        "name": line.name,
        "iban": line.iban,
        "text": line.text,
        "reference": line.reference,
        "end_to_end_id": line.end_to_end_id,
    }


def _invoice(invoice: Invoice) -> Json:
    exact = {"amount": invoice.payable} if invoice.payable_cents is None else {}
    return {
        "number": invoice.number,
        "kind": invoice.kind,
        "issued_on": _day(invoice.issued_on),
        "due_on": _day(invoice.due_on),
        "currency": invoice.currency,
        "payable_cents": invoice.payable_cents,
        **exact,
        "net_cents": invoice.net_cents,
        "vat_cents": invoice.vat_cents,
        "seller": _party(invoice.seller),
        "buyer": {**_party(invoice.buyer), "email": invoice.buyer.email},
        "iban": invoice.iban,
        "payment_reference": invoice.payment_reference,
        **_more(invoice),
    }


def _more(invoice: Invoice) -> Json:
    """Give what only some files say; a key is there only when it says something."""
    found: dict[str, object] = {
        "instalments": [
            {"due_on": _day(part.due_on), "cents": part.cents} for part in invoice.instalments
        ],
        "g_account": invoice.g_account
        and {"iban": invoice.g_account.iban, "cents": invoice.g_account.cents},
        "paid": [{"paid_on": _day(part.paid_on), "cents": part.cents} for part in invoice.paid],
    }
    return {name: value for name, value in found.items() if value not in (None, [])}


def _party(party: Party) -> Json:
    return {"name": party.name, "vat": party.vat, "kvk": party.kvk}


def _problem(problem: Problem) -> Json:
    return {
        "where": problem.where,
        "message": sentence(problem),
        "severity": problem.severity,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
