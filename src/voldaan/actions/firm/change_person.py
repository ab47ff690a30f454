"""A person's own choices: the language of the pages, and keys on or off."""

from voldaan.books.models import User


class UnknownLanguage(Exception):
    """The pages are not written in this language."""


def choose_language(*, language: str, by: User) -> None:
    """Show the pages in ``nl`` or ``en`` from now on. Raises :class:`UnknownLanguage`."""
    if language not in {"nl", "en"}:
        raise UnknownLanguage(language)
    User.objects.filter(pk=by.pk).update(language=language)


def switch_keys(*, on: bool, by: User) -> None:
    """Let single keys work on the cards, or not."""
    User.objects.filter(pk=by.pk).update(shortcuts=on)
