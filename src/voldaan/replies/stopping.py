"""Whether a short message asks for no more messages on its channel.

Only a message that says nothing else counts: "stop" does, "stop, ik betaal morgen" is read
by a person. The words are those that people and telephones use for it, in Dutch and English.
"""

import re

_WORDS = frozenset(
    {
        *("stop", "stoppen", "stop berichten", "stop met berichten", "stop a.u.b"),
        *("stop aub", "stop alsjeblieft", "stop alstublieft", "stop ermee", "afmelden"),
        *("uitschrijven", "afmelding", "geen berichten meer", "stop whatsapp"),
        *("stopall", "stop all", "unsubscribe", "opt out", "opt-out", "optout", "stop please"),
        *("please stop", "stop messages", "stop promotions"),
    }
)
_LONGEST = 60
_AROUND = re.compile(r"^[\s\W_]+|[\s\W_]+$")


def asks_to_stop(text: str) -> bool:
    """Say whether the whole message is a wish to be left alone on this channel.

    >>> asks_to_stop(" STOP! "), asks_to_stop("Geen berichten  meer."), asks_to_stop("stop aub")
    (True, True, True)
    >>> asks_to_stop("Stop, ik betaal morgen"), asks_to_stop("")
    (False, False)
    """
    if len(text) > _LONGEST:
        return False
    said = " ".join(_AROUND.sub("", text).casefold().split())
    return said in _WORDS
