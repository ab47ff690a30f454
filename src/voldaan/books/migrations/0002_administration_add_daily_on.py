"""Remember the last day that the clock decided for everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0001_first_record")]

    operations = [
        migrations.AddField(
            model_name="administration",
            name="daily_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
