"""Indexes from which Vandaag counts and orders without opening thousands of wide rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Widen one of decisions and one of payments; add those of messages and of a day."""

    dependencies = [("books", "0011_steps_and_rules")]

    operations = [
        migrations.RemoveIndex(model_name="decision", name="decision_by_kind"),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                fields=[
                    "administration",
                    "is_latest",
                    "kind",
                    "question",
                    "first_reason",
                    "wait_until",
                    "step",
                    "channel",
                    "asks_cents",
                    "open_cents",
                    "due_since",
                    "client",
                ],
                name="decision_of_today",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                fields=["administration", "state", "finished_at"], name="message_by_state"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                fields=["administration", "is_reply", "state", "send_after"],
                name="message_replies",
            ),
        ),
        migrations.RemoveIndex(model_name="payment", name="payment_by_client"),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                fields=["administration", "client", "paid_on", "booked_at"],
                name="payment_by_client",
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                fields=["administration", "method", "paid_on"], name="payment_by_method"
            ),
        ),
    ]
