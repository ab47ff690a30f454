"""How a sending over HTTPS can end: a receipt, certainly not sent, or perhaps sent.

The three ends are those of ``email/``, for every channel that speaks to a service over
HTTPS. Any other exception while sending must be taken as unsure by the caller.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Failure = Literal[
    # on the way, before the last byte of the message was handed over
    "host_unknown",  # no such name, or the name cannot be looked up now
    "connection_refused",  # nobody listens there
    "connection_lost",  # or never made: unreachable, closed halfway
    "timeout",
    "certificate",  # the server cannot prove who it is
    "ca_file",  # the file with trusted certificates cannot be read
    "tls",  # encryption fails for another reason, such as the wrong port
    "protocol",  # this is not the service, or it sends us elsewhere
    # said by the service
    "login_refused",  # the key or token is wrong, or no longer valid
    "not_allowed",  # the account may not do this, or is blocked
    "out_of_money",  # the balance or the way of paying is not in order
    "rate_limited",  # too much at once; ``retry_after_seconds`` may say how long
    "server_unwilling",  # it says itself that it did not send, now
    "sender_refused",
    "recipient_refused",
    "message_refused",
    "template_refused",  # unknown, paused, or with another number of parameters
    "window_closed",  # free text, more than 24 hours after the client's last words
]
Doubt = Literal[
    "timeout",
    "connection_lost",
    "protocol",  # an answer that says neither yes nor no
    "server_error",  # it broke while it had the message
    "duplicate",  # it has seen this key before
]

_NEVER_BY_ITSELF: frozenset[Failure] = frozenset(
    {"certificate", "ca_file", "login_refused", "not_allowed", "out_of_money", "sender_refused",
     "recipient_refused", "message_refused", "template_refused", "window_closed"}
)  # fmt: skip
_LONGEST_TEXT = 500


class SendFailed(Exception):
    """The message was certainly not sent.

    ``permanent``: trying again helps only after somebody has changed something. ``code`` is
    the service's own number for it and ``server_text`` its words, where there were any; the
    text is cleaned and cut, but it is the service's and may name the receiver.
    """

    def __init__(
        self,
        reason: Failure,
        *,
        permanent: bool | None = None,
        http_status: int | None = None,
        code: int | None = None,
        server_text: str = "",
        retry_after_seconds: int | None = None,
    ) -> None:
        self.reason: Failure = reason
        self.permanent = reason in _NEVER_BY_ITSELF if permanent is None else permanent
        self.http_status = http_status
        self.code = code
        self.server_text = clean(server_text)
        self.retry_after_seconds = retry_after_seconds
        super().__init__(f"{reason} {code or http_status or ''} {self.server_text}".strip())


class SendUnsure(Exception):
    """The message may have been sent; never send it again without a person looking."""

    def __init__(
        self, reason: Doubt, *, http_status: int | None = None, server_text: str = ""
    ) -> None:
        self.reason: Doubt = reason
        self.http_status = http_status
        self.server_text = clean(server_text)
        super().__init__(f"{reason} {http_status or ''} {self.server_text}".strip())


@dataclass(frozen=True, slots=True)
class Receipt:
    """The service has taken the message over.

    ``message_id`` is how its reports name the message, ``reply`` what it said, for the log.
    ``cost_cents`` is None where the answer does not tell.
    """

    message_id: str
    reply: str
    cost_cents: int | None = None


def clean(text: str, *, secrets: Iterable[str] = ()) -> str:
    r"""Give a service's words on one line, within 500 characters, without secrets.

    Services repeat a wrong key in the error about it.

    >>> clean("Malformed token: s3cret\n", secrets=["s3cret"])
    'Malformed token: …'
    """
    for secret in filter(None, secrets):
        text = text.replace(secret, "…")
    spaced = "".join(sign if sign.isprintable() else " " for sign in text[: 2 * _LONGEST_TEXT])
    return " ".join(spaced.split())[:_LONGEST_TEXT]
