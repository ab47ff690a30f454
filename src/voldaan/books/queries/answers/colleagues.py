"""Whose colleague may have written from an address that we do not know.

An invoice that is named points at one client, and so does the domain of a firm. Both are
only likely: anybody can write a number, or a sender. In the words of a mail a number counts
only where it can be nothing else (:mod:`voldaan.replies.numbers`). So it is said with the
answer, and all that it can bring about is that somebody reads it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from voldaan.books.models import Contact
from voldaan.books.queries.open_amounts import with_open_cents
from voldaan.replies import numbers

Why = Literal["number", "domain"]

#: Where anybody gets an address: the domain says nothing of who writes. What Dutch people
#: and small firms use; the world has thousands more, which only one client will have.
FREE_MAIL = frozenset(
    {
        *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.nl", "outlook.com"),
        *("outlook.nl", "live.nl", "live.com", "msn.com", "icloud.com", "me.com", "mac.com"),
        *("yahoo.com", "yahoo.nl", "ymail.com", "aol.com", "gmx.com", "gmx.net", "gmx.de"),
        *("web.de", "mail.com", "proton.me", "protonmail.com", "pm.me", "tutanota.com"),
        *("ziggo.nl", "kpnmail.nl", "kpnplanet.nl", "planet.nl", "hetnet.nl", "home.nl"),
        *("xs4all.nl", "upcmail.nl", "chello.nl", "casema.nl", "quicknet.nl", "tele2.nl"),
        *("telfort.nl", "freedom.nl", "solcon.nl", "zeelandnet.nl", "zonnet.nl", "wxs.nl"),
        *("caiway.nl", "delta.nl", "onsbrabantnet.nl", "telenet.be", "skynet.be"),
    }
)


@dataclass(frozen=True, slots=True)
class Guessed:
    """The client whose answer it probably is, and by what."""

    client_id: int
    why: Why


@dataclass(frozen=True, slots=True)
class Signs:
    """By what a client can be known: open invoices by number, domains of one client each."""

    numbers: Mapping[str, int]
    domains: Mapping[str, int]

    @property
    def words(self) -> tuple[str, ...]:
        """Give the numbers that can be found in the words of a mail, the highest first.

        A mailbox is asked for so many at most; who has more, names them in the subject.
        """
        return tuple(sorted(filter(numbers.can_be_named, self.numbers), reverse=True))

    def guess(self, from_address: str, *, subject: str, words: str = "") -> Guessed | None:
        """Say whose it may be: who is named in the subject, in the words, or the domain.

        The words are the writer's own. In them a number must stand as that of an invoice; who
        is named beside somebody else is not known by it.
        """
        found = numbers.in_subject(subject, known=self.numbers)
        found = found or numbers.named(words, known=self.numbers)
        named = {self.numbers[each] for each in found}
        if len(named) == 1:
            return Guessed(named.pop(), "number")
        client_id = self.domains.get(_domain(from_address))
        return None if client_id is None else Guessed(client_id, "domain")


def signs(administration_id: int, *, own: Collection[str]) -> Signs:
    """Give by what the clients of an administration can be known; two queries.

    ``own`` are the owner's addresses: their own domain is of no client.
    """
    clients: dict[str, set[int]] = defaultdict(set)
    contacts = Contact.objects.filter(administration_id=administration_id).exclude(email="")
    for email, client_id in contacts.values_list("email", "client_id"):
        clients[_domain(email)].add(client_id)
    left_out = FREE_MAIL | {"", *map(_domain, own)}
    invoices: dict[str, set[int]] = defaultdict(set)
    rows = with_open_cents(administration_id).filter(open_cents__gt=0)
    for number, client_id in rows.values_list("number", "client_id"):
        invoices[number.strip().lower()].add(client_id)
    return Signs(
        {number: each.pop() for number, each in invoices.items() if len(each) == 1},
        {
            domain: each.pop()
            for domain, each in clients.items()
            if len(each) == 1 and domain not in left_out
        },
    )


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower() if "@" in address else ""
