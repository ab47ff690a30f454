"""An address whose page is still being built: it says that it is not here."""

from typing import NoReturn

from django.http import Http404, HttpRequest


def missing(request: HttpRequest, **ids: int) -> NoReturn:
    """Answer 404."""
    raise Http404
