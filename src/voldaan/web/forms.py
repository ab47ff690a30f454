"""The shapes of what people fill in; whether it may happen is decided in the actions."""

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from stdnum import iban as iban_number
from stdnum.exceptions import ValidationError as NotAnIban

from voldaan.days import shift
from voldaan.followup.silence import LONGEST_QUIET_DAYS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: Text for people, translated when it is shown.
type Words = "str | _StrPromise"

TONES = [("je", _("je (informal)")), ("u", _("u (formal)"))]
KINDS = [
    ("consumer", _("private people")),
    ("business", _("companies")),
    ("both", _("both")),
]


class DayField(forms.DateField):
    """A day, shown by the browser's own calendar; always ISO in the form."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    input_formats = ("%Y-%m-%d",)


class IbanField(forms.CharField):
    """An IBAN with a right checksum, stored without spaces."""

    def clean(self, value: object) -> str:
        """Give the IBAN without spaces, or say that it has a typing error."""
        text = super().clean(value)
        if not text:
            return ""
        try:
            return str(iban_number.validate(text))
        except NotAnIban as error:
            raise ValidationError(
                _("This IBAN is not right: check it for a typing error.")
            ) from error


def _password(label: Words, help_text: Words = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class CompanyForm(forms.Form):
    """Who asks for the money, and in which tone."""

    company = forms.CharField(
        label=_("Company name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Your messages are signed with it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    iban = IbanField(
        label=_("IBAN"),
        max_length=42,
        help_text=_("Your clients pay to this account."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    vat_number = forms.CharField(
        label=_("VAT number"),
        max_length=20,
        required=False,
        help_text=_("Tells your own invoices from bills to you."),
    )
    kvk = forms.RegexField(
        r"\A *(?:[0-9][ .]*){8}\Z",
        label=_("Chamber of commerce number"),
        required=False,
        error_messages={"invalid": _("A number of the chamber of commerce has 8 digits.")},
    )
    address_form = forms.ChoiceField(
        label=_("How do you address clients?"),
        choices=TONES,
        widget=forms.RadioSelect,
        initial="u",
    )
    client_kind = forms.ChoiceField(
        label=_("Your clients are"), choices=KINDS, widget=forms.RadioSelect, initial="business"
    )

    def clean_kvk(self) -> str:
        """Give the number without the spaces and dots that people write in it."""
        number: str = self.cleaned_data["kvk"]
        return number.replace(" ", "").replace(".", "")


class FirmForm(CompanyForm):
    """The company with what stands on its paper."""

    street = forms.CharField(
        label=_("Street and house number"),
        help_text=_("Stands on your letters, as does the place."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    city = forms.CharField(
        label=_("Place"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )


class WelcomeForm(CompanyForm):
    """The first start: the company and the owner's password."""

    password = _password(
        _("Choose a password"), _("At least 10 characters. A sentence is fine.")
    )

    def clean_password(self) -> str:
        """Refuse a password that is too short, or among those that everybody tries."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class MailboxForm(forms.Form):
    """The owner's own mailbox for sending."""

    host = forms.CharField(
        label=_("Server"), max_length=200, required=False, help_text="smtp.example.nl"
    )
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=587)
    security = forms.ChoiceField(
        label=_("Security"),
        choices=[("starttls", "STARTTLS"), ("ssl", "SSL/TLS"), ("none", _("none"))],
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = _password(
        _("Password"),
        _("Kept encrypted. Leave it empty to keep the present one."),
        required=False,
    )
    from_address = forms.EmailField(label=_("Sender"), max_length=200, required=False)


class PauseForm(forms.Form):
    """A pause always has a reason and an end."""

    reason = forms.CharField(label=_("Why?"), max_length=200)
    until = DayField(label=_("Until and including"))

    def __init__(self, data: QueryDict | None = None, *, day: date, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix or None)
        self.day = day

    def clean_until(self) -> date:
        """Refuse an end in the past, or one so far off that it is a typing error."""
        until: date = self.cleaned_data["until"]
        if until < self.day:
            raise ValidationError(_("Choose a day from today on."))
        if until > shift(self.day, LONGEST_QUIET_DAYS):
            raise ValidationError(_("Choose a day within a year."))
        return until


class EmailOnlyForm(forms.Form):
    """The one address that is missing."""

    email = forms.EmailField(label=_("E-mail address"), max_length=200)


class PaperForm(forms.Form):
    """The invoice itself, to go along with messages."""

    file = forms.FileField(
        label=_("The invoice as PDF"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
