"""Try the mailbox: connect, encrypt and log in, and send nothing."""

from dataclasses import replace
from datetime import datetime

from voldaan.actions.firm.change_settings import mark_mailbox_checked
from voldaan.actions.messages.sending.by_mail import account_of
from voldaan.books.models import Mailbox
from voldaan.channels.email import smtp


class NoMailbox(Exception):
    """There is no mailbox to try."""


def check_mailbox(administration_id: int, *, key: str, at: datetime) -> None:
    """Try the mailbox as it is kept; remember that it works.

    Raises :class:`NoMailbox`, ``smtp.SendFailed``, or what ``account_of`` raises. The
    waiting is shorter than for a real message: somebody looks on.
    """
    mailbox = Mailbox.objects.filter(administration_id=administration_id).first()
    if mailbox is None:
        raise NoMailbox(administration_id)
    account = account_of(mailbox, key=key)
    smtp.check(replace(account, timeout_seconds=10, total_seconds=25))
    mark_mailbox_checked(administration_id, at=at)
