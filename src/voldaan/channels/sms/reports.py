"""What the gateway reports to us about a message that it took over.

Pure: bytes in, a frozen value out. The gateway does not sign its reports, so the address
where they arrive holds a secret of ours: :func:`is_ours` compares it. The same report may come
twice and in any order, for up to seven days, and a message in parts gets one for each.

Source: CM.com, *Incoming status reports*, partly from that page and partly from memory; to be
checked against it before use.
"""

import hmac
from dataclasses import dataclass
from typing import Literal

from voldaan.channels import json_text
from voldaan.channels.json_text import NotAsExpected

__all__ = ["NotAsExpected"]  # what read() raises

State = Literal[
    "accepted",  # by the network
    "rejected",  # by the gateway or the network
    "delivered",  # on the telephone
    "failed",
    "read",
]

LARGEST_BODY = 65_536
_STATES: tuple[State, ...] = ("accepted", "rejected", "delivered", "failed", "read")
_LONGEST_KEY = 32


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a message, or of one of its parts.

    ``key`` is our own. ``code`` is the gateway's number for what went wrong, empty when
    nothing did; ``words`` is what it says of it.
    """

    key: str
    state: State
    code: str
    words: str


def is_ours(given: str, *, expected: str) -> bool:
    """Whether the secret in the address is the one that we told the gateway.

    Takes as long for any wrong one. Without a secret nobody is let in.

    >>> is_ours("woord", expected="woord"), is_ours("", expected="")
    (True, False)
    """
    texts = (text.encode("utf-8", "replace") for text in (given, expected))
    return hmac.compare_digest(*texts) and bool(expected)


def read(body: bytes) -> Report:
    """Read one report.

    Raises NotAsExpected.

    >>> read(b'{"messages": {"msg": {"reference": "b17", "status": {"code": "2"}}}}')
    Report(key='b17', state='delivered', code='', words='')
    """
    told = json_text.parse(body, most_bytes=LARGEST_BODY)
    messages = json_text.fields(told.get("messages"), where="messages")
    message = json_text.fields(messages.get("msg"), where="msg")
    status = json_text.fields(message.get("status"), where="status")
    key = json_text.text(message.get("reference"), where="reference", longest=_LONGEST_KEY)
    if not (key.isascii() and key.isalnum()):
        raise NotAsExpected("reference")
    state = json_text.whole(status.get("code"), where="code", most=len(_STATES) - 1)
    code = status.get("errorCode")
    return Report(
        key=key,
        state=_STATES[state],
        code=json_text.text(
            str(code) if isinstance(code, int) else code, where="errorCode", longest=100
        ),
        words=json_text.text(
            status.get("errorDescription"), where="errorDescription", longest=1_000
        ),
    )
