"""Carriers beside the owner's mailbox: one function per channel hands a message over, once.

In: a claimed message and the owner's account. Out: what the carrier calls it and what it
cost; or an exception of :data:`FAILED` (certainly not sent), :data:`DOUBT` (perhaps sent) or
:data:`REFUSED` (before any server was spoken to). Each carrier is given the same key for the
same message, so that a person who sends an unsure one again does not have it printed twice.

A channel that is not in :data:`_CARRIES` has no carrier: the owner sends it by hand.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from voldaan.books.models import (
    Administration,
    Answer,
    ChannelAccount,
    Client,
    Event,
    Mailbox,
    Message,
)
from voldaan.books.queries.sending.letters import letters
from voldaan.channels import https, outcome
from voldaan.channels.email import message as mail
from voldaan.channels.email import secret, smtp
from voldaan.channels.email import shapes as mail_shapes
from voldaan.channels.post import failures as post_failures
from voldaan.channels.post import shapes as post
from voldaan.channels.post.over_http import HttpLetters
from voldaan.channels.sms import gateway
from voldaan.channels.sms import shapes as sms
from voldaan.channels.whatsapp import cloud
from voldaan.channels.whatsapp import shapes as whatsapp
from voldaan.documents import letter
from voldaan.documents.shapes import BadLetter
from voldaan.documents.typesetting import NotTypeset

type Failed = smtp.SendFailed | outcome.SendFailed | post_failures.SendFailed
#: Certainly not sent; each has ``reason``, ``permanent`` and ``server_text``.
FAILED = (smtp.SendFailed, outcome.SendFailed, post_failures.SendFailed)
#: Perhaps sent; each has ``reason`` and ``server_text``.
DOUBT = (smtp.SendUnsure, outcome.SendUnsure, post_failures.SendUnsure)
#: Never handed over: only a person can change it.
REFUSED = (
    *(
        mail.BadMessage,
        mail_shapes.BadAccount,
        secret.WrongKey,
        secret.WeakKey,
        https.BadServer,
    ),
    *(whatsapp.BadAccount, whatsapp.BadMessage, whatsapp.NoOptIn, whatsapp.WindowClosed),
    *(sms.BadAccount, sms.BadMessage, post.BadAccount, post.BadOutgoing),
    *(BadLetter, NotTypeset),
)

_KEY = re.compile(r"voldaan-([0-9a-f]{32})@")
_GRAPH, _GATEWAY = "graph.facebook.com", "gw.messaging.cm.com"
#: Hundredths of a cent in a cent: gateways price finer than we do.
_FINER = 100


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the carrier calls the message, and what it cost where that is known."""

    reference: str = ""
    cost_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Handing:
    """A message with all that carrying it needs; ``password`` is the opened secret."""

    message: Message
    account: ChannelAccount
    password: str
    day: date
    at: datetime

    @property
    def key(self) -> str:
        """Give the same 32 letters and digits for the same message, whoever carries it."""
        return key_of(self.message.message_id)


def key_of(message_id: str) -> str:
    """Give our own key of a message: it travels along, and comes back in every report."""
    found = _KEY.search(message_id)
    return found[1] if found else hashlib.sha256(message_id.encode()).hexdigest()[:32]


def carriers_of(administration: Administration) -> dict[str, Mailbox | ChannelAccount]:
    """Give what sends for this firm, by channel. In the demo world only a real mailbox does."""
    found: dict[str, Mailbox | ChannelAccount] = {}
    mailbox = Mailbox.objects.filter(administration=administration).first()
    if mailbox is not None:
        found["email"] = mailbox
    if not administration.is_demo:
        accounts = ChannelAccount.objects.filter(administration=administration, is_on=True)
        found |= {account.channel: account for account in accounts}
    return found


def hand_over(
    message: Message, account: ChannelAccount, *, key: str, day: date, at: datetime
) -> Receipt:
    """Hand a message over to its carrier, once. Raises what the module says."""
    sealed = account.sealed_secret
    password = secret.unseal(sealed, key=key) if sealed else ""
    return _CARRIES[account.channel](Handing(message, account, password, day, at))


def _by_whatsapp(handing: Handing) -> Receipt:
    """Send a template, or within a day of the client's last words the words themselves."""
    message = handing.message
    receipt = cloud.send(
        whatsapp.Outgoing(
            to=message.to_address,
            content=_content(handing),
            at=handing.at,
            key=handing.key,
            opt_in=_consent(message),
            last_heard_at=_last_heard_at(message),
        ),
        account=whatsapp_account(handing.account, password=handing.password),
    )
    return Receipt(receipt.message_id, handing.account.cents_each)


