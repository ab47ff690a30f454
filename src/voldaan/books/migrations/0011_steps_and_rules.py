"""Steps get a condition, a rest and words of their choice; rules get the small and the many."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the columns; empty and 0 are as shipped."""

    dependencies = [
        ("books", "0010_words_of_a_guess"),
    ]

    operations = [
        migrations.AddField(
            model_name="ladderstep",
            name="minimum_gap_days",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="ladderstep",
            name="only_if",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="ladderstep",
            name="text",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="policy",
            name="many_invoices",
            field=models.PositiveSmallIntegerField(default=5),
        ),
        migrations.AddField(
            model_name="policy",
            name="small_invoice_cents",
            field=models.BigIntegerField(default=25000),
        ),
        migrations.AddConstraint(
            model_name="ladderstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum_gap_days", 0),
                    models.Q(("minimum_gap_days__gte", 5), ("minimum_gap_days__lte", 60)),
                    _connector="OR",
                ),
                name="ladder_step_gap",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("small_invoice_cents__gte", 0), ("small_invoice_cents__lte", 999999999999)
                ),
                name="policy_small_invoice",
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(("many_invoices__gte", 2), ("many_invoices__lte", 99)),
                name="policy_many_invoices",
            ),
        ),
    ]
