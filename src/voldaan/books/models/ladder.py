"""The owner's own staircase: its steps, versioned with the policy that they belong to."""

from django.db import models

from voldaan.books.models import _columns


class LadderStep(models.Model):
    """One step of one kind of client, as the owner changed it, from its policy's first day.

    What the owner did not change is not a row: it follows the shipped ladder.
    """

    administration = _columns.administration()
    policy = models.ForeignKey("books.Policy", models.PROTECT, related_name="steps")
    ladder = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    is_on = models.BooleanField(default=True)
    offset_days = models.SmallIntegerField()
    channel = models.CharField(max_length=12)
    autopilot = models.BooleanField(default=False)
    if_confirmed = models.BooleanField(default=False)
    #: Empty: as shipped. ``always``, or conditions of the policy with spaces between.
    only_if = models.CharField(max_length=120, blank=True, default="")
    #: 0: as shipped.
    minimum_gap_days = models.PositiveSmallIntegerField(default=0)
    #: Whose words are said; empty: as shipped.
    text = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        """One row per step of a ladder in a policy."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "policy", "ladder", "code"], name="ladder_step_once"
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_gap_days=0)
                | models.Q(minimum_gap_days__gte=5, minimum_gap_days__lte=60),
                name="ladder_step_gap",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of ladder {self.ladder}, policy {self.policy_id}"


class OwnText(models.Model):
    """The owner's own words for a step, from a day; the shipped text until then.

    ``parts`` are the paragraphs as the owner wrote them, with placeholders; the locked
    legal sentences stand in them word for word.
    """

    administration = _columns.administration()
    name = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    form = models.CharField(max_length=2)
    from_day = models.DateField()
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        """The newest row not after the day counts; an empty body is the shipped text."""

        constraints = [
            _columns.one_of("language", ["nl", "en"], "own_text_language"),
            _columns.one_of("form", ["je", "u"], "own_text_form"),
        ]
        indexes = [
            models.Index(
                fields=["administration", "name", "language", "form", "from_day"],
                name="own_text_by_name",
            )
        ]

    def __str__(self) -> str:
        return f"own text {self.name} from {self.from_day}"
