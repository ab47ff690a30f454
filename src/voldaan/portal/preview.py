"""The page as its client sees it, for who may look at this client: nothing can be pressed."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext

from voldaan.books.queries.own_page.open_now import open_now
from voldaan.portal import presenting
from voldaan.portal.choices import ALWAYS, CHOICES
from voldaan.portal.door import closed


def preview(
    request: HttpRequest, *, administration_id: int, client_id: int, day: date, back: str
) -> HttpResponse:
    """Give the page of a client without a link, read-only; ``back`` is where one came from.

    Who may look was decided before. Raises Http404 for a client who is not here.
    """
    found = open_now(administration_id, client_id=client_id, day=day)
    if found is None:
        raise Http404
    around = {
        "preview": gettext("This is what your client sees. Its buttons do nothing here."),
        "back": back,
        "back_words": gettext("Back to the client"),
        "reader": translation.get_language(),
    }
    with translation.override(found.language):
        page = presenting.own_page(found, day=day)
        invoices = list(presenting.numbers(found).items())
        answers = [
            (each, each.form(today=day, invoices=invoices, auto_id=f"{each.code}-%s"))
            for each in CHOICES
            if page.lines or each.code in ALWAYS
        ]
        context = {"page": page, "answers": answers, **around}
        response = render(request, "portal/page.html", context)
    response.headers["Content-Language"] = found.language
    return closed(response)
