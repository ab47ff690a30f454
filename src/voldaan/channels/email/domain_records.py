"""Look up in DNS what ``domain.py`` judges, with a bound on every wait and on the whole."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import dns.exception
import dns.inet
import dns.name
import dns.rdatatype
import dns.resolver

from voldaan.channels.email import addresses, domain
from voldaan.channels.email.domain import Malformed, Records, Subject

#: Under which names mail services usually keep their keys. *Choice:* the large ones, and what
#: Dutch hosts use; a selector that the owner knows is looked at first, and then alone.
USUAL_SELECTORS = (
    "default", "google", "selector1", "selector2", "k1", "k2", "mail", "dkim", "s1",
    "transip-A", "x",
)  # fmt: skip

_MOST_SELECTORS = 20


class BadResolver(ValueError):
    """A resolver cannot be right as it stands; ``field`` names what to correct."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class NotADomain(ValueError):
    """The text is not a domain, or a selector is not one; carries it."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class Resolver:
    """Where to ask: the number of a machine; empty ``address``: what this machine asks.

    ``timeout_seconds`` bounds each question, ``total_seconds`` all of them together.

    Raises BadResolver.
    """

    address: str = ""
    port: int = 53
    timeout_seconds: float = 3
    total_seconds: float = 20

    def __post_init__(self) -> None:
        """Refuse what could only fail later with a less clear reason."""
        if self.address and not dns.inet.is_address(self.address):
            raise BadResolver("address")
        if not 0 < self.port < 65_536:
            raise BadResolver("port")
        if not 0 < self.timeout_seconds <= self.total_seconds:
            raise BadResolver("timeout_seconds")


def lookup(
    name: str, *, selectors: Sequence[str] = (), resolver: Resolver | None = None
) -> Records:
    """Give everything that DNS holds about sending for this domain.

    Without ``selectors`` the usual ones are tried. What is not answered in time, or with an
    error, becomes ``unknown`` in the answer; nothing is raised for it.

    Raises NotADomain.
    """
    ascii_name = addresses.domain_as_ascii(name)
    if ascii_name is None:
        raise NotADomain(name)
    for selector in selectors:
        if not _is_selector(selector):
            raise NotADomain(selector)
    questions = _Questions(resolver or Resolver())
    spf = questions.ask(ascii_name)
    if spf is None and questions.last_was_no_name:
        return Records(exists=False)
    unknown: set[Subject] = set() if spf is not None else {"spf"}
    dkim = {}
    for selector in tuple(selectors)[:_MOST_SELECTORS] or USUAL_SELECTORS:
        texts = questions.ask(f"{selector}._domainkey.{ascii_name}")
        dkim[selector] = texts or ()
        if texts is None and not questions.last_was_no_name:
            unknown.add("dkim")
    dmarc, is_inherited = _dmarc(questions, ascii_name)
    if dmarc is None:
        unknown.add("dmarc")
    return Records(
        spf=spf or (),
        included=_included(questions, spf or ()),
        dkim=dkim,
        dmarc=dmarc or (),
        is_inherited=is_inherited,
        unknown=frozenset(unknown),
    )


def _is_selector(text: str) -> bool:
    """Tell whether this can stand before ``._domainkey``."""
    plain = text.replace("-", "").replace("_", "").replace(".", "")
    return bool(plain) and plain.isascii() and plain.isalnum() and len(text) <= 63


def _dmarc(questions: "_Questions", name: str) -> tuple[tuple[str, ...] | None, bool]:
    """Give the texts of the domain, else of the nearest one above that has any.

    *Choice:* receivers look up the one domain that was registered, from a list of all public
    suffixes; we go up label by label, which ends at the same place for a domain in use.
    """
    labels = name.split(".")
    for start in range(min(len(labels) - 1, 8)):
        texts = questions.ask("_dmarc." + ".".join(labels[start:]))
        if texts is None and not questions.last_was_no_name:
            return None, False
        found = tuple(text for text in texts or () if "dmarc1" in text.lower())
        if found:
            return found, start > 0
    return (), False


def _included(questions: "_Questions", texts: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Give the texts of the domains that an SPF record points at, ten at most."""
    found: dict[str, tuple[str, ...]] = {}
    waiting = list(texts)
    while waiting:
        for text in domain.spf_texts((waiting.pop(0),)):
            try:
                points_at = domain.read_spf(text).points_at
            except Malformed:
                continue
            for name in points_at:
                # With a % it depends on the message; nobody can look that up beforehand.
                if name in found or "%" in name or len(found) >= domain.MOST_LOOKUPS:
                    continue
                found[name] = questions.ask(name) or ()
                waiting += found[name]
    return found


class _Questions:
    """Questions to one resolver, within the time of the whole."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = _configured(resolver)
        self._ends = time.monotonic() + resolver.total_seconds
        self._timeout_seconds = resolver.timeout_seconds
        self.last_was_no_name = False

    def ask(self, name: str) -> tuple[str, ...] | None:
        """Give the texts at a name: empty when it has none, None when there is no answer.

        ``last_was_no_name`` then tells whether that is because there is no such name.
        """
        self.last_was_no_name = False
        left = min(self._ends - time.monotonic(), self._timeout_seconds)
        if left <= 0:
            return None
        try:
            answer = self._resolver.resolve(
                dns.name.from_text(name), "TXT", raise_on_no_answer=False, lifetime=left
            )
        except dns.resolver.NXDOMAIN:
            self.last_was_no_name = True
            return None
        except (dns.exception.DNSException, OSError, ValueError):
            return None
        # An answer has no order, and at most 65,535 bytes: that is bound enough.
        found = answer.rrset or ()
        return tuple(sorted(_text(each) for each in found if each.rdtype == dns.rdatatype.TXT))


def _configured(resolver: Resolver) -> dns.resolver.Resolver:
    """Give the library's resolver; without any server known, every question ends in nothing."""
    if not resolver.address:
        try:
            return dns.resolver.Resolver()
        except dns.exception.DNSException:
            return dns.resolver.Resolver(configure=False)
    made = dns.resolver.Resolver(configure=False)
    made.nameservers = [resolver.address]
    made.port = resolver.port
    return made


def _text(record: object) -> str:
    """Give the pieces of one record as one text."""
    strings = getattr(record, "strings", ())
    return b"".join(strings).decode("ascii", "replace")
