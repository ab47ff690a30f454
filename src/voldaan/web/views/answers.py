"""Read an answer: what it means, whether it is solved, or put it away; and take that back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from voldaan.actions.answers import solve
from voldaan.actions.answers.put_away import put_away
from voldaan.actions.answers.settle import NotAnAnswer, settle_answer, take_back
from voldaan.books.queries import today as rows
from voldaan.books.queries.answers import inbox
from voldaan.web.access import Visit, staff
from voldaan.web.forms_answers import AnswerForm
from voldaan.web.frame import frame
from voldaan.web.presenting.answers import answer_form, answer_page
from voldaan.web.replying.presenting import of_answer
from voldaan.web.views.today import answer as vandaag


@staff(post="prepare")
def answer(request: HttpRequest, visit: Visit, answer_id: int) -> HttpResponse:
    """Show an answer whole; write down what it means."""
    row = inbox.answer(visit.administration_id, answer_id=answer_id)
    if row is None:
        raise Http404
    page = answer_page(visit, row)
    form = answer_form(request.POST or None, visit, row)
    if request.method == "POST" and form.is_valid():
        _settle(request, visit, answer_id, form)
        return redirect("today")
    replies = of_answer(visit, row)
    context = {"page": page, "form": form, "replies": replies, "frame": frame(visit, "today")}
    return render(request, "web/answer.html", context)


def _settle(request: HttpRequest, visit: Visit, answer_id: int, form: AnswerForm) -> None:
    try:
        settle_answer(
            visit.administration_id,
            answer_id=answer_id,
            verdict=form.verdict(),
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except NotAnAnswer:
        messages.warning(request, gettext("Somebody has read this answer already."))
    else:
        messages.success(request, gettext("Read and written down."))


@staff(get=None, post="prepare")
def answer_unread(request: HttpRequest, visit: Visit, answer_id: int) -> HttpResponse:
    """Make an answer unread again."""
    refused = gettext("This answer is unread already, or its words are gone.")
    return _of_answer(request, visit, answer_id, take_back, refused=refused)


@staff(get=None, post="prepare")
def answer_put_away(request: HttpRequest, visit: Visit, answer_id: int) -> HttpResponse:
    """Put a mail away that is not about invoices; half a minute to undo."""
    refused = gettext("Somebody has read this answer already.")
    return _of_answer(request, visit, answer_id, put_away, refused=refused)


def _of_answer(
    request: HttpRequest,
    visit: Visit,
    answer_id: int,
    write: Callable[..., object],
    *,
    refused: str,
) -> HttpResponse:
    if inbox.answer(visit.administration_id, answer_id=answer_id) is None:
        raise Http404
    try:
        write(
            visit.administration_id,
            answer_id=answer_id,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except NotAnAnswer:
        messages.warning(request, refused)
    return redirect("today")


@staff()
def answer_file(request: HttpRequest, visit: Visit, kept_id: int) -> HttpResponse:
    """Give a file that came with an answer, to be saved: it is never shown here."""
    found = inbox.file(visit.administration_id, file_id=kept_id)
    if found is None:
        raise Http404
    answer = HttpResponse(found.content, content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=found.name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    return answer


@staff(get=None, post="prepare")
def dispute_solved(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Write down that it is solved what a client called wrong: the ladder goes on."""
    return _of_dispute(request, visit, client_id, solve.solved)


@staff(get=None, post="prepare")
def dispute_waits(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Write down that it is not solved yet: a week more, then the same question."""
    return _of_dispute(request, visit, client_id, solve.not_yet)


@staff(get=None, post="prepare")
def dispute_undo(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Ask again whether it is solved."""
    return _of_dispute(request, visit, client_id, solve.take_back)


def _of_dispute(
    request: HttpRequest, visit: Visit, client_id: int, write: Callable[..., None]
) -> HttpResponse:
    if not rows.client_names(visit.administration_id, client_ids=[client_id]):
        raise Http404
    try:
        write(
            visit.administration_id,
            client_id=client_id,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except solve.NotAsked:
        messages.warning(request, gettext("This card has changed meanwhile."))
    return vandaag(request, visit)
