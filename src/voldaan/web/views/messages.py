"""Berichten: which steps we take, how we sound, and what it would have sent."""

from typing import Any

from django.conf import settings as installation
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from voldaan.actions.firm import change_ladder, change_rules, change_text
from voldaan.actions.messages import send_test
from voldaan.channels.email import eml
from voldaan.channels.email.message import BadMessage
from voldaan.channels.email.secret import WeakKey, WrongKey
from voldaan.channels.email.shapes import BadAccount
from voldaan.channels.email.smtp import SendFailed, SendUnsure
from voldaan.followup.shapes import Policy
from voldaan.web.access import Visit, staff
from voldaan.web.frame import frame
from voldaan.web.presenting import messages as presenting
from voldaan.web.presenting import settings, staircase
from voldaan.web.presenting.messages import Desk
from voldaan.web.presenting.texts import rules as presenting_rules
from voldaan.web.presenting.writing.editing import Editing
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.shapes import Words


def _show(request: HttpRequest, at: Desk, *, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - see page
    context = {"frame": frame(at.visit, "messages"), **presenting.page(at, **more)}
    return render(request, "web/messages/page.html", context, status=status)


def _back(at: Desk, part: str) -> HttpResponse:
    response = redirect("messages")
    response["Location"] = f"{reverse('messages')}?{at.query}#{part}"
    return response


@staff()
def overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the staircase of a kind of client, and how one of its steps sounds."""
    return _show(request, presenting.desk(visit, request.GET))


@staff(get="see", post="see")
def ladder_try(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what a staircase would have sent in the last ninety days; write nothing."""
    if request.method != "POST":
        return _back(presenting.desk(visit, request.GET), "staircase")
    at = presenting.desk(visit, request.GET, posted=request.POST)
    tried = _tried(at)
    return _show(request, at, tried=tried, status=200 if tried else 422)


def _tried(at: Desk) -> Policy | None:
    """Give the policy as it would be; or say in the form what is wrong with it."""
    if not at.ladder_form.is_valid():
        return None
    try:
        return change_ladder.tried(
            at.visit.administration_id,
            ladder=at.choice.ladder,
            steps=at.ladder_form.changes(),
            day=at.visit.day,
        )
    except change_ladder.BadLadder as error:
        staircase.add_refusal(at.ladder_form, error)
        return None


@staff(get=None, post="own")
def ladder(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Switch a staircase on, from a day."""
    at = presenting.desk(visit, request.GET, posted=request.POST)
    if not at.ladder_form.is_valid():
        return _show(request, at, status=422)
    try:
        change_ladder.change_ladder(
            visit.administration_id,
            ladder=at.choice.ladder,
            steps=at.ladder_form.changes(),
            from_day=at.ladder_form.cleaned_data["from_day"],
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except change_ladder.BadLadder as error:
        staircase.add_refusal(at.ladder_form, error)
        return _show(request, at, status=422)
    messages.success(request, gettext("Saved."))
    return _back(at, "staircase")


@staff(get=None, post="own")
def ladder_reset(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the shipped staircase back, from today."""
    at = presenting.desk(visit, request.GET)
    change_ladder.reset_ladder(
        visit.administration_id,
        ladder=at.choice.ladder,
        from_day=visit.day,
        day=visit.day,
        by=visit.person,
        at=visit.at,
    )
    messages.success(request, gettext("The staircase is as it came with Voldaan again."))
    return _back(at, "staircase")


def _editing(at: Desk) -> Editing:
    if at.editing is None:
        raise Http404
    return at.editing


@staff(get=None, post="own")
def rules(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what other rules would have sent, or let them count from a day."""
    at = presenting.desk(visit, request.GET)
    form = presenting_rules.form(visit, at.counts, posted=request.POST)
    if not form.is_valid():
        return _show(request, at, rules_form=form, status=422)
    mine, wanted = visit.administration_id, form.rules()
    try:
        if request.POST.get("then") == "look":
            tried = change_rules.tried(mine, rules=wanted, day=visit.day)
            return _show(request, at, rules_form=form, tried=tried)
        change_rules.change_rules(
            mine,
            rules=wanted,
            from_day=form.cleaned_data["from_day"],
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except change_rules.BadRules as error:
        presenting_rules.add_refusal(form, error)
        return _show(request, at, rules_form=form, status=422)
    messages.success(request, gettext("Saved."))
    return _back(at, "rules")


@staff(get=None, post="own")
def rules_reset(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the shipped rules back, from today."""
    at = presenting.desk(visit, request.GET)
    change_rules.reset_rules(
        visit.administration_id, day=visit.day, by=visit.person, at=visit.at
    )
    messages.success(request, gettext("The rules are as they came with Voldaan again."))
    return _back(at, "rules")


@staff(get=None, post="own")
def text(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show changed words with the linter beside them, or save them from a day on."""
    at = presenting.desk(visit, request.GET)
    edited = _editing(at)
    form = edited.filled(request.POST)
    given = edited.checked(form)
    if given is None or request.POST.get("then") == "look":
        status = 200 if given else 422
        return _show(request, at, text_form=form, given=given, status=status)
    try:
        change_text.change_text(
            visit.administration_id,
            text=edited.as_words(given),
            from_day=form.cleaned_data["from_day"],
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except change_text.BadFirstDay:
        form.add_error("from_day", staircase.from_day_refusal())
        return _show(request, at, text_form=form, given=given, status=422)
    _tell_saved(request, len(presenting.preview(at, given).remarks))
    return _back(at, "sounds")


def _tell_saved(request: HttpRequest, remarks: int) -> None:
    """Say that words were saved, and that somebody would rather not get them like this."""
    if not remarks:
        messages.success(request, gettext("Saved."))
        return
    said = ngettext(
        "Saved, with %(count)d remark under the example.",
        "Saved, with %(count)d remarks under the example.",
        remarks,
    )
    messages.warning(request, said % {"count": remarks})


@staff(get=None, post="own")
def text_reset(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the shipped words back, from today."""
    at = presenting.desk(visit, request.GET)
    change_text.reset_text(
        visit.administration_id,
        text=_editing(at).as_words(("", "")),
        from_day=visit.day,
        day=visit.day,
        by=visit.person,
        at=visit.at,
    )
    messages.success(request, gettext("The words are as they came with Voldaan again."))
    return _back(at, "sounds")


@staff(get=None, post="own")
def test(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Send the words on the page to the owner; without a mailbox give them as a file."""
    at = presenting.desk(visit, request.GET)
    edited = _editing(at)
    form = edited.filled(request.POST)
    given = edited.checked(form)
    if given is None:
        return _show(request, at, text_form=form, status=422)
    try:
        words = edited.words(given)
        return _sent(request, at, words)
    except send_test.NoMailbox:
        return _as_file(visit, words)
    except EmptyPlaceholder:
        messages.warning(request, gettext("Something about you is not known yet."))
        return _back(at, "sounds")
    except BadMessage as error:
        raise Http404 from error


def _sent(request: HttpRequest, at: Desk, words: Words) -> HttpResponse:
    """Send the test and say how that went. Raises NoMailbox and BadMessage."""
    mine, by, key = at.visit.administration_id, at.visit.person, installation.SECRET_KEY
    try:
        to = send_test.send_test(mine, words=words, by=by, key=key, at=at.visit.at)
    except send_test.OnlyADemo:
        messages.warning(request, gettext("This is a demo world: nothing leaves it."))
    except SendFailed as refused:
        messages.warning(request, settings.failure(refused.reason))
    except SendUnsure:
        messages.warning(
            request, gettext("The mail server fell silent. Look whether the test arrived.")
        )
    except (BadAccount, WrongKey, WeakKey):
        messages.warning(request, gettext("The kept password cannot be opened; enter it anew."))
    else:
        messages.success(request, gettext("The test is on its way to %(to)s.") % {"to": to})
    return _back(at, "sounds")


def _as_file(visit: Visit, words: Words) -> HttpResponse:
    made = send_test.outgoing(
        visit.administration_id, words=words, by=visit.person, at=visit.at
    )
    file = HttpResponse(eml.as_eml(made), content_type="message/rfc822")
    file.headers["Content-Disposition"] = 'attachment; filename="test.eml"'
    return file
