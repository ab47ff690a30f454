"""Invoices and credit notes, as issued: never edited, never deleted."""

from django.db import models

from voldaan.books.models import _columns


class InvoiceKind(models.TextChoices):
    """A credit note is its own kind of record, not a negative invoice."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class Invoice(models.Model):
    """What was charged (or credited). What is open follows from the allocations."""

    administration = _columns.administration()
    client = models.ForeignKey("books.Client", models.PROTECT, related_name="invoices")
    kind = models.CharField(max_length=12, default=InvoiceKind.INVOICE)
    number = models.CharField(max_length=100)
    issued_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    currency = models.CharField(max_length=3, default="EUR")
    payable_cents = _columns.cents()
    net_cents = _columns.cents_if_known()
    vat_cents = _columns.cents_if_known()
    payment_reference = models.CharField(max_length=140, blank=True)
    project = models.CharField(max_length=200, blank=True)
    credits_number = models.CharField(max_length=100, blank=True)
    imported_file = models.ForeignKey(
        "books.ImportedFile", models.PROTECT, null=True, related_name="+"
    )
    #: The day on which its source said that it was (still) open, when it said so.
    known_open_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        """A number is used once per kind; only euro for now; amounts above zero."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "number", "kind"], name="invoice_once"
            ),
            _columns.one_of("kind", InvoiceKind.values, "invoice_kind"),
            models.CheckConstraint(condition=models.Q(currency="EUR"), name="invoice_in_euro"),
            _columns.within_bounds("payable_cents", "invoice_payable", least=1),
        ]
        indexes = [
            models.Index(
                fields=["administration", "client", "due_on"], name="invoice_by_client"
            ),
            models.Index(fields=["administration", "due_on", "id"], name="invoice_by_due_day"),
            # Holds all that the totals of Vandaag need, so that no invoice is opened for it.
            models.Index(
                fields=["administration", "kind", "due_on", "payable_cents"],
                name="invoice_totals",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Document(models.Model):
    """The invoice itself as a file, attached to messages about it."""

    administration = _columns.administration()
    invoice = models.ForeignKey("books.Invoice", models.PROTECT, related_name="documents")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField()

    class Meta:
        """The same file once per invoice."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "invoice", "sha256"], name="document_once"
            ),
        ]

    def __str__(self) -> str:
        return f"document {self.pk}"


class Acceptance(models.Model):
    """The client is satisfied with the work of an invoice: the first of the two stamps."""

    administration = _columns.administration()
    invoice = models.OneToOneField("books.Invoice", models.PROTECT, related_name="acceptance")
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"acceptance of invoice {self.invoice_id}"
