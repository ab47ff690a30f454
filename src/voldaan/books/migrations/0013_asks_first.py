"""A client may be one for whom nothing leaves by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the choice; for nobody it is made yet."""

    dependencies = [("books", "0012_indexes_of_today")]

    operations = [
        migrations.AddField(
            model_name="client",
            name="asks_first",
            field=models.BooleanField(default=False),
        )
    ]
