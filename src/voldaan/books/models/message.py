"""Messages: the outbox and the memory of what was said, word for word."""

from django.db import models

from voldaan.books.models import _columns


class MessageState(models.TextChoices):
    """proposed → ready → sending → sent | failed | unsure; or withdrawn."""

    PROPOSED = "proposed"  # prepared; nothing happens until the owner releases it
    READY = "ready"  # released; leaves after ``send_after`` unless undone
    SENDING = "sending"  # claimed by exactly one sender
    SENT = "sent"
    FAILED = "failed"  # certainly not sent
    UNSURE = "unsure"  # perhaps sent: a person looks, nothing repeats it
    WITHDRAWN = "withdrawn"


#: A client gets at most one step a day: at most one in these states per step day.
RELEASED = ["ready", "sending", "sent", "unsure"]

#: A client has at most one step, and one reply of each kind, in one of these states.
UNDER_WAY = ["proposed", "ready", "sending", "unsure", "failed"]


class Message(models.Model):
    """One message to one client; ``lines`` lists the invoices it speaks of, with cents.

    A reply answers what the client said or did. It stands outside the ladder: it is no
    step, so it may leave on the day of one, and holds none.
    """

    administration = _columns.administration()
    client = models.ForeignKey("books.Client", models.PROTECT, related_name="messages")
    decision = models.ForeignKey(
        "books.Decision", models.PROTECT, null=True, related_name="messages"
    )
    #: The rung of the ladder, or the kind of the reply.
    step = models.CharField(max_length=40)
    is_reply = models.BooleanField(default=False)
    channel = models.CharField(max_length=12)
    #: The day of which this is the step: the one it is decided for, then released on.
    step_day = models.DateField()
    state = models.CharField(max_length=10, default=MessageState.PROPOSED)
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    text_version = models.CharField(max_length=80)
    is_edited = models.BooleanField(default=False)
    lines = models.JSONField(default=list)
    asks_cents = _columns.cents(default=0)
    message_id = models.CharField(max_length=255)
    #: What the carrier calls it, and what it cost, where a carrier says so.
    reference = models.CharField(max_length=255, blank=True)
    cost_cents = _columns.cents_if_known()
    proposed_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")
    send_after = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=80, blank=True)
    failure_detail = models.CharField(max_length=500, blank=True)

    class Meta:
        """One step under way per client, one reply of a kind; a message id is used once."""

        constraints = [
            _columns.one_of("state", MessageState.values, "message_state"),
            models.UniqueConstraint(fields=["message_id"], name="message_id_once"),
            models.UniqueConstraint(
                fields=["administration", "client"],
                condition=models.Q(state__in=UNDER_WAY, is_reply=False),
                name="message_one_under_way",
            ),
            models.UniqueConstraint(
                fields=["administration", "client", "step"],
                condition=models.Q(state__in=UNDER_WAY, is_reply=True),
                name="message_one_reply_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["administration", "client", "step_day"],
                condition=models.Q(state__in=RELEASED, is_reply=False),
                name="message_one_step_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "withdrawn"])
                | models.Q(released_at__isnull=False),
                name="message_released_before_it_leaves",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "send_after"], name="message_outbox"),
            models.Index(fields=["administration", "client", "id"], name="message_by_client"),
            # Thousands may stand proposed: what is leaving, what was just marked as sent and
            # the few replies are found without opening those.
            models.Index(
                fields=["administration", "state", "finished_at"], name="message_by_state"
            ),
            models.Index(
                fields=["administration", "is_reply", "state", "send_after"],
                name="message_replies",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"
