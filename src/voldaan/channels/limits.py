"""Slows down who knocks at an address that anybody may reach: so many wrong ones an hour.

A link and a key of ours are too long to be guessed; this keeps trying from costing us work.
The count is per place that a request comes from, and per ``door``, so that who is refused at
one is not refused at another. It is kept in memory, of which it takes a bounded part, and is
gone with the program, which is soon enough.

A door that opens to a right key whatever was tried before may let places share a fixed number
of counts (``slots``): then nobody with many addresses gets many times as much, or fills the
memory that the counts of other doors are in.
"""

import hashlib
import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

#: Old links in an office full of people stay far below it.
MOST_WRONG = 40
WITHIN_SECONDS = 60 * 60


def is_over(request: HttpRequest, *, door: str, slots: int | None = None) -> bool:
    """Say whether too much that was wrong came from where this request comes from."""
    return int(cache.get(_key(request, door, slots), 0)) >= MOST_WRONG


def count_wrong(request: HttpRequest, *, door: str, slots: int | None = None) -> None:
    """Count a link or a key that was wrong, old or withdrawn."""
    key = _key(request, door, slots)
    if not cache.add(key, 1, WITHIN_SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two
            cache.add(key, 1, WITHIN_SECONDS)


def _key(request: HttpRequest, door: str, slots: int | None) -> str:
    place = hashlib.sha256(_where(request).encode()).hexdigest()
    return f"{door}.wrong.{place if slots is None else int(place, 16) % slots}"


def _where(request: HttpRequest) -> str:
    """Give the address behind the proxy that the settings trust, if they trust one.

    One house of IPv6 has many addresses: its network counts as one.
    """
    try:
        found = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (ValueError, PermissionDenied, ImproperlyConfigured):
        return "unknown"
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
