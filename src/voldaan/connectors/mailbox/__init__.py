"""The owner's own mailbox: what is new in it is read, and nothing in it changes.

In: an :class:`~voldaan.connectors.mailbox.shapes.Account`, the
:class:`~voldaan.connectors.mailbox.shapes.Place` up to which it has been read, and a function
that says by its headers whether a mail is wanted; and words that the server itself may look
for in the others. Out: mails as bytes, in the order in which they arrived, and the next place.
Or the one error, ``MailboxFailed``, with a reason.

It is a person's own mailbox, so only headers are read of a mail that is not about a client,
and where words are looked for in it, the mailbox does so and tells no more than its number;
nobody sees there that we have read. ``fetch`` gives and forgets: a program that stops before
mails and place are kept, in one transaction, gets the same mails again.

    fetched = fetch(account, place=place, since=day, most=50, wanted=is_about_a_client)
    ... keep fetched.mails and fetched.place ...
    if not fetched.left:
        wait(account, seconds=600, place=fetched.place)

Never: a flag, a mail moved or deleted, an opinion on what a mail says, a second attempt with a
password, a wait or a heap of bytes without an end, whatever the server does.

Read ``reading.py`` first. ``session.py`` holds the few questions that are asked, ``answers.py``
makes sense of what is said (pure), ``connection.py`` keeps time and measure, ``failure.py``
names what goes wrong.
"""

from voldaan.connectors.mailbox.failure import MailboxFailed
from voldaan.connectors.mailbox.reading import check, fetch, wait
from voldaan.connectors.mailbox.shapes import (
    Account,
    BadAccount,
    Checked,
    Fetched,
    Headers,
    Place,
    RawMail,
    Skipped,
)

__all__ = [
    "Account",
    "BadAccount",
    "Checked",
    "Fetched",
    "Headers",
    "MailboxFailed",
    "Place",
    "RawMail",
    "Skipped",
    "check",
    "fetch",
    "wait",
]
