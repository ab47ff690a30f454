"""The client: the thread of everything, with its people and its bank accounts."""

from django.db import models
from django.db.models.functions import Lower

from voldaan.books.models import _columns
from voldaan.books.models.administration import AddressForm


class ClientKind(models.TextChoices):
    """The three kinds of debtor that the law tells apart; in doubt a consumer."""

    CONSUMER = "consumer"
    BUSINESS = "business"
    GOVERNMENT = "government"


class Client(models.Model):
    """A person or firm that buys. ``name_key`` is the name as matching compares it."""

    administration = _columns.administration()
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, default=ClientKind.CONSUMER)
    address_form = models.CharField(max_length=2, default=AddressForm.U)
    language = models.CharField(max_length=2, default="nl")
    term_days = models.PositiveSmallIntegerField(null=True, blank=True)
    vat = models.CharField(max_length=20, blank=True)
    kvk = models.CharField(max_length=8, blank=True)
    is_large_organisation = models.BooleanField(default=False)
    #: The owner's best clients: the owner speaks to them, no machine.
    is_a_client = models.BooleanField(default=False)
    #: Nothing leaves by itself for this client, whatever its steps allow: the owner looks.
    asks_first = models.BooleanField(default=False)
    #: How this client likes to be reached; empty: as the ladder says.
    preferred_channel = models.CharField(max_length=12, blank=True)
    #: The client uses WhatsApp (or text messages) with this firm already.
    uses_whatsapp = models.BooleanField(default=False)
    uses_sms = models.BooleanField(default=False)
    #: The day on which this client pays, as the client said: a weekday (1 to 7) or a day
    #: of the month (1 to 31; 31 is the last one).
    pays_on_weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    pays_on_monthday = models.PositiveSmallIntegerField(null=True, blank=True)
    #: Insolvency or debt help: nothing is asked any more until a person says otherwise.
    stopped_for = models.CharField(max_length=16, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, default="NL")
    #: The step whose consequence the owner confirmed for this client.
    confirmed_step = models.CharField(max_length=40, blank=True)
    #: The first day on which this client must be looked at again; empty: at once.
    look_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        """Found again by name, VAT number or KvK number."""

        constraints = [
            _columns.one_of("kind", ClientKind.values, "client_kind"),
            _columns.one_of("address_form", AddressForm.values, "client_address_form"),
            _columns.one_of("language", ["nl", "en"], "client_language"),
            _columns.one_of(
                "stopped_for", ["", "insolvency", "debt_help"], "client_stopped_for"
            ),
            _columns.one_of(
                "preferred_channel",
                ["", "email", "phone", "whatsapp", "sms", "linkedin", "post"],
                "client_preferred_channel",
            ),
        ]
        indexes = [
            models.Index(fields=["administration", "name_key", "id"], name="client_by_name"),
            models.Index("administration", Lower("name"), "id", name="client_by_alphabet"),
            models.Index(fields=["administration", "vat"], name="client_by_vat"),
            models.Index(fields=["administration", "kvk"], name="client_by_kvk"),
            models.Index(fields=["administration", "look_on", "id"], name="client_to_look_at"),
        ]

    def __str__(self) -> str:
        return f"client {self.pk}"


class ContactRole(models.TextChoices):
    """Whom one speaks to about what."""

    MAIN = "main"
    PAYABLES = "payables"
    DECISION_MAKER = "decision_maker"
    OTHER = "other"


class Contact(models.Model):
    """A person at the client, with the ways to reach them. The lowest place goes first."""

    administration = _columns.administration()
    client = models.ForeignKey("books.Client", models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=200, blank=True)
    first_name = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=16, default=ContactRole.MAIN)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    linkedin = models.CharField(max_length=200, blank=True)
    #: A mail server said that this address does not work.
    bounced_at = models.DateTimeField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Read per client, in order."""

        constraints = [_columns.one_of("role", ContactRole.values, "contact_role")]
        indexes = [
            models.Index(
                fields=["administration", "client", "place"], name="contact_by_client"
            ),
            models.Index(fields=["administration", "email"], name="contact_by_email"),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class ClientAccount(models.Model):
    """A bank account that a person confirmed to pay for this client."""

    administration = _columns.administration()
    client = models.ForeignKey("books.Client", models.PROTECT, related_name="accounts")
    iban = models.CharField(max_length=34)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        """Remembered once; one account may pay for several clients."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "iban", "client"], name="client_account_once"
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.pk} of client {self.client_id}"
