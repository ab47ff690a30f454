"""Newer figures of law that somebody loaded: the text as it was, who, when, from where."""

from django.db import models

from voldaan.books.models import _columns


class LawFigures(models.Model):
    """One file of figures; the record puts them over the shipped ones in this order.

    Append-only: a wrong figure is corrected by a newer file, so that an amount of long ago
    can still be computed with what was known then.
    """

    administration = _columns.administration()
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=255)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        """The same file once; an order that cannot change."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "number"], name="law_figures_in_order"
            ),
            models.UniqueConstraint(
                fields=["administration", "sha256"], name="law_figures_once"
            ),
        ]

    def __str__(self) -> str:
        return f"figures of law from {self.file_name}"
