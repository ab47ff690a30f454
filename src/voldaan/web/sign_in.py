"""What the library for signing in asks us to decide."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Nobody makes an account of their own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: the owner adds people."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go on to the settings after a change of password."""
        return reverse("settings")
