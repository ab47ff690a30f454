"""How a sending ended: written once, by the sender that claimed the message."""

from datetime import date, datetime, timedelta

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.messages import _carriers, _sent
from voldaan.books.models import Message, MessageState

#: How long a message waits before it is tried again, at least.
RETRY = timedelta(minutes=10)


def end(
    message: Message,
    state: MessageState,
    *,
    at: datetime,
    failure: str = "",
    detail: str = "",
    day: date | None = None,
    how: str = "smtp",
) -> None:
    """Write how it ended; only the sender that claimed it may."""
    with transaction.atomic():
        _record.lock(message.administration_id)
        changed = Message.objects.filter(
            pk=message.pk, state=MessageState.SENDING, claimed_by=message.claimed_by
        ).update(
            state=state,
            finished_at=at,
            failure=failure[:80],
            failure_detail=detail[:500],
            reference=message.reference,
            cost_cents=message.cost_cents,
        )
        if not changed:
            _complete(message, state)
            return
        if state == MessageState.SENT and day is not None:
            _sent.mark(message, day=day, at=at, by=message.released_by, way=_sent.Way(how))
        else:
            tell(message, f"message.{state}", {"why": failure}, at)


def _complete(message: Message, state: MessageState) -> None:
    """Add what the carrier answered to a message that its report, being faster, settled."""
    if state == MessageState.SENT:
        Message.objects.filter(
            pk=message.pk, state=state, claimed_by=message.claimed_by, cost_cents=None
        ).update(reference=message.reference, cost_cents=message.cost_cents)


def try_later(message: Message, failure: _carriers.Failed, at: datetime) -> None:
    """Let it wait a while, as long as the carrier asks when that is longer."""
    asked = timedelta(seconds=getattr(failure, "retry_after_seconds", None) or 0)
    Message.objects.filter(
        pk=message.pk, state=MessageState.SENDING, claimed_by=message.claimed_by
    ).update(
        state=MessageState.READY,
        send_after=at + max(RETRY, asked),
        failure=failure.reason,
        failure_detail=failure.server_text[:500],
    )


def tell(message: Message, code: str, facts: dict[str, object], at: datetime) -> None:
    """Record in the client's chain what became of a message."""
    _record.record(
        [_record.Happening(code, message.client_id, {"message": message.pk, **facts})],
        administration_id=message.administration_id,
        at=at,
    )
