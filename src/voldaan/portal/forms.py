"""The five answers as forms. What they refuse is said in one sentence under the field."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from voldaan import days

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Said

#: What is kept of the words of a visitor.
MOST_CHARACTERS = 2_000
#: A payment longer ago, or a day further off, is a typing error.
DAYS_BACK, DAYS_AHEAD = 366, 366

_TOO_LONG = _("Please keep it under 2,000 characters.")


class ByClient(forms.Form):
    """A form on the page of a client, who looks at it on a day and owes these invoices."""

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        today: date,
        invoices: Sequence[tuple[int, str]],
        auto_id: str = "id_%s",
    ) -> None:
        super().__init__(data, auto_id=auto_id, use_required_attribute=False)
        self.today = today
        self.prepare(invoices)

    def prepare(self, invoices: Sequence[tuple[int, str]]) -> None:
        """Fit the fields to this client."""


class ArrivedForm(ByClient):
    """All arrived well: there is nothing to fill in."""


def _text(label: "Said", *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": MOST_CHARACTERS}),
        error_messages={
            "required": _("Please say in a few words what it is."),
            "max_length": _TOO_LONG,
            "null_characters_not_allowed": _TOO_LONG,
        },
    )


def _plain(text: str) -> str:
    """Give words without what cannot be seen: signs that turn a line around, and the like."""
    lines = "\n".join(text.splitlines())
    return "".join(each for each in lines if each.isprintable() or each == "\n").strip()


class _TextForm(ByClient):
    def clean_text(self) -> str:
        """Keep what can be seen of the words; nothing of them may be no words at all."""
        text = _plain(self.cleaned_data["text"])
        field = self.fields["text"]
        if field.required and not text:
            raise forms.ValidationError(field.error_messages["required"])
        return text


class NeededForm(_TextForm):
    """Something is missing: the invoice itself, or a number on it."""

    what = forms.ChoiceField(
        label=_("What is missing?"),
        choices=[
            ("copy", _("The invoice: please send a copy")),
            ("number", _("A purchase number or other details on it")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose one of the two."),
            "invalid_choice": _("Please choose one of the two."),
        },
    )
    text = _text(_("Which number or details? (if any)"), required=False)


class _DayForm(ByClient):
    #: How far from today the day may be, in days.
    days_back = 0
    days_ahead = 0

    def prepare(self, invoices: Sequence[tuple[int, str]]) -> None:
        """Let the browser offer no other days than we take."""
        first, last = self.bounds()
        attrs = {"min": first.isoformat(), "max": last.isoformat()}
        self.fields["day"].widget.attrs.update(attrs)

    def bounds(self) -> tuple[date, date]:
        """Give the first and the last day that can be meant."""
        return days.shift(self.today, -self.days_back), days.shift(self.today, self.days_ahead)

    def clean_day(self) -> date | None:
        """Refuse a day that cannot be meant."""
        given: date | None = self.cleaned_data["day"]
        first, last = self.bounds()
        if given is not None and not first <= given <= last:
            raise forms.ValidationError(self.fields["day"].error_messages["invalid"])
        return given


def _day(label: "Said", *, required: bool, error: "Said") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": error, "invalid": error},
    )


class PaidForm(_DayForm):
    """It was paid already; the day may be left open."""

    days_back = DAYS_BACK

    day = _day(_("On which day? (if you know)"), required=False,
               error=_("That day cannot be right: take today or a day before it."))  # fmt: skip


class PromiseForm(_DayForm):
    """The client says on which day it will be paid."""

    days_ahead = DAYS_AHEAD

    day = _day(_("On which day?"), required=True,
               error=_("Please choose a day, today or later."))  # fmt: skip


class WrongForm(_TextForm):
    """Something is not right, with one invoice or in general."""

    invoice = forms.TypedChoiceField(
        label=_("About which invoice?"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("Please choose an invoice of this page.")},
    )
    text = _text(_("What is not right?"), required=True)

    def prepare(self, invoices: Sequence[tuple[int, str]]) -> None:
        """Offer the invoices of this page, and nothing else."""
        choices = [("", _("Something else, or all of them")), *invoices]
        self.fields["invoice"].choices = choices  # type: ignore[attr-defined]
