"""The words that a guess was made from go: nothing writes or reads them any more.

Rows of before may still hold some. They are not needed: each is a word of the answer itself,
which stays whole in ``text`` and ``whole_text``, and the guess, its certainty and what a person
made of it have columns of their own. They are better gone, because they set apart what
somebody told about themselves, their health for one. Backwards the column comes back empty.
"""

from django.db import migrations


class Migration(migrations.Migration):
    """Drop the column."""

    dependencies = [("books", "0009_channel_of_a_decision")]

    operations = [migrations.RemoveField(model_name="answer", name="guess_words")]
