"""Files that were dropped: asked, read, and what came of them."""

from django.db import models

from voldaan.books.models import _columns


class ImportState(models.TextChoices):
    """asked → reading → done; or an answer is needed first; or refused."""

    ASKED = "asked"
    READING = "reading"
    WAITING = "waiting"  # a question about it must be answered first
    DONE = "done"
    REFUSED = "refused"


class ImportedFile(models.Model):
    """One file of one drop (``drop`` groups what was dropped together).

    ``content`` is kept until it is read, then emptied: the facts are in the record.
    ``result`` holds the counts, ``problems`` what was wrong, ``question`` what must be
    answered before it can be taken.
    """

    administration = _columns.administration()
    drop = models.CharField(max_length=32)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    format = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=8, default=ImportState.ASKED)
    done_parts = models.PositiveIntegerField(default=0)
    all_parts = models.PositiveIntegerField(default=0)
    question = models.JSONField(null=True, blank=True)
    answers = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The queue of what is still to be read."""

        constraints = [_columns.one_of("state", ImportState.values, "imported_file_state")]
        indexes = [
            models.Index(fields=["administration", "drop", "id"], name="imported_file_by_drop"),
            models.Index(fields=["state", "asked_at"], name="imported_file_queue"),
        ]

    def __str__(self) -> str:
        return f"imported file {self.pk}"


class ListProfile(models.Model):
    """How the columns of one package's list are read, remembered by its header."""

    administration = _columns.administration()
    signature = models.CharField(max_length=64)
    profile = models.JSONField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        """One profile per header."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "signature"], name="list_profile_once"
            ),
        ]

    def __str__(self) -> str:
        return f"list profile {self.pk}"
