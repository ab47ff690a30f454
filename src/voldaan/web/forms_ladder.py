"""The shapes of the staircase: its steps, and the rules behind it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from voldaan.actions.firm.change_ladder import (
    CHANNELS,
    LONGEST_GAP_DAYS,
    MOST_DAYS_AFTER,
    MOST_DAYS_BEFORE,
    TEXTS,
    StepChange,
)
from voldaan.actions.firm.change_rules import BOUNDS, Rules, rules_of, shipped_rules
from voldaan.followup.shapes import SHORTEST_GAP_DAYS, Policy
from voldaan.web.forms import DayField

#: The channels as one chooses them; the table chooses by number of invoices and amount.
CHANNEL_WORDS = {
    "by_table": _("what suits the situation"),
    "email": _("e-mail"),
    "phone": _("phone"),
    "whatsapp": "WhatsApp",
    "sms": _("text message"),
    "linkedin": "LinkedIn",
    "post": _("post"),
}
#: By ``autopilot``: no, and yes.
WHO = (
    ("propose", _("Voldaan proposes it, I press send")),
    ("autopilot", _("It leaves by itself (e-mail only)")),
)
#: For whom a step may be, as it stands behind "only for".
CONDITION_WORDS = {
    "new_client": _("a new client"),
    "large_invoice": _("a large invoice"),
    "good_payer": _("a client who pays well"),
    "not_good_payer": _("a client who is no known good payer"),
    "consumer": _("a private person"),
    "business": _("a company"),
    "government": _("a government body"),
    "large_organisation": _("a large organisation"),
}
#: The words that a step may say, where the owner has a choice.
TEXT_WORDS = {
    "reminder_1": _("those of the friendly reminder"),
    "reminder_2": _("its own: when will it work out?"),
}
#: The fields that stay folded: most owners never need them.
_MORE = ("only_if", "rest", "text")


class LadderForm(forms.Form):
    """The staircase of one kind of client: every step, and the first day that it counts.

    ``steps`` are the steps with their present values, on or off, in order; ``shipped`` as
    they came. ``telling`` are the conditions that make a difference on this ladder.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - those of every form
        steps: Sequence[StepChange],
        shipped: Sequence[StepChange],
        telling: Sequence[str],
        day: date,
        **facts: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **facts)
        self.steps = tuple(steps)
        start = {step.code: step for step in shipped}
        for step in self.steps:
            self._add(step)
            self._add_more(step, start[step.code], telling)
        self.fields["from_day"] = DayField(label=_("Counts from"), initial=day)

    def _add(self, step: StepChange) -> None:
        """Add the fields of a step: those that make sense for it."""
        before, is_end = step.code == "service_check", step.code == "decide"
        if not is_end:
            self.fields[f"{step.code}-on"] = forms.BooleanField(
                label=_("Take this step"), required=False, initial=step.is_on
            )
        self.fields[f"{step.code}-days"] = forms.IntegerField(
            label=_("Days before the due date") if before else _("Days after the due date"),
            min_value=1,
            max_value=MOST_DAYS_BEFORE if before else MOST_DAYS_AFTER,
            initial=abs(step.offset_days),
        )
        if len(CHANNELS[step.code]) > 1:
            self.fields[f"{step.code}-channel"] = forms.ChoiceField(
                label=_("Over which channel"),
                choices=[(each, CHANNEL_WORDS[each]) for each in CHANNELS[step.code]],
                initial=step.channel,
            )
            self.fields[f"{step.code}-who"] = forms.ChoiceField(
                label=_("Who sends it"), choices=WHO, initial=WHO[step.autopilot][0]
            )
        if not is_end and not before:
            self.fields[f"{step.code}-confirmed"] = forms.BooleanField(
                label=_("Only if I have confirmed the consequence"),
                required=False,
                initial=step.if_confirmed,
            )

    def _add_more(self, step: StepChange, start: StepChange, telling: Sequence[str]) -> None:
        """Add for whom the step is, how long it rests, and whose words it says."""
        if step.code != "decide":
            offered = sorted({*telling, *(step.only_if or ()), *(start.only_if or ())})
            asked = [str(CONDITION_WORDS[each]) for each in start.only_if or ()]
            self.fields[f"{step.code}-only_if"] = forms.MultipleChoiceField(
                label=_("Only for"),
                help_text=_shipped(gettext(" or ").join(asked) or gettext("everybody")),
                choices=[(each, CONDITION_WORDS[each]) for each in offered],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=step.only_if,
            )
        self.fields[f"{step.code}-rest"] = forms.IntegerField(
            label=_("At least so many days after the last message"),
            help_text=_shipped(str(start.minimum_gap_days)),
            min_value=SHORTEST_GAP_DAYS,
            max_value=LONGEST_GAP_DAYS,
            required=False,
            initial=step.minimum_gap_days,
        )
        if step.code in TEXTS:
            self.fields[f"{step.code}-text"] = forms.ChoiceField(
                label=_("Which words"),
                choices=[(each, TEXT_WORDS[each]) for each in TEXTS[step.code]],
                required=False,
                initial=step.text,
            )

    def of_step(self, code: str, *, more: bool = False) -> list[forms.BoundField]:
        """Give the fields of one step that are shown together; ``more``: the folded ones."""
        return [
            self[name]
            for name in self.fields
            if name.startswith(f"{code}-") and (name.removeprefix(f"{code}-") in _MORE) is more
        ]

    def changes(self) -> list[StepChange]:
        """Give the steps as they are filled in; only after ``is_valid``."""
        found = []
        for step in self.steps:
            given = {
                name.removeprefix(f"{step.code}-"): value
                for name, value in self.cleaned_data.items()
                if name.startswith(f"{step.code}-")
            }
            days = -given["days"] if step.code == "service_check" else given["days"]
            found.append(
                StepChange(
                    step.code,
                    days,
                    is_on=given.get("on", True),
                    channel=given.get("channel", ""),
                    autopilot=given.get("who", "") == WHO[True][0],
                    if_confirmed=given.get("confirmed", False),
                    only_if=tuple(given.get("only_if", ())),
                    minimum_gap_days=given["rest"] or 0,
                    text=given.get("text", ""),
                )
            )
        return found


