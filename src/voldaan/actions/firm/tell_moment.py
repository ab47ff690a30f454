"""One e-mail from the owner to the owner: it is the money moment, and this much is to do."""

import secrets
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from voldaan.actions.messages.sending.by_mail import account_of
from voldaan.books.models import Administration, Mailbox
from voldaan.books.queries.morning.moment import moment, owner, work
from voldaan.channels.email import smtp
from voldaan.channels.email.message import new_message_id
from voldaan.channels.email.shapes import Outgoing
from voldaan.followup.morning.slots import slot_to_tell
from voldaan.wording.owner import moment as wording
from voldaan.wording.shapes import Language

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def tell_moment(administration_id: int, *, key: str, link: str, at: datetime) -> bool:
    """Tell the owner of the slot that has come, if any; say whether a message left.

    At most once per slot, however many ask at once: the slot is taken first, by an update
    that only one of them makes, and never given back. Nothing leaves a demo world, nothing
    without a mailbox, nothing when nothing is to do, and nothing before the day was run:
    until then nobody knows. ``link`` leads to Vandaag; empty: there is no public address.

    Raises ``smtp.SendFailed``, ``smtp.SendUnsure``, or what ``account_of`` raises.
    """
    chosen = moment(administration_id)
    slot = slot_to_tell(chosen.slots, at=at, told_on=chosen.told_on)
    if slot is None or chosen.is_demo or chosen.daily_on != at.astimezone(_AMSTERDAM).date():
        return False
    if not _take(administration_id, slot):
        return False
    mailbox = Mailbox.objects.filter(administration_id=administration_id).first()
    to = owner(administration_id)
    count, minutes = work(administration_id)
    if mailbox is None or to is None or count == 0:
        return False
    language: Language = "en" if to.language == "en" else "nl"
    words = wording.words(count, minutes=minutes, link=link, language=language)
    domain = mailbox.from_address.rpartition("@")[2]
    account = replace(account_of(mailbox, key=key), timeout_seconds=10, total_seconds=60)
    message = Outgoing(
        message_id=new_message_id(domain, token=f"moment-{secrets.token_hex(16)}"),
        from_name="Voldaan",
        from_address=mailbox.from_address,
        to_name=to.name,
        to_address=to.email,
        subject=words[0],
        body_text=words[1],
        at=at,
    )
    smtp.send(message, account=account)
    return True


def _take(administration_id: int, slot: date) -> bool:
    """Take a slot; False: somebody else did."""
    not_told = Q(moment_told_on=None) | Q(moment_told_on__lt=slot)
    taken = Administration.objects.filter(not_told, pk=administration_id).update(
        moment_told_on=slot
    )
    return taken == 1
