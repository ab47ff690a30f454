"""What the library for signing in asks us to decide."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Nobody makes an account of their own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: the owner adds people."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go on to the settings after a change of password."""
        return reverse("settings")


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # the library has no types
    """A new password, asked for in our own words: the library's Dutch says u."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("At least 10 characters. A sentence is fine.")


class LongEnough(MinimumLengthValidator):
    """The length of a password, refused in our own words: the library has none in Dutch."""

    def get_error_message(self) -> str:
        """Say how long it must be."""
        said = gettext("This password is too short: take at least %(count)s characters.")
        return said % {"count": self.min_length}
