"""Read the owner's mailbox: answers to their clients, addresses that do not work to a gate.

Of mail that is about no client of ours only the headers are looked at, and nothing of it is
kept. Which mails name an open invoice in their words, the mailbox finds; only those are read.
Mails and the place up to which was read are kept in one transaction: a mailbox that fails
halfway, or a program that is killed, begins again where it was.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import DataError, IntegrityError, transaction

from voldaan.actions import _record
from voldaan.actions.answers.colleagues import SERVERS, Colleagues
from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Contact, ContactMoment, Mailbox
from voldaan.books.queries.answers import placing
from voldaan.channels.email import secret
from voldaan.connectors import mailbox as imap
from voldaan.replies import mail
from voldaan.replies.shapes import Bounce, Letter

_log = logging.getLogger(__name__)

#: Mails of one look; the rest has its turn a moment later.
MOST_AT_ONCE = 50
#: How long after a message a mail server may still say that it did not arrive.
BOUNCES_WITHIN_DAYS = 14
#: The headers by which a mail is placed, when the whole cannot be read.
_KNOWN = re.compile(
    rb"^(?:from|to|cc|message-id|in-reply-to|references|subject|auto-submitted):"
    rb"[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*",
    re.I | re.M,
)
_MOST_OF_HEADERS = 65_536


@dataclass(frozen=True, slots=True)
class Read:
    """What a look brought; ``left`` mails still wait for the next one."""

    answers: int = 0
    bounces: int = 0
    passed_over: int = 0
    left: int = 0


class NoMailboxToRead(Exception):
    """The owner has not said which mailbox answers come to."""


def read_mailbox(administration_id: int, *, key: str, day: date, at: datetime) -> Read:
    """Fetch what is new, keep what is about our clients, and remember how far we are.

    Raises :class:`NoMailboxToRead`, ``MailboxFailed`` (whose reason is kept for the page),
    ``BadAccount``, or what unsealing the password raises; then nothing has changed.
    """
    row = Mailbox.objects.filter(administration_id=administration_id).first()
    if row is None or not row.imap_host:
        raise NoMailboxToRead(administration_id)
    own = _own_addresses(row)
    colleagues = Colleagues(administration_id, own=own, at=at)
    try:
        fetched = _fetch(row, colleagues, key=key, day=day)
    except imap.MailboxFailed as failure:
        Mailbox.objects.filter(pk=row.pk).update(read_failure=failure.reason, read_at=at)
        raise
    letters, bounces, passed_over = _apart(fetched, own=own)
    refused = _proven(administration_id, [bounce for bounce, _ in bounces])
    arrived = _arrived(administration_id, letters, colleagues)
    arrived += _to_be_read(administration_id, bounces, refused)
    with transaction.atomic():
        kept = _keep(administration_id, arrived, day=day, at=at)
        hit = _refuse_addresses(administration_id, refused, day=day, at=at)
        Mailbox.objects.filter(pk=row.pk).update(
            uid_validity=fetched.place.uid_validity,
            next_uid=fetched.place.next_uid,
            read_since=row.read_since or day,
            read_at=at,
            read_failure="",
        )
    if hit:
        follow_up(administration_id, day=day, at=at, client_ids=hit)
    passed_over += len(arrived) - kept
    return Read(kept, len(hit), passed_over, fetched.left)


def _keep(
    administration_id: int, arrived: Sequence[Arrived], *, day: date, at: datetime
) -> int:
    """Keep these answers; give how many were new.

    One that the record cannot take does not keep the others out, nor itself come again and
    again: without it the mailbox goes on.
    """
    try:
        with transaction.atomic():
            return len(receive(administration_id, arrived=arrived, day=day, at=at))
    except (DataError, IntegrityError, ValueError):  # not a database that is away
        _log.exception("a mail for administration %s cannot be kept", administration_id)
    if len(arrived) <= 1:
        return 0
    return sum(_keep(administration_id, [each], day=day, at=at) for each in arrived)


def account_of(row: Mailbox, *, key: str) -> imap.Account:
    """Open the mailbox that answers come to. Raises WrongKey or BadAccount."""
    sealed = row.imap_sealed_password or row.sealed_password
    return imap.Account(
        host=row.imap_host,
        username=row.imap_username or row.username,
        password=secret.unseal(sealed, key=key) if sealed else "",
        port=row.imap_port,
        security={"ssl": "tls", "starttls": "starttls"}.get(row.imap_security, "none"),  # type: ignore[arg-type]
        folder=row.imap_folder,
        ca_file=row.ca_file,
    )


def _fetch(row: Mailbox, colleagues: Colleagues, *, key: str, day: date) -> imap.Fetched:
    ours = placing.addresses(row.administration_id)

    def is_wanted(headers: imap.Headers) -> bool:
        names = ("in-reply-to", "references", "to", "cc")
        if any(
            placing.is_about_ours(value) for name in names for value in headers.values(name)
        ):
            return True
        written = " ".join(headers.values("from")).lower()
        return (
            any(server in written for server in SERVERS)
            or any(part.strip("<>,;\"'()") in ours for part in written.split())
            or colleagues.are_worth_reading(headers.content)
        )

    place = imap.Place(row.uid_validity, row.next_uid) if row.uid_validity else None
    return imap.fetch(
        account_of(row, key=key),
        place=place,
        since=row.read_since or day,
        most=MOST_AT_ONCE,
        wanted=is_wanted,
        words=colleagues.words,
    )


def _own_addresses(row: Mailbox) -> frozenset[str]:
    """Give from where the owner writes, but no address that is also a client's."""
    own = {row.from_address.lower(), row.imap_username.lower(), row.username.lower()}
    return frozenset(own) - placing.addresses(row.administration_id)


