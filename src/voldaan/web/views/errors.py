"""Requests that were not understood, in one sentence."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what was too much, or else that something was not right."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        most = {
            "megabytes": settings.LARGEST_UPLOAD_BYTES // (1024 * 1024),
            "files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        }
        return render(request, "web/too_much.html", most, status=413)
    return render(request, "400.html", status=400)
