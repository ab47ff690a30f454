"""Whether a request comes from the machine that Voldaan runs on."""

import ipaddress
from urllib.parse import urlsplit

from django.http import HttpRequest

#: What proxies add; behind one, the nearest address says nothing about the visitor.
_FORWARDED = ("HTTP_X_FORWARDED_", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")

#: How this machine is called by a browser on it; a public name comes through a proxy.
_OWN_NAMES = {"127.0.0.1", "localhost", "::1"}


def comes_from_this_machine(request: HttpRequest) -> bool:
    """Say so only for a direct connection over the loopback, without a proxy between."""
    if any(name.startswith(_FORWARDED) for name in request.META):
        return False
    if urlsplit(f"//{request.get_host()}").hostname not in _OWN_NAMES:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
