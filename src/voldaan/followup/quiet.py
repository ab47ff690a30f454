"""The hours in which nothing is sent; the last look of the sender at the clock."""

from datetime import date, datetime, time
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
    local = moment if moment.tzinfo is None else moment.astimezone(_AMSTERDAM)
    day, opens = local.date(), policy.quiet_until_hour
    if days.is_working_day(day) and local.hour in hours_of(day, policy=policy):
        return True, None
    if local.hour >= opens:
        day = days.shift(day, 1)
    day = days.next_working_day(day)
    if not hours_of(day, policy=policy):  # a policy that sends nothing on Fridays
        day = days.next_working_day(days.shift(day, 1))
    # The hour of opening is never inside a change of the clock: those are on Sundays.
    opening = datetime.combine(day, time(opens), tzinfo=local.tzinfo)
    return False, opening if moment.tzinfo is None else opening.astimezone(moment.tzinfo)


def hours_of(day: date, *, policy: Policy) -> range:
    """Give the hours of a working day, Amsterdam time, in which a client may be contacted.

    >>> from voldaan.followup.policy import shipped
    >>> hours_of(date(2026, 10, 16), policy=shipped())  # a Friday
    range(8, 16)
    """
    until = policy.quiet_from_hour
    if day.weekday() == _FRIDAY:
        until = min(until, policy.friday_until_hour)
    return range(policy.quiet_until_hour, until)
