"""What carriers report of messages that left: arrived, read, or not. It only goes forward.

How far a report moves a message is said by ``followup/reaching/reported.py``. What was told
before is in the client's chain, so the same report twice, or reports in any order, change
nothing more.

A message that perhaps left (``unsure``, or a sender that is still waiting for its answer) is
settled by the first report about it: the carrier has it, so it was sent, also when a person
said meanwhile that it had not left; then nothing is sent instead. What certainly did not
reach the client takes its moment of contact back, as a mail that bounced does, and a number
that is not there is used on this channel no more. A failure that may pass is told and nothing
else: nothing is repeated by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched

from django.db import IntegrityError, transaction

from voldaan.actions import _record
from voldaan.actions.messages import _carriers, _sent
from voldaan.actions.messages.consent import NOT_REACHED, end_consent
from voldaan.actions.steps.addresses import address_of
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import ContactMoment, Event, Message, MessageState
from voldaan.books.queries.deciding.these import these
from voldaan.books.queries.sending.ways import ways
from voldaan.followup.reaching import reported
from voldaan.wording.shapes import Recipient

#: References of one question; a report may hold tens of thousands.
_AT_ONCE = 500
_PERHAPS = (MessageState.UNSURE, MessageState.SENDING)
#: It did not leave, as far as we knew: a person said so, or it was to be tried again.
_NOT_LEFT = (MessageState.WITHDRAWN, MessageState.FAILED, MessageState.READY)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one message, by the carrier's name for it or by our own ``key``.

    ``reason`` is why it failed (a failure of ``channels/outcome.py``, or empty when the
    carrier gives none that we know), ``is_permanent`` whether that can pass by itself.
    """

    state: reported.State
    reference: str = ""
    key: str = ""
    told_at: datetime | None = None
    reason: str = ""
    is_permanent: bool = False

    @property
    def code(self) -> str:
        """Give the code of what happened, empty when it is only on its way."""
        return reported.code_of(self.state, reason=self.reason, is_permanent=self.is_permanent)

    @property
    def far(self) -> int:
        """Give how far the message came by this report."""
        return reported.far(self.code)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many messages a report moved on, and how many of its receipts are of none of ours."""

    moved: int = 0
    unknown: int = 0


def take_receipts(
    administration_id: int,
    *,
    channel: str,
    receipts: Sequence[Receipt],
    day: date,
    at: datetime,
) -> Taken:
    """Keep what is new in these receipts; decide again for who is touched by it.

    What names no message of this administration on this channel is counted and left.
    """
    if not receipts:
        return Taken()
    with transaction.atomic():
        _record.lock(administration_id)
        furthest, unknown = _furthest(administration_id, channel, receipts)
        settled = [
            message for message, receipt in furthest if _is_settled(message, receipt, at=at)
        ]
        known = _known(administration_id, [message for message, _ in furthest])
        fresh = [
            each
            for each in furthest
            if reported.is_news(each[1].code, known=known.get(each[0].pk, 0))
        ]
        _tell(administration_id, fresh, at=at)
        lost = [message for message, receipt in fresh if reported.is_lost(receipt.code)]
        _take_back(administration_id, lost, at=at)
        gone = [message for message, receipt in fresh if reported.is_gone(receipt.code)]
        _close(administration_id, channel, gone, at=at)
    touched = sorted({message.client_id for message in (*settled, *lost)})
    if touched:
        follow_up(administration_id, day=day, at=at, client_ids=touched)
    moved = {message.pk for message, _ in fresh} | {message.pk for message in settled}
    return Taken(len(moved), unknown)


type _Told = tuple[Message, Receipt]


def _furthest(
    administration_id: int, channel: str, receipts: Sequence[Receipt]
) -> tuple[list[_Told], int]:
    """Give our messages with the furthest that is told of each, and how many are not ours."""
    mine = Message.objects.filter(
        administration_id=administration_id,
        channel=channel,
        state__in=[MessageState.SENT, *_PERHAPS, *_NOT_LEFT],
    ).exclude(claimed_by="")
    # Without an answer of the carrier we have no name of theirs: then it goes by our own.
    by_key = {
        _carriers.key_of(message.message_id): message for message in mine.filter(reference="")
    }
    by_reference = {
        message.reference: message
        for references in batched(sorted(_references(receipts)), _AT_ONCE)
        for message in mine.filter(reference__in=references)
    }
    found: dict[int, _Told] = {}
    unknown = 0
    for receipt in receipts:
        message = by_reference.get(receipt.reference) or by_key.get(receipt.key)
        if message is None:
            unknown += 1
        elif message.pk not in found or receipt.far > found[message.pk][1].far:
            found[message.pk] = (message, receipt)
    return [found[pk] for pk in sorted(found)], unknown


def _references(receipts: Iterable[Receipt]) -> set[str]:
    return {each.reference for each in receipts if each.reference}


def _is_settled(message: Message, receipt: Receipt, *, at: datetime) -> bool:
    """Settle a message that perhaps left: it did, on the day that it was claimed.

    Also what a person said had not left, when the carrier knows that it did; unless another
    message reached the client on that day.
    """
    if message.state == MessageState.SENT:
        return False
    if not reported.settles(receipt.state, was_kept=message.state in _NOT_LEFT):
        return False
    try:
        with transaction.atomic():
            _make_room(message, at=at)
            return _settle(message, receipt, at=at)
    except IntegrityError:
        return False


def _settle(message: Message, receipt: Receipt, *, at: datetime) -> bool:
    changed = Message.objects.filter(pk=message.pk, state=message.state).update(
        state=MessageState.SENT,
        finished_at=at,
        reference=receipt.reference,
        failure="",
        failure_detail="",
    )
    if changed:
        way = _sent.Way(message.channel)
        _sent.mark(message, day=message.step_day, at=at, by=message.released_by, way=way)
    return bool(changed)


def _make_room(message: Message, *, at: datetime) -> None:
    """Take back what was released instead and did not leave: the client has the first one."""
    others = Message.objects.filter(
        administration_id=message.administration_id,
        client_id=message.client_id,
        is_reply=message.is_reply,
        step=message.step,
        state=MessageState.READY,
    ).exclude(pk=message.pk)
    again = list(others)
    Message.objects.filter(pk__in=[each.pk for each in again]).update(
        state=MessageState.PROPOSED, send_after=None, released_at=None, released_by=None
    )
    _record.record(
        [
            _record.Happening(
                "message.taken_back", each.client_id, {"message": each.pk, "step": each.step}
            )
            for each in again
        ],
        administration_id=message.administration_id,
        at=at,
    )


def _known(administration_id: int, messages: Sequence[Message]) -> dict[int, int]:
    """Give how far each message came by what was told before; one query."""
    told = Event.objects.filter(
        administration_id=administration_id,
        client_id__in=these({message.client_id for message in messages}),
        code__in=reported.FAR[1:],
    )
    known: dict[int, int] = {}
    for code, facts in told.values_list("code", "facts"):
        known[facts["message"]] = max(reported.far(code), known.get(facts["message"], 0))
    return known


def _tell(administration_id: int, fresh: Sequence[_Told], *, at: datetime) -> None:
    _record.record(
        [
            _record.Happening(receipt.code, message.client_id, _facts(message, receipt))
            for message, receipt in fresh
        ],
        administration_id=administration_id,
        at=at,
    )


def _facts(message: Message, receipt: Receipt) -> dict[str, object]:
    facts: dict[str, object] = {
        "message": message.pk,
        "step": message.step,
        "channel": message.channel,
    }
    if receipt.told_at is not None:
        facts["told_at"] = receipt.told_at.isoformat()
    return facts | ({"why": receipt.reason} if receipt.reason else {})


def _take_back(administration_id: int, lost: Sequence[Message], *, at: datetime) -> None:
    """Take the moments of contact back: these messages did not reach the client."""
    ContactMoment.objects.filter(
        administration_id=administration_id,
        message_id__in=these(message.pk for message in lost),
        bounced_at=None,
    ).update(bounced_at=at)


def _close(
    administration_id: int, channel: str, gone: Sequence[Message], *, at: datetime
) -> None:
    """Use a channel no more that does not reach a client; a number changed since may still."""
    reached = ways(administration_id, client_ids=sorted({each.client_id for each in gone}))
    clients = {
        message.client_id
        for message in gone
        if message.to_address
        == address_of(channel, to=Recipient(), ways=reached.get(message.client_id))
    }
    end_consent(administration_id, client_ids=clients, channel=channel, code=NOT_REACHED, at=at)
