"""How clients are reached beside e-mail, as it is kept: numbers, profiles, postal addresses."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from voldaan.books.models import Client, ClientKind, Contact


@dataclass(frozen=True, slots=True)
class Ways:
    """What is known of one client; empty text and empty rows are not known.

    ``street`` holds the house number too. ``people`` are the names of the contacts of a
    firm: a letter is for somebody there. Numbers and profiles stand as they were typed.
    """

    name: str
    language: str = "nl"
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "NL"
    people: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()


def ways(administration_id: int, *, client_ids: Sequence[int]) -> dict[int, Ways]:
    """Give the ways to these clients; two queries, none without clients."""
    if not client_ids:
        return {}
    mine = {"administration_id": administration_id}
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for client_id, *texts in (
        Contact.objects.filter(**mine, client_id__in=list(client_ids))
        .order_by("client_id", "place", "pk")
        .values_list("client_id", "name", "phone", "linkedin")
    ):
        for kind, text in zip(("people", "phones", "profiles"), texts, strict=True):
            if text:
                found[client_id][kind].append(text)
    rows = Client.objects.filter(**mine, pk__in=list(client_ids)).values_list(
        "pk", "kind", "name", "language", "street", "postcode", "city", "country"
    )
    return {
        client_id: Ways(
            name,
            language,
            street,
            postcode,
            city,
            country,
            people=tuple(found[client_id]["people"]) if kind != ClientKind.CONSUMER else (),
            phones=tuple(found[client_id]["phones"]),
            profiles=tuple(found[client_id]["profiles"]),
        )
        for client_id, kind, name, language, street, postcode, city, country in rows
    }
