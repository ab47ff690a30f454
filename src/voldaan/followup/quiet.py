"""The hours in which nothing is sent; the last look of the sender at the clock."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from voldaan import days
from voldaan.followup.shapes import Policy

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_FRIDAY = 4


def may_send_at(moment: datetime, *, policy: Policy) -> tuple[bool, datetime | None]:
    """Say whether a message may leave at this moment and, if not, from when.

    A moment without a zone is Amsterdam wall time, and so is the answer; an aware one is
    taken to Amsterdam, and the answer is in the zone it came in. Nothing leaves on
    weekends, official holidays, outside the policy's hours, and on Fridays after the
    policy's hour. The second value is None exactly when the first is True.

    Source: messages follow the contact hours of collection agencies (Besluit kwaliteit
    incassodienstverlening art. 4.2) as a choice; the policy is narrower.

    >>> from voldaan.followup.policy import shipped
    >>> may_send_at(datetime.fromisoformat("2026-10-16 16:00"), policy=shipped())  # a Friday
    (False, datetime.datetime(2026, 10, 19, 8, 0))
    """
    local = moment
    if moment.tzinfo is not None:
        local = moment.astimezone(_AMSTERDAM)
    day, hour = local.date(), local.hour
    until_hour = policy.quiet_from_hour
    if day.weekday() == _FRIDAY:
        until_hour = min(until_hour, policy.friday_until_hour)
    if days.is_working_day(day) and policy.quiet_until_hour <= hour < until_hour:
        return True, None
    if hour >= policy.quiet_until_hour:
        day = days.shift(day, 1)
    # The hour of opening is never inside a change of the clock: those are on Sundays.
    opening = datetime.combine(
        days.next_working_day(day), time(policy.quiet_until_hour), tzinfo=local.tzinfo
    )
    if moment.tzinfo is not None:
        opening = opening.astimezone(moment.tzinfo)
    return False, opening
