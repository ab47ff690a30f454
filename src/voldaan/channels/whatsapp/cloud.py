"""Send one message through the Cloud API, and know for certain how it ended.

``POST https://graph.facebook.com/<version>/<phone_number_id>/messages`` with a bearer token;
yes is a 200 with the message's id, ``wamid.…``. Source: Meta's documentation of the Cloud
API (*Messages*, *Error codes*), partly from those pages and partly from memory; to be checked
before use.
"""

import json

from voldaan.channels import https, json_text, outcome
from voldaan.channels.https import Answer
from voldaan.channels.json_text import Json, NotAsExpected
from voldaan.channels.outcome import Receipt, SendFailed, SendUnsure, clean
from voldaan.channels.whatsapp import shapes
from voldaan.channels.whatsapp.refusals import meaning
from voldaan.channels.whatsapp.shapes import Account, Outgoing, Template

_LONGEST_ID = 256
_LARGEST_CODE = 10_000_000


def send(outgoing: Outgoing, *, account: Account) -> Receipt:
    """Send the message once, to its one receiver.

    Raises SendFailed (certainly not sent), SendUnsure (nobody knows), or, before any server
    is spoken to, NoOptIn, WindowClosed, BadMessage.
    """
    shapes.check(outgoing)
    answer = https.post(
        account.server,
        path=f"/{account.version}/{account.phone_number_id}/messages",
        headers={
            "Authorization": f"Bearer {account.token}",
            "Content-Type": "application/json",
        },
        body=json.dumps(payload(outgoing)).encode(),
    )
    if answer.status >= 300:
        raise _refusal(answer, account)
    return _receipt(answer, account)


def payload(outgoing: Outgoing) -> Json:
    """Give the message as the service wants it."""
    made: Json = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": outgoing.to,
        # Comes back in every report about this message.
        "biz_opaque_callback_data": outgoing.key,
    }
    content = outgoing.content
    if not isinstance(content, Template):
        return made | {"type": "text", "text": {"preview_url": False, "body": content.text}}
    template: Json = {"name": content.name, "language": {"code": content.language}}
    if content.parameters:
        filled = [{"type": "text", "text": text} for text in content.parameters]
        template["components"] = [{"type": "body", "parameters": filled}]
    return made | {"type": "template", "template": template}


def _receipt(answer: Answer, account: Account) -> Receipt:
    """Read the id out of a yes. Raises SendUnsure."""
    try:
        told = json_text.parse(answer.body or b"", most_bytes=https.LARGEST_ANSWER)
        (message,) = json_text.items(told.get("messages"), where="messages", most=1)
        named = json_text.fields(message, where="messages")
        message_id = json_text.text(named.get("id"), where="id", longest=_LONGEST_ID)
        status = json_text.text(
            named.get("message_status"), where="message_status", longest=100
        )
    except ValueError:  # also when there is not exactly one
        raise SendUnsure("protocol", http_status=answer.status) from None
    if not message_id.startswith("wamid.") or not message_id.isprintable():
        raise SendUnsure("protocol", http_status=answer.status)
    return Receipt(message_id, clean(status, secrets=[account.token]))


def _refusal(answer: Answer, account: Account) -> SendFailed | SendUnsure:
    """Give how a no is to be understood."""
    code, words = _error(answer, account)
    found = meaning(code) if code is not None else None
    if found is None and answer.status >= 500:
        # Whatever stands before the service may say so after the message went through.
        return SendUnsure("server_error", http_status=answer.status, server_text=words)
    reason, permanent = found or _by_status(answer.status)
    return SendFailed(
        reason,
        permanent=permanent,
        http_status=answer.status,
        code=code,
        # The service repeats a wrong token in its words, or a piece of it.
        server_text="" if reason == "login_refused" else words,
        retry_after_seconds=answer.retry_after_seconds,
    )


def _by_status(status: int) -> tuple[outcome.Failure, bool]:
    """Give reason and permanence where no known code says more; 300 to 499."""
    if status < 400:
        return "protocol", True
    if status in {401, 403}:
        return ("login_refused" if status == 401 else "not_allowed"), True
    if status == 429:
        return "rate_limited", False
    return ("timeout", False) if status == 408 else ("message_refused", True)


def _error(answer: Answer, account: Account) -> tuple[int | None, str]:
    """Give the service's code and words, as far as there are any."""
    try:
        told = json_text.parse(answer.body or b"", most_bytes=https.LARGEST_ANSWER)
        error = json_text.fields(told.get("error"), where="error")
        code = json_text.whole(error.get("code"), where="code", most=_LARGEST_CODE)
    except NotAsExpected:
        return None, ""
    words = error.get("message")
    return code, clean(words if isinstance(words, str) else "", secrets=[account.token])
