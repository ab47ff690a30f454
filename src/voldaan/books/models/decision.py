"""What was decided for a client on a day, with what it was decided from."""

from django.db import models

from voldaan.books.models import _columns


class DecisionKind(models.TextChoices):
    """Exactly one of three."""

    STEP = "step"
    WAIT = "wait"
    ASK = "ask"


class Decision(models.Model):
    """Append-only; stored when it differs from the one before. Replayable.

    ``situation`` holds everything it was decided from; ``outcome`` the whole decision.
    The columns beside it are the parts that are searched.
    """

    administration = _columns.administration()
    client = models.ForeignKey("books.Client", models.PROTECT, related_name="decisions")
    day = models.DateField()
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=4)
    step = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=12, blank=True)
    question = models.CharField(max_length=40, blank=True)
    wait_until = models.DateField(null=True, blank=True)
    asks_cents = _columns.cents(default=0)
    open_cents = _columns.cents(default=0)
    due_since = models.DateField(null=True, blank=True)
    first_reason = models.CharField(max_length=40, blank=True)
    outcome = models.JSONField()
    situation = models.JSONField()
    situation_hash = models.CharField(max_length=64)
    policy_version = models.CharField(max_length=80)
    program_version = models.CharField(max_length=20)
    decided_at = models.DateTimeField()
    is_latest = models.BooleanField(default=True)

    class Meta:
        """Numbered per client and day; one is the latest. What leaves is one ``Message``."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "client", "day", "number"], name="decision_once"
            ),
            models.UniqueConstraint(
                fields=["administration", "client"],
                condition=models.Q(is_latest=True),
                name="decision_one_latest",
            ),
            _columns.one_of("kind", DecisionKind.values, "decision_kind"),
            models.CheckConstraint(
                condition=models.Q(kind="wait", wait_until__isnull=False)
                | (~models.Q(kind="wait") & models.Q(wait_until=None)),
                name="decision_wait_has_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="step") ^ models.Q(step=""),
                name="decision_step_is_named",
            ),
        ]
        indexes = [
            # Holds all that Vandaag counts and orders by: a decision itself is wide, and is
            # opened only for the few cards that are shown.
            models.Index(
                fields=[
                    *("administration", "is_latest", "kind", "question"),
                    *("first_reason", "wait_until"),
                    *("step", "channel", "asks_cents", "open_cents", "due_since", "client"),
                ],
                name="decision_of_today",
            ),
            models.Index(
                fields=["administration", "client", "is_latest"], name="decision_latest"
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"
