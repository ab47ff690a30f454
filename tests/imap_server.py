"""A real mailbox on this machine: dovecot, with a configuration and a folder of its own.

    def test_something(imap_server: ImapServer) -> None:
        anna = imap_server.new_user()
        imap_server.deliver(anna, b"From: dirk@dirk.example\\r\\n\\r\\nHoi")
        ...read with imap_server.account(anna)...
        assert imap_server.flags(anna) == {1: ""}

Each test takes a user of its own, so that one server serves them all. It listens twice on
127.0.0.1: with TLS from the first byte, and without it but with STARTTLS.
"""

import base64
import contextlib
import grp
import imaplib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Self

import pytest
from tests.smtp_server import certificates

from voldaan.connectors.mailbox import Account

DOVECOT = shutil.which(
    "dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
)
PASSWORD = 'hemel "€" \\7'
#: What the server received, unless a test says otherwise.
RECEIVED_AT = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)

_MOST_USERS = 300
_CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 0
first_valid_gid = 0
ssl = yes
ssl_cert = <{certificates}/server.pem
ssl_key = <{certificates}/server.pem
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_fsync = never
imap_logout_format = bodies=%{{fetch_body_count}} headers=%{{fetch_hdr_count}}
service imap-login {{
  {chroot}
  service_count = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  {chroot}
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {chroot}
}}
namespace inbox {{
  inbox = yes
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = passwd-file
  args = {folder}/users
}}
"""


class ImapServer:
    """Runs between ``with`` and its end, or :meth:`stop`; that takes half a second."""

    def __init__(self) -> None:
        self._users = (f"anna{number}@anna.example" for number in count())
        self.folder = Path(tempfile.mkdtemp(prefix="voldaan-imap-"))
        self.port, self.tls_port = _free_ports()
        self._program: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._configure()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self) -> None:
        """Start it, also again after it was stopped."""
        self._program = subprocess.Popen(  # noqa: S603 - fixed
            [str(DOVECOT), "-F", "-c", str(self.folder / "dovecot.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that all its children can be ended with it
        )
        for port in (self.port, self.tls_port):
            self._await(port)

    def __exit__(self, *_: object) -> None:
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self) -> None:
        """Stop it, with all its conversations, as at a restart of the machine."""
        if self._program is not None:
            self._program.terminate()
            self._program.wait(10)
            self._end()

    def _end(self) -> None:
        """End what is left of it at once."""
        if self._program is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._program.pid, signal.SIGKILL)
            self._program.wait(10)
            self._program = None

    def new_user(self) -> str:
        """Give the name of somebody whose mailbox is empty."""
        return next(self._users)

    def account(self, user: str, **changes: Any) -> Account:
        """Give the account of a user, over TLS, with short waits and ``changes``."""
        security = changes.get("security", "tls")
        facts = {
            "host": "127.0.0.1",
            "port": self.tls_port if security == "tls" else self.port,
            "security": security,
            "username": user,
            "password": PASSWORD,
            "ca_file": str(certificates() / "ca.pem"),
            "timeout_seconds": 5,
            "total_seconds": 30,
        }
        return Account(**(facts | changes))

    def deliver(
        self,
        user: str,
        *contents: bytes,
        at: datetime = RECEIVED_AT,
        folder: str = "INBOX",
    ) -> None:
        """Let mails arrive, one after the other."""
        with self.as_owner(user) as client:
            for content in contents:
                answer, _ = client.append(
                    f'"{folder}"', "", imaplib.Time2Internaldate(at), content
                )
                assert answer == "OK"

    def lay(self, user: str, contents: Sequence[bytes], *, at: datetime = RECEIVED_AT) -> None:
        """Let many mails lie there at once, in order, without a word to the server."""
        with self.as_owner(user):  # makes the folder
            pass
        arriving = self.home(user) / "Maildir" / "new"
        owner = arriving.stat()
        for number, content in enumerate(contents):
            path = arriving / f"{1_700_000_000 + number}.M{number}P1.test"
            path.write_bytes(content)
            os.utime(path, (at.timestamp(), at.timestamp()))
            os.chown(path, owner.st_uid, owner.st_gid)

    def flags(self, user: str) -> dict[int, str]:
        """Give what the mailbox remembers of every mail, by its number."""
        with self.as_owner(user, read_only=True) as client:
            _, lines = client.uid("FETCH", "1:*", "(UID FLAGS)")
        found = (
            re.search(rb"UID (\d+) FLAGS \((.*?)\)", line)
            for line in lines
            if isinstance(line, bytes)
        )
        return {int(each[1]): each[2].decode() for each in found if each}

    def remove(self, user: str, *uids: int) -> None:
        """Delete mails, as their owner does."""
        with self.as_owner(user) as client:
            client.uid("STORE", ",".join(map(str, uids)), "+FLAGS", r"(\Deleted)")
            client.expunge()

    def make_folder(self, user: str, name: str) -> None:
        """Make another folder; the name as the protocol writes it."""
        with self.as_owner(user) as client:
            answer, _ = client.create(f'"{name}"')
            assert answer == "OK"

    def number_anew(self, user: str) -> None:
        """Forget all numbers, as after a mailbox was put back from a copy."""
        for path in (self.home(user) / "Maildir").glob("dovecot*"):
            if path.name.startswith(("dovecot.index", "dovecot-uidlist")):
                path.unlink()

    def log(self) -> str:
        """Give what the server wrote down."""
        path = self.folder / "log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def home(self, user: str) -> Path:
        """Give the folder of a user."""
        return self.folder / "homes" / user

    @contextmanager
    def as_owner(self, user: str, *, read_only: bool = False) -> Iterator[imaplib.IMAP4]:
        """Speak with the server as the owner's own mail program does."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        try:
            client.authenticate("PLAIN", lambda _: f"\0{user}\0{PASSWORD}".encode())
            client.select("INBOX", readonly=read_only)
            yield client
        finally:
            client.logout()

    def _configure(self) -> None:
        """Write the configuration: as root with the accounts of the package, else our own."""
        is_root = os.getuid() == 0
        me = pwd.getpwuid(os.getuid())
        owner = pwd.getpwnam("nobody") if is_root else me
        group = grp.getgrgid(me.pw_gid).gr_name
        self.folder.chmod(0o755)
        homes = self.folder / "homes"
        homes.mkdir()
        os.chown(homes, owner.pw_uid, owner.pw_gid)
        secret = base64.b64encode(PASSWORD.encode()).decode()
        users = "".join(
            f"anna{number}@anna.example:{{PLAIN.b64}}{secret}:"
            f"{owner.pw_uid}:{owner.pw_gid}::{homes}/anna{number}@anna.example::\n"
            for number in range(_MOST_USERS)
        )
        (self.folder / "users").write_text(users, encoding="utf-8")
        written = _CONFIGURATION.format(
            folder=self.folder,
            certificates=certificates(),
            internal="dovecot" if is_root else me.pw_name,
            internal_group="dovecot" if is_root else group,
            login="dovenull" if is_root else me.pw_name,
            chroot="" if is_root else "chroot =",
            port=self.port,
            tls_port=self.tls_port,
        )
        (self.folder / "dovecot.conf").write_text(written, encoding="utf-8")

    def _await(self, port: int) -> None:
        """Wait until it greets at this door."""
        ends = time.monotonic() + 10
        while time.monotonic() < ends:
            assert self._program is not None
            if self._program.poll() is not None:
                raise RuntimeError(f"dovecot does not start: {self.log()}")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise RuntimeError(f"dovecot does not answer: {self.log()}")


def _free_ports() -> tuple[int, int]:
    """Give two ports where nobody listens now."""
    doors = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    ports = [door.getsockname()[1] for door in doors]
    for door in doors:
        door.close()
    return ports[0], ports[1]


@pytest.fixture(scope="session")
def imap_server() -> Iterator[ImapServer]:
    """A mailbox server for all tests; take a ``new_user`` of it."""
    if DOVECOT is None:
        pytest.skip("dovecot is not installed (Debian: dovecot-imapd)")
    with ImapServer() as server:
        yield server
