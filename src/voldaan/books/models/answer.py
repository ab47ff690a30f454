"""What a client answered: word for word, what it seemed to mean, what a person made of it."""

from django.db import models

from voldaan.books.models import _columns

#: What an answer can mean; the codes of the room ``replies``.
MEANINGS = [
    *("paid", "promise", "plan", "dispute", "not_received", "wrong_person", "needs_po"),
    *("cannot_pay", "out_of_office", "thanks", "other"),
]


class Answer(models.Model):
    """One answer of one client, on any channel.

    ``guess`` is what the words seem to mean and is never acted upon; ``meaning`` is what a
    person made of it. Until ``read_at`` the client hears nothing, unless a machine wrote it.
    ``source_id`` is the id of the mail or message, so that it is kept once.
    """

    administration = _columns.administration()
    client = models.ForeignKey("books.Client", models.PROTECT, related_name="answers")
    message = models.ForeignKey(
        "books.Message", models.PROTECT, null=True, related_name="answers"
    )
    channel = models.CharField(max_length=12)
    source_id = models.CharField(max_length=255, blank=True)
    from_address = models.CharField(max_length=254, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    whole_text = models.TextField(blank=True)
    came_on = models.DateField()
    came_at = models.DateTimeField()
    is_automatic = models.BooleanField(default=False)
    guess = models.CharField(max_length=16, default="other")
    certainty_percent = models.PositiveSmallIntegerField(default=0)
    named_day = models.DateField(null=True, blank=True)
    invoice_ids = models.JSONField(default=list)
    meaning = models.CharField(max_length=16, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        """Kept once; found by client, and the unread ones at once."""

        constraints = [
            _columns.one_of("guess", MEANINGS, "answer_guess"),
            _columns.one_of("meaning", ["", *MEANINGS], "answer_meaning"),
            models.UniqueConstraint(
                fields=["administration", "channel", "source_id"],
                condition=~models.Q(source_id=""),
                name="answer_once",
            ),
            models.CheckConstraint(
                condition=models.Q(meaning="") | models.Q(read_at__isnull=False),
                name="answer_has_a_meaning_when_read",
            ),
        ]
        indexes = [
            models.Index(
                fields=["administration", "client", "came_at"], name="answer_by_client"
            ),
            models.Index(
                fields=["administration", "client"],
                condition=models.Q(read_at=None, is_automatic=False),
                name="answer_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class AnswerFile(models.Model):
    """A file that came with an answer: kept, never opened by us."""

    administration = _columns.administration()
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="files")
    name = models.CharField(max_length=100)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        """Read per answer."""

        indexes = [
            models.Index(fields=["administration", "answer"], name="answer_file_by_answer")
        ]

    def __str__(self) -> str:
        return f"file {self.pk} of answer {self.answer_id}"
