"""The staircase of Berichten: which steps, in words, and the form that changes them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from django.forms import BoundField
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy, ngettext

from voldaan import days
from voldaan.actions.firm.change_ladder import (
    BadLadder,
    StepChange,
    as_change,
    shipped_steps,
    steps_of,
)
from voldaan.books.queries.deciding.own_ladders import days_after, own_steps
from voldaan.books.queries.deciding.own_texts import own_texts
from voldaan.followup.everybody import telling_conditions
from voldaan.followup.shapes import SHORTEST_GAP_DAYS, LadderName, Policy, PolicyStep
from voldaan.web import words as language_of
from voldaan.web.access import Visit
from voldaan.web.forms_ladder import CHANNEL_WORDS, CONDITION_WORDS, LadderForm
from voldaan.web.pages.messages import Choice, Stair, Tab
from voldaan.web.templatetags.voldaan import word
from voldaan.wording import letters, texts
from voldaan.wording.own import Own, Which
from voldaan.wording.shapes import AddressForm, Language, LetterStep

#: The kinds of clients, those with a ladder of their own first.
LADDERS = {
    "standard": gettext_lazy("Most clients"),
    "new": gettext_lazy("New clients"),
    "small_invoice": gettext_lazy("One small invoice"),
    "a_client": gettext_lazy("Best clients"),
    "large_organisation": gettext_lazy("Large organisations"),
    "good_payer": gettext_lazy("Good payers"),
    "consumer": gettext_lazy("Private people"),
    "business": gettext_lazy("Companies"),
    "government": gettext_lazy("Government"),
}
#: How the words of a step may arrive.
MEDIA = {
    "mail": gettext_lazy("Mail"),
    "whatsapp": "WhatsApp",
    "sms": gettext_lazy("SMS"),
    "paper": gettext_lazy("Letter"),
}
_ABOUT = {
    "standard": gettext_lazy("Everybody who fits none of the other kinds."),
    "new": gettext_lazy("Who has paid no invoice yet."),
    "small_invoice": gettext_lazy("Who owes one invoice only, and a small one."),
    "a_client": gettext_lazy("Whom you marked as your best clients: you speak to them."),
    "large_organisation": gettext_lazy(
        "Large organisations and government, with payment rounds of their own."
    ),
    "good_payer": gettext_lazy("Who nearly always pays on time."),
    "consumer": gettext_lazy("Private people who fit no other kind."),
    "business": gettext_lazy("Companies that fit no other kind."),
    "government": gettext_lazy("Government, before it counts as a large organisation."),
}
_RULES = {
    "days": gettext_lazy("This step cannot be on that day."),
    "channel": gettext_lazy("This step cannot go over that channel."),
    "autopilot": gettext_lazy("Only an e-mail can leave by itself."),
    "first_contact": gettext_lazy(
        "The first word after the due date is a friendly reminder, not a call."
    ),
    "order": gettext_lazy("The steps go from mild to firm: put this one on a later day."),
    "always": gettext_lazy("The end of the staircase is there for everybody."),
    "never": gettext_lazy(
        "Nobody on this staircase is like that, so this step would never come. Leave it out, "
        "or choose somebody else."
    ),
    "from_day": gettext_lazy("A change counts from today, or from a day within a year."),
}


def chosen(
    given: Any,  # noqa: ANN401 - a QueryDict
    *,
    address_form: str,
    others: Collection[str] = (),
) -> Choice:
    """Give what the address asks for; whatever is not there becomes what is usual.

    ``others`` are the texts beside the ladder.
    """
    ladder = given.get("ladder", "")
    ladder = ladder if ladder in LADDERS else "standard"
    codes = [step.code for step in shipped_steps(ladder)]
    step = given.get("step", "")
    form, language = given.get("form", ""), given.get("language", "")
    medium, other = given.get("medium", ""), given.get("other", "")
    return Choice(
        ladder=ladder,
        step=step if step in codes else "reminder_1",
        form=form if form in {"je", "u"} else address_form,
        language=language if language in {"nl", "en"} else "nl",
        many=given.get("many", "") == "1",
        medium=medium if medium in MEDIA else "mail",
        other=other if other in others else "",
    )


def query(choice: Choice, **changes: Any) -> str:  # noqa: ANN401 - the fields of a choice
    """Give the end of an address that makes a choice."""
    wanted = replace(choice, **changes)
    return urlencode(
        {
            "ladder": wanted.ladder,
            "step": wanted.step,
            "form": wanted.form,
            "language": wanted.language,
            **({"many": "1"} if wanted.many else {}),
            **({"medium": wanted.medium} if wanted.medium != "mail" else {}),
            **({"other": wanted.other} if wanted.other else {}),
        }
    )


def ladders(choice: Choice) -> tuple[Tab, ...]:
    """Give a link to the staircase of each kind of client."""
    return tuple(
        Tab(str(words), query(choice, ladder=name, other=""), is_current=name == choice.ladder)
        for name, words in LADDERS.items()
    )


def about(choice: Choice) -> str:
    """Say for whom the staircase is."""
    return str(_ABOUT[choice.ladder])


def steps(visit: Visit, choice: Choice, *, counts: Policy) -> list[StepChange]:
    """Give every step of the ladder as it counts now, those that are off too."""
    now = {step.code: step for step in steps_of(counts, ladder=choice.ladder)}
    off = {
        row["code"]: row["offset_days"]
        for row in own_steps(visit.administration_id, day=visit.day)
        if row["ladder"] == choice.ladder and not row["is_on"]
    }
    found = []
    for step in shipped_steps(choice.ladder):
        known = now.get(step.code)
        at = off.get(step.code, step.offset_days)
        found.append(
            as_change(known) if known else replace(as_change(step), is_on=False, offset_days=at)
        )
    return sorted(found, key=lambda each: (each.code == "decide", each.offset_days))


def form(
    visit: Visit,
    choice: Choice,
    now: Sequence[StepChange],
    *,
    counts: Policy,
    posted: Any = None,  # noqa: ANN401 - a QueryDict
) -> LadderForm:
    """Give the form of a staircase, with the steps as they are now."""
    return LadderForm(
        posted,
        steps=now,
        shipped=[as_change(step) for step in shipped_steps(choice.ladder)],
        telling=telling_conditions(counts, ladder=cast("LadderName", choice.ladder)),
        day=visit.day,
        prefix="ladder",
    )


def planned(visit: Visit) -> tuple[date, ...]:
    """Give the later days on which something else begins to count."""
    return tuple(days_after(visit.administration_id, day=visit.day))


def stairs(
    visit: Visit, choice: Choice, now: Sequence[StepChange], *, form: LadderForm | None
) -> tuple[Stair, ...]:
    """Give the steps in words; each with its fields, when there is a form."""
    start: dict[str, PolicyStep] = {s.code: s for s in shipped_steps(choice.ladder)}
    own = own_texts(visit.administration_id, day=visit.day)
    return tuple(
        _stair(choice, step, start[step.code], form=form, words=_words(choice, step, own))
        for step in now
    )


def _words(choice: Choice, step: StepChange, own: Mapping[Which, Own]) -> str:
    """Say which text a step says, in which version; a step of no words says nothing."""
    said = step.text or step.code
    if step.code == "decide":
        return ""
    names = letters.TEXT_OF.get(cast("LetterStep", said), (said, said))
    which = names[choice.many], choice.language, choice.form
    mine = own.get(which)
    if mine is not None:
        day = days.write_out(mine.from_day, language_of.language())
        return gettext("your own, since %(day)s") % {"day": day}
    text = texts.load(
        which[0],
        language=cast("Language", choice.language),
        form=cast("AddressForm", choice.form),
    )
    facts = {"step": word(said, "step").lower(), "version": text.version}
    return gettext("%(step)s, version %(version)s") % facts


def _stair(
    choice: Choice,
    step: StepChange,
    start: PolicyStep,
    *,
    form: LadderForm | None,
    words: str,
) -> Stair:
    fields = tuple(form.of_step(step.code)) if form else ()
    more = tuple(form.of_step(step.code, more=True)) if form else ()
    is_more_unfolded = _is_touched(form, more)
    return Stair(
        code=step.code,
        when=when(step.offset_days),
        channel=str(CHANNEL_WORDS[step.channel]) if step.channel else "",
        is_on=step.is_on,
        autopilot=step.autopilot,
        if_confirmed=step.if_confirmed,
        is_own=replace(step, channel=step.channel) != as_change(start),
        only_if=_only_if(step.only_if or ()),
        query=query(choice, step=step.code, other=""),
        is_current=step.code == choice.step and not choice.other,
        fields=fields,
        is_unfolded=is_more_unfolded or _is_touched(form, fields),
        more=more,
        is_more_unfolded=is_more_unfolded,
        rests=_rests(step, start),
        words=words,
    )


def _is_touched(form: LadderForm | None, fields: Sequence[BoundField]) -> bool:
    """Say whether somebody filled these in otherwise, or wrongly."""
    changed = form.changed_data if form and form.is_bound else ()
    return any(field.name in changed or field.errors for field in fields)


def _rests(step: StepChange, start: PolicyStep) -> str:
    if step.minimum_gap_days == start.minimum_gap_days:
        return ""
    said = gettext("at the soonest %(days)s days after the last message")
    return said % {"days": step.minimum_gap_days}


def when(offset_days: int) -> str:
    """Say on which day a step is.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     when(-9), when(1)
    ('9 days before the due date', '1 day after the due date')
    """
    count = abs(offset_days)
    if offset_days < 0:
        text = ngettext(
            "%(count)d day before the due date", "%(count)d days before the due date", count
        )
    else:
        text = ngettext(
            "%(count)d day after the due date", "%(count)d days after the due date", count
        )
    return text % {"count": count}


def _only_if(conditions: Sequence[str]) -> str:
    known = [str(CONDITION_WORDS[each]) for each in conditions]
    either = gettext(" or ").join(known)
    return gettext("only for %(kinds)s") % {"kinds": either} if known else ""


def add_refusal(form: LadderForm, error: BadLadder) -> None:
    """Say in the form which house rule the steps break, at the step that breaks it."""
    names = {"channel": "channel", "autopilot": "who", "text": "text", "rest": "rest"}
    names |= dict.fromkeys(("condition", "never"), "only_if")
    name = f"{error.step}-{names.get(error.rule, 'days')}"
    if error.rule == "from_day":
        name = "from_day"
    words = _RULES.get(error.rule)
    if error.rule == "gap":
        said = gettext("Leave at least %(days)s days between two steps.")
        form.add_error(
            name if name in form.fields else None, said % {"days": SHORTEST_GAP_DAYS}
        )
        return
    said = str(words) if words else gettext("These steps do not go together.")
    form.add_error(name if name in form.fields else None, said)


def from_day_refusal() -> str:
    """Say from which days a change may count."""
    return str(_RULES["from_day"])
