"""Tell owners of their money moment when it comes."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from voldaan.actions.firm.tell_moment import tell_moment
from voldaan.books.queries.installation.administrations import to_tell_of_a_moment
from voldaan.channels.email.smtp import SendFailed, SendUnsure

_log = logging.getLogger(__name__)


def tell_due(*, now: Callable[[], datetime], key: str) -> int:
    """Tell everybody whose moment has come; give how many failed by a mistake of ours.

    A mail server that refuses is no mistake of ours, and nothing is tried again: a reminder
    that comes late is worse than none.
    """
    failed = 0
    for administration_id in to_tell_of_a_moment(at=now()):
        try:
            tell_moment(administration_id, key=key, link=settings.PUBLIC_URL, at=now())
        except (SendFailed, SendUnsure) as refused:
            _log.warning(
                "the money moment of administration %s: %s", administration_id, refused
            )
        except Exception:  # noqa: BLE001 - one administration does not stop the rest
            _log.exception("the money moment of administration %s", administration_id)
            failed += 1
    return failed
