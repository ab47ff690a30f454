"""The shapes of the settings: numbers, words, and accounts with carriers."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from voldaan.followup.morning.slots import EARLIEST_MINUTE, LATEST_MINUTE
from voldaan.money import LARGEST_CENTS
from voldaan.web.forms import DayField
from voldaan.web.forms_client import EuroField
from voldaan.wording.own import LONGEST, LONGEST_SUBJECT, Block


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


class MomentForm(forms.Form):
    """The fixed slots of the week."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        choices=[
            (1, _("Monday")),
            (2, _("Tuesday")),
            (3, _("Wednesday")),
            (4, _("Thursday")),
            (5, _("Friday")),
        ],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    begins_at = forms.TimeField(
        label=_("At what time?"),
        widget=forms.TimeInput(
            format="%H:%M", attrs={"type": "time", "min": "07:00", "max": "20:00"}
        ),
    )

    def clean_begins_at(self) -> time:
        """Refuse the night."""
        begins: time = self.cleaned_data["begins_at"]
        if not EARLIEST_MINUTE <= begins.hour * 60 + begins.minute <= LATEST_MINUTE:
            raise ValidationError(_("Choose a time between 7:00 and 20:00."))
        return begins


class TextForm(forms.Form):
    """The owner's own words: a subject, free paragraphs around fixed ones, a first day.

    ``blocks`` take turns: free, fixed, free …
    """

    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT, required=False)

    def __init__(self, *args: Any, blocks: Sequence[Block], day: date, **facts: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **facts)
        self.blocks = tuple(blocks)
        several = len(self.blocks) > 1
        for place, block in enumerate(self.blocks):
            if not block.fixed:
                part = {"part": place // 2 + 1}
                self.fields[f"free-{place}"] = forms.CharField(
                    label=_("Your words, part %(part)s") % part if several else _("Your words"),
                    max_length=LONGEST,
                    required=False,
                    initial=block.text,
                    widget=forms.Textarea(attrs={"rows": max(2, block.text.count("\n") + 1)}),
                )
        self.fields["from_day"] = DayField(label=_("Counts from"), initial=day)

    def body(self) -> str:
        """Give all words as they were filled in; only after ``is_valid``."""
        said = (
            block.text if block.fixed else self.cleaned_data[f"free-{place}"]
            for place, block in enumerate(self.blocks)
        )
        return "\n\n".join(each for each in said if each.strip())


class CarrierForm(forms.Form):
    """An account with a carrier; the secret is never shown again."""

    channel = ""
    is_on = forms.BooleanField(label=_("Send through this account"), required=False)
    secret = forms.CharField(
        label=_("Key"),
        help_text=_("Kept encrypted. Leave it empty to keep the present one."),
        required=False,
        strip=True,
        max_length=2000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    address = forms.CharField(
        label=_("Server, when it is not the usual one"),
        required=False,
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    cents_each = EuroField(
        label=_("Price of one message, in euros"), required=False, largest_cents=10_000
    )

    def sender(self) -> str:
        """Give who sends, as the account keeps it."""
        return str(self.cleaned_data.get("sender_name", ""))


class WhatsAppForm(CarrierForm):
    """The business number at the Cloud API, with the one template that carries the words."""

    channel = "whatsapp"
    number_id = forms.RegexField(r"\A[0-9]{1,32}\Z", label=_("Id of the number"))
    template = forms.RegexField(
        r"\A[a-z0-9_]{1,20}\Z",
        label=_("Name of your template"),
        help_text=_("It has one place, {{1}}: there your words come, on one line."),
    )
    template_language = forms.RegexField(
        r"\A[a-z]{2,3}(_[A-Z]{2})?\Z", label=_("Language of the template"), initial="nl"
    )
    webhook_secret = forms.CharField(
        label=_("App secret"),
        help_text=_(
            "With it the service signs what it reports. Kept encrypted. Leave it empty to keep "
            "the present one."
        ),
        required=False,
        strip=True,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    field_order = (
        *("is_on", "number_id", "template", "template_language", "secret", "webhook_secret"),
    )

    def sender(self) -> str:
        """Give the number with its template."""
        given = self.cleaned_data
        return "/".join((given["number_id"], given["template"], given["template_language"]))


class SmsForm(CarrierForm):
    """An account at a gateway for text messages."""

    channel = "sms"
    sender_name = forms.CharField(
        label=_("Name that the telephone shows"),
        help_text=_("At most 11 letters and digits. Nobody can answer to it."),
        max_length=11,
    )
    field_order = ("is_on", "sender_name", "secret")


class PostForm(CarrierForm):
    """An account at a service that prints and posts letters."""

    channel = "post"
    address = forms.CharField(
        label=_("Address of the service"),
        help_text="https://…",
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    cents_each = None  # type: ignore[assignment]  # the service says what a letter cost
    field_order = ("is_on", "address", "secret")


#: The form of each channel that may have a carrier.
CARRIER_FORMS: dict[str, type[CarrierForm]] = {
    each.channel: each for each in (WhatsAppForm, SmsForm, PostForm)
}
