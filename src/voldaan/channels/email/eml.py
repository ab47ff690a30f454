"""The message in the hands of the user's own mail program, when there is no account."""

from urllib.parse import quote

from voldaan.channels.email import addresses, message
from voldaan.channels.email.shapes import Outgoing

#: Browsers and mail programs begin to cut or ignore addresses beyond some 2,000 characters.
LONGEST_MAILTO = 1_900


def as_eml(outgoing: Outgoing) -> bytes:
    """Give a file that mail programs open as a draft, attachments included.

    ``X-Unsent: 1`` is what makes Outlook, and most that follow it, offer to send it.

    Raises BadMessage.
    """
    made = message.build(outgoing)
    made["X-Unsent"] = "1"
    return bytes(made)


def mailto(outgoing: Outgoing) -> str | None:
    """Give a ``mailto:`` address with subject and plain text, or None when it gets too long.

    It cannot carry attachments or HTML (RFC 6068): with an invoice to send along, offer
    :func:`as_eml`.

    Raises BadMessage, as :func:`as_eml` would.
    """
    message.build(outgoing)
    local, _, domain = addresses.as_ascii(outgoing.to_address).partition("@")
    body = "\r\n".join(outgoing.body_text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    # A plus stays encoded: some programs read it as a space.
    address = f"mailto:{quote(local, safe='')}@{domain}"
    text = f"{address}?subject={quote(outgoing.subject, safe='')}&body={quote(body, safe='')}"
    return text if len(text) <= LONGEST_MAILTO else None
