"""Names of steps and channels, and the questions that only a person can answer."""

from voldaan.wording import catalogues
from voldaan.wording.shapes import Language


def step_name(code: str, language: Language) -> str:
    """Name a step of the ladder, as it stands in the middle of a sentence.

    Raises :class:`~voldaan.wording.catalogues.UnknownCode`, as all here do.

    >>> step_name("reminder_1", "nl"), step_name("call", "en")
    ('vriendelijke herinnering', 'phone call')
    """
    return catalogues.say("names", code=f"steps.{code}", facts={}, language=language)


def channel_name(code: str, language: Language) -> str:
    """Name a channel.

    >>> channel_name("phone", "nl"), channel_name("email", "en")
    ('telefoon', 'e-mail')
    """
    return catalogues.say("names", code=f"channels.{code}", facts={}, language=language)


def question(code: str, language: Language) -> str:
    """Put the question of a decision to the owner.

    >>> question("add_email", "nl")
    'Welk e-mailadres heeft deze klant?'
    """
    return catalogues.say("names", code=f"questions.{code}", facts={}, language=language)
