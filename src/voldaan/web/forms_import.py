"""The shapes of what is dropped, and of how the columns of a list are corrected."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from voldaan.actions.files._questions import Answers
from voldaan.readers.invoices.columns import FIELDS
from voldaan.readers.invoices.profile import Profile
from voldaan.web.forms import DayField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_MEGABYTE = 1024 * 1024


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files at once, not larger together than one person may drop."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:  # noqa: ANN401 - of Django
        """Give the files; empty ones too, they get their own sentence when they are read."""
        files = [each for each in data or [] if each]
        if not files and self.required:
            raise ValidationError(_("Choose at least one file."))
        if sum(each.size or 0 for each in files) > settings.LARGEST_UPLOAD_BYTES:
            raise ValidationError(
                _("Together these files are larger than %(most)d MB. Drop fewer at a time."),
                params={"most": settings.LARGEST_UPLOAD_BYTES // _MEGABYTE},
            )
        return files


class DropForm(forms.Form):
    """Any files, all at once."""

    files = _FilesField(allow_empty_file=True)  # type: ignore[assignment]  # Django takes it away


_LABELS = {
    "number": _("Invoice number"),
    "client": _("Client"),
    "open": _("Open amount"),
    "total": _("Amount with VAT"),
    "due_on": _("Due date"),
    "issued_on": _("Invoice date"),
    "email": _("E-mail address"),
    "contact": _("Contact person"),
    "phone": _("Phone number"),
    "paid": _("Paid amount"),
    "paid_on": _("Day of payment"),
    "status": _("Status"),
    "kind": _("Kind of document"),
    "reference": _("Payment reference"),
    "description": _("Description"),
    "order_reference": _("Order number of the client"),
    "net": _("Amount without VAT"),
    "vat_amount": _("VAT amount"),
    "debit": _("Amount (debit)"),
    "credit": _("Paid (credit)"),
    "term": _("Payment term in days"),
    "vat": _("VAT number of the client"),
    "kvk": _("Chamber of commerce number"),
    "iban": _("IBAN"),
    "currency": _("Currency"),
}
_ALWAYS_SHOWN = 7
_REQUIRED = ("number", "client")
DECIMALS = [(",", _("comma: 1.234,50")), (".", _("point: 1,234.50"))]
ORDERS = [
    ("dmy", _("day, month, year")),
    ("mdy", _("month, day, year")),
    ("ymd", _("year, month, day")),
]


class PointOutForm(forms.Form):
    """Which column of a table is what: one choice for each thing that a column can say."""

    labels: "ClassVar[Mapping[str, str | _StrPromise]]"
    always_shown: ClassVar[int]

    def offer(
        self,
        header: Sequence[str],
        columns: Mapping[Any, int],
        *,
        required: Collection[str],
        absent: "str | _StrPromise",
    ) -> None:
        """Make the choices, from the names of the columns; ``columns`` were found already."""
        choices = [
            ("", absent),
            *((str(place), name or f"{place + 1}") for place, name in enumerate(header)),
        ]
        for field, label in self.labels.items():
            self.fields[f"column_{field}"] = forms.ChoiceField(
                label=label, choices=choices, required=field in required
            )
            place = columns.get(field)
            self.initial[f"column_{field}"] = "" if place is None else str(place)

    @property
    def columns(self) -> Iterator[forms.BoundField]:
        """Give the fields that choose a column: the telling ones, and what was found."""
        return (self[name] for name in self._column_names(shown=True))

    @property
    def more_columns(self) -> Iterator[forms.BoundField]:
        """Give the fields of columns that few files have."""
        return (self[name] for name in self._column_names(shown=False))

    def _column_names(self, *, shown: bool) -> list[str]:
        names = [f"column_{field}" for field in self.labels]
        return [
            name
            for place, name in enumerate(names)
            if shown
            == (place < self.always_shown or bool(self[name].value() or self[name].errors))
        ]


class ColumnsForm(PointOutForm):
    """Which column is what, and how amounts and days are written."""

    labels = _LABELS
    always_shown = _ALWAYS_SHOWN
    decimal = forms.ChoiceField(label=_("Decimals"), choices=DECIMALS, widget=forms.RadioSelect)
    days = forms.ChoiceField(label=_("Days"), choices=ORDERS, widget=forms.RadioSelect)
    list_day = DayField(
        label=_("On which day was this list made?"),
        help_text=_("What stands in the list was still open on that day."),
    )

    def __init__(
        self,
        posted: QueryDict | None = None,
        *,
        profile: Profile,
        header: Sequence[str],
        day: date,
    ) -> None:
        super().__init__(posted)
        self.profile = profile
        self.day = day
        self.initial = {"decimal": profile.decimal, "days": profile.days, "list_day": day}
        self.offer(header, profile.columns, required=_REQUIRED, absent=_("not in this list"))

    @property
    def choices(self) -> Iterator[forms.BoundField]:
        """Give the fields about the whole list."""
        return (self[name] for name in ("decimal", "days", "list_day"))

    def clean_list_day(self) -> date:
        """Refuse a list of the future."""
        made_on: date = self.cleaned_data["list_day"]
        if made_on > self.day:
            raise ValidationError(_("Choose today or a day before."))
        return made_on

    def clean(self) -> dict[str, Any]:
        """Refuse a choice by which nothing can be read."""
        cleaned = super().clean() or {}
        if not self.errors and not self.chosen(cleaned).complete:
            raise ValidationError(
                _("Choose the column of the invoice number, and of the open or whole amount.")
            )
        return cleaned

    def chosen(self, cleaned: dict[str, Any]) -> Profile:
        """Give the profile as corrected."""
        columns = {
            field: int(cleaned[f"column_{field}"])
            for field in FIELDS
            if cleaned.get(f"column_{field}")
        }
        return replace(
            self.profile, decimal=cleaned["decimal"], days=cleaned["days"], columns=columns
        )

    def answers(self) -> Answers:
        """Give what the file needs to be read on."""
        return Answers(
            profile=self.chosen(self.cleaned_data).to_json(),
            list_day=self.cleaned_data["list_day"],
        )
