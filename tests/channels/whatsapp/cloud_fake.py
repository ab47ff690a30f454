"""The Cloud API as its documentation says it behaves, on this machine.

It knows one business number, one token, and the templates it has approved. Its answers to
certain receivers are the documented errors. A real HTTPS server: see ``https_server.py`` for
the faults of the network.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.channels.https_server import HttpsServer, Reply, Request

from voldaan.channels.whatsapp.shapes import Account, OptIn, Outgoing, Template

TOKEN = "EAAG-geheim-4711"
NUMBER_ID = "106540352242922"
DIRK = "+31612345678"
NOON = datetime(2026, 10, 14, 12, tzinfo=UTC)


def outgoing(**changes: Any) -> Outgoing:
    """Give Anna's approved reminder to Dirk, with ``changes``."""
    facts: dict[str, Any] = {
        "to": DIRK,
        "content": Template("herinnering", "nl", ("Dirk", "2026-014", "€ 121,00")),
        "at": NOON,
        "key": "bericht-17",
    }
    facts |= changes
    consent = OptIn(facts["to"], NOON - timedelta(days=30), "asked")
    return Outgoing(**({"opt_in": consent} | facts))


def error(code: int, message: str, status: int = 400, **headers: str) -> Reply:
    """Give an error in the documented form."""
    told = {
        "message": f"(#{code}) {message}",
        "type": "OAuthException",
        "code": code,
        "error_data": {"messaging_product": "whatsapp", "details": message},
        "fbtrace_id": "Az8or2yhqkZfEZ",
    }
    return Reply(status, {"error": told}, headers)


@dataclass
class CloudService:
    """Answers as the service does; ``refusals`` are what certain receivers give."""

    templates: dict[tuple[str, str], int] = field(
        default_factory=lambda: {("herinnering", "nl"): 3, ("bedankt", "nl"): 0}
    )
    refusals: dict[str, Reply] = field(default_factory=dict)
    open_windows: set[str] = field(default_factory=lambda: {DIRK})

    def __call__(self, request: Request) -> Reply:
        """Give the answer to one request."""
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            given = request.headers.get("authorization", "")
            return error(190, f"Malformed access token {given}", 401)
        if request.method != "POST" or request.path != f"/v24.0/{NUMBER_ID}/messages":
            return error(33, "This object does not exist", 400)
        message = request.json
        if message.get("messaging_product") != "whatsapp":
            return error(100, "The parameter messaging_product is required.")
        refusal = self.refusals.get(message["to"]) or self._flaw(message)
        return refusal or self._yes(message)

    def _flaw(self, message: dict[str, Any]) -> Reply | None:
        """Give the error about the message itself."""
        if message["type"] == "text":
            if message["to"] not in self.open_windows:
                return error(131047, "Re-engagement message")
            return None if message["text"]["body"] else error(131009, "Parameter not valid")
        template = message["template"]
        places = self.templates.get((template["name"], template["language"]["code"]))
        if places is None:
            return error(132001, "Template name does not exist in the translation", 404)
        bodies = [part["parameters"] for part in template.get("components", [])]
        if sum(map(len, bodies)) != places:
            return error(132000, "Number of parameters does not match")
        return None

    def _yes(self, message: dict[str, Any]) -> Reply:
        """Give the documented yes."""
        digits = message["to"].removeprefix("+")
        return Reply(
            200,
            {
                "messaging_product": "whatsapp",
                "contacts": [{"input": message["to"], "wa_id": digits}],
                "messages": [{"id": "wamid.HBgLMzE2MTIz", "message_status": "accepted"}],
            },
        )


def account(server: HttpsServer, *, token: str = TOKEN, **changes: Any) -> Account:
    """Give Anna's account there."""
    return Account(NUMBER_ID, token, server=server.server(**changes))
