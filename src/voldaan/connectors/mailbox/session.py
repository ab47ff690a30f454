"""Ask a mailbox questions that change nothing in it: no flag, no mail, no folder.

Only these commands are ever sent: CAPABILITY, STARTTLS, AUTHENTICATE or LOGIN, EXAMINE (which
opens a folder for reading only), UID SEARCH, UID FETCH with PEEK (which leaves a mail unread),
IDLE, LOGOUT.
"""

import base64
import re
import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from itertools import count

from voldaan.connectors.mailbox import answers
from voldaan.connectors.mailbox.answers import Answer, Mail, Nonsense, Verdict
from voldaan.connectors.mailbox.connection import Connection, now_ms, quoted, sasl_plain
from voldaan.connectors.mailbox.failure import MailboxFailed, Reason, from_system, refusal
from voldaan.connectors.mailbox.shapes import LARGEST_UID, Account, Headers

HEADER_NAMES = (
    "From", "To", "Cc", "Message-ID", "In-Reply-To", "References", "Subject", "Date",
    "Auto-Submitted",
)  # fmt: skip
#: Of the headers of one mail; the rest of an endless list of receivers stays there.
LARGEST_HEADERS = 32_768

_LITTLE = 65_536  # for answers that are small: a greeting, a folder, a login
_SEARCH = 8_388_608
_AROUND = 1_024  # what stands around the headers or the body of one mail
_MOST_ANSWERS = 20_000
_MOST_PIECES = 20


@dataclass(frozen=True, slots=True)
class Folder:
    """An open folder as it was when it was opened."""

    uid_validity: int
    uid_next: int
    messages: int


