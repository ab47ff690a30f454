"""The shapes of the settings: the owner's own numbers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from voldaan.money import LARGEST_CENTS


class InboxForm(forms.Form):
    """Where answers come in."""

    imap_host = forms.CharField(
        label=_("Server"), max_length=200, required=False, help_text="imap.example.nl"
    )
    imap_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    imap_security = forms.ChoiceField(
        label=_("Security"),
        choices=[("ssl", "SSL/TLS"), ("starttls", "STARTTLS"), ("none", _("none"))],
    )
    imap_username = forms.CharField(
        label=_("User name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("Kept encrypted. Leave it empty to keep the present one."),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    imap_folder = forms.CharField(label=_("Folder"), max_length=200, initial="INBOX")
    plus_address = forms.BooleanField(
        label=_("My mail server understands addresses with a plus"),
        help_text=_("Then an answer finds its message also when a program forgets the thread."),
        required=False,
    )


class NumbersForm(forms.Form):
    """When messages may leave, and how patient the ladder is."""

    quiet_until_hour = forms.IntegerField(
        label=_("Messages leave from … o'clock"), min_value=7, max_value=19
    )
    quiet_from_hour = forms.IntegerField(label=_("until … o'clock"), min_value=8, max_value=20)
    gap_days = forms.IntegerField(
        label=_("Days between two messages to one client"),
        help_text=_("At least five."),
        min_value=5,
        max_value=60,
    )
    grace_days = forms.IntegerField(
        label=_("Extra days for clients that always pay"), min_value=0, max_value=30
    )
    bank_working_days = forms.IntegerField(
        label=_("Working days that a bank file stays fresh"), min_value=1, max_value=10
    )
    large_invoice_euros = forms.IntegerField(
        label=_("An invoice is large from … euros"),
        help_text=_("Before a large invoice is due, Voldaan proposes a service check."),
        min_value=0,
        max_value=LARGEST_CENTS // 100,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a day without an hour in it."""
        cleaned = super().clean() or {}
        until, start = cleaned.get("quiet_from_hour"), cleaned.get("quiet_until_hour")
        if until is not None and start is not None and start >= until:
            raise ValidationError(_("The first hour comes before the last."))
        return cleaned
