"""A new password for who lost theirs, by somebody who may use the machine itself."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from voldaan.books.models import User

#: The page that asks for a password takes no longer one.
LONGEST = 200


class UnknownPerson(Exception):
    """Nobody signs in with this address."""


class WeakPassword(Exception):
    """The password is too short, too long or too common; carries Django's codes for it."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(*codes)
        self.codes = codes


def set_password(*, email: str, password: str) -> User:
    """Replace a person's password; whoever was signed in as them no longer is.

    The address is compared without capitals. There is no ``by``: it is done on the
    machine, by who can read the record anyhow. Raises :class:`UnknownPerson` or
    :class:`WeakPassword`, changing nothing.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise UnknownPerson(email)
    if len(password) > LONGEST:
        raise WeakPassword(("password_too_long",))
    try:
        validate_password(password, user)
    except ValidationError as refused:
        raise WeakPassword(tuple(str(each.code) for each in refused.error_list)) from refused
    user.set_password(password)
    user.save(update_fields=["password"])
    return user