class Session:
    """One conversation with a mailbox; begun by :func:`session`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tags = (f"V{number}".encode() for number in count(1))
        self._offered: frozenset[str] | None = None

    @property
    def is_encrypted(self) -> bool:
        """Whether others on the way can no longer read along."""
        return self._connection.is_encrypted

    def greet(self) -> None:
        """Hear the greeting. Raises OSError, MailboxFailed, Nonsense."""
        self._connection.allow(_LITTLE)
        line = self._connection.line()
        # PREAUTH would be somebody's mailbox, and we could not know whose.
        if self._answer(line).kind != "OK":
            raise Nonsense(line)

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Go over to TLS. Raises OSError, MailboxFailed, Nonsense."""
        if not self.offers("STARTTLS"):
            raise MailboxFailed("tls_not_offered")
        self._yes(b"STARTTLS", "tls_not_offered")
        self._connection.encrypt(context)
        self._offered = None

    def offers(self, name: str) -> bool:
        """Tell whether the server can do this. Raises OSError, MailboxFailed, Nonsense."""
        if self._offered is None:
            told = self._yes(b"CAPABILITY", "protocol")
            words = [each.text.upper() for each in told if each.kind == "CAPABILITY"]
            self._offered = frozenset(b" ".join(words).decode("latin-1").split())
        return name in self._offered

    def log_in(self, account: Account) -> None:
        """Log in, in one attempt: repeated wrong passwords lock mailboxes.

        Raises OSError, MailboxFailed, Nonsense.
        """
        if not (self.is_encrypted or self._connection.stays_on_this_machine):
            raise MailboxFailed("password_in_clear")
        if self.offers("AUTH=PLAIN"):
            self._yes(b"AUTHENTICATE PLAIN", "login_refused", then=sasl_plain(account))
        elif (account.username + account.password).isascii() and not self.offers(
            "LOGINDISABLED"
        ):
            words = (quoted(account.username), quoted(account.password))
            self._yes(b"LOGIN " + b" ".join(words), "login_refused")
        else:
            raise MailboxFailed("login_not_offered")
        self._offered = None  # a server may offer more to whom it knows

    def examine(self, folder: str) -> Folder:
        """Open a folder for reading only. Raises OSError, MailboxFailed, Nonsense."""
        told = self._yes(b"EXAMINE " + quoted(_in_utf7(folder)), "no_such_folder")
        codes = dict(answers.code(each.text) for each in told if each.kind == "OK")
        return Folder(
            uid_validity=answers.number(codes.get("UIDVALIDITY", b""), least=1),
            uid_next=answers.number(codes.get("UIDNEXT", b""), least=1),
            messages=max((each.number for each in told if each.kind == "EXISTS"), default=0),
        )

    def search(self, *, first: int, since: date | None) -> list[int]:
        """Give the numbers of all mails from ``first`` on, of a day or later, upwards.

        Raises OSError, MailboxFailed, Nonsense.
        """
        if first > LARGEST_UID:
            return []
        question = f"UID SEARCH UID {first}:*"
        question += f" SINCE {answers.as_asked(since)}" if since else ""
        told = self._yes(question.encode(), "refused", most_bytes=_SEARCH)
        return answers.found_uids(told, first=first)

    def naming(self, uids: Sequence[int], *, words: Sequence[str]) -> frozenset[int]:
        """Give which of these mails hold one of these words, as the server finds them.

        Looked for are ASCII words, in any letter case, in text and not in attached files. A
        server that will not search so finds nothing; its mails are no worse for it.

        Raises OSError, MailboxFailed, Nonsense.
        """
        each = [b"BODY " + quoted(word) for word in words]
        either = b"".join(b"OR " + one + b" " for one in each[:-1]) + each[-1]
        question = f"UID SEARCH UID {uid_set(uids)} ".encode() + either
        told, ended = self._ask(question, most_bytes=_SEARCH)
        if ended.status != "OK":
            return frozenset()
        return frozenset(answers.found_uids(told, first=uids[0])) & frozenset(uids)

    def headers(self, uids: Sequence[int]) -> list[Headers]:
        """Give the headers of those of these mails that are still there, in order.

        Raises OSError, MailboxFailed, Nonsense.
        """
        names = " ".join(HEADER_NAMES)
        items = f"(UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER.FIELDS ({names})]"
        question = f"UID FETCH {uid_set(uids)} {items}<0.{LARGEST_HEADERS}>)"
        room = _LITTLE + len(uids) * (LARGEST_HEADERS + _AROUND)
        told = self._yes(question.encode(), "refused", most_bytes=room)
        known = answers.mails(told)
        return [_as_headers(known[uid]) for uid in uids if uid in known]

    def bodies(
        self, uids: Sequence[int], *, largest: int, most_bytes: int
    ) -> tuple[dict[int, bytes], Verdict]:
        """Give by number the whole of those of these mails that the server gives.

        Of each no more than ``largest`` bytes and one, by which a larger one is known. After a
        no there may be some all the same; it is for the caller to judge.

        Raises OSError, MailboxFailed, Nonsense.
        """
        question = f"UID FETCH {uid_set(uids)} (UID BODY.PEEK[]<0.{largest + 1}>)"
        room = _LITTLE + most_bytes + len(uids) * _AROUND
        told, ended = self._ask(question.encode(), most_bytes=room)
        known = answers.mails(told)
        given = {uid: known[uid].body for uid in uids if uid in known}
        return {uid: body for uid, body in given.items() if body is not None}, ended

    def refused(self, ended: Verdict, reason: Reason) -> MailboxFailed:
        """Give the failure for a question that did not end well."""
        said = self._connection.said(ended.text)
        if ended.status == "BAD":
            return MailboxFailed("protocol", server_text=said)
        return refusal(reason, code=ended.code, server_text=said)

    def idle(self, *, milliseconds: int, messages: int) -> bool:
        """Wait until there are more than so many mails; tell whether there are.

        Raises OSError, MailboxFailed, Nonsense.
        """
        tag = next(self._tags)
        self._connection.allow(_LITTLE)
        self._connection.send(tag + b" IDLE\r\n")
        more = False
        while not (line := self._connection.line()).startswith(b"+"):
            answer = self._answer(line)
            more = more or (answer.kind == "EXISTS" and answer.number > messages)
        more = more or self._wait_for_more(milliseconds=milliseconds, messages=messages)
        # Hearing the last word proves that somebody was there all the time.
        self._connection.send(b"DONE\r\n")
        while (line := self._connection.line()).startswith(b"* "):
            self._answer(line)
        if not line.startswith(tag + b" OK"):
            raise Nonsense(line)
        return more

    def log_out(self) -> None:
        """Say goodbye, and wait for nothing. Raises OSError."""
        self._connection.send(next(self._tags) + b" LOGOUT\r\n")

    def _wait_for_more(self, *, milliseconds: int, messages: int) -> bool:
        """Listen until more mails are told of; a server may chat meanwhile."""
        ends_ms = now_ms() + milliseconds
        while (left_ms := ends_ms - now_ms()) > 0:
            line = self._connection.line_within(left_ms)
            if line is None:
                return False
            answer = self._answer(line)
            if answer.kind == "EXISTS" and answer.number > messages:
                return True
            messages -= answer.kind == "EXPUNGE"
        return False

    def _yes(
        self,
        question: bytes,
        reason: Reason,
        *,
        most_bytes: int = _LITTLE,
        then: bytes | None = None,
    ) -> list[Answer]:
        """Ask, and give what is told when the answer is yes; ``reason`` names a no."""
        told, ended = self._ask(question, most_bytes=most_bytes, then=then)
        if ended.status != "OK":
            raise self.refused(ended, reason)
        return told

    def _ask(
        self, question: bytes, *, most_bytes: int, then: bytes | None = None
    ) -> tuple[list[Answer], Verdict]:
        """Ask; give all that is told, and how it ended. ``then`` is sent when invited."""
        tag = next(self._tags)
        told: list[Answer] = []
        self._connection.allow(most_bytes)
        self._connection.send(tag + b" " + question + b"\r\n")
        while len(told) < _MOST_ANSWERS:
            line = self._connection.line()
            if line.startswith(b"* "):
                told.append(self._answer(line))
            elif line.startswith(tag + b" "):
                return told, answers.verdict(line[len(tag) + 1 :])
            elif line.startswith(b"+") and then is not None:
                self._connection.send(then + b"\r\n")
                then = None
            else:
                raise Nonsense(line)
        raise MailboxFailed("too_large", server_text="too many answers")

    def _answer(self, line: bytes) -> Answer:
        """Read an answer to its end. Raises MailboxFailed when it is a goodbye."""
        answer = answers.untagged(line)
        if answer.kind == "BYE":
            said = self._connection.said(answer.text)
            raise MailboxFailed("server_unwilling", server_text=said)
        pieces = [answer.text]
        while answer.kind == "FETCH" and (size := answers.literal_size(pieces[-1])) is not None:
            pieces += [self._connection.exactly(size), self._connection.line()]
            if len(pieces) > _MOST_PIECES:
                raise Nonsense(line)
        return Answer(answer.number, answer.kind, tuple(pieces))


