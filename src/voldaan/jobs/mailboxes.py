"""Read the mailboxes whose turn has come, each at most every few minutes.

Apart from the rest of the clock: a mail server that does not answer keeps nobody's message
from leaving.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from voldaan.actions.answers.read_mailbox import read_mailbox
from voldaan.books.queries.installation.administrations import to_read_mail_of
from voldaan.connectors.mailbox import MailboxFailed
from voldaan.jobs.clock import HasDay

_log = logging.getLogger(__name__)

#: Between two looks into one mailbox, also after one that failed.
EVERY = timedelta(minutes=5)


def read_due(
    *, now: Callable[[], datetime], key: str, day_of: Callable[[HasDay], date]
) -> tuple[int, int]:
    """Read every mailbox whose turn has come; give how many went well, and how many not.

    A failure of the mail server is kept with the mailbox, where its owner sees it.
    """
    read = failed = 0
    for firm in to_read_mail_of(before=now() - EVERY):
        try:
            while read_mailbox(firm.id, key=key, day=day_of(firm), at=now()).left:
                pass
        except MailboxFailed:
            failed += 1
        except Exception:  # noqa: BLE001 - one mailbox does not stop the rest
            _log.exception("the mailbox of administration %s", firm.id)
            failed += 1
        else:
            read += 1
    return read, failed
