"""Letters: one as PDF, all that wait as one PDF for the printer, and when they were posted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, ngettext

from voldaan.actions.messages import by_hand
from voldaan.actions.messages.release_message import NotReleasable
from voldaan.books.queries import outbox
from voldaan.channels.post.printed import NotPosted
from voldaan.documents.shapes import BadLetter
from voldaan.web.access import Visit, staff
from voldaan.web.forms_client import PostedForm
from voldaan.web.frame import frame
from voldaan.web.presenting import messages as berichten
from voldaan.web.presenting import paper
from voldaan.web.presenting.refusals import not_posted, not_releasable, overtaken
from voldaan.web.presenting.texts import printed
from voldaan.web.views.today import words_of
from voldaan.wording.placeholders import EmptyPlaceholder


def _pdf(content: bytes, name: str) -> HttpResponse:
    file = HttpResponse(content, content_type="application/pdf")
    shown = content_disposition_header(as_attachment=False, filename=name)
    file.headers["Content-Disposition"] = shown or "inline"
    return file


@staff(post="prepare")
def message_letter(request: HttpRequest, visit: Visit, message_id: int) -> HttpResponse:
    """Give one letter as PDF, with the words as they stand on the page; keep nothing."""
    if outbox.client_of_message(visit.administration_id, message_id=message_id) is None:
        raise Http404
    try:
        content = paper.one(visit, message_id=message_id, words=words_of(request))
    except paper.NotOnPaper:
        messages.warning(request, not_releasable("state"))
        return redirect("today")
    except paper.Overtaken:
        messages.warning(request, overtaken())
        return redirect("today")
    except BadLetter as bad:
        messages.warning(request, paper.letter_problem(bad))
        return redirect("today")
    return _pdf(content, gettext("letter-%(number)d.pdf") % {"number": message_id})


@staff()
def letter_example(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Give the letter that Berichten shows as PDF, with its made-up facts; keep nothing."""
    at = berichten.desk(visit, request.GET)
    try:
        content = printed.pdf(visit, at.choice, letter=at.example)
    except printed.NotOnPaper as error:
        raise Http404 from error
    except EmptyPlaceholder:
        messages.warning(request, gettext("Something about you is not known yet."))
    except BadLetter as bad:
        messages.warning(request, paper.letter_problem(bad))
    else:
        return _pdf(content, gettext("example-letter.pdf"))
    return redirect(f"{reverse('messages')}?{at.query}#sounds")


@staff()
def letters(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the letters that wait to be printed and posted."""
    form = PostedForm(initial={"on": visit.day})
    context = {"page": paper.letters_page(visit), "form": form, "frame": frame(visit, "today")}
    return render(request, "web/messages/letters.html", context)


@staff()
def letters_file(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Give all letters that are complete as one PDF, with the list of addresses in front."""
    try:
        content = paper.together(visit)
    except paper.NotOnPaper:
        messages.warning(request, gettext("There is no letter that can be printed."))
    except paper.NotPrintable as bad:
        said = gettext("The letter to %(client)s cannot be printed: %(why)s")
        messages.warning(request, said % {"client": bad.client, "why": bad.why})
    else:
        return _pdf(content, gettext("letters-%(day)s.pdf") % {"day": visit.day.isoformat()})
    return redirect("letters")


@staff(get=None, post="own")
def letters_posted(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Write down which letters went into the post box, and when."""
    form = PostedForm(request.POST)
    if not form.is_valid():
        context = {"page": paper.letters_page(visit), "form": form}
        context["frame"] = frame(visit, "today")
        return render(request, "web/messages/letters.html", context, status=422)
    try:
        count = by_hand.post(
            visit.administration_id,
            message_ids=_chosen(request),
            posting=by_hand.Posting(form.cleaned_data["on"], form.cleaned_data["postage"] or 0),
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except NotReleasable as refusal:
        messages.warning(request, not_releasable(refusal.reason))
    except NotPosted as refusal:
        messages.warning(request, not_posted(refusal.mistake))
    else:
        said = ngettext("%(count)d letter is posted.", "%(count)d letters are posted.", count)
        messages.success(request, said % {"count": count})
    return redirect("letters")


def _chosen(request: HttpRequest) -> list[int]:
    """Give the ids that are ticked; what is no id that a database holds is left out."""
    texts = request.POST.getlist("letter")[:1000]
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]
