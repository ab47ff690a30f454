"""The shapes of a client: how it is reached, how it pays, what was brought or posted."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from voldaan.channels.linkedin.step import NotAProfile, profile_link
from voldaan.channels.phone.numbers import gets_texts
from voldaan.documents.address import BadAddress, dutch_postcode
from voldaan.documents.countries import COUNTRIES
from voldaan.followup.morning.feelings import EASIEST, HARDEST
from voldaan.money import LARGEST_CENTS, NotAnAmount
from voldaan.readers import notation
from voldaan.web.forms import TONES, DayField, Words

CHANNELS = [
    ("", _("as the ladder says")),
    ("email", _("e-mail")),
    ("phone", _("phone")),
    ("whatsapp", "WhatsApp"),
    ("sms", _("text message")),
    ("linkedin", "LinkedIn"),
    ("post", _("post")),
]
WEEKDAYS = [
    ("", _("unknown")),
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
]


def named_countries() -> list[tuple[str, str]]:
    """Give the countries by name, the Netherlands first."""
    place = (get_language() or "nl").startswith("en")
    named = [(code, names[place]) for code, names in COUNTRIES.items()]
    return [named[0], *sorted(named[1:], key=lambda each: each[1])]


class EuroField(forms.CharField):
    """An amount as Dutch people type it, given as whole cents; None when left empty."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, largest_cents: int = LARGEST_CENTS, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(max_length=20, **options)
        self.largest_cents = largest_cents

    def clean(self, value: object) -> int | None:
        """Give the cents, or say that this is no amount."""
        text = super().clean(value)
        if not text:
            return None
        decided = notation.decimal_mark([text])
        try:
            cents = notation.cents(text, decimal=decided.way) if decided else None
        except NotAnAmount:
            cents = None
        if cents is None:
            raise ValidationError(_("This is no amount. Type it like 12,50."))
        if not 0 <= cents <= self.largest_cents:
            raise ValidationError(_("This amount cannot be right."))
        return cents


def stopped_for_field() -> forms.ChoiceField:
    """Ask whether nothing may be asked of a client any more, and why."""
    return forms.ChoiceField(
        label=_("Is there insolvency or debt help?"),
        choices=(
            ("", _("No, or I do not know")),
            ("insolvency", _("Bankruptcy or suspension of payments")),
            ("debt_help", _("Debt help")),
        ),
        required=False,
    )


