"""Withdraw the links to a client's own page; a message that has not left gets a new one."""

from datetime import datetime

from django.db import transaction

from voldaan.actions import _record
from voldaan.actions.messages.contact import UnknownClient
from voldaan.actions.messages.release_message import refuse_all_who_only_look
from voldaan.actions.own_page.make_link import end_links, make_links
from voldaan.books.models import Client, Message, MessageState, User
from voldaan.channels.page import address

#: Messages of which the words can still become others.
_NOT_LEFT = (MessageState.PROPOSED, MessageState.READY, MessageState.FAILED)


def withdraw_links(administration_id: int, *, client_id: int, by: User, at: datetime) -> int:
    """End every link of a client; give how many worked until now.

    Raises :class:`~voldaan.actions.messages.contact.UnknownClient` or ``MayOnlyLook``,
    changing nothing.
    """
    refuse_all_who_only_look(administration_id, by)
    with transaction.atomic():
        _record.lock(administration_id)
        if not Client.objects.filter(
            administration_id=administration_id, pk=client_id
        ).exists():
            raise UnknownClient(client_id)
        ended = end_links(administration_id, client_ids=[client_id], at=at)
        if ended:
            _give_new_ones(administration_id, client_id, at=at)
            _record.record(
                [_record.Happening("page.withdrawn", client_id, {"links": ended})],
                administration_id=administration_id,
                at=at,
                by=by,
            )
    return ended


def _give_new_ones(administration_id: int, client_id: int, *, at: datetime) -> None:
    """Let no message leave with a link that has ended."""
    waiting = Message.objects.filter(
        administration_id=administration_id, client_id=client_id, state__in=_NOT_LEFT
    )
    for message in waiting:
        if not address.token_in(message.body_text):
            continue
        token = make_links(administration_id, client_ids=[client_id], at=at)[client_id]
        Message.objects.filter(pk=message.pk, state__in=_NOT_LEFT).update(
            body_text=address.with_token(message.body_text, token),
            body_html=address.with_token(message.body_html, token),
        )
