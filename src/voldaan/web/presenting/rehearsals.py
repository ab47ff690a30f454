"""What would have been sent in the last ninety days, under two staircases."""

from django.utils.translation import gettext, gettext_lazy

from voldaan import days
from voldaan.books.queries.deciding.histories import MOST_CLIENTS, histories
from voldaan.followup.rehearsal import Difference, Rehearsed, compare, rehearse
from voldaan.followup.shapes import STEP_CODES, Policy
from voldaan.web import words
from voldaan.web.access import Visit
from voldaan.web.pages.messages import Change, Count, Sent, Trial
from voldaan.web.templatetags.voldaan import word
from voldaan.wording import reasons

SPAN_DAYS = 90
_MOST_SHOWN = 40
_CHANGES = {
    "added": gettext_lazy("%(step)s on %(then)s, %(how)s; now there is none."),
    "gone": gettext_lazy("%(step)s falls away; now on %(now)s, %(now_how)s."),
    "moved": gettext_lazy("%(step)s on %(then)s, %(how)s; now on %(now)s, %(now_how)s."),
}


def trial(visit: Visit, *, now: Policy, then: Policy) -> Trial:
    """Rehearse both policies on the same past; a constant number of queries."""
    span = {"from_day": days.shift(visit.day, -SPAN_DAYS), "to_day": visit.day}
    past = histories(visit.administration_id, **span)
    before = rehearse(past, policy=now, **span)
    after = rehearse(past, policy=then, **span)
    found = compare(before, after=after)
    return Trial(
        **span,
        counts=tuple(
            Count(code, before.by_step[code], after.by_step[code])
            for code in STEP_CODES
            if before.by_step[code] or after.by_step[code]
        ),
        now_count=len(before.steps),
        then_count=len(after.steps),
        now_clients=before.client_count,
        then_clients=after.client_count,
        changes=tuple(_change(each, visit) for each in found[:_MOST_SHOWN]),
        changes_left=max(0, len(found) - _MOST_SHOWN),
        sent=tuple(_sent(each) for each in after.steps[:_MOST_SHOWN]),
        sent_left=max(0, len(after.steps) - _MOST_SHOWN),
        cut_at=MOST_CLIENTS if len(past) == MOST_CLIENTS else 0,
    )


def _change(found: Difference, visit: Visit) -> Change:
    facts = {"step": word(found.step.step, "step")}
    if found.after:
        facts |= {"then": _day(found.after, visit), "how": _how(found.after)}
    if found.before:
        facts |= {"now": _day(found.before, visit), "now_how": _how(found.before)}
    return Change(found.step.client_name, str(_CHANGES[found.kind]) % facts)


def _day(step: Rehearsed, visit: Visit) -> str:
    return days.write_out(step.day, words.language(), seen_on=visit.day)


def _how(step: Rehearsed) -> str:
    channel = word(step.channel, "channel")
    return (
        gettext("%(channel)s by itself") % {"channel": channel} if step.autopilot else channel
    )


def _sent(step: Rehearsed) -> Sent:
    return Sent(
        day=step.day,
        client=step.client_name,
        client_id=step.client_id,
        step=step.step,
        channel=step.channel,
        asks_cents=step.asks_cents,
        reasons=tuple(reasons.words(each, words.language()) for each in step.reasons),
        autopilot=step.autopilot,
    )
