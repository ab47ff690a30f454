"""Read an answer of a client, say what it means, and take that back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from voldaan.actions.answers.settle import NotAnAnswer, Verdict, settle_answer, take_back
from voldaan.books.queries.answers import inbox
from voldaan.web.access import Visit, staff
from voldaan.web.forms_answers import AnswerForm
from voldaan.web.frame import frame
from voldaan.web.presenting.answers import answer_page
from voldaan.web.replying.presenting import of_answer


@staff(post="prepare")
def answer(request: HttpRequest, visit: Visit, answer_id: int) -> HttpResponse:
    """Show an answer whole; write down what it means."""
    row = inbox.answer(visit.administration_id, answer_id=answer_id)
    if row is None:
        raise Http404
    page = answer_page(row)
    first = {"meaning": page.card.guess, "promised_on": row.named_day}
    form = AnswerForm(request.POST or None, initial=first, day=visit.day)
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
            verdict=Verdict(**form.cleaned_data),
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
    if inbox.answer(visit.administration_id, answer_id=answer_id) is None:
        raise Http404
    try:
        take_back(
            visit.administration_id,
            answer_id=answer_id,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except NotAnAnswer:
        messages.warning(request, gettext("Nobody has read this answer yet."))
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
