"""What the owner is told at the money moment: how much there is, and of whom nothing."""

from voldaan.wording import catalogues
from voldaan.wording.shapes import Language

_PARTS = ("greeting", "work", "page", "off")


def words(count: int, *, minutes: int, link: str, language: Language) -> tuple[str, str]:
    r"""Give subject and text. No name and no amount: a mailbox may be open on a screen.

    Without ``link`` the text does not speak of one.

    >>> subject, text = words(3, minutes=9, link="", language="nl")
    >>> subject
    'Je geldmoment: 3 stappen, ± 9 minuten'
    >>> text.count("\n\n")
    2
    """
    facts: catalogues.Facts = {"count": count, "minutes": minutes, "link": link}
    said = [
        catalogues.say("moment", code=code, facts=facts, language=language)
        for code in ("subject", *_PARTS)
    ]
    return said[0], "\n\n".join(part for part in said[1:] if part) + "\n"


def calendar(language: Language) -> tuple[str, str]:
    """Give the title of the entry in the own calendar, and its description."""
    title, text = (
        catalogues.say("moment", code=code, facts={}, language=language)
        for code in ("calendar.title", "calendar.text")
    )
    return title, text
