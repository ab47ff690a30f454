"""The client's own page, as an app: templates and a style, no tables."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The page that a link in a message leads to."""

    name = "voldaan.portal"
    label = "portal"
