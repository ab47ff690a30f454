"""Out of the pages, into the own program: mail, telephone, WhatsApp, LinkedIn."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from voldaan.web.access import Visit
from voldaan.web.frame import frame
from voldaan.web.pages.doors import Stopped

#: Nothing else is opened, whatever stands in the record.
OPENS = ("mailto:", "sms:", "tel:", "https://wa.me/", "https://www.linkedin.com/in/")


class BadLink(Exception):
    """A link leads elsewhere than to one of the programs that we know."""


class OwnProgram(HttpResponseRedirect):
    """Leads to a link that was made here, in a scheme that Django does not know.

    Where it leads learns nothing of us: not even the address of this page.
    """

    allowed_schemes = ["https", "mailto", "sms", "tel"]  # noqa: RUF012 - as Django says it

    def __init__(self, link: str) -> None:
        """Lead to a link. Raises :class:`BadLink`."""
        if not link.startswith(OPENS):
            raise BadLink(link.partition(":")[0])
        super().__init__(link)
        self.headers["Referrer-Policy"] = "no-referrer"


def through(request: HttpRequest, visit: Visit, found: Stopped | str) -> HttpResponse:
    """Open what a door leads to, or say in one calm page why it stays shut."""
    if isinstance(found, str):
        return OwnProgram(found)
    context = {"page": found, "frame": frame(visit, "today")}
    return render(request, "web/stopped.html", context)
