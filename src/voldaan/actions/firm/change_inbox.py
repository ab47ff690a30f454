"""Where answers come in: the owner's own mailbox, which is read and never changed."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.answers.read_mailbox import NoMailboxToRead, account_of
from voldaan.actions.firm.change_settings import NeedsPassword
from voldaan.books.models import Administration, Mailbox, User
from voldaan.channels.email import secret
from voldaan.connectors import mailbox as imap


class SendingFirst(Exception):
    """Answers come to a mailbox that messages leave from: that one is set up first."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """The server that answers come to. An empty host switches reading off.

    ``plus_address``: answers are asked for at ``anna+v…@``, which names the message; only
    for servers that understand a plus.
    """

    imap_host: str
    imap_port: int
    imap_security: str
    imap_username: str
    imap_folder: str
    plus_address: bool


def change_inbox(
    administration_id: int,
    *,
    inbox: Inbox,
    password: str,
    key: str,
    day: date,
    by: User,
    at: datetime,
) -> None:
    """Write where answers come in; an empty password keeps the present one, there only.

    From ``day`` on mail counts; what came before was not ours to read. Raises
    :class:`SendingFirst` or :class:`NeedsPassword`, changing nothing.
    """
    with transaction.atomic():
        Administration.objects.select_for_update().get(pk=administration_id)
        mailbox = Mailbox.objects.filter(administration_id=administration_id).first()
        if mailbox is None:
            raise SendingFirst(administration_id)
        before = {name: getattr(mailbox, name) for name in asdict(inbox)}
        changed = [name for name, value in asdict(inbox).items() if before[name] != value]
        for name in changed:
            setattr(mailbox, name, getattr(inbox, name))
        moved = {"imap_host", "imap_port", "imap_security", "imap_username"} & set(changed)
        if password:
            mailbox.imap_sealed_password = secret.seal(password, key=key)
            changed.append("password")
        elif moved and inbox.imap_host:
            # Else the kept password could be sent to a server that somebody else chose.
            raise NeedsPassword(inbox.imap_host)
        if moved or "imap_folder" in changed:
            _begin_anew(mailbox, day)
        if changed:
            mailbox.save()
            _record.record(
                [_record.Happening("inbox.changed", None, {"changed": sorted(changed)})],
                administration_id=administration_id,
                at=at,
                by=by,
            )


def _begin_anew(mailbox: Mailbox, day: date) -> None:
    mailbox.uid_validity = mailbox.next_uid = 0
    mailbox.read_since = day
    mailbox.read_at = None
    mailbox.read_failure = ""
    if not mailbox.imap_host:
        mailbox.imap_sealed_password = ""


def check_inbox(administration_id: int, *, key: str) -> imap.Checked:
    """Try the mailbox as it is kept: log in and look at the folder, read nothing.

    Raises ``NoMailboxToRead``, ``MailboxFailed``, ``BadAccount``, or what unsealing the
    password raises. The waiting is short: somebody looks on.
    """
    mailbox = Mailbox.objects.filter(administration_id=administration_id).first()
    if mailbox is None or not mailbox.imap_host:
        raise NoMailboxToRead(administration_id)
    account = account_of(mailbox, key=key)
    return imap.check(replace(account, timeout_seconds=10, total_seconds=25))
