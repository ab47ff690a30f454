"""Hand one text message to the gateway, and know for certain how it ended.

The shape that is spoken::

    POST /v1.0/message
    X-CM-PRODUCTTOKEN: <key>
    Idempotency-Key: <our key>

    {"messages": {"msg": [{
        "allowedChannels": ["SMS"], "from": "<sender>", "to": [{"number": "0031612345678"}],
        "minimumNumberOfMessageParts": 1, "maximumNumberOfMessageParts": 2,
        "body": {"type": "auto", "content": "<text>"}, "reference": "<our key>"}]}}

    200 {"details": "Created 1 message(s)", "errorCode": 0, "messages": [{
        "to": "0031612345678", "status": "Accepted", "reference": "<our key>", "parts": 2,
        "messageDetails": null, "messageErrorCode": 0}]}

No is a 400 with ``errorCode`` for the whole, and ``Rejected`` with ``messageErrorCode`` for
the message. ``type: auto`` lets the gateway choose the alphabet as ``parts.py`` does; it may
not make more parts than we counted. That the gateway heeds ``Idempotency-Key`` is not
documented: it costs nothing, but nothing here leans on it.

Source: CM.com, *Business Messaging API* (*SMS*, *Shared features*, *Responses & errors -
JSON*), partly from that page and partly from memory: the codes
must be checked against it before the first real message.
"""

import json

from voldaan.channels import https, json_text
from voldaan.channels.https import Answer
from voldaan.channels.json_text import Json, NotAsExpected
from voldaan.channels.outcome import Failure, Receipt, SendFailed, SendUnsure, clean
from voldaan.channels.sms import shapes
from voldaan.channels.sms.parts import Parts
from voldaan.channels.sms.shapes import Account, Outgoing

_PATH = "/v1.0/message"
_LARGEST_CODE = 100_000
_MOST_TOLD = 255  # parts of one message

#: Reason, and whether only a person can change it. Not here: 999, "unknown error".
_MEANING: dict[int, tuple[Failure, bool]] = {
    101: ("login_refused", True),
    102: ("out_of_money", True),
    103: ("login_refused", True),
    201: ("message_refused", True),  # see the message's own code
    202: ("message_refused", True),
    203: ("message_refused", True),
    301: ("sender_refused", True),
    302: ("recipient_refused", True),
    303: ("recipient_refused", True),
    304: ("message_refused", True),
    305: ("message_refused", True),
    401: ("message_refused", True),  # taken for spam
    402: ("recipient_refused", True),  # on a list of who wants no messages
    403: ("message_refused", True),
    500: ("server_unwilling", False),
}


def send(outgoing: Outgoing, *, account: Account) -> Receipt:
    """Send the message once, to its one receiver.

    ``message_id`` of the receipt is our own key. ``cost_cents`` is for the parts that the
    gateway says it made, None when the account has no price.

    Raises SendFailed (certainly not sent), SendUnsure (nobody knows), or, before any server
    is spoken to, BadMessage.
    """
    cut = shapes.check(outgoing)
    answer = https.post(
        account.server,
        path=_PATH,
        headers={
            "X-CM-PRODUCTTOKEN": account.api_key,
            "Idempotency-Key": outgoing.key,
            "Content-Type": "application/json",
        },
        body=json.dumps(payload(outgoing, cut=cut, sender=account.sender)).encode(),
    )
    try:
        told = json_text.parse(answer.body or b"", most_bytes=https.LARGEST_ANSWER)
        whole, message, code = _told(told)
    except NotAsExpected:
        raise _by_status(answer) from None
    if message.get("status") == "Accepted":
        if answer.status >= 300 or code:  # a yes and a no at once
            raise SendUnsure("protocol", http_status=answer.status)
        return _receipt(message, outgoing, account)
    raise _refusal(answer, _code(whole, code, message), _words(told, message, account))


def meaning(code: str) -> tuple[Failure, bool] | None:
    """Give what a number of the gateway's own says, and whether it is permanent; else None.

    >>> meaning("303"), meaning("23"), meaning("")
    (('recipient_refused', True), None, None)
    """
    return (
        _MEANING.get(int(code)) if code.isascii() and code.isdigit() and len(code) < 6 else None
    )


def payload(outgoing: Outgoing, *, cut: Parts, sender: str) -> Json:
    """Give the message as the gateway wants it: the number with zeros in front, no plus."""
    message: Json = {
        "allowedChannels": ["SMS"],
        "from": sender,
        "to": [{"number": "00" + outgoing.to.removeprefix("+")}],
        "minimumNumberOfMessageParts": 1,
        "maximumNumberOfMessageParts": cut.count,
        "body": {"type": "auto", "content": outgoing.text},
        "reference": outgoing.key,
    }
    return {"messages": {"msg": [message]}}


def _told(told: Json) -> tuple[int, Json, int]:
    """Give the code of the whole, and the one message with its code. Raises NotAsExpected."""
    whole = json_text.whole(told.get("errorCode"), where="errorCode", most=_LARGEST_CODE)
    messages = json_text.items(told.get("messages"), where="messages", most=1)
    if not messages:
        return whole, {}, 0
    message = json_text.fields(messages[0], where="messages")
    code = message.get("messageErrorCode", 0)
    return (
        whole,
        message,
        json_text.whole(code, where="messageErrorCode", most=_LARGEST_CODE),
    )


def _receipt(message: Json, outgoing: Outgoing, account: Account) -> Receipt:
    """Read the number of parts out of a yes. Raises SendUnsure."""
    try:
        count = json_text.whole(message.get("parts"), where="parts", most=_MOST_TOLD)
    except NotAsExpected:
        count = 0
    if not count or message.get("reference") != outgoing.key:
        raise SendUnsure("protocol")
    return Receipt(outgoing.key, f"Accepted, {count} parts", account.cost_cents(count))


def _code(whole: int, code: int, message: Json) -> int | None:
    """Give the code that says most; None when nothing says that the message was refused."""
    if message.get("status") == "Rejected":
        return code or whole
    return None if message or whole == 0 else whole


def _words(told: Json, message: Json, account: Account) -> str:
    """Give what the gateway says about it."""
    words = message.get("messageDetails") or told.get("details")
    return clean(words if isinstance(words, str) else "", secrets=[account.api_key])


def _refusal(answer: Answer, code: int | None, words: str) -> SendFailed | SendUnsure:
    """Give how a no is to be understood."""
    found = _MEANING.get(code) if code is not None else None
    if found is None:
        return _by_status(answer)
    reason, permanent = found
    return SendFailed(
        reason,
        permanent=permanent,
        http_status=answer.status,
        code=code,
        server_text="" if reason == "login_refused" else words,
        retry_after_seconds=answer.retry_after_seconds,
    )


def _by_status(answer: Answer) -> SendFailed | SendUnsure:
    """Give what the status says where no known code says more."""
    status = answer.status
    if status < 300:
        return SendUnsure("protocol", http_status=status)
    if status >= 500:
        # Whatever stands before the gateway may say so after the message went through.
        return SendUnsure("server_error", http_status=status)
    if status == 409:
        return SendUnsure("duplicate", http_status=status)
    known: dict[int, tuple[Failure, bool]] = {
        401: ("login_refused", True),
        402: ("out_of_money", True),
        403: ("not_allowed", True),
        408: ("timeout", False),
        429: ("rate_limited", False),
    }
    other: Failure = "protocol" if status < 400 else "message_refused"
    reason, permanent = known.get(status, (other, True))
    return SendFailed(
        reason,
        permanent=permanent,
        http_status=status,
        retry_after_seconds=answer.retry_after_seconds,
    )