def _shipped(value: str) -> str:
    return gettext("As it came with Voldaan: %(value)s.") % {"value": value}


#: Each rule: what it is called, and what it does.
_RULES = {
    "small_invoice_euros": (
        _("An invoice is small under … euros"),
        _(
            "Who owes one small invoice has a staircase of their own: everything in writing "
            "first, and a call much later. With 0 no invoice is small."
        ),
    ),
    "many_invoices": (
        _("There are many invoices from …"),
        _(
            "Who owes so many at once hears of it by e-mail, at their accounts payable if "
            "you know the address."
        ),
    ),
    "rhythm_days": (
        _("Days that a reminder waits for a usual pay day"),
        _(
            "Some clients always pay on the same day. If that day is near, the reminder "
            "waits for it. With 0 it never waits."
        ),
    ),
}


class RulesForm(forms.Form):
    """The numbers that choose the staircase and the channel; ``counts`` is what counts now.

    The line of help says what a rule does, and how it came.
    """

    def __init__(self, *args: Any, counts: Policy, day: date, **facts: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **facts)
        small = tuple(cents // 100 for cents in BOUNDS["small_invoice_cents"])
        bounds = {**BOUNDS, "small_invoice_euros": small}
        now, came = _in_euros(rules_of(counts)), _in_euros(shipped_rules())
        for name, (label, does) in _RULES.items():
            self.fields[name] = forms.IntegerField(
                label=label,
                help_text=f"{does} {_shipped(str(came[name]))}",
                min_value=bounds[name][0],
                max_value=bounds[name][1],
                initial=now[name],
            )
        self.fields["from_day"] = DayField(label=_("Counts from"), initial=day)

    def rules(self) -> Rules:
        """Give the rules as they are filled in; only after ``is_valid``."""
        given = self.cleaned_data
        small_cents = given["small_invoice_euros"] * 100
        return Rules(small_cents, given["many_invoices"], given["rhythm_days"])


def _in_euros(rules: Rules) -> dict[str, int]:
    return {
        "small_invoice_euros": rules.small_invoice_cents // 100,
        "many_invoices": rules.many_invoices,
        "rhythm_days": rules.rhythm_days,
    }
