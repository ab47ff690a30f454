"""A pause that the owner set, with a reason and an end."""

from django.db import models

from voldaan.books.models import _columns


class Hold(models.Model):
    """On an invoice, a client, or (both empty) on the whole administration."""

    administration = _columns.administration()
    client = models.ForeignKey("books.Client", models.PROTECT, null=True, related_name="holds")
    invoice = models.ForeignKey(
        "books.Invoice", models.PROTECT, null=True, related_name="holds"
    )
    reason = models.CharField(max_length=500)
    from_day = models.DateField()
    until_day = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        """Ends after it starts, says why, and an invoice comes with its client."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_day__gte=models.F("from_day")),
                name="hold_days_in_order",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="hold_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(invoice=None) | models.Q(client__isnull=False),
                name="hold_on_an_invoice_names_its_client",
            ),
        ]
        indexes = [
            models.Index(fields=["administration", "until_day", "client"], name="hold_by_day"),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"
