"""Mail of somebody at a client whose address we do not know: unsure, so a person reads it.

Bounded per client and day, so that who sends a thousand mails with a number fills nobody's
day; once one is unread, the client is held and more of them would change nothing.
"""

from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta

from voldaan.books.models import Event
from voldaan.books.queries.answers.colleagues import Guessed, signs
from voldaan.replies import mail, numbers
from voldaan.replies.bounced import is_robot
from voldaan.replies.shapes import Letter

#: Mails that are kept at one client in a day because they seem to be of a colleague.
MOST_A_DAY = 5
_DAY = timedelta(days=1)
#: How the addresses of mail servers begin.
SERVERS = ("mailer-daemon@", "postmaster@")


class Colleagues:
    """Guesses of one look into the mailbox; ``own`` are the addresses of its owner."""

    def __init__(self, administration_id: int, *, own: Collection[str], at: datetime) -> None:
        self._own = own
        self._signs = signs(administration_id, own=own)
        lately = Event.objects.filter(
            administration_id=administration_id,
            code="answer.came",
            at__gt=at - _DAY,
            facts__placed_by__isnull=False,
        ).values_list("client_id", flat=True)
        self._kept = Counter(each for each in lately if each is not None)
        self._fetched = self._kept.copy()

    @property
    def words(self) -> tuple[str, ...]:
        """Give the words by which a mailbox may find mails of people we do not know."""
        return self._signs.words

    def are_worth_reading(self, headers: bytes) -> bool:
        """Say by its headers alone whether a mail will be placed, so may be read whole."""
        with suppress(mail.NotAMail):
            found = mail.read(headers)
            if isinstance(found, Letter):
                return self._has_room(self._guess(found, ""), self._fetched)
        return False

    def place(self, letter: Letter) -> Guessed | None:
        """Say whose answer it may be; None: of nobody, or of one who had enough today."""
        found = self._guess(letter, letter.text)
        return found if self._has_room(found, self._kept) else None

    def _guess(self, letter: Letter, words: str) -> Guessed | None:
        sender = letter.from_address
        if sender in self._own or sender.startswith(SERVERS):
            return None
        # What a firm sends by itself to everybody is not about an invoice: it is placed only
        # when its subject names one.
        is_mailing = is_robot(sender) or numbers.is_mailing(letter.whole_text)
        found = self._signs.guess(
            sender, subject=letter.subject, words="" if is_mailing else words
        )
        is_by_domain = found is not None and found.why == "domain"
        return None if is_by_domain and is_robot(sender) else found

    def _has_room(self, found: Guessed | None, counted: Counter[int]) -> bool:
        if found is None or counted[found.client_id] >= MOST_A_DAY:
            return False
        counted[found.client_id] += 1
        return True
