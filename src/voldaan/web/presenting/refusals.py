"""Why something was not done, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_NOT_RELEASABLE: Mapping[str, Any] = {
    "state": _("This message has changed meanwhile. Nothing was done twice."),
    "address": _("The e-mail address of this client is not right. Correct it first."),
    "one_a_day": _("This client already has a message today. One a day is enough."),
    "too_late": _("Too late: the message is leaving or has left."),
    "words": _("A message needs a subject and words, and may not be endless."),
    "mailbox": _("Sending is off. Set up your mailbox first, or use your mail program."),
}

_NOT_A_DOCUMENT: Mapping[str, Any] = {
    "empty": _("This file is empty."),
    "too_large": _("This file is larger than 10 MB."),
    "not_pdf": _("This is not a PDF. Choose the invoice as PDF."),
}


def not_releasable(reason: str) -> str:
    """Say why a message was not released, sent or taken back."""
    return str(_NOT_RELEASABLE.get(reason, _NOT_RELEASABLE["state"]))


def not_a_document(reason: str) -> str:
    """Say why a file was not kept."""
    return str(_NOT_A_DOCUMENT[reason])
