"""Ask whether the domain that mail leaves from vouches for it; nothing is written."""

from voldaan.books.queries.outbox import sending_from
from voldaan.books.queries.own_settings import company
from voldaan.channels.email.domain import Advice, judge
from voldaan.channels.email.domain_records import NotADomain, Resolver, lookup

#: Whom to ask: what this machine asks. Somebody looks on, so it may not take long.
RESOLVER = Resolver(total_seconds=12)


class NoDomain(Exception):
    """There is no address with a domain to look at."""


def check_domain(administration_id: int) -> tuple[str, tuple[Advice, ...]]:
    """Give the domain that messages leave from, and what can be said of it.

    Raises :class:`NoDomain`. What DNS does not answer is said to be unknown.
    """
    address = sending_from(administration_id) or company(administration_id).email
    domain = address.rpartition("@")[2]
    if not domain:
        raise NoDomain(address)
    try:
        return domain, judge(lookup(domain, resolver=RESOLVER))
    except NotADomain as error:
        raise NoDomain(domain) from error
