"""A test message from the owner to the owner: what a client would get, and nobody else."""

import secrets
from datetime import datetime

from voldaan.actions.messages.release_message import refuse_all_but_the_owner
from voldaan.actions.messages.sending.by_mail import account_of
from voldaan.books.models import Administration, Mailbox, User
from voldaan.books.queries import people
from voldaan.channels.email import smtp
from voldaan.channels.email.shapes import Outgoing
from voldaan.wording.shapes import Words

#: Stands before the subject, so that nobody takes it for the real one.
PREFIX = "[Test] "


class NoMailbox(Exception):
    """There is no mailbox: the message is for the own mail program."""


class OnlyADemo(Exception):
    """Nothing leaves a demo world."""


def send_test(administration_id: int, *, words: Words, by: User, key: str, at: datetime) -> str:
    """Send these words to the person's own address; give that address.

    No client is involved and nothing is written. ``key`` opens the sealed password.
    Raises :class:`~voldaan.actions.messages.release_message.OnlyTheOwner`,
    :class:`OnlyADemo`, :class:`NoMailbox`, ``smtp.SendFailed``, ``smtp.SendUnsure``,
    ``BadMessage``, or what ``account_of`` raises.
    """
    refuse_all_but_the_owner(administration_id, by)
    if Administration.objects.get(pk=administration_id).is_demo:
        raise OnlyADemo(administration_id)
    mailbox = Mailbox.objects.filter(administration_id=administration_id).first()
    if mailbox is None:
        raise NoMailbox(administration_id)
    made = outgoing(
        administration_id, words=words, by=by, from_address=mailbox.from_address, at=at
    )
    smtp.send(made, account=account_of(mailbox, key=key))
    return by.email


def outgoing(
    administration_id: int, *, words: Words, by: User, at: datetime, from_address: str = ""
) -> Outgoing:
    """Give the test message; without ``from_address`` from the firm's own address."""
    sender = people.sender(administration_id)
    from_address = from_address or sender.email
    domain = from_address.rpartition("@")[2]
    return Outgoing(
        message_id=f"<voldaan-test-{secrets.token_hex(16)}@{domain}>",
        from_name=sender.name,
        from_address=from_address,
        to_name=by.name,
        to_address=by.email,
        subject=f"{PREFIX}{words.subject}",
        body_text=words.body_text,
        body_html=words.body_html,
        at=at,
    )