def _apart(
    fetched: imap.Fetched, *, own: Container[str]
) -> tuple[list[tuple[Letter, datetime]], list[tuple[Bounce, datetime]], int]:
    """Take letters and bounces apart; what the owner wrote is no answer of a client.

    Of a mail that is too large, or more than we read, it is known who wrote: it holds like
    any other, and its owner finds the words in the mailbox.
    """
    letters, bounces, passed_over = [], [], 0
    mails = [(_read(each.content), each.received_at) for each in fetched.mails]
    mails += [
        (_unread(each.headers.content), each.headers.received_at)
        for each in fetched.skipped
        if each.why != "gone"
    ]
    for found, received_at in mails:
        if isinstance(found, Bounce):
            bounces.append((found, received_at))
        elif found is None or found.from_address in own:
            passed_over += 1
        else:
            letters.append((found, received_at))
    return letters, bounces, passed_over


def _read(content: bytes) -> Letter | Bounce | None:
    """Read a mail, or no more than who wrote it to whom; None: not even that."""
    with suppress(mail.NotAMail):
        return mail.read(content)
    known = [each[0] for each in islice(_KNOWN.finditer(content[:_MOST_OF_HEADERS]), 50)]
    return _unread(b"\r\n".join([*known, b"", b""]))


def _unread(headers: bytes) -> Letter | Bounce | None:
    """Read who wrote to whom; that it came by itself is not believed of words unread."""
    with suppress(mail.NotAMail):
        found = mail.read(headers)
        return found if isinstance(found, Bounce) else replace(found, is_automatic=False)
    return None


def _arrived(
    administration_id: int, letters: list[tuple[Letter, datetime]], colleagues: Colleagues
) -> list[Arrived]:
    asked = [
        placing.Asked(letter.about, letter.to_addresses, letter.from_address)
        for letter, _ in letters
    ]
    placed = placing.place(administration_id, asked=asked)
    arrived = []
    for (letter, received_at), where in zip(letters, placed, strict=True):
        if where is not None:
            arrived.append(_answer(letter, received_at, where))
        elif (found := colleagues.place(letter)) is not None:
            unsure = _answer(letter, received_at, placing.Placed(found.client_id))
            arrived.append(replace(unsure, placed_by=found.why))
    return arrived


def _answer(letter: Letter, received_at: datetime, where: placing.Placed) -> Arrived:
    return Arrived(
        client_id=where.client_id,
        channel="email",
        came_at=received_at,
        text=letter.text,
        whole_text=letter.whole_text,
        source_id=letter.message_id,
        subject=letter.subject,
        from_address=letter.from_address,
        from_name=letter.from_name,
        is_automatic=letter.is_automatic,
        message_id=where.message_id,
        files=letter.attached,
    )


def _proven(administration_id: int, bounces: list[Bounce]) -> dict[str, set[int]]:
    """Give the addresses that do not work for good, each with our messages that came back.

    A mail server gives back what we sent, and there stands the name of our message. A mail
    that says so without it may be anybody's.
    """
    sent = placing.sent_to(
        administration_id, names={name for each in bounces for name in each.about}
    )
    found: dict[str, set[int]] = defaultdict(set)
    for each in bounces:
        for message_id, to in (sent[name] for name in each.about if name in sent):
            if each.is_permanent and to in each.addresses:
                found[to].add(message_id)
    return found


def _to_be_read(
    administration_id: int, bounces: list[tuple[Bounce, datetime]], refused: Container[str]
) -> list[Arrived]:
    """Give what only claims that an address of a client does not work: a person reads it."""
    asked = [
        (letter, at, placing.Asked((), (), address))
        for bounce, at in bounces
        for address in bounce.addresses
        if bounce.is_permanent and address not in refused and (letter := bounce.letter)
    ]
    placed = placing.place(administration_id, asked=[each for _, _, each in asked])
    return [
        replace(_answer(letter, at, where), is_automatic=False)
        for (letter, at, _), where in zip(asked, placed, strict=True)
        if where is not None
    ]


def _refuse_addresses(
    administration_id: int, refused: Mapping[str, set[int]], *, day: date, at: datetime
) -> list[int]:
    """Mark addresses that do not work for good; what went there did not reach the client."""
    if not refused:
        return []
    contacts = [
        (pk, client_id, email)
        for pk, client_id, email in Contact.objects.filter(
            administration_id=administration_id, bounced_at=None
        )
        .exclude(email="")
        .values_list("pk", "client_id", "email")
        if email.lower() in refused
    ]
    Contact.objects.filter(pk__in=[pk for pk, _, _ in contacts]).update(bounced_at=at)
    clients = sorted({client_id for _, client_id, _ in contacts})
    ContactMoment.objects.filter(
        administration_id=administration_id,
        channel="email",
        bounced_at=None,
        on__gte=day - timedelta(days=BOUNCES_WITHIN_DAYS),
        message__in=set().union(*refused.values()),
    ).update(bounced_at=at)
    _record.record(
        [
            _record.Happening("email.bounced", client_id, {"contact": pk})
            for pk, client_id, _ in contacts
        ],
        administration_id=administration_id,
        at=at,
    )
    return clients
