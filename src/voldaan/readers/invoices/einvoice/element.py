"""One element of an e-invoice, asked for its texts, amounts and days by path.

A path names elements by the prefixes of UBL (``cac:Party/cbc:Name``), or without any for a
standard whose namespaces differ by version (``Party/Name``). Every answer that could not be
given leaves a problem naming the path and line; nothing is repaired.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache

from lxml import etree

from voldaan import money
from voldaan.readers.shapes import Problem, Severity, facts

_CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
_CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_PREFIXES = {"cbc": _CBC, "cac": _CAC}

_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})\Z")
# xs:date may carry a zone; the day is the day that is written.
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?\Z")


@cache
def _anywhere(path: str) -> str:
    """Let a path without prefixes name elements of any namespace."""
    return path if ":" in path else "/".join(f"{{*}}{name}" for name in path.split("/"))


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as stated: exact, in cents when it fits, with its currency if stated."""

    stated: str
    exact: Fraction
    cents: int | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class Element:
    """An XML element with the problems found while reading below it."""

    xml: etree._Element
    name: str
    problems: list[Problem] = field(default_factory=list)

    def all(self, path: str) -> "list[Element]":
        """Give the elements at a path, in document order."""
        found = self.xml.iterfind(_anywhere(path), _PREFIXES)
        return [Element(one, self._named(path), self.problems) for one in found]

    def first(self, path: str) -> "Element | None":
        """Give the first element at a path."""
        found = self.xml.find(_anywhere(path), _PREFIXES)
        return None if found is None else Element(found, self._named(path), self.problems)

    @property
    def text(self) -> str | None:
        """The text of the element itself, spaces as one; None when there is none."""
        return " ".join((self.xml.text or "").split()) or None

    def attribute(self, name: str) -> str | None:
        """Give an attribute, without spaces around it; None when there is none."""
        return (self.xml.get(name) or "").strip() or None

    def texts(self, path: str) -> list[str]:
        """Give the texts at a path, without empty ones."""
        return [text for one in self.all(path) if (text := one.text)]

    def text_at(self, *paths: str) -> str | None:
        """Give the first text at the first path that has one."""
        return next((text for path in paths for text in self.texts(path)), None)

    def day_at(self, *paths: str) -> date | None:
        """Give the first day at the first path that has one; an impossible one is a problem."""
        for one in (found for path in paths for found in self.all(path)):
            if (text := one.text) is None:
                continue
            try:
                # Python also reads 20260131 and 2026-W05; the standard has one notation.
                return date.fromisoformat(match[1] if (match := _DAY.match(text)) else "")
            except ValueError:
                one.complain("invoice.not_a_day", found=text[:60])
                return None
        return None

    def amount(self) -> Amount | None:
        """Give the amount in this element; one that cannot be read is a problem.

        Plain decimals only, as the standard writes them: no grouping, no exponent.
        """
        text = self.text or ""
        if not _DECIMAL.match(text):
            self.complain("invoice.not_an_amount", found=text[:60])
            return None
        digits = text.lstrip("+-")
        whole, _, rest = digits.partition(".")
        plain = f"{'-' if text[0] == '-' else ''}{whole or '0'}.{rest or '0'}"
        try:
            cents = money.parse(plain)
        except money.FractionOfACent:
            return Amount(text, Fraction(plain), None, self.attribute("currencyID"))
        except money.NotAnAmount:
            self.complain("invoice.not_an_amount", found=text[:60])
            return None
        return Amount(text, Fraction(plain), cents, self.attribute("currencyID"))

    def amount_at(self, path: str) -> Amount | None:
        """Give the first amount at a path, or None."""
        one = self.first(path)
        return None if one is None else one.amount()

    def complain(
        self, code: str, *, severity: Severity = "error", path: str = "", **found: object
    ) -> None:
        """Record a problem here, or at a missing path below."""
        where = self._named(path) if path else f"{self.name} (line {self.xml.sourceline})"
        self.problems.append(Problem(code, where, severity, facts(**found)))

    def _named(self, path: str) -> str:
        return f"{self.name}/{path.replace('cbc:', '').replace('cac:', '')}"