@contextmanager
def session(account: Account, *, more_seconds: int = 0) -> Iterator[Session]:
    """Connect, encrypt, log in; leave politely when all went well, and close in any case.

    Raises MailboxFailed, and nothing else of its own.
    """
    connection = Connection(account, more_seconds=more_seconds)
    try:
        context = _trust(account)
        connection.open(account.port)
        if account.security == "tls":
            connection.encrypt(context)
        begun = Session(connection)
        begun.greet()
        if account.security == "starttls":
            begun.encrypt(context)
        begun.log_in(account)
        yield begun
        with suppress(OSError):  # it is done; how they say goodbye changes nothing
            begun.log_out()
    except Nonsense as error:
        raise MailboxFailed("protocol", server_text=connection.said(error.said)) from None
    except OSError as error:
        raise from_system(error) from error
    finally:
        connection.close()


def uid_set(uids: Iterable[int]) -> str:
    """Write ascending numbers as short as can be, and never one that is not among them.

    >>> uid_set([1, 2, 3, 7, 9, 10])
    '1:3,7,9:10'
    """
    runs: list[list[int]] = []
    for uid in uids:
        if runs and uid == runs[-1][-1] + 1:
            runs[-1][1:] = [uid]
        else:
            runs.append([uid])
    return ",".join(":".join(map(str, run)) for run in runs)


def _trust(account: Account) -> ssl.SSLContext:
    """Give the rules by which the server must prove who it is. Raises MailboxFailed."""
    try:
        return ssl.create_default_context(cafile=account.ca_file or None)
    except (OSError, ValueError) as error:
        raise MailboxFailed("ca_file", server_text=str(error)) from error


def _as_headers(mail: Mail) -> Headers:
    """Give the headers of a mail of which everything was told. Raises Nonsense."""
    if mail.size_bytes is None or mail.received_at is None or mail.header is None:
        raise Nonsense(f"not all of {mail.uid}".encode())
    return Headers(mail.uid, mail.size_bytes, mail.received_at, mail.header)


def _in_utf7(folder: str) -> str:
    """Write the name of a folder as the protocol does (RFC 3501, 5.1.3).

    >>> _in_utf7("Facturen & Zoë")
    'Facturen &- Zo&AOs-'
    """
    found = re.findall(r"([\x20-\x7e]+)|([^\x20-\x7e]+)", folder)
    return "".join(
        plain.replace("&", "&-")
        or "&" + base64.b64encode(other.encode("utf-16-be"), b"+,").decode().rstrip("=") + "-"
        for plain, other in found
    )
