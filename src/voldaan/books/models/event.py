"""What happened, append-only, chained by hash per client."""

from django.db import models

from voldaan.books.models import _columns


class Who(models.TextChoices):
    """Whose doing it was."""

    PERSON = "person"
    ENGINE = "engine"
    CLIENT = "client"
    BANK = "bank"


class Event(models.Model):
    """One link. ``client`` empty: the chain of the administration itself.

    ``hash`` covers the previous hash, number, moment, who, code, facts, and the hash of
    the personal text, which stands beside the chain so that it can be erased.
    """

    administration = _columns.administration()
    client = models.ForeignKey("books.Client", models.PROTECT, null=True, related_name="events")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    who = models.CharField(max_length=8)
    user = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    text_hash = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """No two links on one place, whichever chain."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "client", "number"], name="event_once"
            ),
            models.UniqueConstraint(
                fields=["administration", "number"],
                condition=models.Q(client=None),
                name="event_of_administration_once",
            ),
            _columns.one_of("who", Who.values, "event_who"),
        ]
        indexes = [models.Index(fields=["administration", "at", "id"], name="event_by_moment")]

    def __str__(self) -> str:
        return f"event {self.pk} {self.code}"


class EventText(models.Model):
    """Personal words that belong to an event; erased on request, the chain stays whole.

    The salt goes with the words, so that nobody can guess them back from the hash.
    """

    event = models.OneToOneField("books.Event", models.PROTECT, related_name="words")
    administration = _columns.administration()
    salt = models.CharField(max_length=32, blank=True)
    text = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"words of event {self.event_id}"
