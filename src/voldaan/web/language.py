"""The language of the pages: the person's own, else the cookie, else Dutch.

What the browser asks for does not count: an English browser in a Dutch office gets Dutch
until somebody chooses English.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]


def language_middleware(get_response: Answer) -> Answer:
    """Switch the language for the length of one request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = _chosen(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def _chosen(request: HttpRequest) -> str:
    found = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if request.user.is_authenticated:
        found = request.user.language
    return found if found in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
