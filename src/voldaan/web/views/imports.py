"""The way in: drop files, see what was in them, answer what only a person knows."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from voldaan.actions.steps.tell_past_contacts import tell_past_contacts
from voldaan.books.queries import import_runs
from voldaan.web import reading
from voldaan.web.access import Visit, staff
from voldaan.web.forms_import import DropForm
from voldaan.web.frame import frame
from voldaan.web.importing import answers as answers_of
from voldaan.web.importing import columns as columns_of
from voldaan.web.importing import page as page_of


@staff(post="prepare")
def drop(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take in files; small ones are read at once, large ones behind the page."""
    form = DropForm(request.POST, request.FILES) if request.method == "POST" else DropForm()
    if not form.is_valid():
        before = page_of.recent(visit)
        context = {"frame": frame(visit), "form": form, "before": before}
        return render(request, "web/import.html", context)
    run_id = reading.take_in(visit, form.cleaned_data["files"])
    return redirect("import_run", run_id)


@staff()
def run(request: HttpRequest, visit: Visit, run_id: str) -> HttpResponse:
    """Show what became of the files of one drop; htmx asks for the part that changes."""
    page = page_of.run(visit, run_id)
    if page is None:
        raise Http404
    part = "#run" if request.headers.get("HX-Request") else ""
    response = render(
        request, f"web/import_run.html{part}", {"frame": frame(visit), "page": page}
    )
    patch_vary_headers(response, ("HX-Request",))
    return response


@staff(get=None, post="prepare")
def answers(request: HttpRequest, visit: Visit, run_id: str) -> HttpResponse:
    """Take the answers to the questions of one drop, and read on."""
    files = import_runs.dropped_files(visit.administration_id, drop=run_id)
    if not files:
        raise Http404
    try:
        given = answers_of.read(request.POST, files=files, visit=visit)
    except answers_of.BadAnswer as bad:
        messages.warning(request, bad.sentence)
        return redirect("import_run", run_id)
    reading.answer(visit, given.files)
    if given.contacts is not None:
        tell_past_contacts(
            visit.administration_id,
            contacts=given.contacts,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    return redirect(*page_of.after(visit, run_id))


@staff(post="prepare")
def columns(request: HttpRequest, visit: Visit, run_id: str, file_id: int) -> HttpResponse:
    """Show the guessed columns of a list or a bank's file; correct them; read it."""
    asked = columns_of.asked(
        visit, run_id=run_id, file_id=file_id, kind=request.GET.get("as", "")
    )
    if asked is None:
        raise Http404
    form, page = columns_of.look(visit, asked, request.POST or None)
    if request.POST.get("then") == "import" and form.is_valid():
        reading.answer(visit, {file_id: form.answers()})
        return redirect("import_run", run_id)
    return render(
        request, "web/columns.html", {"frame": frame(visit), "form": form, "page": page}
    )
