"""What the gateway reports to us about a message that it took over.

Pure: bytes in, a frozen value out. The gateway does not sign its reports, so the address
where they arrive holds a secret of ours: :func:`is_ours` compares it. The same report may come
twice and in any order, for up to seven days, and a message in parts gets one for each.

Which states there are, and which are for good, is said by ``data/states.toml``.

Source: CM.com, *Incoming status reports*, partly from that page and partly from memory; to be
checked against it before use.
"""

import hmac
from dataclasses import dataclass

from voldaan.channels import json_text
from voldaan.channels.json_text import NotAsExpected
from voldaan.channels.sms import states
from voldaan.channels.sms.states import State

__all__ = ["NotAsExpected"]  # what read() raises

LARGEST_BODY = 65_536
_LARGEST_NUMBER = 99
_LONGEST_NAME = 32
_LONGEST_KEY = 32


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a message, or of one of its parts.

    ``key`` is our own. ``code`` is the gateway's or the network's number for what went wrong,
    empty when nothing did; ``words`` is what it says of it.
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

    Where the gateway knows no more than that it failed, a network may have named the state in
    its words: that says more. Raises NotAsExpected, also for a state that we do not know.

    >>> read(b'{"messages": {"msg": {"reference": "b17", "status": {"code": "2"}}}}').state
    State(code='delivered', means='delivered', is_permanent=False)
    """
    told = json_text.parse(body, most_bytes=LARGEST_BODY)
    messages = json_text.fields(told.get("messages"), where="messages")
    message = json_text.fields(messages.get("msg"), where="msg")
    status = json_text.fields(message.get("status"), where="status")
    key = json_text.text(message.get("reference"), where="reference", longest=_LONGEST_KEY)
    if not (key.isascii() and key.isalnum()):
        raise NotAsExpected("reference")
    code = status.get("errorCode")
    words = json_text.text(
        status.get("errorDescription"), where="errorDescription", longest=1_000
    )
    return Report(
        key=key,
        state=_said_closer(_state(status.get("code")), words),
        code=json_text.text(
            str(code) if isinstance(code, int) else code, where="errorCode", longest=100
        ),
        words=words,
    )


def _state(given: object) -> State:
    """Give the state that a number or a name stands for. Raises NotAsExpected."""
    if isinstance(given, str) and not given.isdecimal():
        name = json_text.text(given, where="code", longest=_LONGEST_NAME)
        found = states.of_name(name)
    else:
        found = states.of_number(json_text.whole(given, where="code", most=_LARGEST_NUMBER))
    if found is None:
        raise NotAsExpected("code")
    return found


def _said_closer(state: State, words: str) -> State:
    """Give the failure that a network named in its words, where the gateway names none."""
    named = states.of_name(words) if state.code == "failed" else None
    return named if named is not None and named.means == "failed" else state
