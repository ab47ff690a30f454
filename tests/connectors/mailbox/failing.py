"""Look into a mailbox where it cannot go well, and give how it failed."""

import time
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from tests.connectors.mailbox.scripted import Scripted

from voldaan.connectors import mailbox
from voldaan.connectors.mailbox import Account, Fetched, MailboxFailed

#: The moments of a look at which a server can fail, in order.
MOMENTS: Sequence[str] = (
    "greeting", "capability", "authenticate", "secret", "examine", "search", "headers",
    "bodies",
)  # fmt: skip


def look(account: Account) -> Fetched:
    return mailbox.fetch(
        account, place=None, since=date(2026, 10, 1), most=50, wanted=lambda _: True
    )


def failure(account: Account) -> MailboxFailed:
    """Fetch, expect it to fail in time, and give how."""
    started = time.monotonic()
    with pytest.raises(MailboxFailed) as raised:
        look(account)
    assert time.monotonic() - started < account.total_seconds + 5
    assert account.password not in repr(raised.value)
    return raised.value


def failure_of(**faults: Any) -> MailboxFailed:
    with Scripted(**faults) as server:
        return failure(server.account())
