"""Whether a request comes from the machine that Voldaan runs on."""

import ipaddress

from django.http import HttpRequest

#: What proxies add; behind one, the nearest address says nothing about the visitor.
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


def comes_from_this_machine(request: HttpRequest) -> bool:
    """Say so only for a direct connection over the loopback, without a proxy between."""
    if any(name in request.META for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
