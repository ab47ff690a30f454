"""Booked payments and how they were divided: append-only, undone by a reversal."""

from django.db import models

from voldaan.books.models import _columns


class Method(models.TextChoices):
    """How the money (or the credit) came."""

    BANK = "bank"
    CASH = "cash"
    CREDIT_NOTE = "credit_note"
    REFUND = "refund"  # money that went back to the client
    BEFORE = "before"  # already paid when the list of open invoices was made


class Payment(models.Model):
    """Money of one client on one day. A reversal carries the opposite amount."""

    administration = _columns.administration()
    client = models.ForeignKey("books.Client", models.PROTECT, related_name="payments")
    method = models.CharField(max_length=12)
    bank_line = models.ForeignKey(
        "books.BankLine", models.PROTECT, null=True, related_name="payments"
    )
    credit_note = models.ForeignKey(
        "books.Invoice", models.PROTECT, null=True, related_name="uses"
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversed_by"
    )
    paid_on = models.DateField()
    amount_cents = _columns.cents()
    rule = models.CharField(max_length=20, blank=True)
    reasons = models.JSONField(default=list)
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        """Only a reversal or a refund is negative; bank money names its line."""

        constraints = [
            _columns.one_of("method", Method.values, "payment_method"),
            _columns.within_bounds("amount_cents", "payment_amount"),
            models.CheckConstraint(
                condition=(
                    ~models.Q(method=Method.REFUND)
                    & (
                        models.Q(reverses=None, amount_cents__gt=0)
                        | models.Q(reverses__isnull=False, amount_cents__lt=0)
                    )
                )
                | models.Q(method=Method.REFUND, reverses=None, amount_cents__lt=0)
                | models.Q(method=Method.REFUND, reverses__isnull=False, amount_cents__gt=0),
                name="payment_only_a_reversal_or_refund_is_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    method__in=[Method.BANK, Method.REFUND], bank_line__isnull=False
                )
                | (
                    ~models.Q(method__in=[Method.BANK, Method.REFUND])
                    & models.Q(bank_line=None)
                ),
                name="payment_by_bank_names_its_line",
            ),
            models.CheckConstraint(
                condition=models.Q(method=Method.CREDIT_NOTE, credit_note__isnull=False)
                | (~models.Q(method=Method.CREDIT_NOTE) & models.Q(credit_note=None)),
                name="payment_by_credit_names_its_note",
            ),
        ]
        indexes = [
            models.Index(
                fields=["administration", "client", "paid_on", "booked_at"],
                name="payment_by_client",
            ),
            models.Index(
                fields=["administration", "method", "paid_on"], name="payment_by_method"
            ),
            models.Index(fields=["administration", "bank_line"], name="payment_by_line"),
            models.Index(fields=["administration", "credit_note"], name="payment_by_credit"),
        ]

    def __str__(self) -> str:
        return f"payment {self.pk}"


class Allocation(models.Model):
    """A part of a payment: on one invoice, or on account when ``invoice`` is empty."""

    administration = _columns.administration()
    payment = models.ForeignKey("books.Payment", models.PROTECT, related_name="allocations")
    invoice = models.ForeignKey(
        "books.Invoice", models.PROTECT, null=True, related_name="allocations"
    )
    cents = _columns.cents()

    class Meta:
        """One part per invoice and payment."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "payment", "invoice"], name="allocation_once"
            ),
            models.CheckConstraint(condition=~models.Q(cents=0), name="allocation_not_zero"),
        ]
        indexes = [
            models.Index(fields=["administration", "invoice"], name="allocation_by_invoice"),
        ]

    def __str__(self) -> str:
        return f"allocation {self.pk}"
