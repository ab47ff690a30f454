"""The owner's own mailbox, from which messages leave."""

from django.db import models

from voldaan.books.models import _columns


class Security(models.TextChoices):
    """How the connection to the mail server is protected."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"


class Mailbox(models.Model):
    """Where and how to send; the password is sealed with the installation's key."""

    administration = models.OneToOneField(
        "books.Administration", models.PROTECT, related_name="mailbox"
    )
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField(default=587)
    security = models.CharField(max_length=8, default=Security.STARTTLS)
    username = models.CharField(max_length=254, blank=True)
    sealed_password = models.TextField(blank=True)
    from_address = models.EmailField(max_length=254)
    #: A PEM file with the only certificates to trust, for a server with one of its own.
    ca_file = models.CharField(max_length=500, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A port is a port."""

        constraints = [
            _columns.one_of("security", Security.values, "mailbox_security"),
            models.CheckConstraint(
                condition=models.Q(port__gte=1, port__lte=65535), name="mailbox_port"
            ),
        ]

    def __str__(self) -> str:
        return f"mailbox of {self.administration_id}"
