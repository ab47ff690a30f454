"""The one app with tables."""

from django.apps import AppConfig


class BooksConfig(AppConfig):
    """The record: ``books`` in every table name."""

    name = "voldaan.books"
    label = "books"
