"""Who may open a page of a client: whoever has its link, and nobody else.

One decorator for every view. It finds the client, the language and the day, once, and says
the same to every link that does not work. No session is looked at: staff who are signed in
are guests here like everybody.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import translation
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt

from voldaan.books.queries.installation.links import Guest, guest
from voldaan.channels import limits
from voldaan.channels.page import address
from voldaan.portal import clock

#: A form of this page is far smaller; larger ones are not read at all.
LARGEST_FORM_BYTES = 64 * 1024

#: Nothing but our own style; not even a script of our own.
POLICY: Mapping[str, Sequence[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": ["data:"],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
_METHODS = ("GET", "HEAD", "POST")
_DOOR = "portal"
_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "no-store, private",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One request by one link, on one day, at one moment."""

    guest: Guest
    token: str
    day: date
    at: datetime


def by_link[**P](
    view: Callable[Concatenate[HttpRequest, Visit, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Open a view to who has a link. Without a public address there is no such page."""

    @wraps(view)
    def guarded(
        request: HttpRequest, /, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not address.is_open():
            raise Http404
        refusal = _refusal(request)
        visit = None if refusal else _visit(token)
        if visit is None:
            return closed(refusal or _not_a_link(request))
        with translation.override(visit.guest.language):
            try:
                response = view(request, visit, *args, **kwargs)
            except Http404:
                return closed(_nothing_here(request))
            except (BadRequest, SuspiciousOperation, MultiPartParserError):
                # Too many fields, or a form that is none: said here, where nobody keeps it.
                return closed(_too_much(request, status=400))
        response.headers["Content-Language"] = visit.guest.language
        return closed(response)

    exempt: Any = csrf_exempt(csp_override(POLICY)(guarded))  # see proof.py
    return exempt  # type: ignore[no-any-return]


def closed(response: HttpResponse) -> HttpResponse:
    """Let nobody keep, find or pass on an answer of this room."""
    for name, value in _HEADERS.items():
        response.headers[name] = value
    return response


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """Give the answer to what is not looked at, before anything is looked up."""
    if request.method not in _METHODS:
        return HttpResponseNotAllowed(_METHODS)
    stated = request.META.get("CONTENT_LENGTH") or "0"
    # As text first: thousands of digits are no number that Python reads.
    is_number = stated.isascii() and stated.isdigit() and len(stated) < 19
    if not is_number or int(stated) > LARGEST_FORM_BYTES:
        return _too_much(request, status=413)
    return None


def _too_much(request: HttpRequest, *, status: int) -> HttpResponse:
    return render(request, "portal/refused.html", {"what": "large"}, status=status)


def _visit(token: str) -> Visit | None:
    at = clock.now()
    found = guest(token_hash=address.hash_of(token), at=at)
    if found is None:
        return None
    return Visit(found, token, clock.day_of(at, demo_day=found.demo_day), at)


def _not_a_link(request: HttpRequest) -> HttpResponse:
    """Count a wrong try; who tries on after too many is told no more.

    The link is looked at first: guests and a scanner of their mail may come from one address,
    so what others tried there never shuts out who has a link. Its 256 bits keep it unguessed.
    """
    if limits.is_over(request, door=_DOOR):
        return render(request, "portal/refused.html", {"what": "often"}, status=429)
    limits.count_wrong(request, door=_DOOR)
    return _nothing_here(request)


def _nothing_here(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/refused.html", {"what": "link"}, status=404)
