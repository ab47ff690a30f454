"""The owner's own numbers on the ladder, versioned by their first day."""

from django.db import models

from voldaan.books.models import _columns


class Policy(models.Model):
    """Typed columns over the shipped ladders; the newest not after the day counts."""

    administration = _columns.administration()
    from_day = models.DateField()
    #: Changes that begin on one day are numbered: what was decided under each stays known.
    number = models.PositiveSmallIntegerField(default=1)
    gap_days = models.PositiveSmallIntegerField(default=5)
    large_invoice_cents = _columns.cents(default=100_000)
    bank_working_days = models.PositiveSmallIntegerField(default=3)
    grace_days = models.PositiveSmallIntegerField(default=3)
    quiet_from_hour = models.PositiveSmallIntegerField(default=18)
    quiet_until_hour = models.PositiveSmallIntegerField(default=8)
    #: How many days a reminder may wait for the client's usual pay day.
    rhythm_days = models.PositiveSmallIntegerField(default=4)
    #: Under this one invoice is small, and goes its own staircase.
    small_invoice_cents = _columns.cents(default=25_000)
    #: From this many on, one writes to the payables desk.
    many_invoices = models.PositiveSmallIntegerField(default=5)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("books.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        """Each version once; five days between contacts is the least."""

        constraints = [
            models.UniqueConstraint(
                fields=["administration", "from_day", "number"], name="policy_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(rhythm_days__lte=14), name="policy_rhythm_days"
            ),
            models.CheckConstraint(
                condition=models.Q(gap_days__gte=5, gap_days__lte=60), name="policy_gap"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    quiet_from_hour__lte=20,
                    quiet_until_hour__gte=7,
                    quiet_until_hour__lt=models.F("quiet_from_hour"),
                ),
                name="policy_quiet_hours",
            ),
            _columns.within_bounds("large_invoice_cents", "policy_large_invoice", least=0),
            _columns.within_bounds("small_invoice_cents", "policy_small_invoice", least=0),
            models.CheckConstraint(
                condition=models.Q(many_invoices__gte=2, many_invoices__lte=99),
                name="policy_many_invoices",
            ),
        ]

    def __str__(self) -> str:
        return f"policy of {self.administration_id} from {self.from_day}"
