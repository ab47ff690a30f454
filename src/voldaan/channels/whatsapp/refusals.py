"""What the numbers of the Cloud API's errors mean for us.

The service asks to go by ``code``, not by its words or the HTTP status. The same numbers
come in the answer to a sending and, later, in a report that it failed.

Source: *WhatsApp error codes*, Meta's documentation of the Cloud API. The table was made partly
from that page and partly from memory, and must be checked against it before use.
"""

from voldaan.channels.outcome import Failure

#: Reason, and whether only a person can change it.
_MEANING: dict[int, tuple[Failure, bool]] = {
    0: ("login_refused", True),
    2: ("server_unwilling", False),  # down or overloaded
    3: ("not_allowed", True),
    4: ("rate_limited", False),  # calls of the app
    10: ("not_allowed", True),
    33: ("sender_refused", True),  # the business number was deleted
    100: ("message_refused", True),
    190: ("login_refused", True),  # the token has expired
    368: ("not_allowed", True),  # blocked for breaking a policy
    80007: ("rate_limited", False),  # of the business account
    130429: ("rate_limited", False),  # of the number
    130472: ("recipient_refused", True),  # the receiver is part of an experiment
    130497: ("not_allowed", True),  # not in this country
    131000: ("server_unwilling", False),  # "failed to send due to an unknown error"
    131005: ("not_allowed", True),
    131008: ("message_refused", True),
    131009: ("message_refused", True),
    131016: ("server_unwilling", False),
    131021: ("recipient_refused", True),  # is the sender itself
    131026: ("recipient_refused", True),  # undeliverable: not on WhatsApp, or an old version
    131030: ("recipient_refused", True),  # not on the list of a test number
    131031: ("not_allowed", True),  # account locked
    131037: ("sender_refused", True),  # needs an approved name
    131042: ("out_of_money", True),
    131045: ("sender_refused", True),  # certificate of the number
    131047: ("window_closed", True),  # more than 24 hours after the client's last words
    # Too many before were blocked or flagged: going on makes it worse, so a person looks.
    131048: ("rate_limited", True),
    131049: ("recipient_refused", False),  # kept back for now, "to keep engagement healthy"
    131050: ("recipient_refused", True),  # the receiver stopped such messages
    131051: ("message_refused", True),
    131056: ("rate_limited", False),  # too much between these two numbers
    131057: ("server_unwilling", False),  # the account is in maintenance
    132000: ("template_refused", True),  # another number of parameters
    132001: ("template_refused", True),  # no such name in this language
    132005: ("template_refused", True),
    132007: ("template_refused", True),
    132012: ("template_refused", True),
    132015: ("template_refused", True),  # paused
    132016: ("template_refused", True),  # switched off
    133004: ("server_unwilling", False),
    133010: ("sender_refused", True),  # number not registered
}


def meaning(code: int) -> tuple[Failure, bool] | None:
    """Give the reason and whether it is permanent, or None for numbers that say neither.

    Among those is 1, "invalid request or possible server error".

    >>> meaning(131047), meaning(130429), meaning(1)
    (('window_closed', True), ('rate_limited', False), None)
    """
    if 200 <= code <= 299:
        return "not_allowed", True
    return _MEANING.get(code)
