"""A letter service on this machine that keeps its description and fails when told to.

    with LetterServer() as server:
        server.fault("after", "close")
        ...hand over with server.letters()...
        assert server.printed == ["0192f3a4-6d1c"]

It answers as ``over_http.py`` describes: idempotent by key, 401, 402, 409, 413 before it
reads the letter, 422, 429. A fault comes at a moment: ``early`` (before the letter is read),
``before`` or ``after`` it is accepted. It is a whole answer ("500", "200 <html>"), or

``close``   hang up;
``hang``    say nothing for ever;
``drip``    say one letter at a time, and never the end of a line;
``huge``    answer without end;
``stall``   begin with what follows the word, then say nothing for ever.
"""

import base64
import hashlib
import json
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Self

from tests.smtp_server import certificates

from voldaan.channels.post.over_http import HttpLetters
from voldaan.channels.post.shapes import Account, Outgoing

Moment = Literal["early", "before", "after"]
KEY = "geheime-sleutel-4711"
#: Short waits, for a service that says nothing.
HASTY: dict[str, Any] = {"timeout_seconds": 0.2, "total_seconds": 0.6}


def outgoing(**changes: Any) -> Outgoing:
    """Give a letter to Vink BV, with ``changes``."""
    facts: dict[str, Any] = {
        "letter_id": "0192f3a4-6d1c",
        "pdf": b"%PDF-1.7 een brief",
        "address_lines": ("Vink BV", "Kade 12 b", "3533 CD  UTRECHT"),
    }
    return Outgoing(**(facts | changes))


class LetterServer:
    """Listens on a free port of 127.0.0.1 between ``with`` and its end."""

    def __init__(
        self, *, tls: bool = False, credit_cents: int = 10_000, largest_bytes: int = 2_000_000
    ) -> None:
        self.printed: list[str] = []
        self.asked: list[dict[str, Any]] = []
        self.questions: list[str] = []
        self.credit_cents = credit_cents
        self.largest_bytes = largest_bytes
        self.progress = {"status": "accepted", "on": "2026-10-14"}
        self.ended = threading.Event()
        self._known: dict[str, tuple[bytes, dict[str, Any]]] = {}
        self._faults: dict[str, list[str]] = {}
        self._lock = threading.Lock()
        self._door = _Door(("127.0.0.1", 0), self._answering())
        if tls:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificates() / "server.pem")
            self._door.socket = context.wrap_socket(self._door.socket, server_side=True)
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._door.server_port}/api/v1"
        self._thread = threading.Thread(target=self._door.serve_forever, args=(0.02,))

    def account(self, **changes: Any) -> Account:
        """Give the account of a customer here, with short waits and ``changes``."""
        facts: dict[str, Any] = {
            "url": self.url,
            "key": KEY,
            "timeout_seconds": 2,
            "total_seconds": 8,
            "ca_file": str(certificates() / "ca.pem"),
        }
        return Account(**(facts | changes))

    def letters(self, **changes: Any) -> HttpLetters:
        return HttpLetters(self.account(**changes))

    def fault(self, moment: Moment, what: str, *, times: int = 1) -> None:
        """Fail at ``moment`` in this way, the next ``times`` times."""
        self._faults.setdefault(moment, []).extend([what] * times)

    def next_fault(self, moment: Moment) -> str | None:
        waiting = self._faults.get(moment)
        return waiting.pop(0) if waiting else None

    def accept(self, key: str, content: bytes) -> tuple[int, dict[str, Any]]:
        """Decide about a letter, exactly once for each key."""
        digest = hashlib.sha256(content).digest()
        with self._lock:
            if key in self._known:
                before, answer = self._known[key]
                return (200, answer) if before == digest else (409, {"message": "other letter"})
            facts = json.loads(content)
            refusal = self._refusal(facts)
            if refusal:
                return refusal
            answer = {
                "id": f"L-{len(self.printed) + 1}",
                "cost_cents": 112,
                "currency": "EUR",
                "expected_on": "2026-10-16",
            }
            self._known[key] = digest, answer
            self.credit_cents -= 112
            self.asked.append(facts)
            self.printed.append(key)
            return 201, answer

    def _refusal(self, facts: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        if not base64.b64decode(facts["pdf"], validate=True).startswith(b"%PDF-"):
            return 400, {"message": "not a PDF"}
        if len(facts["address"]) < 3:
            return 422, {"message": "no such address: " + ", ".join(facts["address"])}
        if self.credit_cents < 112:
            return 402, {"message": "top up first"}
        return None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self._door.shutdown()
        self._thread.join(5)
        self._door.server_close()

    def _answering(self) -> Callable[..., "_Question"]:
        return lambda *arguments: _Question(self, *arguments)


class _Door(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 20

    def handle_error(self, *_: object) -> None:
        """Say nothing: that callers hang up is what the tests are about."""


class _Question(BaseHTTPRequestHandler):
    """One question, answered as described or as told."""

    timeout = 20

    def __init__(self, server: LetterServer, *arguments: Any) -> None:
        self.letters = server
        super().__init__(*arguments)

    def log_message(self, *_: object) -> None:
        """Keep the terminal quiet."""

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.letters.questions.append(f"POST {self.path}")
        if self._struck("early"):
            return
        if self._not_known():
            return
        if length > self.letters.largest_bytes:
            self._say(413, {"message": "too large"})
            self._let_them_finish(length)
            return
        content = self.rfile.read(length)
        if len(content) < length or self._struck("before"):
            return
        code, answer = self.letters.accept(self.headers["Idempotency-Key"], content)
        if not self._struck("after"):
            self._say(code, answer)

    def do_GET(self) -> None:
        self.letters.questions.append(f"GET {self.path}")
        if self._struck("early") or self._not_known():
            return
        reference = self.path.rpartition("/")[2]
        if reference not in {f"L-{number + 1}" for number in range(len(self.letters.printed))}:
            self._say(404, {"message": "no such letter"})
        else:
            self._say(200, {"id": reference, **self.letters.progress})

    def _let_them_finish(self, length: int) -> None:
        """Throw away what still comes: hanging up now would take back our own answer."""
        while length > 0 and (piece := self.rfile.read(min(length, 65_536))):
            length -= len(piece)

    def _not_known(self) -> bool:
        given = self.headers["Authorization"]
        if given == f"Bearer {KEY}":
            return False
        self._say(401, {"message": f"{given} is not a key"})
        return True

    def _struck(self, moment: Moment) -> bool:
        what = self.letters.next_fault(moment)
        if what is None:
            return False
        self.close_connection = True
        with suppress(OSError):
            self._do(what)
        return True

    def _do(self, what: str) -> None:
        if what == "hang":
            self.letters.ended.wait(20)
        while what == "drip" and not self.letters.ended.wait(0.02):
            self.wfile.write(b"H")
        if what == "huge":
            self.wfile.write(b"HTTP/1.0 201 Created\r\n\r\n")
            while not self.letters.ended.is_set():
                self.wfile.write(b" " * 65_536)
        if what[0].isdigit():
            code, _, rest = what.partition(" ")
            header, _, body = rest.rpartition("|")
            head = f"HTTP/1.0 {code} Told\r\n{header}\r\n" + ("\r\n" if header else "")
            self.wfile.write((head + body).encode())
        kind, _, words = what.partition(" ")
        if kind in {"raw", "stall"}:
            self.wfile.write(words.encode())
        if kind == "stall":
            self.letters.ended.wait(20)

    def _say(self, code: int, answer: dict[str, Any]) -> None:
        content = json.dumps(answer).encode()
        with suppress(OSError):
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            self.wfile.flush()
        self.close_connection = True
