"""Facturen: the list, one invoice, its stamps, its pause and its paper."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from voldaan.actions.clients.accept_work import accept_work
from voldaan.actions.clients.add_document import LARGEST_BYTES, NotADocument, add_document
from voldaan.actions.steps.hold import Pause, hold, lift_hold
from voldaan.books.queries import invoice_page as rows
from voldaan.web.access import Visit, staff
from voldaan.web.forms import PaperForm, PauseForm
from voldaan.web.frame import frame
from voldaan.web.presenting.invoices import invoice_list, invoice_page
from voldaan.web.presenting.refusals import not_a_document


@staff()
def invoices(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the invoices under a state and a search."""
    asked = {
        name: request.GET.get(name, "")[:200] for name in ("state", "search", "after", "count")
    }
    part = "#rows" if getattr(request, "htmx", False) else ""
    context = {"page": invoice_list(visit, **asked), "frame": frame(visit, "invoices")}
    answer = render(request, f"web/invoices.html{part}", context)
    answer.headers["Vary"] = "HX-Request, Cookie"
    return answer


def _facts(visit: Visit, invoice_id: int) -> rows.InvoiceFacts:
    facts = rows.invoice_facts(visit.administration_id, invoice_id=invoice_id, day=visit.day)
    if facts is None:
        raise Http404
    return facts


def _show(
    request: HttpRequest,
    visit: Visit,
    facts: rows.InvoiceFacts,
    *,
    pause_form: PauseForm | None = None,
    paper_form: PaperForm | None = None,
) -> HttpResponse:
    context = {
        "page": invoice_page(facts, visit.day),
        "pause_form": pause_form or PauseForm(day=visit.day),
        "paper_form": paper_form or PaperForm(),
        "frame": frame(visit, "invoices"),
    }
    return render(request, "web/invoice.html", context)


@staff()
def invoice(request: HttpRequest, visit: Visit, invoice_id: int) -> HttpResponse:
    """Show one invoice and how its open amount comes about."""
    return _show(request, visit, _facts(visit, invoice_id))


@staff(get=None, post="prepare")
def invoice_pause(request: HttpRequest, visit: Visit, invoice_id: int) -> HttpResponse:
    """Pause an invoice, with a reason and an end."""
    facts = _facts(visit, invoice_id)
    form = PauseForm(request.POST, day=visit.day)
    if not form.is_valid():
        return _show(request, visit, facts, pause_form=form)
    given = form.cleaned_data
    pause = Pause(given["reason"], given["until"], invoice_id=invoice_id)
    hold(visit.administration_id, pause=pause, day=visit.day, by=visit.person, at=visit.at)
    return redirect("invoice", invoice_id)


@staff(get=None, post="prepare")
def invoice_resume(request: HttpRequest, visit: Visit, invoice_id: int) -> HttpResponse:
    """End every pause on an invoice."""
    _facts(visit, invoice_id)
    mine, day = visit.administration_id, visit.day
    for hold_id in rows.hold_ids(mine, invoice_id=invoice_id, day=day):
        lift_hold(
            administration_id=mine, hold_id=hold_id, day=day, by=visit.person, at=visit.at
        )
    return redirect("invoice", invoice_id)


@staff(get=None, post="prepare")
def invoice_satisfied(request: HttpRequest, visit: Visit, invoice_id: int) -> HttpResponse:
    """Stamp: the client is satisfied with the work."""
    if _facts(visit, invoice_id).line.is_credit:
        raise Http404
    accept_work(
        visit.administration_id,
        invoice_id=invoice_id,
        on=visit.day,
        by=visit.person,
        at=visit.at,
    )
    return redirect("invoice", invoice_id)


@staff(get=None, post="prepare")
def invoice_paper(request: HttpRequest, visit: Visit, invoice_id: int) -> HttpResponse:
    """Keep the invoice as PDF; it goes along with messages."""
    facts = _facts(visit, invoice_id)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, visit, facts, paper_form=form)
    file = form.cleaned_data["file"]
    try:
        add_document(
            visit.administration_id,
            invoice_id=invoice_id,
            name=file.name,
            content=file.read(LARGEST_BYTES + 1),
            by=visit.person,
            at=visit.at,
        )
    except NotADocument as refusal:
        form.add_error("file", not_a_document(refusal.reason))
        return _show(request, visit, facts, paper_form=form)
    messages.success(request, gettext("Kept. It goes along with the next message."))
    return redirect("invoice", invoice_id)


@staff()
def document(request: HttpRequest, visit: Visit, document_id: int) -> HttpResponse:
    """Give the invoice as PDF, as a file to save: nothing of it runs on our page."""
    found = rows.document(visit.administration_id, document_id=document_id)
    if found is None:
        raise Http404
    name, content_type, content = found
    file = HttpResponse(content, content_type=content_type)
    file.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    return file
