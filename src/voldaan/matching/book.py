"""The open items, findable by every trace that a bank line can carry.

Built once per call and shrunk by each booking; every lookup is a dictionary or bounded.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from voldaan.matching import names, numbers, references
from voldaan.matching.allocation import age
from voldaan.matching.names import Name
from voldaan.matching.shapes import OpenItem, Payer, Proposal

#: More clients than this sharing one word of a name say nothing about who paid.
COMMON_WORD = 300
_LONGEST_REFERENCE = 25


class Handle(NamedTuple):
    """One spelling under which an item can be found; ``structured`` has check digits."""

    item_id: int
    marks: tuple[int, ...]
    full: bool
    loose: bool
    structured: bool


class _Index:
    """Item ids by key. Nearly every key has one item, so one is kept without a list."""

    def __init__(self) -> None:
        self.first: dict[str, int] = {}
        self._more: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, key: str, item_id: int) -> None:
        if self.first.setdefault(key, item_id) != item_id:
            self._more[key].append(item_id)

    def get(self, key: str) -> list[int]:
        return [self.first[key], *self._more.get(key, ())] if key in self.first else []


class Book:
    """What is open, by number, reference, account, name and amount."""

    def __init__(self, items: Iterable[OpenItem], payers: Iterable[Payer]) -> None:
        ordered = sorted((item for item in items if item.open_cents), key=age)
        self.items = {item.id: item for item in ordered}
        self.open_cents = {item.id: item.open_cents for item in ordered}
        self.of_client: defaultdict[int, list[int]] = defaultdict(list)
        self.items_of_amount: defaultdict[int, list[int]] = defaultdict(list)
        self.clients_of_iban: defaultdict[str, set[int]] = defaultdict(set)
        self.clients_of_word: defaultdict[str, set[int]] = defaultdict(set)
        self.clients_of_words: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        self.names: dict[int, tuple[Name, ...]] = {}
        self.with_accounts: set[int] = set()
        self.rank = {item.id: rank for rank, item in enumerate(ordered)}
        self._numbers = _Index()
        self._references = _Index()
        self._number_keys: dict[int, tuple[str, ...]] = {}
        self._clients_of_amount: dict[int, set[int]] = {}
        self._read: dict[str, tuple[Name, ...]] = {}
        self._scores: dict[tuple[str, int], int] = {}
        for item in ordered:
            self._add_item(item)
        for payer in payers:
            self._add_payer(payer)
        #: All that a text may mention an item by.
        self.known = self._numbers.first.keys() | self._references.first.keys()
        spelled = max(map(len, self._numbers.first), default=0)
        # A reference around a number, and a padded one, are longer in the text.
        self.longest = max(spelled, *map(len, self._references.first), _LONGEST_REFERENCE)

    def _add_item(self, item: OpenItem) -> None:
        self.of_client[item.client_id].append(item.id)
        self.items_of_amount[item.open_cents].append(item.id)
        for key in numbers.keys(item.number):
            self._numbers.add(key, item.id)
        reference = references.key(item.payment_reference)
        if reference is not None:
            self._references.add(reference, item.id)

    def _add_payer(self, payer: Payer) -> None:
        client = payer.client_id
        known = tuple(name for text in payer.names for name in self.read(text))
        self.names[client] = self.names.get(client, ()) + known
        for name in known:
            self.clients_of_words[name.words].add(client)
            for word in name.words:
                self.clients_of_word[word].add(client)
        for iban in payer.ibans:
            if plain := references.compact(iban):
                self.clients_of_iban[plain].add(client)
                self.with_accounts.add(client)

    def numbered(self, text: str) -> list[Handle]:
        """Give the items that may be written so."""
        found = self._numbers.get(text)
        ways = [numbers.spelling(self.items[item].number, text) for item in found]
        return [
            Handle(item, way.marks, way.full, way.loose, structured=False)
            for item, way in zip(found, ways, strict=True)
        ]

    def referred(self, text: str) -> list[Handle]:
        """Give the items that this reference is of, or whose number it carries."""
        found = self._references.get(references.unpadded(text))
        if found:
            return [self._by_reference(item_id) for item_id in found]
        carried = references.carried(text) if references.may_be(text) else None
        return [
            handle._replace(structured=True)
            for handle in self.numbered(carried or "")
            if not handle.loose
        ]

    def _by_reference(self, item_id: int) -> Handle:
        structured = references.is_structured(self.items[item_id].payment_reference)
        return Handle(item_id, (), full=True, loose=False, structured=structured)

    def number_keys(self, item_id: int) -> tuple[str, ...]:
        """Give the distinctive ways to write the number of an item."""
        if item_id not in self._number_keys:
            self._number_keys[item_id] = numbers.distinctive(self.items[item_id].number)
        return self._number_keys[item_id]

    def read(self, name: str) -> tuple[Name, ...]:
        """Give a name, read once, however many lines carry it."""
        if name not in self._read:
            self._read[name] = names.read(name)
        return self._read[name]

    def score(self, name: str, client_id: int) -> int:
        """How well the name on a line agrees with a client: 0 to 100, compared once."""
        key = name, client_id
        if key not in self._scores:
            known = self.names.get(client_id, ())
            self._scores[key] = names.compare(self.read(name), known)
        return self._scores[key]

    def client_of(self, item_id: int) -> int:
        """Name the client whose item this is."""
        return self.items[item_id].client_id

    def open_items(self, client_id: int, *, by: date | None = None) -> list[int]:
        """List what this client has open, oldest due first; ``by``: issued by that day."""
        return [
            item_id
            for item_id in self.of_client.get(client_id, ())
            if self.open_cents[item_id] > 0
            and (by is None or (self.items[item_id].issued_on or by) <= by)
        ]

    def credits(self, client_id: int) -> list[int]:
        """List the credit notes of this client of which something is left."""
        return [item for item in self.of_client.get(client_id, ()) if self.open_cents[item] < 0]

    def namesakes(self, holders: Sequence[Name], *, amount_cents: int) -> list[int]:
        """Clients that share a word with a holder and had this very amount open."""
        having = self._having(amount_cents)
        found: set[int] = set()
        for word in {word for holder in holders for word in holder.words}:
            sharing = self.clients_of_word.get(word, set())
            if min(len(sharing), len(having)) <= COMMON_WORD:
                found |= sharing & having
        return sorted(found)

    def _having(self, amount_cents: int) -> set[int]:
        if amount_cents not in self._clients_of_amount:
            self._clients_of_amount[amount_cents] = {
                self.items[item].client_id
                for item in self.items_of_amount.get(amount_cents, ())
                if self.items[item].open_cents == amount_cents
            }
        return self._clients_of_amount[amount_cents]

    def same_name(self, holders: Sequence[Name]) -> list[int]:
        """Clients whose full name is exactly that of one of the holders."""
        found: set[int] = set()
        for holder in holders:
            if names.is_full(holder):
                sharing = self.clients_of_words.get(holder.words, set())
                found |= sharing if len(sharing) <= COMMON_WORD else set()
        return sorted(
            client for client in found if names.compare(holders, self.names[client]) >= 90
        )

    def take(self, proposal: Proposal) -> None:
        """Book a proposal: what it pays is no longer open for the next line."""
        for item_id, cents in proposal.allocations:
            self.open_cents[item_id] -= cents
            self.items_of_amount[self.open_cents[item_id]].append(item_id)
        for note_id, item_id, cents in proposal.credits:
            self.open_cents[note_id] += cents
            self.open_cents[item_id] -= cents
