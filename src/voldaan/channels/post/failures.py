"""How handing a letter over ends when it does not end well."""

from typing import Literal

Failure = Literal[
    "host_unknown",  # no such name, or the name cannot be looked up now
    "connection_refused",  # nobody listens there
    "connection_lost",  # or never made: unreachable, closed halfway
    "timeout",
    "certificate",  # the service cannot prove who it is
    "ca_file",  # the file with trusted certificates cannot be read
    "tls",  # encryption fails for another reason, such as the wrong port
    "key_refused",
    "no_credit",  # the account must be topped up first
    "too_large",
    "address_refused",
    "letter_refused",  # the PDF, or anything else that is wrong with what was asked
    "too_many",  # too many letters in a short time
    "server_unwilling",  # it says that it cannot do anything now
    "redirected",  # the service has moved; a key is not carried to another address
    "protocol",  # this is not a letter service, or a broken one
]
Doubt = Literal["timeout", "connection_lost", "protocol", "server_error", "known_otherwise"]

_NEVER_BY_ITSELF = frozenset(
    {"certificate", "ca_file", "key_refused", "no_credit", "too_large", "address_refused",
     "letter_refused", "redirected"}
)  # fmt: skip
_LONGEST_TEXT = 500


class SendFailed(Exception):
    """The service certainly did not accept the letter.

    ``permanent``: trying again helps only after somebody has changed something.
    ``http_code`` and ``server_text`` are the service's answer, where there was one; the text is
    cleaned and cut, but it is the service's and may name addresses.
    ``retry_after_seconds``: how long the service asks to be left alone.
    """

    def __init__(
        self,
        reason: Failure,
        *,
        http_code: int | None = None,
        server_text: str = "",
        retry_after_seconds: int | None = None,
    ) -> None:
        self.reason: Failure = reason
        self.permanent = reason in _NEVER_BY_ITSELF
        self.http_code = http_code
        self.server_text = cleaned(server_text)
        self.retry_after_seconds = retry_after_seconds
        super().__init__(f"{reason} {http_code or ''} {self.server_text}".strip())


class SendUnsure(Exception):
    """The letter may have been accepted; never hand it over again without a person looking.

    ``known_otherwise``: the service knows this letter id, with other contents; so one
    letter of that id has been accepted before.
    """

    def __init__(
        self, reason: Doubt, *, http_code: int | None = None, server_text: str = ""
    ) -> None:
        self.reason: Doubt = reason
        self.http_code = http_code
        self.server_text = cleaned(server_text)
        super().__init__(reason)


class NoStatus(Exception):
    """How far a letter is cannot be told; ``unknown`` when the service has no such letter."""

    def __init__(
        self, reason: Failure | Literal["unknown"], *, http_code: int | None = None
    ) -> None:
        self.reason = reason
        self.permanent = reason == "unknown" or reason in _NEVER_BY_ITSELF
        self.http_code = http_code
        super().__init__(f"{reason} {http_code or ''}".strip())


def cleaned(text: str) -> str:
    """Give a server's words on one line, without control characters, within 500 characters."""
    spaced = "".join(c if c.isprintable() else " " for c in text[: 2 * _LONGEST_TEXT])
    return " ".join(spaced.split())[:_LONGEST_TEXT]
