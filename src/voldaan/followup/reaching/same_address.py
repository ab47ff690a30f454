"""When an address may be written to again: one person behind two clients hears us as one.

An address gets at most one step a day, and the days between two contacts of the ladder count
over all clients of an administration. Replies stand outside the ladder: they neither wait
nor hold. A postal address is no person's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from voldaan.followup.shapes import Channel, Policy


@dataclass(frozen=True, slots=True)
class Sent:
    """A step of another client that went, or ``is_going``, to the same address."""

    client: str
    step: str
    day: date
    is_going: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What holds the address, and the first day on which it is free again."""

    by: Sent
    free_on: date


def may_be_held(channel: Channel | str, *, address: str, is_reply: bool) -> bool:
    """Say whether a message waits for what its address got for another client.

    >>> may_be_held("email", address="dirk@dirk.example", is_reply=False)
    True
    >>> may_be_held("email", address="dirk@dirk.example", is_reply=True)
    False
    """
    return bool(address) and channel != "post" and not is_reply


def held(sent: Sequence[Sent], *, day: date, policy: Policy) -> Held | None:
    """Give what holds an address the longest on this day; None: it may be written to.

    Of two that hold as long the first one is named.
    """
    free = (Held(each, free_on(each, policy=policy)) for each in sent)
    longest = max(free, key=lambda each: each.free_on, default=None)
    return longest if longest is not None and longest.free_on > day else None


def free_on(sent: Sent, *, policy: Policy) -> date:
    """Give the first day on which the address may get another step.

    A service check that does not count as a contact keeps its day to itself, and no more.

    >>> from voldaan.followup.policy import of_version
    >>> check = Sent("Vink BV", "service_check", date(2026, 10, 6), False)
    >>> free_on(check, policy=of_version("nl-2"))
    datetime.date(2026, 10, 11)
    >>> free_on(check, policy=of_version("nl-1"))
    datetime.date(2026, 10, 7)
    """
    is_light = sent.step == "service_check" and not policy.checks_count
    return sent.day + timedelta(days=1 if is_light else policy.gap_days)
