"""What matching thought of a line that nobody has settled yet: derived, rewritten freely."""

from django.db import models

from voldaan.books.models import _columns


class Candidate(models.Model):
    """One of the best three places for a line; ``place`` 1 is the best."""

    administration = _columns.administration()
    line = models.ForeignKey("books.BankLine", models.CASCADE, related_name="candidates")
    client = models.ForeignKey("books.Client", models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    allocations = models.JSONField(default=list)
    credits = models.JSONField(default=list)
    left_cents = _columns.cents(default=0)
    rule = models.CharField(max_length=20)
    certainty = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)

    class Meta:
        """One candidate per place."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "line", "place"], name="candidate_once"
            ),
        ]

    def __str__(self) -> str:
        return f"candidate {self.place} of line {self.line_id}"


class LineHold(models.Model):
    """A client whose money an unsettled line plausibly is: nothing is asked of them."""

    administration = _columns.administration()
    line = models.ForeignKey("books.BankLine", models.CASCADE, related_name="line_holds")
    client = models.ForeignKey("books.Client", models.CASCADE, related_name="+")

    class Meta:
        """Once per line and client."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "client", "line"], name="line_hold_once"
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.line_id} holds client {self.client_id}"
