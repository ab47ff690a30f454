"""Vandaag: the page, and every button on it. Each works without JavaScript."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from voldaan.actions.clients import change_client, confirm_step
from voldaan.actions.messages import last_look, release_with_words
from voldaan.actions.messages.contact import settle_unsure
from voldaan.actions.messages.release_message import NotReleasable
from voldaan.actions.payments import settle_credits
from voldaan.actions.steps import put_off
from voldaan.books.queries import outbox
from voldaan.books.queries import today as rows
from voldaan.books.queries.morning.later import put_off_here
from voldaan.channels.email.message import BadMessage
from voldaan.followup.morning.resting import RESTS
from voldaan.web.access import Visit, staff
from voldaan.web.forms import EmailOnlyForm
from voldaan.web.frame import frame
from voldaan.web.own_program import through
from voldaan.web.pages.doors import Stopped
from voldaan.web.presenting.answers import answered_meanwhile
from voldaan.web.presenting.letters import as_file
from voldaan.web.presenting.morning.doors import outside_hours
from voldaan.web.presenting.refusals import (
    not_put_off,
    not_releasable,
    not_released,
    overtaken,
)
from voldaan.web.presenting.today import today_page
from voldaan.web.replying.presenting import todays


def _page(request: HttpRequest, visit: Visit, template: str) -> HttpResponse:
    context = {
        "page": today_page(visit, has_totals="totals" in request.GET),
        "replies": todays(visit),
        "frame": frame(visit, "today"),
    }
    answer = render(request, template, context)
    answer.headers["Vary"] = "HX-Request, Cookie"
    return answer


def answer(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Give Vandaag anew: its part to htmx, the page by a redirect to everybody else."""
    if getattr(request, "htmx", False):
        return _page(request, visit, "web/today.html#today")
    return redirect("today")


def _my_message(visit: Visit, message_id: int) -> None:
    """Raise 404 for a message that is not in this administration."""
    if outbox.client_of_message(visit.administration_id, message_id=message_id) is None:
        raise Http404


def words_of(request: HttpRequest) -> tuple[str, str] | None:
    """Give the subject and body that came along, or None when the letter stood closed."""
    if "body" not in request.POST:
        return None
    return request.POST.get("subject", ""), request.POST["body"]


