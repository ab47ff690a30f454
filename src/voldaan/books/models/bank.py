"""Bank accounts of the firm, statements and their lines."""

from django.db import models

from voldaan.books.models import _columns


class BankAccount(models.Model):
    """One of the firm's own accounts."""

    administration = _columns.administration()
    number = models.CharField(max_length=40)
    currency = models.CharField(max_length=3, default="EUR")
    first_seen_at = models.DateTimeField()

    class Meta:
        """Known once."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "number", "currency"], name="bank_account_once"
            ),
        ]

    def __str__(self) -> str:
        return f"bank account {self.pk}"


class Statement(models.Model):
    """A stretch of days (both inclusive) that a file or a person says is complete."""

    administration = _columns.administration()
    account = models.ForeignKey("books.BankAccount", models.PROTECT, related_name="statements")
    imported_file = models.ForeignKey("books.ImportedFile", models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    opening_cents = _columns.cents_if_known()
    closing_cents = _columns.cents_if_known()
    adds_up = models.BooleanField(null=True, blank=True)
    confirmed_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        """Days in order."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_day=None)
                | models.Q(last_day=None)
                | models.Q(first_day__lte=models.F("last_day")),
                name="statement_days_in_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["administration", "account", "last_day"], name="statement_by_day"
            ),
        ]

    def __str__(self) -> str:
        return f"statement {self.pk}"


class BankLine(models.Model):
    """One booked movement; credit positive. Two genuine equal lines differ in ``copy``."""

    administration = _columns.administration()
    account = models.ForeignKey("books.BankAccount", models.PROTECT, related_name="lines")
    statement = models.ForeignKey("books.Statement", models.PROTECT, related_name="lines")
    booked_on = models.DateField()
    value_on = models.DateField(null=True, blank=True)
    amount_cents = _columns.cents()
    name = models.CharField(max_length=200, blank=True)
    iban = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    reference = models.CharField(max_length=140, blank=True)
    end_to_end_id = models.CharField(max_length=140, blank=True)
    bank_id = models.CharField(max_length=140, blank=True)
    #: Why the bank took it back, of a debit that is the return of an earlier credit.
    return_reason = models.CharField(max_length=40, blank=True)
    format = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    copy = models.PositiveSmallIntegerField(default=0)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        """The same line of the same day is stored once."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "account", "booked_on", "fingerprint", "copy"],
                name="bank_line_once",
            ),
            _columns.within_bounds("amount_cents", "bank_line_amount"),
        ]
        indexes = [
            models.Index(fields=["administration", "booked_on", "id"], name="bank_line_by_day"),
        ]

    def __str__(self) -> str:
        return f"bank line {self.pk}"
