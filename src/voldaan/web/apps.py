"""The pages, as an app: templates and static files, no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The seven screens."""

    name = "voldaan.web"
    label = "web"
