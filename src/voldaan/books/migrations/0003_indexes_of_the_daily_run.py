"""Two plans of the daily run walked all rows of an administration, once per chunk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0002_administration_add_daily_on")]

    operations = [
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                fields=["administration", "client", "is_latest"], name="decision_latest"
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                fields=["administration", "credit_note"], name="payment_by_credit"
            ),
        ),
    ]
