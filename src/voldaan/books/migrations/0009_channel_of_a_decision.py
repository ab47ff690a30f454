"""The channel of a decided step gets a column: Vandaag is ordered by it."""

from typing import Any

from django.db import migrations, models
from django.db.models.fields.json import KeyTextTransform


def _fill(apps: Any, _: Any) -> None:  # noqa: ANN401 - as Django gives them
    """Take it out of the outcome, of those that Vandaag may show."""
    latest = apps.get_model("books", "Decision").objects.filter(is_latest=True, kind="step")
    named = latest.exclude(outcome__channel=None)
    named.update(channel=KeyTextTransform("channel", "outcome"))


class Migration(migrations.Migration):
    """Add and fill it."""

    dependencies = [("books", "0008_money_moment")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="channel",
            field=models.CharField(blank=True, default="", max_length=12),
            preserve_default=False,
        ),
        migrations.RunPython(_fill, migrations.RunPython.noop),
    ]