class ClientForm(forms.Form):
    """What the owner may correct about a client."""

    contact = forms.CharField(label=_("Contact person"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=200, required=False)
    phone = forms.CharField(label=_("Phone number"), max_length=30, required=False)
    payables = forms.EmailField(
        label=_("E-mail address of accounts payable"),
        help_text=_(
            "Only if it differs. The first reminder about many invoices, or to a large "
            "organisation, goes there."
        ),
        max_length=200,
        required=False,
    )
    payables_name = forms.CharField(
        label=_("Name at accounts payable"), max_length=120, required=False
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            ("consumer", _("Private person")),
            ("business", _("Company")),
            ("government", _("Government")),
        ],
        widget=forms.RadioSelect,
    )
    address_form = forms.ChoiceField(
        label=_("Address"), choices=TONES, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("Language of messages"),
        choices=[("nl", _("Dutch")), ("en", _("English"))],
        widget=forms.RadioSelect,
    )
    terms_days = forms.IntegerField(
        label=_("Payment term in days"), min_value=0, max_value=365, required=False
    )
    preferred_channel = forms.ChoiceField(
        label=_("Likes to be reached by"), choices=CHANNELS, required=False
    )
    uses_whatsapp = forms.BooleanField(
        label=_("Already uses WhatsApp with you"),
        help_text=_("Only tick this when the client agrees to it."),
        required=False,
    )
    uses_sms = forms.BooleanField(
        label=_("Already uses text messages with you"), required=False
    )
    linkedin = forms.CharField(
        label=_("LinkedIn profile"),
        help_text="https://www.linkedin.com/in/…",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    street = forms.CharField(label=_("Street and house number"), max_length=120, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    city = forms.CharField(label=_("Place"), max_length=80, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=named_countries, required=False)
    is_a_client = forms.BooleanField(
        label=_("One of your best clients"),
        help_text=_("You speak to this client yourself: more calls, fewer messages."),
        required=False,
    )
    asks_first = forms.BooleanField(
        label=_("Always let me look first"),
        help_text=_("Also where a step is on autopilot, nothing leaves by itself here."),
        required=False,
    )
    is_large_organisation = forms.BooleanField(
        label=_("A large organisation"),
        help_text=_("It pays in fixed rounds: the check before the due date comes earlier."),
        required=False,
    )
    pays_on_weekday = forms.TypedChoiceField(
        label=_("Pays on a weekday"),
        choices=WEEKDAYS,
        required=False,
        coerce=int,
        empty_value=None,
    )
    pays_on_monthday = forms.IntegerField(
        label=_("or on a day of the month"),
        help_text=_("31 is the last day of any month."),
        min_value=1,
        max_value=31,
        required=False,
    )

    stopped_for = stopped_for_field()

    #: What stands together on the page.
    GROUPS = (
        ("", ("contact", "email", "phone", "linkedin")),
        (_("Accounts payable of the client"), ("payables", "payables_name")),
        (_("How to reach"), ("preferred_channel", "uses_whatsapp", "uses_sms", "asks_first")),
        (_("Postal address"), ("street", "postcode", "city", "country")),
        (_("Tone"), ("kind", "is_large_organisation", "address_form", "language")),
        (_("Paying"), ("terms_days", "pays_on_weekday", "pays_on_monthday", "is_a_client")),
        (_("Not asking any more"), ("stopped_for",)),
    )

    def groups(self) -> list[tuple[Words, list[forms.BoundField]]]:
        """Give the fields as they stand together."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def clean_linkedin(self) -> str:
        """Give the address of a profile in its one form."""
        text: str = self.cleaned_data["linkedin"]
        if not text:
            return ""
        try:
            return profile_link(text)
        except NotAProfile as error:
            raise ValidationError(
                _("This is not the profile of one person on LinkedIn.")
            ) from error

    def clean_country(self) -> str:
        """Give the Netherlands where nothing was chosen."""
        return self.cleaned_data["country"] or "NL"

    def clean(self) -> dict[str, Any]:
        """Refuse a postcode, a number, a desk or two pay days that cannot be."""
        cleaned = super().clean() or {}
        if cleaned.get("postcode") and cleaned.get("country") == "NL":
            try:
                cleaned["postcode"] = dutch_postcode(cleaned["postcode"])
            except BadAddress:
                self.add_error(
                    "postcode", _("A Dutch postcode has four digits and two letters.")
                )
        texts = cleaned.get("uses_whatsapp") or cleaned.get("uses_sms")
        if texts and cleaned.get("phone") and not gets_texts(cleaned["phone"]):
            self.add_error("phone", _("On this number no WhatsApp or text message can arrive."))
        if cleaned.get("payables_name") and cleaned.get("payables") == "":
            self.add_error("payables", _("Fill in the e-mail address too."))
        if cleaned.get("pays_on_weekday") and cleaned.get("pays_on_monthday"):
            self.add_error("pays_on_monthday", _("Choose a weekday or a day of the month."))
        return cleaned


#: How a call can end, in the order of their keys: 1 to 6.
OUTCOMES = [
    ("no_answer", _("nobody answered")),
    ("will_pay", _("pays on a day")),
    ("in_parts", _("wants to pay in parts")),
    ("dispute", _("something is not right")),
    ("paid", _("has paid already")),
    ("other", _("something else")),
]


class CallForm(forms.Form):
    """How a call went."""

    outcome = forms.ChoiceField(
        label=_("The answer"), choices=OUTCOMES, widget=forms.RadioSelect
    )
    promised_on = DayField(
        label=_("Day"),
        required=False,
        help_text=_("Pays on a day? Until then this client hears nothing."),
    )
    promised = EuroField(
        label=_("Amount that was promised, in euros"),
        required=False,
        help_text=_("Leave it empty when it is all of it."),
    )
    note = forms.CharField(
        label=_("In a few words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    felt = forms.ChoiceField(
        label=_("How did it feel?"),
        choices=[(number, str(number)) for number in range(HARDEST, EASIEST + 1)],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("1 is hard, 5 is easy. Only for you; you may leave it empty."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a promise without a day: nobody could keep it."""
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == "will_pay" and not cleaned.get("promised_on"):
            self.add_error("promised_on", _("Choose the day on which the client pays."))
        return cleaned


class ByHandForm(forms.Form):
    """How a step was done in person."""

    way = forms.ChoiceField(choices=[("letterbox", ""), ("door", "")])
    on = DayField()
    taken_by = forms.CharField(max_length=200, required=False)


class PostedForm(forms.Form):
    """On which day letters went into the post box, and what one costs in stamps."""

    on = DayField(label=_("Went into the post box on"))
    postage = EuroField(
        label=_("Stamps per letter, in euros"), required=False, largest_cents=100_000
    )
