"""The owner's own mailbox, and the accounts of other ways to send."""

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

    # Where answers come in; an empty host reads nothing.
    imap_host = models.CharField(max_length=253, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=8, default=Security.SSL)
    imap_username = models.CharField(max_length=254, blank=True)
    imap_sealed_password = models.TextField(blank=True)
    imap_folder = models.CharField(max_length=200, default="INBOX")
    #: Answers come to an address with a plus in it that names the message.
    plus_address = models.BooleanField(default=False)
    #: How far the mailbox was read; 0: not yet.
    uid_validity = models.BigIntegerField(default=0)
    next_uid = models.BigIntegerField(default=0)
    #: From this day on mail counts: before it, nobody asked us to read.
    read_since = models.DateField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    read_failure = models.CharField(max_length=80, blank=True)

    class Meta:
        """A port is a port."""

        constraints = [
            _columns.one_of("security", Security.values, "mailbox_security"),
            _columns.one_of("imap_security", Security.values, "mailbox_imap_security"),
            models.CheckConstraint(
                condition=models.Q(imap_port__gte=1, imap_port__lte=65535),
                name="mailbox_imap_port",
            ),
            models.CheckConstraint(
                condition=models.Q(port__gte=1, port__lte=65535), name="mailbox_port"
            ),
        ]

    def __str__(self) -> str:
        return f"mailbox of {self.administration_id}"


class ChannelAccount(models.Model):
    """An account with a carrier: WhatsApp, text messages, a letter service.

    The secrets are sealed with the installation's key. Without an account a channel is a
    step that the owner takes by hand.
    """

    administration = _columns.administration()
    channel = models.CharField(max_length=12)
    is_on = models.BooleanField(default=True)
    address = models.CharField(max_length=253, blank=True)
    sender = models.CharField(max_length=60, blank=True)
    sealed_secret = models.TextField(blank=True)
    sealed_webhook_secret = models.TextField(blank=True)
    cents_each = _columns.cents_if_known()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        """One account per channel."""

        constraints = [
            _columns.one_of("channel", ["whatsapp", "sms", "post"], "channel_account_channel"),
            models.UniqueConstraint(
                fields=["administration", "channel"], name="channel_account_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} account of {self.administration_id}"
