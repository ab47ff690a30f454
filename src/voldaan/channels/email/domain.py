"""Whether the owner's own domain vouches for their mail: SPF, DKIM and DMARC as advice codes.

Mail from a domain without these ends in spam, and then the client truly "got nothing". The
judgement is pure: texts out of DNS in, codes out. ``domain_records.py`` looks the texts up.

What cannot be known is said to be unknown, never to be missing. Sources: RFC 7208 (SPF),
RFC 6376 and 8301 (DKIM, lengths of keys), RFC 7489 (DMARC).
"""

import base64
import binascii
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

Advice = Literal[
    "domain_missing",  # there is no such domain
    # who may send
    "spf_unknown",  # DNS did not answer
    "spf_missing",
    "spf_several",  # more than one record: receivers take none
    "spf_malformed",
    "spf_allows_all",  # +all: anybody may send in this name
    "spf_neutral",  # ?all, or no end at all: says nothing about others
    "spf_too_many_lookups",  # more than ten, as far as can be seen: receivers give up
    "spf_ok",
    # who signed
    "dkim_unknown",
    "dkim_missing",  # under the selectors that were looked at; there may be others
    "dkim_malformed",
    "dkim_revoked",  # an empty key: taken back
    "dkim_weak",  # RSA below 1024 bits: receivers do not count it
    "dkim_testing",  # t=y: receivers are asked to overlook it
    "dkim_ok",
    # what receivers must do with the rest
    "dmarc_unknown",
    "dmarc_missing",
    "dmarc_several",
    "dmarc_malformed",
    "dmarc_none",  # only watching
    "dmarc_quarantine",  # to the spam folder
    "dmarc_reject",  # refused
    "dmarc_partial",  # pct below 100: for a part of the mail only
]
Subject = Literal["spf", "dkim", "dmarc"]

#: In this order the codes come out.
CODES: tuple[Advice, ...] = get_args(Advice)
MOST_LOOKUPS = 10

_MODIFIER = re.compile(r"(?P<name>[a-z][a-z0-9_.-]*)=(?P<of>\S*)", re.IGNORECASE)
_LENGTH = re.compile(r"(?:/[0-9]{1,3})?(?://[0-9]{1,3})?")
_ASKS = frozenset({"include", "a", "mx", "ptr", "exists"})
_MAY_HAVE_LENGTH = frozenset({"a", "mx"})
_WEAKEST_BITS = 1_024


@dataclass(frozen=True, slots=True)
class Records:
    """What DNS holds about a domain: every text as it stands there.

    ``spf`` are all texts of the domain itself, ``included`` those of the domains that its SPF
    record points at, as far as they were found. ``dkim`` are the texts by selector. ``dmarc``
    are those of ``_dmarc``; ``is_inherited`` when they stand at a domain above this one.
    ``unknown`` names what DNS gave no answer about.
    """

    exists: bool = True
    spf: tuple[str, ...] = ()
    included: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dkim: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dmarc: tuple[str, ...] = ()
    is_inherited: bool = False
    unknown: frozenset[Subject] = frozenset()


@dataclass(frozen=True, slots=True)
class Spf:
    """One SPF record, taken apart.

    ``ending`` is the sign before ``all``, or empty without one. ``points_at`` are the domains
    of ``include`` and ``redirect``, ``lookups`` what this record alone costs.
    """

    ending: str
    points_at: tuple[str, ...]
    redirect: str
    lookups: int


class Malformed(ValueError):
    """A record does not follow its grammar."""


def judge(records: Records) -> tuple[Advice, ...]:
    """Give what can be said, at least one code for each of the three, in a fixed order.

    >>> judge(Records(spf=("v=spf1 include:mail.example ?all",), dmarc=("v=DMARC1; p=none",)))
    ('spf_neutral', 'dkim_missing', 'dmarc_none')
    """
    if not records.exists:
        return ("domain_missing",)
    found = _spf(records) | _dkim(records) | _dmarc(records)
    return tuple(code for code in CODES if code in found)


