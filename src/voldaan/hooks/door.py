"""Who may report: whoever has the key of an account in the address, and nobody else.

One decorator for every view. It refuses by method, key, kind and size before it looks anything
up, and reads no more of the body than the report may be long. Every refusal is a number
without words.

The key is looked at first: carriers of all firms, and who tries keys, may come from one
address (a proxy's), so what others tried there never shuts out who has the right one. Looking
costs a code over a few bytes, no query and no body. What keeps a key from being guessed are its
160 bits; that wrong ones are counted gives who tries no more than an hourly number of
answers, and then 429 for each. The same holds for what a right key brings without its proof.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from voldaan.books.queries.installation.reporting import Reporting, reporting
from voldaan.channels import limits, report_address
from voldaan.hooks import clock

_DOOR = "hooks"
#: So many counts are kept of wrong tries, of all places in the world together.
_SLOTS = 64
_KIND = "application/json"


@dataclass(frozen=True, slots=True)
class Call:
    """One request about one account, on one day, at one moment; ``body`` as it came, raw."""

    account: Reporting
    body: bytes = field(repr=False)
    day: date
    at: datetime


def by_key(
    channel: str, *, methods: Sequence[str], largest: int
) -> Callable[[Callable[[HttpRequest, Call], HttpResponse]], Callable[..., HttpResponse]]:
    """Open a view to who knows the key of an account of this channel.

    A view that answers 403 is counted as a wrong try, as a wrong key is.
    """

    def decorate(
        view: Callable[[HttpRequest, Call], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, key: str) -> HttpResponse:
            response = _refusal(request, methods)
            if response is None:
                call = _call(request, channel, key, largest)
                response = view(request, call) if isinstance(call, Call) else call
                if response.status_code == 403:
                    response = _wrong(request)
            response.headers["Cache-Control"] = "no-store"
            return response

        # They come from other machines, of which none has a cookie or a form of ours.
        exempt: Any = csrf_exempt(guarded)
        return exempt  # type: ignore[no-any-return]

    return decorate


def refused(status: int = 403) -> HttpResponse:
    """Give a number and no words."""
    return HttpResponse(status=status, content_type="text/plain")


def _refusal(request: HttpRequest, methods: Sequence[str]) -> HttpResponse | None:
    """Give the answer to what is not looked at, whatever the key."""
    if not settings.PUBLIC_URL:
        return refused(404)
    return None if request.method in methods else HttpResponseNotAllowed(methods)


def _wrong(request: HttpRequest) -> HttpResponse:
    """Count a wrong try, and answer it; who tries on after too many is told no more."""
    if limits.is_over(request, door=_DOOR, slots=_SLOTS):
        return refused(429)
    limits.count_wrong(request, door=_DOOR, slots=_SLOTS)
    return refused()


def _unfit(request: HttpRequest, largest: int) -> HttpResponse | None:
    """Give the answer to a body of another kind, or of more bytes than a report has."""
    stated = request.META.get("CONTENT_LENGTH") or "0"
    if not (stated.isascii() and stated.isdigit() and len(stated) < 19):
        return refused(400)
    if int(stated) > largest:
        return refused(413)
    return None if request.content_type == _KIND else refused(415)


def _call(request: HttpRequest, channel: str, key: str, largest: int) -> Call | HttpResponse:
    account_id = report_address.account_of(key, channel=channel, secret=settings.SECRET_KEY)
    if account_id is None:
        return refused()
    if request.method == "POST" and (unfit := _unfit(request, largest)):
        return unfit
    account = reporting(account_id=account_id, channel=channel)
    if account is None:
        return refused()
    try:
        # One byte more than is taken, so that a body without a stated length shows itself.
        body = request.read(largest + 1) if request.method == "POST" else b""
    except (UnreadablePostError, OSError):
        return refused(400)
    if len(body) > largest:
        return refused(413)
    at = clock.now()
    return Call(account, body, clock.day_of(at, demo_day=account.demo_day), at)