def _content(handing: Handing) -> whatsapp.Template | whatsapp.FreeText:
    """Give the words as free text while the window is open, else inside the template.

    The template has one place, which takes one line: the words as they are, on one line.
    """
    heard = _last_heard_at(handing.message)
    if heard is not None and handing.at - heard < whatsapp.WINDOW:
        return whatsapp.FreeText(handing.message.body_text.strip())
    _, name, language = whatsapp_sender(handing.account.sender)
    return whatsapp.Template(name, language, (" ".join(handing.message.body_text.split()),))


def whatsapp_sender(sender: str) -> tuple[str, str, str]:
    """Take ``number id/template/language`` apart, as an account keeps it.

    >>> whatsapp_sender("106540352242922/bericht/nl")
    ('106540352242922', 'bericht', 'nl')
    """
    number_id, _, rest = sender.partition("/")
    name, _, language = rest.partition("/")
    return number_id, name, language


def _consent(message: Message) -> whatsapp.OptIn | None:
    """Give the client's consent, since it was written down; without that day there is none."""
    client = Client.objects.get(pk=message.client_id)
    if not client.uses_whatsapp:
        return None
    told_at = Event.objects.filter(
        administration_id=message.administration_id,
        client_id=message.client_id,
        code="consent.given",
        facts__channel="whatsapp",
    ).aggregate(at=Max("at"))["at"]
    return whatsapp.OptIn(message.to_address, told_at, "asked") if told_at else None


def _last_heard_at(message: Message) -> datetime | None:
    heard = Answer.objects.filter(
        administration_id=message.administration_id,
        client_id=message.client_id,
        channel="whatsapp",
    ).aggregate(at=Max("came_at"))["at"]
    return heard if isinstance(heard, datetime) else None


def _by_sms(handing: Handing) -> Receipt:
    receipt = gateway.send(
        sms.Outgoing(
            to=handing.message.to_address,
            # A space that does not break is no letter of the network's alphabet: it would
            # make every part hold less than half.
            text=handing.message.body_text.replace("\xa0", " ").strip(),
            key=handing.key,
        ),
        account=sms_account(handing.account, password=handing.password),
    )
    return Receipt(receipt.message_id, receipt.cost_cents)


def _by_post(handing: Handing) -> Receipt:
    """Make the letter and hand it to the service that prints and posts it."""
    message = handing.message
    (paper,) = letters(message.administration_id, day=handing.day, message_ids=[message.pk])
    country = Client.objects.values_list("country", flat=True).get(pk=message.client_id)
    outgoing = post.Outgoing(
        letter_id=handing.key,
        pdf=letter.pdf(paper.letter, at=handing.at),
        address_lines=paper.letter.recipient_lines,
        country=country,
    )
    service = HttpLetters(post_account(handing.account, password=handing.password))
    receipt = service.hand_over(outgoing)
    return Receipt(receipt.reference, receipt.cost_cents)


def whatsapp_account(account: ChannelAccount, *, password: str) -> whatsapp.Account:
    """Open the business account. Raises BadAccount or BadServer."""
    number_id, _, _ = whatsapp_sender(account.sender)
    return whatsapp.Account(number_id, password, server=_server(account.address or _GRAPH))


def sms_account(account: ChannelAccount, *, password: str) -> sms.Account:
    """Open the account at the gateway. Raises BadAccount or BadServer."""
    price = None if account.cents_each is None else account.cents_each * _FINER
    server = _server(account.address or _GATEWAY)
    return sms.Account(password, account.sender, price, server)


def post_account(account: ChannelAccount, *, password: str) -> post.Account:
    """Open the account at the letter service. Raises BadAccount."""
    return post.Account(account.address, password)


def _server(address: str) -> https.Server:
    """Read ``host`` or ``host:port``. Raises BadServer."""
    host, colon, port = address.partition(":")
    if colon and not (port.isascii() and port.isdigit() and len(port) <= 5):
        raise https.BadServer("port")
    return https.Server(host, int(port) if colon else 443)


_CARRIES: Mapping[str, Callable[[Handing], Receipt]] = {
    "whatsapp": _by_whatsapp,
    "sms": _by_sms,
    "post": _by_post,
}

#: Opens an account for its channel; raises BadAccount or BadServer for one that cannot be.
OPENS: Mapping[str, Callable[..., object]] = {
    "whatsapp": whatsapp_account,
    "sms": sms_account,
    "post": post_account,
}
