"""Read what is new in a mailbox: first who wrote to whom, then only what is wanted."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import batched

from voldaan.connectors.mailbox.answers import Nonsense, Verdict
from voldaan.connectors.mailbox.failure import MailboxFailed
from voldaan.connectors.mailbox.session import Folder, Session, session
from voldaan.connectors.mailbox.shapes import (
    Account,
    Checked,
    Fetched,
    Headers,
    Obstacle,
    Place,
    RawMail,
    Skipped,
)

#: A mail may be as large as this; mail servers take some 25 MB in, attachments included.
LARGEST_MAIL = 26_214_400
#: What is held in memory in one call, beside the headers of one page.
MOST_BYTES = 33_554_432
#: Mails that are looked at in one call, wanted or not; the rest has its turn at the next.
MOST_LOOKED_AT = 2_000
#: Mails that are looked at in one question.
PAGE = 500
#: A server may end an IDLE after half an hour (RFC 2177), so it is not asked for longer.
LONGEST_WAIT = 29 * 60

#: Words that a server is asked to look for in mails; in one question, of so many mails.
MOST_WORDS = 200
_WORDS_AT_ONCE = 50
_SEARCHED_AT_ONCE = 100
#: A server looks for words in no larger mail than this: some take their time for it.
_LARGEST_SEARCHED = 5_242_880
_MOST_ASKED_ALONE = 20


def fetch(
    account: Account,
    *,
    place: Place | None,
    since: date,
    most: int,
    wanted: Callable[[Headers], bool],
    words: Sequence[str] = (),
) -> Fetched:
    """Give at most ``most`` new mails that are ``wanted``, in the order of their numbers.

    Without a ``place``, or when the server has begun to number anew, it starts with the mails
    that the server received on the day ``since`` (the server's own day) or later; else with
    the place. Nothing changes in the mailbox. Of what is not wanted only headers are read.
    Keep mails and new place together: what is not kept is given again.

    ``words`` are short ASCII words, MOST_WORDS of them, in which a mail is wanted as well: the
    server itself looks for them, so that of all other mails nothing more is read here. A
    server that stumbles over that question is asked again without it: it keeps no mail out.

    Raises MailboxFailed, ValueError for ``most`` below 1, and what ``wanted`` raises.
    """
    if most < 1:
        raise ValueError(most)
    looking = _Looking(place, since, _once(wanted), most, words[:MOST_WORDS])
    try:
        return _fetch(account, looking)
    except _CannotSearch:
        return _fetch(account, replace(looking, words=()))


def _once(wanted: Callable[[Headers], bool]) -> Callable[[Headers], bool]:
    """Judge each mail once, also when all is asked for a second time: who judges may count."""
    judged: dict[tuple[int, int], bool] = {}

    def judge(headers: Headers) -> bool:
        which = headers.uid, hash(headers.content)
        if which not in judged:
            judged[which] = wanted(headers)
        return judged[which]

    return judge


class _CannotSearch(Exception):
    """The server did not come through the search for words."""


@dataclass(frozen=True, slots=True)
class _Looking:
    """What is looked for; see :func:`fetch`."""

    place: Place | None
    since: date
    wanted: Callable[[Headers], bool]
    most: int
    words: Sequence[str]


def _fetch(account: Account, looking: _Looking) -> Fetched:
    place = looking.place
    with session(account) as open_session:
        folder = open_session.examine(account.folder)
        same = place is not None and place.uid_validity == folder.uid_validity
        first = place.next_uid if place is not None and same else 1
        uids = open_session.search(first=first, since=None if same else looking.since)
        look = _Look(open_session, looking.wanted, looking.most, looking.words)
        done = look.at(uids[:MOST_LOOKED_AT])
    left = uids[done:]
    return Fetched(
        mails=tuple(look.mails),
        place=_next_place(folder, first=first, seen=uids[:done], left=left),
        left=len(left),
        skipped=tuple(look.skipped),
        restarted=place is not None and not same,
    )


def wait(account: Account, *, seconds: int, place: Place | None = None) -> bool:
    """Wait until a mail may have arrived, at most so many seconds; tell whether.

    With the ``place`` of the last look it also sees what arrived since then, and returns at
    once. Where a server cannot tell by itself, the time passes and anything may be new.

    Raises MailboxFailed, and ValueError outside 1 to LONGEST_WAIT seconds.
    """
    if not 1 <= seconds <= LONGEST_WAIT:
        raise ValueError(seconds)
    with session(account, more_seconds=seconds) as open_session:
        # Asked first: with any answer after the folder is open, a server may tell of new mail.
        can_tell = open_session.offers("IDLE")
        folder = open_session.examine(account.folder)
        if place is not None and _has_moved_on(folder, place):
            return True
        if can_tell:
            return open_session.idle(milliseconds=seconds * 1_000, messages=folder.messages)
    time.sleep(seconds)
    return True


def check(account: Account) -> Checked:
    """Log in, open the folder, and tell what is offered. Raises MailboxFailed."""
    with session(account) as open_session:
        folder = open_session.examine(account.folder)
        return Checked(
            encrypted=open_session.is_encrypted,
            idle=open_session.offers("IDLE"),
            messages=folder.messages,
        )


@dataclass
class _Look:
    """One look at new mails, and what it has brought so far."""

    session: Session
    wanted: Callable[[Headers], bool]
    most: int
    words: Sequence[str] = ()
    mails: list[RawMail] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    _bytes: int = 0

    def at(self, uids: Sequence[int]) -> int:
        """Look at these in order until it is enough; give how many are done."""
        done = 0
        while done < len(uids):
            page = uids[done : done + PAGE]
            stopped_at = self._page(page)
            if stopped_at is not None:
                return done + page.index(stopped_at)
            done += len(page)
            if len(self.mails) >= self.most:
                break
        return done

    def _page(self, page: Sequence[int]) -> int | None:
        """Look at one page; give the number that has to wait, if one has to."""
        chosen: list[Headers] = []
        stopped_at = None
        every = self.session.headers(page)
        naming = self._naming(every)
        for headers in every:
            if not (self.wanted(headers) or headers.uid in naming):
                continue
            if headers.size_bytes > LARGEST_MAIL:
                self._skip(headers, "too_large")
            elif self._has_room(headers, beside=len(chosen)):
                self._bytes += headers.size_bytes
                chosen.append(headers)
            else:
                stopped_at = headers.uid
                break
        later = self._take(chosen) if chosen else None
        return stopped_at if later is None else later

    def _naming(self, every: Sequence[Headers]) -> set[int]:
        """Give which of these mails hold one of the words; asked in small portions."""
        uids = [each.uid for each in every if each.size_bytes <= _LARGEST_SEARCHED]
        try:
            return {
                uid
                for mails in batched(uids, _SEARCHED_AT_ONCE)
                for words in batched(self.words, _WORDS_AT_ONCE)
                for uid in self.session.naming(mails, words=words)
            }
        except (OSError, MailboxFailed, Nonsense) as error:
            raise _CannotSearch from error

    def _has_room(self, headers: Headers, *, beside: int) -> bool:
        """Tell whether this mail still fits into this look."""
        enough = len(self.mails) + beside >= self.most
        return not enough and self._bytes + headers.size_bytes <= MOST_BYTES

    def _take(self, chosen: Sequence[Headers]) -> int | None:
        """Fetch these in whole; give the number of the first that has to wait, if any."""
        given, refused, later = self._given([headers.uid for headers in chosen])
        for headers in chosen:
            content = given.get(headers.uid)
            if headers.uid in later:
                return headers.uid
            if content is None:
                self._skip(headers, "refused" if headers.uid in refused else "gone")
            elif len(content) > LARGEST_MAIL:
                self._skip(headers, "too_large")
            else:
                self.mails.append(RawMail(headers.uid, content, headers.received_at))
        return None

    def _given(self, uids: Sequence[int]) -> tuple[dict[int, bytes], set[int], Sequence[int]]:
        """Give what the server gives, what it refuses also alone, and what was not asked.

        One mail that a server cannot read may not keep all others from being read. But when
        it gives nothing at all, it is the server that is ill, and nothing is passed over.
        """
        given, verdict = self._bodies(uids)
        if verdict.status == "OK":
            return given, set(), []
        refused: set[int] = set()
        missing = [uid for uid in uids if uid not in given]
        for uid in missing[:_MOST_ASKED_ALONE]:
            alone, ended = self._bodies([uid])
            given |= alone
            refused |= {uid} if ended.status != "OK" else set()
        if verdict.status == "BAD" or (refused and not given and not self.mails):
            raise self.session.refused(verdict, "refused")
        return given, refused, missing[_MOST_ASKED_ALONE:]

    def _bodies(self, uids: Sequence[int]) -> tuple[dict[int, bytes], Verdict]:
        """Ask for these; what a server says of sizes beforehand may be somewhat wrong."""
        held = sum(len(mail.content) for mail in self.mails)
        return self.session.bodies(
            uids, largest=LARGEST_MAIL, most_bytes=MOST_BYTES * 5 // 4 - held
        )

    def _skip(self, headers: Headers, why: Obstacle) -> None:
        self.skipped.append(Skipped(headers.uid, why, headers))


def _next_place(
    folder: Folder, *, first: int, seen: Sequence[int], left: Sequence[int]
) -> Place:
    """Give where the next look begins: at what is left, else behind all that was there."""
    behind = max(first, folder.uid_next, seen[-1] + 1 if seen else 0)
    return Place(folder.uid_validity, left[0] if left else behind)


def _has_moved_on(folder: Folder, place: Place) -> bool:
    """Tell whether a folder holds more, or something else, than has been read."""
    return folder.uid_validity != place.uid_validity or folder.uid_next > place.next_uid
