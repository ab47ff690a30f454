"""What the owner does in person: brings it, posts it, keeps words, takes a mark back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from voldaan.actions.messages import by_hand, release_with_words
from voldaan.actions.messages.release_message import NotReleasable
from voldaan.books.queries import outbox
from voldaan.books.queries import today as rows
from voldaan.channels.by_hand.delivery import BadName, BeforeItWasMade, NotYet
from voldaan.channels.post.printed import NotPosted
from voldaan.web.access import Visit, staff
from voldaan.web.forms_client import ByHandForm, PostedForm
from voldaan.web.own_program import through
from voldaan.web.presenting.answers import answered_meanwhile, read_first
from voldaan.web.presenting.morning import doors
from voldaan.web.presenting.refusals import not_brought, not_posted, not_releasable
from voldaan.web.views.today import answer, words_of


def _my_message(visit: Visit, message_id: int) -> None:
    """Raise 404 for a message that is not in this administration."""
    if outbox.client_of_message(visit.administration_id, message_id=message_id) is None:
        raise Http404


@staff(get="own")
def message_open(request: HttpRequest, visit: Visit, message_id: int, way: str) -> HttpResponse:
    """Open a message in the own program, after a last look; write nothing."""
    _my_message(visit, message_id)
    if way not in doors.WAYS:
        raise Http404
    is_anyway = "now" in request.GET
    try:
        found = doors.message(visit, message_id=message_id, way=way, is_anyway=is_anyway)
    except doors.NoLink:
        return redirect(f"{reverse('message_file', args=[message_id])}?now=1")
    return through(request, visit, found)


@staff(get=None, post="own")
def step_by_hand(request: HttpRequest, visit: Visit, decision_id: int) -> HttpResponse:
    """Write down that a step was brought to the letterbox or the door."""
    found = rows.decision(visit.administration_id, decision_id=decision_id)
    if found is None:
        raise Http404
    form = ByHandForm(request.POST)
    if not form.is_valid():
        messages.warning(request, gettext("Choose how you brought it, and on which day."))
        return answer(request, visit)
    given = form.cleaned_data
    try:
        by_hand.bring(
            visit.administration_id,
            decision_id=decision_id,
            brought=by_hand.Brought(given["way"], given["on"], _taken_by(given)),
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except (by_hand.UnknownStep, NotReleasable, NotYet, BeforeItWasMade, BadName) as refusal:
        answered = "" if found[2] else read_first(visit, found[0].client_id)
        messages.warning(request, answered or not_brought(refusal))
    return answer(request, visit)


def _taken_by(given: dict[str, str]) -> str:
    """Give who took it; nobody takes what went through the letterbox."""
    return given["taken_by"] if given["way"] == "door" else ""


@staff(get=None, post="own")
def message_posted(request: HttpRequest, visit: Visit, message_id: int) -> HttpResponse:
    """Write down that a letter went into the post box, with the words that are on it."""
    _my_message(visit, message_id)
    form = PostedForm(request.POST)
    if not form.is_valid():
        messages.warning(request, gettext("Choose the day on which you posted it."))
        return answer(request, visit)
    try:
        release_with_words.posted_with_words(
            visit.administration_id,
            message_id=message_id,
            words=words_of(request),
            posting=by_hand.Posting(form.cleaned_data["on"]),
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except NotReleasable as refusal:
        answered = answered_meanwhile(visit, message_id=message_id)
        messages.warning(request, answered or not_releasable(refusal.reason))
    except NotPosted as refusal:
        messages.warning(request, not_posted(refusal.mistake))
    return answer(request, visit)


@staff(get=None, post="prepare")
def message_words(request: HttpRequest, visit: Visit, message_id: int) -> HttpResponse:
    """Keep the words as they stand on the card; send nothing."""
    _my_message(visit, message_id)
    try:
        release_with_words.keep_words(
            visit.administration_id,
            message_id=message_id,
            words=words_of(request),
            by=visit.person,
            at=visit.at,
        )
    except NotReleasable as refusal:
        answered = answered_meanwhile(visit, message_id=message_id)
        messages.warning(request, answered or not_releasable(refusal.reason))
    else:
        messages.success(request, gettext("Kept. Nothing was sent."))
    return answer(request, visit)


@staff(get=None, post="own")
def message_unmark(request: HttpRequest, visit: Visit, message_id: int) -> HttpResponse:
    """Take back that a message was sent: it did not go after all."""
    _my_message(visit, message_id)
    try:
        by_hand.take_back_mark(
            visit.administration_id,
            message_id=message_id,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except NotReleasable:
        messages.warning(request, gettext("It is too late to take this back."))
    return answer(request, visit)
