"""Why something was not done, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from voldaan import days
from voldaan.actions.messages.release_message import NotReleasable
from voldaan.actions.messages.release_with_words import Unkind
from voldaan.actions.steps.put_off import NotPutOff, WouldBeBarred
from voldaan.channels.by_hand.delivery import BadName, BeforeItWasMade, NotYet
from voldaan.web.presenting.sentences import language

_NOT_RELEASABLE: Mapping[str, Any] = {
    "state": _("This message has changed meanwhile. Nothing was done twice."),
    "address": _("The e-mail address of this client is not right. Correct it first."),
    "one_a_day": _("This client already has a message today. One a day is enough."),
    "too_late": _("Too late: the message is leaving or has left."),
    "words": _("A message needs a subject and words, and may not be endless."),
    "threat": _("These words threaten. Nobody may be asked like that."),
    "account": _("No carrier is on for this. Send it yourself and write it down."),
    "mailbox": _("Sending is off. Set up your mailbox first, or use your mail program."),
}

_NOT_POSTED: Mapping[str, Any] = {
    "nothing": _("Choose at least one letter."),
    "twice": _("A letter was named twice. Nothing was written down."),
    "in_the_future": _("This day is still to come. Write it down when it is done."),
    "before_it_was_printed": _("On that day this letter was not there yet."),
    "cost": _("This amount for stamps cannot be right."),
}

_NOT_A_DOCUMENT: Mapping[str, Any] = {
    "empty": _("This file is empty."),
    "too_large": _("This file is larger than 10 MB."),
    "not_pdf": _("This is not a PDF. Choose the invoice as PDF."),
}


def not_released(refusal: NotReleasable) -> str:
    """Say why a message was not released; of words that threaten, which."""
    if not isinstance(refusal, Unkind):
        return not_releasable(refusal.reason)
    if refusal.reason == "threat":
        said = gettext("“%(word)s” threatens. Nobody may be asked like that: leave it out.")
    else:
        said = gettext(
            "“%(word)s” sounds like a threat, and this step is still friendly. Your words are "
            "kept. Leave it out, or press Send once more if you mean it."
        )
    return said % {"word": refusal.word}


def not_releasable(reason: str) -> str:
    """Say why a message was not released, sent or taken back."""
    return str(_NOT_RELEASABLE.get(reason, _NOT_RELEASABLE["state"]))


def overtaken() -> str:
    """Say why a message does not open any more."""
    return gettext(
        "Something changed at this client meanwhile, such as a payment, an answer or a pause."
        " This message no longer fits, so it was not opened."
    )


def not_posted(mistake: str) -> str:
    """Say why letters were not marked as posted."""
    return str(_NOT_POSTED[mistake])


def not_brought(refusal: Exception) -> str:
    """Say why a step was not marked as done in person."""
    if isinstance(refusal, NotReleasable):
        return not_releasable(refusal.reason)
    if isinstance(refusal, NotYet):
        return not_posted("in_the_future")
    if isinstance(refusal, BeforeItWasMade):
        return gettext("On that day it was not there yet.")
    if isinstance(refusal, BadName):
        return gettext("The name of who took it is too long, or has strange signs in it.")
    return gettext("This card has changed meanwhile.")


def not_put_off(refusal: NotPutOff) -> str:
    """Say why a card was not put off or left to rest."""
    if not isinstance(refusal, WouldBeBarred):
        return gettext("This card has changed meanwhile.")
    last = days.write_out_long(refusal.safe_until, language())
    barred = gettext(
        "The claim becomes time-barred after %(day)s, or later if you demanded it in "
        "writing meanwhile."
    )
    first = gettext(
        "That day is near. First send a letter that keeps your claim alive; then it can rest."
    )
    return f"{barred % {'day': last}} {first}"


def not_a_document(reason: str) -> str:
    """Say why a file was not kept."""
    return str(_NOT_A_DOCUMENT[reason])
