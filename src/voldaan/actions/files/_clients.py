"""Buyers on invoices to clients: found again, or made, in bulk."""

from dataclasses import dataclass, field
from datetime import datetime

from voldaan.books.models import Administration, Client, ClientKind, Contact
from voldaan.matching.buyers import first_name, kind_of, name_key
from voldaan.readers.shapes import Party

_LONGEST_NAME = 200


@dataclass(eq=False, slots=True)
class _Known:
    """A client with the addresses it can be reached at; perhaps not written yet."""

    client: Client
    emails: set[str] = field(default_factory=set)


class Clients:
    """The clients of one administration during one import: look up, or make.

    New ones are written in bulk by :meth:`write`; until then they have no id.
    """

    def __init__(self, administration: Administration, *, at: datetime) -> None:
        self._administration = administration
        self._at = at
        self._by: dict[tuple[str, str], _Known] = {}
        self._new: list[Client] = []
        self._contacts: list[Contact] = []
        known = {
            client.pk: _Known(client)
            for client in Client.objects.filter(administration=administration).order_by("-pk")
        }
        emails = Contact.objects.filter(administration=administration).exclude(email="")
        for client_id, email in emails.values_list("client_id", "email"):
            known[client_id].emails.add(email.casefold())
        for each in known.values():
            self._remember(each)

    def find_or_make(self, buyer: Party) -> Client:
        """Give the client that this buyer is, made when unknown."""
        known = self._find(buyer)
        if known is None:
            known = _Known(self._make(buyer))
            self._add_contact(known, buyer)
        elif buyer.email and buyer.email.casefold() not in known.emails:
            # A way to reach somebody that the record did not have; never replace one.
            self._add_contact(known, buyer)
        return known.client

    def write(self) -> int:
        """Write what is new, in bulk; give how many clients were made."""
        Client.objects.bulk_create(self._new, batch_size=1000)
        Contact.objects.bulk_create(self._contacts, batch_size=1000)
        made, self._new, self._contacts = len(self._new), [], []
        return made

    def _find(self, buyer: Party) -> _Known | None:
        """Find by number, then by name with address, then by name. A number decides."""
        key, email = name_key(buyer.name or ""), (buyer.email or "").casefold()
        for kind, value in (
            ("kvk", (buyer.kvk or "").strip()),
            ("vat", (buyer.vat or "").strip()),
            ("name and email", f"{key}|{email}"),
        ):
            if value and (kind, value) in self._by:
                return self._by[kind, value]
        found = self._by.get(("name", key))
        return found if found and _is_the_same(found, buyer, email) else None

    def _remember(self, known: _Known) -> None:
        client = known.client
        for kind, value in (
            ("kvk", client.kvk),
            ("vat", client.vat),
            ("name", client.name_key),
            *(("name and email", f"{client.name_key}|{email}") for email in known.emails),
        ):
            if value:
                self._by[kind, value] = known

    def _make(self, buyer: Party) -> Client:
        client = Client(
            administration=self._administration,
            name=(buyer.name or "").strip()[:_LONGEST_NAME],
            name_key=name_key(buyer.name or ""),
            kind=kind_of(buyer, self._administration.serves),
            address_form=self._administration.address_form,
            language=self._administration.language,
            vat=(buyer.vat or "").strip()[:20],
            kvk=(buyer.kvk or "").strip()[:8],
            created_at=self._at,
        )
        self._new.append(client)
        return client

    def _add_contact(self, known: _Known, buyer: Party) -> None:
        if buyer.email or buyer.phone or buyer.contact:
            self._contacts.append(
                Contact(
                    administration=self._administration,
                    client=known.client,
                    name=(buyer.contact or "")[:200],
                    first_name=first_name(buyer, known.client.kind),
                    email=(buyer.email or "")[:254],
                    phone=(buyer.phone or "")[:40],
                    place=len(known.emails),
                )
            )
        if buyer.email:
            known.emails.add(buyer.email.casefold())
        self._remember(known)


def _is_the_same(known: _Known, buyer: Party, email: str) -> bool:
    """Say whether a namesake is the same party: numbers and addresses may contradict."""
    if (buyer.kvk and known.client.kvk) or (buyer.vat and known.client.vat):
        return False  # the same name, but its numbers say that it is another firm
    is_person = known.client.kind == ClientKind.CONSUMER
    return not (is_person and email and known.emails and email not in known.emails)
