"""The link to the client's own page, in the words of a message: one message, one link.

It is made when the message is first kept, stays the same while the words are renewed, and
ends with a message that never left. So what the owner sees, opens in the own mail program
or copies is what the client gets.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from voldaan.actions import _rows
from voldaan.actions.own_page.make_link import end_links_in, make_links
from voldaan.books.models import Message
from voldaan.channels.page import address


def place(channel: str) -> str:
    """Give the address to compose with; nothing on paper, where nobody can press."""
    return "" if channel == "post" else address.place()


def kept(standing: Message | None, said: _rows.Row) -> _rows.Row:
    """Give new words the link of the standing message, if both have one.

    New words have only the place of a link. Where there is a token, the owner took a message
    to one client as the text for all: nobody may get that client's page.
    """
    if address.token_in(said["body_text"]):
        said = _with(said, address.PLACE)
    token = address.token_in(standing.body_text) if standing else ""
    return _with(said, token) if token and address.has_place(said["body_text"]) else said


def linked(
    administration_id: int, rows: Sequence[_rows.Row], *, at: datetime
) -> list[_rows.Row]:
    """Make the links that these messages still miss; two queries, or none."""
    missing = [row["client_id"] for row in rows if address.has_place(row["body_text"])]
    tokens = make_links(administration_id, client_ids=missing, at=at)
    return [
        _with(row, tokens[row["client_id"]]) if address.has_place(row["body_text"]) else row
        for row in rows
    ]


def end_lost(
    administration_id: int,
    standing: Iterable[Message],
    *,
    renewed: Mapping[int, str],
    at: datetime,
) -> None:
    """End the links of messages that were withdrawn, or whose new words have none.

    ``renewed`` gives the words by message, empty when it was withdrawn; others keep theirs.
    """
    lost = [
        (message.client_id, message.body_text)
        for message in standing
        if message.pk in renewed
        and address.token_in(message.body_text) != address.token_in(renewed[message.pk])
    ]
    end_links_in(administration_id, said=lost, at=at)


def _with(said: _rows.Row, token: str) -> _rows.Row:
    words = {name: address.with_token(said[name], token) for name in ("body_text", "body_html")}
    return {**said, **words}