def spf_texts(texts: tuple[str, ...]) -> list[str]:
    """Give those texts that are meant as SPF; a domain holds other texts too."""
    return [text for text in texts if text.lower().split(" ", 1)[0] == "v=spf1"]


def read_spf(text: str) -> Spf:
    """Take one SPF record apart.

    Raises Malformed.

    >>> read_spf("v=spf1 a mx include:_spf.mail.example ~all")
    Spf(ending='~', points_at=('_spf.mail.example',), redirect='', lookups=3)
    """
    redirect = ""
    points_at: list[str] = []
    lookups = 0
    for term in text.split(" ")[1:]:
        if not term:
            continue
        modifier = _MODIFIER.fullmatch(term)
        if modifier:
            if modifier["name"].lower() == "redirect":
                if redirect or not modifier["of"]:
                    raise Malformed(term)
                redirect = modifier["of"].lower()
            continue
        name, sign, of = _mechanism(term)
        lookups += name in _ASKS
        if name == "include":
            points_at.append(of)
        if name == "all":
            # What stands behind it is never looked at, a redirect neither.
            return Spf(sign or "+", tuple(points_at), "", lookups)
    if redirect:
        return Spf("", (*points_at, redirect), redirect, lookups + 1)
    return Spf("", tuple(points_at), "", lookups)


def _mechanism(term: str) -> tuple[str, str, str]:
    """Give name, sign and value of one mechanism. Raises Malformed."""
    sign = term[0] if term[0] in "+?~-" else ""
    name, colon, of = term[len(sign) :].partition(":")
    if not colon:  # a length may stand right behind the name
        name, slash, length = name.partition("/")
        of = slash + length
    name, of = name.lower(), of.lower().rstrip(".")
    if not _is_mechanism(name, of, has_value=bool(colon)):
        raise Malformed(term)
    return name, sign, of


def _is_mechanism(name: str, of: str, *, has_value: bool) -> bool:
    """Tell whether name and value go together."""
    if name in {"ip4", "ip6"}:
        return _is_network(of, version=int(name[2]))
    domain, slash, length = of.partition("/")
    fits = not slash or (name in _MAY_HAVE_LENGTH and _LENGTH.fullmatch(slash + length))
    if name in {"include", "exists"}:
        return bool(domain and fits)
    if name in {"a", "mx", "ptr"}:
        return bool(fits and (domain or not has_value))
    return name == "all" and not of and not has_value


def _is_network(text: str, *, version: int) -> bool:
    """Tell whether this is an address, or a range of them."""
    try:
        return ipaddress.ip_network(text, strict=False).version == version
    except ValueError:
        return False


def _spf(records: Records) -> set[Advice]:
    """Judge who may send."""
    if "spf" in records.unknown:
        return {"spf_unknown"}
    texts = spf_texts(records.spf)
    if len(texts) != 1:
        return {"spf_several"} if texts else {"spf_missing"}
    try:
        spf = read_spf(texts[0])
    except Malformed:
        return {"spf_malformed"}
    found: set[Advice] = set()
    if _count_lookups(spf, records.included) > MOST_LOOKUPS:
        found.add("spf_too_many_lookups")
    ending = _ending(spf, records.included)
    if ending == "+":
        found.add("spf_allows_all")
    if ending in {"?", ""}:
        found.add("spf_neutral")
    return found or {"spf_ok"}


def _behind(domain: str, included: Mapping[str, tuple[str, ...]]) -> Spf | None:
    """Give the record of another domain, as far as it is known and can be read."""
    texts = spf_texts(included.get(domain, ()))
    if len(texts) != 1:
        return None
    try:
        return read_spf(texts[0])
    except Malformed:
        return None


