"""The gateway as its documentation says it behaves, on this machine.

A real HTTPS server: see ``https_server.py`` for the faults of the network. It counts parts by
a table of its own making: bytes, as the network does.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.channels.https_server import HttpsServer, Reply, Request

from voldaan.channels.sms.shapes import Account, Outgoing

KEY = "00000000-1111-geheim"
DIRK = "+31612345678"


def outgoing(**changes: Any) -> Outgoing:
    """Give Anna's short reminder to Dirk, with ``changes``."""
    facts = {
        "to": DIRK,
        "text": "Hoi Dirk, factuur 2026-014 (€ 121,00) staat nog open. Groet, Anna",
        "key": "bericht17",
    }
    return Outgoing(**(facts | changes))


def account(server: HttpsServer, *, api_key: str = KEY, **changes: Any) -> Account:
    """Give Anna's account there, at 6.75 cents a part."""
    return Account(api_key, "Anna de Wit", 675, server.server(**changes))


def refused(code: int, details: str) -> Reply:
    """Give the refusal of the whole request."""
    return Reply(400, {"details": details, "errorCode": code, "messages": []})


@dataclass
class GatewayService:
    """Answers as the gateway does; ``refusals`` are codes for certain receivers."""

    refusals: dict[str, int] = field(default_factory=dict)
    balance_cents: int = 1_000

    def __call__(self, request: Request) -> Reply:
        """Give the answer to one request."""
        if request.headers.get("x-cm-producttoken") != KEY:
            given = request.headers.get("x-cm-producttoken")
            return refused(101, f"No account found for the given authentication {given}")
        if (request.method, request.path) != ("POST", "/v1.0/message"):
            return Reply(404, b"")
        if self.balance_cents <= 0:
            return refused(102, "Insufficient balance")
        (message,) = request.json["messages"]["msg"]
        (to,) = message["to"]
        code = self.refusals.get(to["number"], 0)
        if not to["number"].startswith("00"):
            code = 303
        parts = _count(message["body"]["content"])
        if parts > message["maximumNumberOfMessageParts"]:
            code = 304
        told = {
            "to": to["number"],
            "status": "Rejected" if code else "Accepted",
            "reference": message["reference"],
            "parts": 0 if code else parts,
            "messageDetails": "Not so" if code else None,
            "messageErrorCode": code,
        }
        whole = {"details": f"Created {0 if code else 1} message(s)",
                 "errorCode": 201 if code else 0, "messages": [told]}  # fmt: skip
        return Reply(400 if code else 200, whole)


def _count(text: str) -> int:
    """Count parts by the bits they take."""
    escaped = "^{}\\[~]|€"
    is_plain = all(sign.isascii() or sign in "€éèàüöä" for sign in text)
    sizes = [14 if sign in escaped else 7 for sign in text]
    bits = sum(sizes) if is_plain else 8 * len(text.encode("utf-16-be"))
    return 1 if bits <= 1_120 else -(-bits // (153 * 7 if is_plain else 67 * 16))
