"""The form behind an answer: what it means, and how long the client is left in peace."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from voldaan.actions.answers.settle import Verdict
from voldaan.days import shift
from voldaan.followup.silence import LONGEST_QUIET_DAYS
from voldaan.web.forms_client import stopped_for_field

MEANINGS = (
    ("paid", _("It was paid already")),
    ("promise", _("Promises a day")),
    ("plan", _("Wants to pay in parts")),
    ("dispute", _("Something is wrong")),
    ("not_received", _("Does not have the invoice")),
    ("wrong_person", _("Wrong person or address")),
    ("needs_po", _("Misses a number or details")),
    ("cannot_pay", _("Cannot pay")),
    ("thanks", _("All is well, or thanks")),
    ("out_of_office", _("Automatic reply")),
    ("other", _("Something else")),
)


class AnswerForm(forms.Form):
    """What a person made of an answer; ``invoices`` are those that are open, by id."""

    meaning = forms.ChoiceField(
        label=_("What does it mean?"), choices=MEANINGS, widget=forms.RadioSelect
    )
    promised_on = forms.DateField(
        label=_("Which day was promised?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    quiet_until = forms.DateField(
        label=_("Leave in peace until and including"),
        help_text=_("Leave it empty for what fits the answer."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    stopped_for = stopped_for_field()
    invoice_ids = forms.TypedMultipleChoiceField(
        label=_("Only these invoices"),
        help_text=_(
            "If something is wrong with some of them: those rest, and the others go on. "
            "Without a tick the whole client rests."
        ),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ("meaning", "invoice_ids", "promised_on", "quiet_until", "stopped_for")

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - those of every form
        day: date,
        invoices: Sequence[tuple[int, str]] = (),
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        if len(invoices) > 1:
            self.fields["invoice_ids"].choices = invoices  # type: ignore[attr-defined]
        else:
            del self.fields["invoice_ids"]

    def clean(self) -> dict[str, Any]:
        """Refuse days that are over or beyond a year, and a promise without one."""
        cleaned = super().clean() or {}
        last = shift(self.day, LONGEST_QUIET_DAYS)
        if cleaned.get("meaning") == "promise" and not cleaned.get("promised_on"):
            self.add_error("promised_on", _("Choose the day that was promised."))
        for name in ("promised_on", "quiet_until"):
            found = cleaned.get(name)
            if found is not None and found < self.day:
                self.add_error(name, _("Choose a day from today on."))
            if found is not None and found > last:
                self.add_error(name, _("Choose a day within a year."))
        return cleaned

    def verdict(self) -> Verdict:
        """Give what was made of it; only after ``is_valid``."""
        given = dict(self.cleaned_data)
        ticked = tuple(given.pop("invoice_ids", ()))
        of_some = ticked if given["meaning"] == "dispute" else ()
        return Verdict(**given, invoice_ids=of_some)
