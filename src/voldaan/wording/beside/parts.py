"""A part of a text in the hands of the owner, and what it may and must name."""

from collections.abc import Sequence
from dataclasses import dataclass

from voldaan.wording import placeholders

#: What any part of a text to a client may name: who writes and who reads.
_WHO = frozenset({"naam", "afzender", "telefoon", "mail", "project"})
#: What a reader cannot do without where the shipped text says it: what, how much, when.
_NEEDED = frozenset(
    {
        *("factuur", "bedrag", "totaal", "vervaldatum", "datum", "afzender", "telefoon"),
        *("iban", "kenmerk", "link", "link2", "eerste_bedrag", "eerste_datum"),
        *("mijn_bedrag", "mijn_factuur", "saldo", "voucher", "geldig_tot"),
    }
)


@dataclass(frozen=True, slots=True)
class Part:
    """One shipped part: its words, and in which case it is said (``texts.CONDITIONS``).

    ``fixed`` is "" for what the owner writes, ``locked`` for a legal sentence, and ``exact``
    for what names a sum or a day in a notice, or is a list of them.
    """

    text: str
    when: tuple[str, ...] = ()
    fixed: str = ""

    @property
    def named(self) -> frozenset[str]:
        """The placeholders that it names as shipped."""
        return placeholders.names(self.text)

    def goes_with(self, other: "Part") -> bool:
        """Say whether both can be in one message.

        >>> Part("a", ("one",)).goes_with(Part("b", ("no_one",)))
        False
        """
        return not any(_opposite(each) in other.when for each in self.when)


def may_name(part: Part, *, of: Sequence[Part], is_formal: bool) -> frozenset[str]:
    """Name what can be filled in in a part.

    In a notice that is what stood in this very part: no sum, day or account is moved.
    """
    if is_formal:
        return part.named | {"naam", "afzender", "telefoon", "mail"}
    return _WHO.union(*(each.named for each in of))


def needed(part: Part) -> frozenset[str]:
    """Name what has to be said in the case of a part."""
    return part.named & _NEEDED


def _opposite(case: str) -> str:
    return case.removeprefix("no_") if case.startswith("no_") else f"no_{case}"
