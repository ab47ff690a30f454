"""Everything that is ready to leave, on one page: look once, send what is ticked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from voldaan.actions.messages.release_many import MOST_AT_ONCE, TooMany, release_many
from voldaan.web.access import Visit, staff
from voldaan.web.frame import frame
from voldaan.web.presenting.together import together_page


@staff(post="own")
def together(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List what is ready and why; release what is ticked."""
    if request.method == "POST":
        _release(request, visit)
        return redirect("today")
    context = {"page": together_page(visit), "frame": frame(visit, "today")}
    return render(request, "web/together.html", context)


def _release(request: HttpRequest, visit: Visit) -> None:
    given = request.POST.getlist("message")
    chosen = [int(each) for each in given if each.isascii() and each.isdecimal()][:1000]
    chosen = [each for each in chosen if each < 2**63]
    try:
        done = release_many(
            visit.administration_id,
            message_ids=chosen,
            day=visit.day,
            by=visit.person,
            at=visit.at,
        )
    except TooMany:
        most = gettext("Choose at most %(most)s messages at once.") % {"most": MOST_AT_ONCE}
        messages.warning(request, most)
        return
    said = ngettext("%(count)s message leaves.", "%(count)s messages leave.", done.released)
    if done.released:
        messages.success(request, said % {"count": done.released})
    if done.refused:
        messages.warning(request, gettext("Some had changed meanwhile, and stayed here."))
