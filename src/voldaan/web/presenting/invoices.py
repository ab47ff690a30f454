"""Facturen: rows to the list and to the page of one invoice."""

from datetime import date

from django.utils.translation import gettext

from voldaan.books.queries import invoice_list as rows
from voldaan.books.queries.invoice_page import InvoiceFacts, PaidPart
from voldaan.books.queries.states import STATES
from voldaan.web.access import Visit
from voldaan.web.pages import invoices as pages


def invoice_list(
    visit: Visit, *, state: str, search: str, after: str, count: str
) -> pages.InvoiceList:
    """Give one page of the list, with the counts when they are cheap or asked for.

    Three queries at most.
    """
    mine, day = visit.administration_id, visit.day
    state = state if state in STATES else ""
    lines = rows.invoice_lines(mine, day=day, state=state, search=search, after=after)
    is_counted = bool(count) or rows.are_few(mine)
    totals = rows.totals(mine, day=day, search=search) if is_counted else {}
    shown = [totals[state]] if state and totals else list(totals.values())
    counts = {code: total.count for code, total in totals.items()}
    return pages.InvoiceList(
        rows=tuple(invoice_row(line, day) for line in lines.rows),
        filters=(
            pages.Filter("", sum(counts.values()) if is_counted else None),
            *(pages.Filter(code, counts.get(code)) for code in STATES),
        ),
        chosen=state,
        search=search,
        next_after=lines.next_after,
        is_first=not after,
        open_cents=sum(total.open_cents for total in shown) if is_counted else None,
    )


def invoice_row(line: rows.InvoiceLine, day: date) -> pages.InvoiceRow:
    """Give one invoice as it stands in a list."""
    return pages.InvoiceRow(
        id=line.id,
        number=line.number,
        client_id=line.client_id,
        client=line.client,
        due_on=line.due_on,
        days_late=(day - line.due_on).days,
        payable_cents=line.payable_cents,
        open_cents=-line.open_cents if line.is_credit else line.open_cents,
        state=line.state,
        satisfied=line.accepted_on is not None,
        paid=line.open_cents <= 0,
        is_credit=line.is_credit,
    )


def invoice_page(facts: InvoiceFacts, day: date) -> pages.InvoicePage:
    """Give one invoice with the working of its open amount."""
    return pages.InvoicePage(
        row=invoice_row(facts.line, day),
        issued_on=facts.issued_on,
        project=facts.project,
        payments=tuple(_payment(part) for part in facts.parts),
        papers=tuple(pages.Paper(*paper) for paper in facts.documents),
        satisfied_on=facts.line.accepted_on,
        paused_until=facts.hold.until if facts.hold else None,
        pause_reason=facts.hold.reason if facts.hold else "",
    )


def _payment(part: PaidPart) -> pages.BookedPayment:
    return pages.BookedPayment(part.paid_on, part.cents, _from(part), part.credit_note_id or 0)


def _from(part: PaidPart) -> str:
    """Say where a part came from."""
    if part.cents < 0:
        return gettext("taken back")
    if part.method == "credit_note":
        return gettext("credit note %(number)s") % {"number": part.credit_number}
    if part.method == "before":
        return gettext("paid before the first import")
    return part.name or gettext("bank payment")
