"""Replies: prepare one, put one aside, and take that back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from voldaan.actions.messages import reply
from voldaan.books.queries import today as rows
from voldaan.web.access import Visit, staff
from voldaan.web.replying.forms import ReplyForm
from voldaan.web.replying.presenting import refusal
from voldaan.web.views.today import answer


def _press(
    request: HttpRequest,
    visit: Visit,
    client_id: int,
    act: Callable[[reply.Answering], object],
) -> HttpResponse:
    """Do what was pressed, and lead back to the page of the button."""
    if not rows.client_names(visit.administration_id, client_ids=[client_id]):
        raise Http404
    form = ReplyForm(request.POST)
    if not form.is_valid():
        messages.warning(request, refusal("gone"))
        return redirect("client", client_id)
    given = form.cleaned_data
    try:
        act(reply.Answering(client_id, given["code"], given["about"]))
    except reply.NothingToReply as refused:
        messages.warning(request, refusal(refused.reason))
    return answer(request, visit) if given["back"] == "today" else redirect("client", client_id)


@staff(get=None, post="prepare")
def reply_prepare(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Prepare the words of a reply; nothing is sent."""

    def act(answering: reply.Answering) -> object:
        return reply.prepare_reply(
            visit.administration_id,
            answering=answering,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )

    return _press(request, visit, client_id, act)


@staff(get=None, post="prepare")
def reply_not_needed(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Remember that a reply is not needed; words that stand ready go away."""

    def act(answering: reply.Answering) -> None:
        reply.put_aside(
            visit.administration_id, answering=answering, by=visit.person, at=visit.at
        )

    return _press(request, visit, client_id, act)


@staff(get=None, post="prepare")
def reply_needed(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Undo that a reply is not needed."""

    def act(answering: reply.Answering) -> None:
        reply.take_back(
            visit.administration_id, answering=answering, by=visit.person, at=visit.at
        )

    return _press(request, visit, client_id, act)
