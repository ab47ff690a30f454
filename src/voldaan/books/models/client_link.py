"""The link to a client's own page: unguessable, for a time, and withdrawn at will."""

from django.db import models

from voldaan.books.models import _columns


class ClientLink(models.Model):
    """One link to one client's page. Only the hash of its token is kept, never the token."""

    administration = _columns.administration()
    client = models.ForeignKey("books.Client", models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A token is used once; it ends after it began."""

        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="client_link_token_once"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="client_link_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(
                fields=["administration", "client", "expires_at"], name="client_link_by_client"
            )
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"