def _count_lookups(spf: Spf, included: Mapping[str, tuple[str, ...]]) -> int:
    """Count the questions that a receiver asks, up to one more than it may.

    A domain that is included twice is asked twice; a circle ends at the limit.
    """
    waiting, count = [spf], 0
    while waiting:
        current = waiting.pop()
        count += current.lookups
        if count > MOST_LOOKUPS:  # before thousands of names are followed
            break
        behind = (_behind(domain, included) for domain in current.points_at)
        waiting += [record for record in behind if record]
    return count


def _ending(spf: Spf, included: Mapping[str, tuple[str, ...]]) -> str:
    """Give the sign before the final ``all``, through redirects; ``-`` when not to be seen."""
    for _ in range(MOST_LOOKUPS):
        if not spf.redirect:
            return spf.ending
        behind = _behind(spf.redirect, included)
        if behind is None:
            return "-"
        spf = behind
    return "-"


def _tags(text: str) -> dict[str, str]:
    """Take ``a=b; c=d`` apart. Raises Malformed."""
    found: dict[str, str] = {}
    for piece in text.strip().removesuffix(";").split(";"):
        name, equals, value = piece.partition("=")
        name = name.strip().lower()
        if not equals or not name.isalnum() or name in found:
            raise Malformed(piece)
        found[name] = value.strip()
    return found


def _dkim(records: Records) -> set[Advice]:
    """Judge the keys: the good ones count, what is wrong is told only where none is good."""
    found = {
        _dkim_key(text)
        for texts in records.dkim.values()
        for text in texts
        # Other texts come out of domains that answer anything with the same.
        if re.search(r"(?:^|;)\s*(?:v\s*=\s*DKIM1|p\s*=)", text, re.IGNORECASE)
    }
    if "dkim_ok" in found:
        return {"dkim_ok"}
    if found:
        return found
    return {"dkim_unknown"} if "dkim" in records.unknown else {"dkim_missing"}


def _dkim_key(text: str) -> Advice:
    """Judge one key."""
    try:
        tags = _tags(text)
        key = base64.b64decode("".join(tags["p"].split()), validate=True)
    except (Malformed, KeyError, binascii.Error, ValueError):
        return "dkim_malformed"
    if tags.get("v", "DKIM1") != "DKIM1":
        return "dkim_malformed"
    if not key:
        return "dkim_revoked"
    if tags.get("k", "rsa").lower() == "ed25519":
        flaw: Advice | None = None if len(key) == 32 else "dkim_malformed"
    else:
        flaw = _rsa_flaw(key)
    is_testing = "y" in tags.get("t", "").lower().split(":")
    return flaw or ("dkim_testing" if is_testing else "dkim_ok")


def _rsa_flaw(key: bytes) -> Advice | None:
    """Give what is wrong with an RSA key, or None."""
    try:
        read = load_der_public_key(key)
    except (ValueError, UnsupportedAlgorithm):
        return "dkim_malformed"
    if not isinstance(read, RSAPublicKey):
        return "dkim_malformed"
    return None if read.key_size >= _WEAKEST_BITS else "dkim_weak"


def _dmarc(records: Records) -> set[Advice]:
    """Judge what receivers are asked to do with mail that nobody vouches for."""
    if "dmarc" in records.unknown:
        return {"dmarc_unknown"}
    texts = [text for text in records.dmarc if re.match(r"v\s*=\s*DMARC1\s*(?:;|$)", text)]
    if len(texts) != 1:
        return {"dmarc_several"} if texts else {"dmarc_missing"}
    try:
        tags = _tags(texts[0])
    except Malformed:
        return {"dmarc_malformed"}
    asked = tags.get("p", "")
    if records.is_inherited:
        asked = tags.get("sp", asked)
    policies: dict[str, Advice] = {
        "none": "dmarc_none", "quarantine": "dmarc_quarantine", "reject": "dmarc_reject"
    }  # fmt: skip
    policy = policies.get(asked.lower())
    share = tags.get("pct", "100")
    if policy is None or not re.fullmatch(r"[0-9]{1,3}", share) or int(share) > 100:
        return {"dmarc_malformed"}
    return {policy, "dmarc_partial"} if int(share) < 100 else {policy}
