"""The form in which a person points out the columns of an unknown bank's CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from voldaan.actions.files._questions import Answers
from voldaan.readers.bank import fields as bank_fields
from voldaan.readers.bank.bank_profile import FIELDS, BankProfile
from voldaan.web.forms_import import DECIMALS, ORDERS, PointOutForm

_LABELS = {
    "booked_on": _("Date"),
    "amount": _("Amount"),
    "name": _("Name of the other side"),
    "iban": _("Account of the other side"),
    "text": _("Description"),
    "balance": _("Balance after it"),
    "sign": _("Debit or credit"),
    "debit": _("Amount out"),
    "credit": _("Amount in"),
    "more_text": _("More description"),
    "reference": _("Payment reference"),
    "value_on": _("Value date"),
    "account": _("Own account"),
    "currency": _("Currency"),
}
_ALWAYS_SHOWN = 6
_LONGEST_ACCOUNT = 40


class BankColumnsForm(PointOutForm):
    """Which column is what, how amounts and days are written, and whose account it is."""

    labels = _LABELS
    always_shown = _ALWAYS_SHOWN
    decimal = forms.ChoiceField(label=_("Decimals"), choices=DECIMALS, widget=forms.RadioSelect)
    days = forms.ChoiceField(label=_("Days"), choices=ORDERS, widget=forms.RadioSelect)
    account = forms.CharField(
        label=_("Your account number"),
        max_length=_LONGEST_ACCOUNT,
        required=False,
        help_text=_("Of which account is this file? Leave empty when a column says it."),
    )

    def __init__(
        self, posted: QueryDict | None = None, *, profile: BankProfile, header: Sequence[str]
    ) -> None:
        super().__init__(posted)
        self.profile = profile
        self.initial = {
            "decimal": profile.decimal,
            "days": profile.days,
            "account": profile.account,
        }
        self.offer(
            header, profile.columns, required=("booked_on",), absent=_("not in this file")
        )

    @property
    def choices(self) -> Iterator[forms.BoundField]:
        """Give the fields about the whole file."""
        return (self[name] for name in ("account", "decimal", "days"))

    def clean_account(self) -> str:
        """Give an account number as it is compared: an IBAN without spaces."""
        stated: str = self.cleaned_data["account"].strip()
        return bank_fields.iban(stated) or stated

    def clean(self) -> dict[str, Any]:
        """Refuse a choice by which nothing can be read."""
        cleaned = super().clean() or {}
        if not self.errors and not self.chosen(cleaned).complete:
            raise ValidationError(
                _("Choose the column of the amount (or of in and out), and say which account.")
            )
        return cleaned

    def chosen(self, cleaned: dict[str, Any]) -> BankProfile:
        """Give the profile as corrected."""
        columns = {
            field: int(cleaned[f"column_{field}"])
            for field in FIELDS
            if cleaned.get(f"column_{field}")
        }
        return replace(
            self.profile,
            decimal=cleaned["decimal"],
            days=cleaned["days"],
            account=cleaned["account"],
            columns=columns,
        )

    def answers(self) -> Answers:
        """Give what the file needs to be read on."""
        return Answers(profile=self.chosen(self.cleaned_data).to_json())
