"""An administration: one firm whose money is followed, and who may look."""

from django.db import models

from voldaan.books.models import _columns


class AddressForm(models.TextChoices):
    """How a client is spoken to."""

    JE = "je"
    U = "u"


class Serves(models.TextChoices):
    """Which kinds of client the firm has, asked once at the start."""

    CONSUMERS = "consumers"
    BUSINESSES = "businesses"
    BOTH = "both"


class Administration(models.Model):
    """The firm that is owed money. Its own numbers decide which invoices are its own."""

    name = models.CharField(max_length=200)
    sender_name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=40, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    vat = models.CharField(max_length=20, blank=True)
    kvk = models.CharField(max_length=8, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    address_form = models.CharField(max_length=2, default=AddressForm.JE)
    serves = models.CharField(max_length=12, default=Serves.BOTH)
    language = models.CharField(max_length=2, default="nl")
    created_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)
    demo_day = models.DateField(null=True, blank=True)
    #: When the owner said which clients were reminded before the first import.
    past_contacts_told_at = models.DateTimeField(null=True, blank=True)
    #: The last day that the clock decided for every client by itself.
    daily_on = models.DateField(null=True, blank=True)
    #: The program that did so: another one may decide otherwise, and looks at everybody.
    daily_version = models.CharField(max_length=40, blank=True)
    #: The money moment: days of the week as digits in order (Monday is 1), none by default,
    #: the minute of the day in Amsterdam, and the day of the last slot that was told.
    moment_weekdays = models.CharField(max_length=5, blank=True, default="")
    moment_minute = models.PositiveSmallIntegerField(default=570)
    moment_told_on = models.DateField(null=True, blank=True)

    class Meta:
        """A clock that can be moved belongs to the demo world only."""

        constraints = [
            _columns.one_of("address_form", AddressForm.values, "administration_address_form"),
            _columns.one_of("serves", Serves.values, "administration_serves"),
            models.CheckConstraint(
                condition=models.Q(is_demo=True) | models.Q(demo_day=None),
                name="administration_only_a_demo_moves_the_clock",
            ),
            models.CheckConstraint(
                condition=models.Q(moment_minute__gte=0, moment_minute__lt=24 * 60),
                name="administration_moment_in_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"administration {self.pk}"


class Role(models.TextChoices):
    """What a member may do; only the owner releases messages."""

    OWNER = "owner"
    ASSISTANT = "assistant"
    BOOKKEEPER = "bookkeeper"
    VIEWER = "viewer"


class Member(models.Model):
    """One person's place in one administration."""

    administration = _columns.administration()
    user = models.ForeignKey("books.User", models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12)
    since = models.DateTimeField()

    class Meta:
        """One place per person."""

        constraints = [
            models.UniqueConstraint(fields=["administration", "user"], name="member_once"),
            _columns.one_of("role", Role.values, "member_role"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id} of {self.administration_id}"
