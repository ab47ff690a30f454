"""What the Cloud API reports to us: who really sent it, and what became of messages.

Pure: bytes and headers in, frozen values out. The caller reads no more than
:data:`LARGEST_BODY`, checks :func:`is_signed` over the *raw* body first, answers 200 fast, and
keeps what it read: the same report may come twice and in any order, for up to seven days.

Source: Meta's documentation of webhooks (*Create a webhook endpoint*, *Status messages*,
*Text messages*), partly from those pages and partly from memory; to be checked before use.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast, get_args

from voldaan.channels import json_text
from voldaan.channels.json_text import Json, NotAsExpected

__all__ = ["NotAsExpected"]  # what read() raises

State = Literal["sent", "delivered", "read", "failed"]

LARGEST_BODY = 3_145_728
_MOST = 1_000  # updates in one report, says the service
_LONGEST_ID = 256
_LONGEST_TEXT = 65_536  # more than a person may write there
_LATEST_SECOND = 253_402_300_799  # the end of Python's calendar
_LONGEST_CHALLENGE = 100


class NotOurs(Exception):
    """The request to verify does not know our word."""


@dataclass(frozen=True, slots=True)
class Status:
    """What became of one message.

    ``message_id`` is that of the receipt, ``key`` our own. ``recipient`` is E.164 or empty.
    ``code`` is why it failed (see ``refusals.py``), None in any other state. ``billable``
    tells whether the service charges for it, None when it does not say.
    """

    account_id: str
    message_id: str
    key: str
    state: State
    at: datetime
    recipient: str
    code: int | None
    billable: bool | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something that a client sent: ``text`` is empty for pictures, voices and the like.

    ``sender`` is E.164, or empty for somebody who hides the number. ``kind`` is the service's
    word, ``replies_to`` the id of the message that was answered, or empty.
    """

    account_id: str
    message_id: str
    sender: str
    kind: str
    text: str
    at: datetime
    replies_to: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything in one report; ``others`` counts what it tells that we do not use."""

    statuses: tuple[Status, ...]
    messages: tuple[Incoming, ...]
    others: int


def is_signed(body: bytes, *, signature: str, app_secret: str) -> bool:
    """Whether ``X-Hub-Signature-256`` was made over this raw body with our app's secret.

    Takes as long for any wrong signature. Without a secret nothing is signed.

    >>> made = hmac.new(b"geheim", b"{}", hashlib.sha256).hexdigest()
    >>> is_signed(b"{}", signature=f"sha256={made}", app_secret="geheim")
    True
    """
    made = hmac.new(app_secret.encode("utf-8", "replace"), body, hashlib.sha256).hexdigest()
    same = hmac.compare_digest(f"sha256={made}".encode(), signature.encode("utf-8", "replace"))
    return same and bool(app_secret)


def answer_challenge(*, mode: str, verify_token: str, challenge: str, expected: str) -> str:
    """Give what to answer, as plain text, when the service asks whether this address is ours.

    The three come in the query as ``hub.mode``, ``hub.verify_token`` and ``hub.challenge``.

    Raises NotOurs, to be answered with 403.

    >>> answer_challenge(
    ...     mode="subscribe", verify_token="woord", challenge="1158201444", expected="woord")
    '1158201444'
    """
    given, ours = (text.encode("utf-8", "replace") for text in (verify_token, expected))
    knows = hmac.compare_digest(given, ours) and bool(expected)
    # What is sent back may not become a page of somebody else's making.
    is_plain = challenge.isascii() and challenge.isalnum()
    if not (
        knows and mode == "subscribe" and is_plain and len(challenge) <= _LONGEST_CHALLENGE
    ):
        raise NotOurs
    return challenge


def read(body: bytes) -> Report:
    """Read one report. What we do not know is counted, what is misshapen refuses the whole.

    Raises NotAsExpected.
    """
    report = json_text.parse(body, most_bytes=LARGEST_BODY)
    if report.get("object") != "whatsapp_business_account":
        raise NotAsExpected("object")
    statuses: list[Status] = []
    messages: list[Incoming] = []
    others = 0
    for change in _changes(report):
        if change.get("field") != "messages":
            others += 1
            continue
        value = json_text.fields(change.get("value"), where="value")
        account = _account(value)
        for each in json_text.items(value.get("statuses"), where="statuses", most=_MOST):
            status = _status(json_text.fields(each, where="statuses"), account)
            others += status is None
            statuses += [status] if status else []
        for each in json_text.items(value.get("messages"), where="messages", most=_MOST):
            messages.append(_incoming(json_text.fields(each, where="messages"), account))
        others += len(json_text.items(value.get("errors"), where="errors", most=_MOST))
    return Report(tuple(statuses), tuple(messages), others)


def _changes(report: Json) -> list[Json]:
    """Give every change of every entry. Raises NotAsExpected."""
    return [
        json_text.fields(change, where="changes")
        for entry in json_text.items(report.get("entry"), where="entry", most=_MOST)
        for change in json_text.items(
            json_text.fields(entry, where="entry").get("changes"), where="changes", most=_MOST
        )
    ]


def _account(value: Json) -> str:
    """Give the id of the business number. Raises NotAsExpected."""
    about = json_text.fields(value.get("metadata"), where="metadata")
    return _id(about, "phone_number_id")


def _status(told: Json, account: str) -> Status | None:
    """Read what became of a message; None for states that we do not use."""
    state = json_text.text(told.get("status"), where="status", longest=100)
    if state not in get_args(State):
        return None
    pricing = told.get("pricing")
    billable = pricing.get("billable") if isinstance(pricing, dict) else None
    return Status(
        account_id=account,
        message_id=_id(told, "id"),
        key=json_text.text(
            told.get("biz_opaque_callback_data"), where="biz_opaque_callback_data", longest=512
        ),
        state=cast("State", state),
        at=_moment(told),
        recipient=_number(told.get("recipient_id")),
        code=_code(told) if state == "failed" else None,
        billable=billable if isinstance(billable, bool) else None,
    )


def _code(told: Json) -> int | None:
    """Give the first reason of a failure. Raises NotAsExpected."""
    errors = json_text.items(told.get("errors"), where="errors", most=100)
    if not errors:
        return None
    first = json_text.fields(errors[0], where="errors")
    return json_text.whole(first.get("code"), where="code", most=10_000_000)


def _incoming(told: Json, account: str) -> Incoming:
    """Read what a client sent. Raises NotAsExpected."""
    kind = json_text.text(told.get("type"), where="type", longest=100)
    context = told.get("context")
    replies_to = context.get("id") if isinstance(context, dict) else None
    return Incoming(
        account_id=account,
        message_id=_id(told, "id"),
        sender=_number(told.get("from")),
        kind=kind,
        text=_words(told, kind),
        at=_moment(told),
        replies_to=json_text.text(replies_to, where="context", longest=_LONGEST_ID),
    )


def _words(told: Json, kind: str) -> str:
    """Give what was typed, or the words on the button that was pressed."""
    places = {"text": ("body",), "button": ("text",),
              "interactive": ("button_reply", "list_reply")}  # fmt: skip
    content = told.get(kind)
    if kind not in places or not isinstance(content, dict):
        return ""
    for place in places[kind]:
        found = content.get(place)
        if isinstance(found, dict):
            found = found.get("title")
        if found is not None:
            return json_text.text(found, where=kind, longest=_LONGEST_TEXT)
    return ""


def _moment(told: Json) -> datetime:
    """Give the moment, which comes as seconds since 1970. Raises NotAsExpected."""
    seconds = json_text.whole(told.get("timestamp"), where="timestamp", most=_LATEST_SECOND)
    return datetime.fromtimestamp(seconds, UTC)


def _id(told: Json, name: str) -> str:
    """Give an id, which must be there. Raises NotAsExpected."""
    found = json_text.text(told.get(name), where=name, longest=_LONGEST_ID)
    if not found or not found.isprintable():
        raise NotAsExpected(name)
    return found


def _number(value: object) -> str:
    """Give the digits of a number as E.164, empty for anything else."""
    is_number = isinstance(value, str) and value.isascii() and value.isdigit()
    return f"+{value}" if is_number and len(str(value)) <= 15 else ""
