"""A moment of contact that reached the client, or was tried."""

from django.db import models

from voldaan.books.models import _columns


class Outcome(models.TextChoices):
    """How it went."""

    SENT = "sent"
    SPOKEN = "spoken"
    NO_ANSWER = "no_answer"  # a call that nobody answered does not count
    BEFORE = "before"  # done by the owner before the first import


class ContactMoment(models.Model):
    """A step as it happened. ``counts`` marks a request for money (the five-day gap)."""

    administration = _columns.administration()
    client = models.ForeignKey("books.Client", models.PROTECT, related_name="contact_moments")
    step = models.CharField(max_length=40)
    channel = models.CharField(max_length=12)
    outcome = models.CharField(max_length=10)
    #: The hour of a call, Amsterdam time, so that the next try is at another one.
    hour = models.PositiveSmallIntegerField(null=True, blank=True)
    on = models.DateField()
    counts = models.BooleanField(default=True)
    invoice_ids = models.JSONField(default=list)
    message = models.OneToOneField(
        "books.Message", models.PROTECT, null=True, related_name="contact_moment"
    )
    #: The mail came back after all: it did not reach the client.
    bounced_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        """Read per client, newest last."""

        constraints = [_columns.one_of("outcome", Outcome.values, "contact_moment_outcome")]
        indexes = [
            models.Index(
                fields=["administration", "client", "on"], name="contact_moment_by_client"
            ),
        ]

    def __str__(self) -> str:
        return f"contact moment {self.pk}"
