"""What a carrier's report says of a message that left: how far it came. Only forward.

Per message the furthest that was ever reported counts: not (yet) delivered, delivered, read,
refused, and last of all a receiver that does not exist there. So the same report twice, or
reports in any order, change nothing more. A failure that may pass is told and nothing else.
"""

from typing import Literal

#: What a report says: the carrier has it, it arrived, it was read, or it did not arrive.
State = Literal["sent", "delivered", "read", "failed"]

#: How far a message came, the furthest last; "": it is only on its way.
FAR = (
    "",
    "message.undelivered",
    "message.delivered",
    "message.read",
    "message.refused",
    "message.bounced",
)
#: The receiver is what is wrong, for good: another message there would fare no better.
_NOT_THERE = "recipient_refused"


def code_of(state: State, *, reason: str, is_permanent: bool) -> str:
    """Give the code of what happened, empty when the message is only on its way.

    ``reason`` is why it failed, empty when the carrier gives none that we know.

    >>> code_of("delivered", reason="", is_permanent=False)
    'message.delivered'
    >>> code_of("failed", reason="recipient_refused", is_permanent=True)
    'message.bounced'
    """
    if state == "sent":
        return ""
    if state != "failed":
        return f"message.{state}"
    if not is_permanent:
        return "message.undelivered"
    return "message.bounced" if reason == _NOT_THERE else "message.refused"


def far(code: str) -> int:
    """Give how far a message came by a code of :data:`FAR`.

    >>> far("message.delivered") < far("message.read")
    True
    """
    return FAR.index(code)


def is_news(code: str, *, known: int) -> bool:
    """Say whether a report moves a message on; ``known`` is how far it was known to be.

    >>> is_news("message.delivered", known=far("message.read"))
    False
    """
    return far(code) > known


def is_lost(code: str) -> bool:
    """Say whether the message certainly did not reach the client."""
    return code in {"message.refused", "message.bounced"}


def is_gone(code: str) -> bool:
    """Say whether the receiver is not there: this channel reaches the client no more."""
    return code == "message.bounced"


def settles(state: State, *, was_kept: bool) -> bool:
    """Say whether a report about a message that perhaps left proves that it did.

    Any report does, for the carrier has it. ``was_kept``: a person said that it did not
    leave, or it was to be tried again; a failure agrees with that and proves nothing.

    >>> settles("failed", was_kept=False), settles("failed", was_kept=True)
    (True, False)
    """
    return not (was_kept and state == "failed")
