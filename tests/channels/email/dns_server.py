"""A real DNS server on this machine, over UDP and TCP, that fails when told to.

    with DnsServer({"anna.example": ["v=spf1 -all"]}) as server:
        ...look up with server.resolver()...

A zone holds texts by name. Instead of texts it may say what goes wrong there:

``SERVFAIL``, ``REFUSED``  that answer;
``silent``      no answer for ever;
``garbage``     bytes that are no DNS;
``stranger``    an answer to another question;
``cut``         over UDP only the beginning, the whole over TCP: the texts stand under
                ``<name> whole``;
``cut_silent``  over UDP only the beginning, and nobody over TCP.
"""

import socket
import struct
import threading
from contextlib import suppress
from typing import Any, Self

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rrset

from voldaan.channels.email.domain_records import Resolver

Zone = dict[str, list[str] | str]


class DnsServer:
    """Listens on a free port of 127.0.0.1 between ``with`` and its end."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.asked: list[str] = []
        self._over = threading.Event()

    def resolver(self, **changes: Any) -> Resolver:
        """Where this is, with patience and ``changes``."""
        facts = {"address": "127.0.0.1", "port": self.port, "timeout_seconds": 10,
                 "total_seconds": 60}  # fmt: skip
        return Resolver(**(facts | changes))

    def __enter__(self) -> Self:
        self._udp, self._tcp = _free_port()
        self.port = self._udp.getsockname()[1]
        for each in (self._udp, self._tcp):
            each.settimeout(0.05)
        self._threads = [threading.Thread(target=run) for run in (self._run_udp, self._run_tcp)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(10)
        self._udp.close()
        self._tcp.close()

    def _run_udp(self) -> None:
        while not self._over.is_set():
            with suppress(TimeoutError):
                question, caller = self._udp.recvfrom(4_096)
                answer = self._answer(question, is_whole=False)
                if answer is not None:
                    self._udp.sendto(answer, caller)

    def _run_tcp(self) -> None:
        while not self._over.is_set():
            with suppress(TimeoutError):
                caller, _ = self._tcp.accept()
                with caller:
                    caller.settimeout(1)
                    (size,) = struct.unpack("!H", caller.recv(2))
                    answer = self._answer(caller.recv(size), is_whole=True)
                    if answer is not None:
                        caller.sendall(struct.pack("!H", len(answer)) + answer)

    def _answer(self, question: bytes, *, is_whole: bool) -> bytes | None:
        """Give the bytes of the answer, or None to say nothing."""
        asked = dns.message.from_wire(question)
        name = asked.question[0].name.to_text(omit_final_dot=True)
        self.asked.append(name)
        held = self.zone.get(name, "nothing")
        if held == "silent" or (held == "cut_silent" and is_whole):
            return None
        if held == "garbage":
            return b"\xff" * 40
        reply = dns.message.make_response(asked)
        if isinstance(held, str) and held.startswith("cut") and not is_whole:
            reply.flags |= dns.flags.TC
            return reply.to_wire()
        if held == "cut":
            held = self.zone[f"{name} whole"]
        if held == "stranger":
            reply = dns.message.make_response(dns.message.make_query("chris.example", "TXT"))
        elif held == "nothing":
            above = any(known.endswith(f".{name}") for known in self.zone)
            reply.set_rcode(dns.rcode.NOERROR if above else dns.rcode.NXDOMAIN)
        elif isinstance(held, str):
            reply.set_rcode(dns.rcode.from_text(held))
        elif held:
            reply.answer.append(_texts(asked.question[0].name, held))
        return reply.to_wire(max_size=65_535)


def _free_port() -> tuple[socket.socket, socket.socket]:
    """Give a UDP and a TCP socket on one port that was free for both."""
    for _ in range(100):
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        try:
            return udp, socket.create_server(udp.getsockname())
        except OSError:  # somebody else has it for TCP
            udp.close()
    raise OSError("no port is free for both")


def _texts(name: dns.name.Name, texts: list[str]) -> dns.rrset.RRset:
    """Give the records, each in pieces of at most 255 bytes."""
    written = [
        " ".join(f'"{text[at : at + 255]}"' for at in range(0, len(text) or 1, 255))
        for text in texts
    ]
    return dns.rrset.from_text_list(name, 300, "IN", "TXT", written)
