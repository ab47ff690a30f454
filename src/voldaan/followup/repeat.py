"""Whether a stored decision comes out again: the same situation, ladder and day."""

from datetime import date
from typing import Literal

from voldaan.followup import replay
from voldaan.followup.decision import decide
from voldaan.followup.shapes import Decision, Policy, Situation

Outcome = Literal["same", "policy", "failed", "differs"]


def again(
    situation: Situation, *, policy: Policy, day: date, stored: Decision, fingerprint: str
) -> tuple[Outcome, Decision]:
    """Decide once more, and say how that compares with what was stored.

    ``policy``: the situation or the ladder of that day is not what it was, by its
    fingerprint, so the two cannot be compared. ``failed``: it could not be decided then.

    >>> from voldaan.followup.policy import shipped
    >>> dirk, day = Situation(client_id=1, client_name="Dirk"), date(2026, 10, 14)
    >>> then = decide(dirk, policy=shipped(), day=day)
    >>> name = replay.fingerprint(dirk, policy=shipped(), day=day)
    >>> again(dirk, policy=shipped(), day=day, stored=then, fingerprint=name)[0]
    'same'
    """
    now = decide(situation, policy=policy, day=day)
    if replay.fingerprint(situation, policy=policy, day=day) != fingerprint:
        return "policy", now
    if now == stored:
        return "same", now
    failed = any(reason.code == "decision.failed" for reason in stored.reasons)
    return ("failed" if failed else "differs"), now
