"""A message as the owner's own mailbox sends it: the account, the mail, the invoices."""

import re
from datetime import datetime

from voldaan.books.models import Mailbox, Message
from voldaan.books.queries import people
from voldaan.books.queries.outbox import papers
from voldaan.channels.email import secret
from voldaan.channels.email.shapes import Account, Attachment, Outgoing

#: Half of the name of a message of ours: enough to know it by.
_TOKEN = re.compile(r"<voldaan-([0-9a-f]{16})")


def account_of(mailbox: Mailbox, *, key: str) -> Account:
    """Open a mailbox: the account to send through. Raises WrongKey or BadAccount."""
    password = (
        secret.unseal(mailbox.sealed_password, key=key) if mailbox.sealed_password else ""
    )
    return Account(
        host=mailbox.host,
        port=mailbox.port,
        security=mailbox.security,  # type: ignore[arg-type]  # a constraint keeps it to three
        username=mailbox.username,
        password=password,
        ca_file=mailbox.ca_file,
    )


def outgoing(message: Message, mailbox: Mailbox, *, at: datetime) -> Outgoing:
    """Give a message as a mail from this mailbox, with its invoices."""
    return Outgoing(
        message_id=message.message_id,
        from_name=people.sender(message.administration_id).name,
        from_address=mailbox.from_address,
        to_name=message.to_name,
        to_address=message.to_address,
        subject=message.subject,
        body_text=message.body_text,
        body_html=message.body_html,
        at=at,
        attachments=attachments(message),
        reply_to=_answers_to(message, mailbox),
    )


def _answers_to(message: Message, mailbox: Mailbox) -> str:
    """Give the address with a plus that names the message; empty: the sender's own."""
    token = _TOKEN.match(message.message_id)
    if not mailbox.plus_address or not token:
        return ""
    left, _, domain = mailbox.from_address.partition("@")
    return f"{left}+v{token[1]}@{domain}"


def attachments(message: Message) -> tuple[Attachment, ...]:
    """Give the invoices themselves, as far as they are there and fit in one message."""
    found = papers(message.administration_id, step=message.step, lines=message.lines)
    return tuple(Attachment(*each) for each in found)
