"""Where two faces meet: staff, let in by ``web``, look at the page that ``portal`` shows."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from voldaan.channels.page import address
from voldaan.portal.preview import preview
from voldaan.web.access import Visit, staff


@staff()
def client_sees(request: HttpRequest, visit: Visit, client_id: int) -> HttpResponse:
    """Show a member the page of a client of theirs; there is none without a public address."""
    if not address.is_open():
        raise Http404
    return preview(
        request,
        administration_id=visit.administration_id,
        client_id=client_id,
        day=visit.day,
        back=reverse("client", args=[client_id]),
    )