@staff()
def today(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the morning."""
    return _page(request, visit, "web/today.html")


@staff(get=None, post="own")
def send(request: HttpRequest, visit: Visit, message_id: int) -> HttpResponse:
    """Keep changed words and release; half a minute to undo."""
    _my_message(visit, message_id)
    try:
        release_with_words.release_with_words(
            visit.administration_id,
            message_id=message_id,
            words=words_of(request),
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except NotReleasable as refusal:
        answered = answered_meanwhile(visit, message_id=message_id)
        messages.warning(request, answered or not_released(refusal))
    return answer(request, visit)


@staff(get=None, post="own")
def undo(request: HttpRequest, visit: Visit, message_id: int) -> HttpResponse:
    """Take a released message back."""
    _my_message(visit, message_id)
    try:
        release_with_words.take_back(
            visit.administration_id,
            message_id=message_id,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except NotReleasable as refusal:
        messages.warning(request, not_releasable(refusal.reason))
    return answer(request, visit)


@staff(get=None, post="own")
def message_sent(request: HttpRequest, visit: Visit, message_id: int) -> HttpResponse:
    """Write down that the owner sent it, with which words; or that it left after all."""
    _my_message(visit, message_id)
    try:
        sent = release_with_words.sent_with_words(
            visit.administration_id,
            message_id=message_id,
            words=words_of(request),
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except NotReleasable as refusal:
        messages.warning(request, not_releasable(refusal.reason))
    else:
        _say_sent(request, sent)
    return answer(request, visit)


def _say_sent(request: HttpRequest, sent: release_with_words.Sent) -> None:
    """Say what was written down, and that the facts were others by then."""
    message = sent.message
    if message.subject:
        said = gettext("Written down: “%(subject)s” went to %(to)s today, sent by you.")
        messages.success(request, said % {"subject": message.subject, "to": message.to_address})
    if sent.has_changed:
        messages.warning(
            request,
            gettext(
                "Something had changed at this client before you wrote this down, such as a"
                " payment, an answer or a pause. Look whether your message still fits."
            ),
        )


@staff(get=None, post="own")
def message_not_sent(request: HttpRequest, visit: Visit, message_id: int) -> HttpResponse:
    """Write down that a message did not leave; the client is decided anew."""
    _my_message(visit, message_id)
    try:
        settle_unsure(
            visit.administration_id,
            message_id=message_id,
            was_sent=False,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except NotReleasable as refusal:
        messages.warning(request, not_releasable(refusal.reason))
    return answer(request, visit)


def _shut(request: HttpRequest, visit: Visit, message_id: int) -> Stopped | None:
    """Say from when clients are reached, unless a person wants it after all."""
    client_id = outbox.client_of_message(visit.administration_id, message_id=message_id)
    if client_id is None or "now" in request.GET:
        return None
    address = reverse("message_file", args=[message_id])
    words = words_of(request)
    return outside_hours(visit, client_id=client_id, anyway=address, words=words)


@staff(get="own", post="own")
def message_file(request: HttpRequest, visit: Visit, message_id: int) -> HttpResponse:
    """Give a message as a file that the own mail program opens, its papers with it.

    A POST brings the words as they stand on the page; neither way changes the record.
    """
    draft = outbox.draft(visit.administration_id, message_id=message_id)
    if draft is None:
        raise Http404
    if last_look.has_changed(visit.administration_id, message_id=message_id, day=visit.day):
        messages.warning(request, overtaken())
        return redirect("today")
    if shut := _shut(request, visit, message_id):
        return through(request, visit, shut)
    try:
        content = as_file(visit, draft, words=words_of(request))
    except BadMessage as error:
        raise Http404 from error
    file = HttpResponse(content, content_type="message/rfc822")
    file.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{message_id}.eml"
    )
    return file


@staff(get=None, post="own")
def client_confirm(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Say that the consequence which the next step names will really follow."""
    if not rows.client_names(visit.administration_id, client_ids=[client_id]):
        raise Http404
    try:
        confirm_step.confirm_step(
            visit.administration_id,
            client_id=client_id,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except confirm_step.NothingToConfirm:
        messages.warning(request, gettext("This card has changed meanwhile."))
    return answer(request, visit)


@staff(get=None, post="prepare")
def later(request: HttpRequest, visit: Visit, decision_id: int) -> HttpResponse:
    """Put a card off for 1, 3 or 7 days."""
    return _put_away(request, visit, decision_id, put_off.put_off)


@staff(get=None, post="prepare")
def rest(request: HttpRequest, visit: Visit, decision_id: int) -> HttpResponse:
    """Leave a client in peace for 30 or 90 days."""
    return _put_away(request, visit, decision_id, put_off.let_rest)


#: As the buttons say them.
_DAYS = {str(each) for each in (*put_off.CHOICES, *RESTS)}


def _put_away(
    request: HttpRequest, visit: Visit, decision_id: int, put: Callable[..., object]
) -> HttpResponse:
    """Put a card away by one of the two; how many days that may be is theirs to say."""
    if rows.decision(visit.administration_id, decision_id=decision_id) is None:
        raise Http404
    given = request.POST.get("days", "")
    try:
        put(
            visit.administration_id,
            decision_id=decision_id,
            count=int(given) if given in _DAYS else 0,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except put_off.NotPutOff as error:
        messages.warning(request, not_put_off(error))
    return answer(request, visit)


@staff(get=None, post="prepare")
def later_undo(request: HttpRequest, visit: Visit, hold_id: int) -> HttpResponse:
    """Let a card that was put off come back at once."""
    try:
        put_off.take_back(
            visit.administration_id,
            hold_id=hold_id,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except put_off.NotPutOff as error:
        if not put_off_here(visit.administration_id, hold_id=hold_id):
            raise Http404 from error
        messages.warning(request, gettext("This card has changed meanwhile."))
    return answer(request, visit)


@staff(get=None, post="prepare")
def client_email(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Write down a missing e-mail address."""
    if not rows.client_names(visit.administration_id, client_ids=[client_id]):
        raise Http404
    form = EmailOnlyForm(request.POST)
    try:
        if not form.is_valid():
            raise change_client.BadContact
        change_client.add_email(
            visit.administration_id,
            client_id=client_id,
            email=form.cleaned_data["email"],
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except change_client.BadContact:
        messages.error(request, gettext("This is not an e-mail address as we know them."))
    return answer(request, visit)


@staff(get=None, post="prepare")
def client_settle(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Set all credit of a client against what is open."""
    if not rows.client_names(visit.administration_id, client_ids=[client_id]):
        raise Http404
    try:
        settle_credits.settle_credits(
            visit.administration_id,
            client_id=client_id,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except settle_credits.NothingToSettle:
        messages.warning(request, gettext("There is nothing to settle any more."))
    return answer(request, visit)
