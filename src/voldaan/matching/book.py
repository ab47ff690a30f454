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


class Handle(NamedTuple):
    """One spelling under which an item can be found; ``structured`` has check digits."""

    item_id: int
    marks: tuple[int, ...]
    full: bool
    loose: bool
    structured: bool


class Book:
    """What is open, by number, reference, account, name and amount."""

    def __init__(self, items: Iterable[OpenItem], payers: Iterable[Payer]) -> None:
        ordered = sorted((item for item in items if item.open_cents > 0), key=age)
        self.items = {item.id: item for item in ordered}
        self.open_cents = {item.id: item.open_cents for item in ordered}
        self.of_client: defaultdict[int, list[int]] = defaultdict(list)
        self.handles: defaultdict[str, list[Handle]] = defaultdict(list)
        self.references: defaultdict[str, list[Handle]] = defaultdict(list)
        self.clients_of_amount: defaultdict[int, set[int]] = defaultdict(set)
        self.items_of_amount: defaultdict[int, list[int]] = defaultdict(list)
        self.clients_of_iban: defaultdict[str, set[int]] = defaultdict(set)
        self.clients_of_word: defaultdict[str, set[int]] = defaultdict(set)
        self.clients_of_words: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        self.number_keys: dict[int, tuple[str, ...]] = {}
        self.names: dict[int, tuple[Name, ...]] = {}
        self.with_accounts: set[int] = set()
        self.rank = {item.id: rank for rank, item in enumerate(ordered)}
        self._read: dict[str, tuple[Name, ...]] = {}
        for item in ordered:
            self._add_item(item)
        for payer in payers:
            self._add_payer(payer)
        self.longest = max(map(len, (*self.handles, *self.references)), default=0)
        # A padded RF reference is longer in the text than under its key.
        self.longest = max(self.longest, 25 if self.references else 0)

    def _add_item(self, item: OpenItem) -> None:
        self.of_client[item.client_id].append(item.id)
        self.clients_of_amount[item.open_cents].add(item.client_id)
        self.items_of_amount[item.open_cents].append(item.id)
        ways = numbers.spellings(item.number)
        self.number_keys[item.id] = tuple(way.key for way in ways if not way.loose)
        for way in ways:
            self.handles[way.key].append(
                Handle(item.id, way.marks, way.full, way.loose, structured=False)
            )
        key = references.key(item.payment_reference)
        if key is not None:
            structured = references.is_structured(item.payment_reference)
            self.references[key].append(
                Handle(item.id, (), full=True, loose=False, structured=structured)
            )

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

    def read(self, name: str) -> tuple[Name, ...]:
        """Give a name, read once, however many lines carry it."""
        if name not in self._read:
            self._read[name] = names.read(name)
        return self._read[name]

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

    def namesakes(self, holders: Sequence[Name], *, amount_cents: int) -> list[int]:
        """Clients that share a word with a holder and had this very amount open."""
        having = self.clients_of_amount.get(amount_cents, set())
        found: set[int] = set()
        for word in {word for holder in holders for word in holder.words}:
            sharing = self.clients_of_word.get(word, set())
            if min(len(sharing), len(having)) <= COMMON_WORD:
                found |= sharing & having
        return sorted(found)

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
