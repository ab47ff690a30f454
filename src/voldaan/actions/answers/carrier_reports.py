"""A report of a carrier, read and known to be theirs, becomes receipts and answers."""

import logging
from datetime import date, datetime

from voldaan.actions.answers.texts import Text, receive_texts
from voldaan.actions.messages._carriers import whatsapp_sender
from voldaan.actions.messages.receipts import Receipt, take_receipts
from voldaan.channels.sms import gateway
from voldaan.channels.sms import reports as sms
from voldaan.channels.whatsapp import webhook as whatsapp
from voldaan.channels.whatsapp.refusals import meaning

_log = logging.getLogger(__name__)

#: What services tell about a conversation and no person wrote.
_NOBODYS_WORDS = frozenset({"system", "unsupported", "request_welcome", "ephemeral"})


def take_whatsapp(
    administration_id: int,
    *,
    report: whatsapp.Report,
    sender: str,
    day: date,
    at: datetime,
) -> None:
    """Take what became of messages, and what clients wrote; ``sender`` as the account has it.

    One app may serve several business numbers: what is about another one is not ours.
    """
    number_id, _, _ = whatsapp_sender(sender)
    taken = take_receipts(
        administration_id,
        channel="whatsapp",
        receipts=[_receipt(each) for each in report.statuses if each.account_id == number_id],
        day=day,
        at=at,
    )
    received = receive_texts(
        administration_id,
        channel="whatsapp",
        texts=[
            Text(each.message_id, each.sender, each.text, each.at, each.replies_to)
            for each in report.messages
            if each.account_id == number_id and each.kind not in _NOBODYS_WORDS
        ],
        day=day,
        at=at,
    )
    _count(administration_id, taken.unknown, received.unknown)


def take_sms(administration_id: int, *, report: sms.Report, day: date, at: datetime) -> None:
    """Take what became of one text message, or of a part of it."""
    taken = take_receipts(
        administration_id, channel="sms", receipts=[_sms_receipt(report)], day=day, at=at
    )
    _count(administration_id, taken.unknown, 0)


def _count(administration_id: int, reports: int, texts: int) -> None:
    """Say that something was left, never of whom."""
    if reports or texts:
        _log.warning(
            "administration %s: %s reports and %s messages of nobody we know were not kept",
            administration_id,
            reports,
            texts,
        )


def _receipt(told: whatsapp.Status) -> Receipt:
    reason, is_permanent = (meaning(told.code) if told.code is not None else None) or (
        "",
        False,
    )
    return Receipt(
        told.state,
        reference=told.message_id,
        key=told.key,
        told_at=told.at,
        reason=reason,
        is_permanent=is_permanent,
    )


def _sms_receipt(told: sms.Report) -> Receipt:
    """Give a receipt; our key is the gateway's name for the message too.

    What the gateway itself refuses has a number that we know. Numbers of a network we do not
    know; then the state says whether it is for good. A refusal with a number that nobody
    knows may pass: it is told, and nothing is concluded from it.
    """
    state = told.state
    reason, is_permanent = "", state.is_permanent
    if state.code == "rejected" and told.code:
        reason, is_permanent = gateway.meaning(told.code) or ("", False)
    return Receipt(
        state.means,
        reference=told.key,
        key=told.key,
        reason=reason,
        is_permanent=is_permanent,
    )
