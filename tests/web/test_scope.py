"""Nobody reaches another administration: every address that takes an id, tried by Chris.

The test walks the addresses themselves. One that takes an id which ``ids`` does not give fails,
so that a new address cannot be forgotten.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.fixtures import Settings
from tests.books import factories as cast

from voldaan.actions.files.drop_files import drop_files
from voldaan.actions.files.read_files import read_file
from voldaan.actions.payments.match_lines import match_lines
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Answer,
    AnswerFile,
    Client,
    Decision,
    Document,
    Hold,
    ImportedFile,
    Message,
    Payment,
)
from voldaan.books.queries.morning.later import LATER

pytestmark = pytest.mark.django_db

#: What everybody may post: enough that only the wrong owner can be why nothing happens.
FORMS = {
    "subject": "Hoi", "body": "Betaal mij", "days": "1", "email": "chris@example.nl",
    "reason": "ik", "until": "2026-12-31", "kind": "business", "address_form": "je",
    "language": "nl", "outcome": "no_answer", "candidate": "none", "then": "look",
    "meaning": "paid", "code": "invoice_again", "about": "0",
}  # fmt: skip


def with_ids(patterns: Any = None) -> Iterator[URLPattern]:
    """Give every address that takes at least one argument."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            # A client has no id but a link and a carrier a key: `tests/portal/` and
            # `tests/hooks/` try those addresses.
            if each.namespace not in {"portal", "hooks"}:
                yield from with_ids(each.url_patterns)
        elif each.pattern.converters:
            yield each


PATTERNS = {str(each.name): each for each in with_ids()}


@pytest.fixture(autouse=True)
def public(settings: Settings) -> None:
    """Let there be a public address: without one some pages are there for nobody."""
    settings.PUBLIC_URL = "https://voldaan.example"


@pytest.fixture
def ids() -> dict[str, Any]:
    """Fill Anna's administration; give one existing id of everything an address can name."""
    of = cast.administration()
    cast.anna(of)
    vink = cast.client(of)
    cast.contact(vink)
    invoice = cast.invoice(vink)
    paper = Document.objects.create(
        administration=of, invoice=invoice, name="f.pdf", content_type="application/pdf",
        sha256="0" * 64, content=b"%PDF-1.7", added_at=cast.AT,
    )  # fmt: skip
    statement = cast.statement(of)
    paid = cast.invoice(vink, payable_cents=5_000)
    cast.bank_line(of, 5_000, statement=statement, text=f"factuur {paid.number}")
    waiting = cast.bank_line(of, 77, statement=statement, text="?", name="?", iban="")
    match_lines(of.pk, at=cast.AT)
    follow_up(of.pk, day=cast.DAY, at=cast.AT)
    file = ImportedFile.objects.get(pk=list_that_asks(of.pk))
    return {
        "client_id": vink.pk,
        "invoice_id": invoice.pk,
        "decision_id": Decision.objects.get(administration=of).pk,
        "way": "email",
        "message_id": Message.objects.get(administration=of).pk,
        "document_id": paper.pk,
        "line_id": waiting.pk,
        "payment_id": Payment.objects.get(administration=of).pk,
        "booking_id": Payment.objects.get(administration=of).pk,
        "file_id": file.pk,
        "answer_id": answer_of(vink).pk,
        "kept_id": AnswerFile.objects.get().pk,
        "run_id": file.drop,
        "account_id": statement.account_id,
        "hold_id": Hold.objects.create(
            administration=of,
            client=vink,
            reason=LATER["nl"],
            from_day=cast.DAY,
            until_day=cast.DAY,
            set_at=cast.AT,
        ).pk,
    }


def answer_of(client: Client) -> Answer:
    """Give an answer with a file that somebody has read, so that it can be made unread."""
    answer = Answer.objects.create(
        administration_id=client.administration_id, client=client, channel="email",
        text="Hoi", came_on=cast.DAY, came_at=cast.AT,
    )  # fmt: skip
    AnswerFile.objects.create(
        administration_id=client.administration_id, answer=answer, name="bewijs.pdf",
        content_type="application/pdf", content=b"%PDF-1.7",
    )  # fmt: skip
    return answer


def list_that_asks(administration_id: int) -> int:
    """Drop a list whose columns must be looked at first; give its file."""
    content = b"Factuurnr;Relatie;Vervaldatum;Openstaand\r\n77;Dirk;01-10-2026;10,00\r\n"
    file_id = drop_files(administration_id, files=[("lijst.csv", content)], at=cast.AT)[0]
    read_file(administration_id, file_id=file_id, day=cast.DAY, at=cast.AT)
    return file_id


def address_of(name: str, ids: dict[str, Any]) -> str:
    """Fill an address with Anna's ids; an argument that is not among them fails the test."""
    needed = PATTERNS[name].pattern.converters
    unknown = set(needed) - set(ids)
    assert not unknown, f"{name} takes {unknown}: add it to the ids of this test"
    return reverse(name, kwargs={key: ids[key] for key in needed})


def everything() -> dict[str, tuple[int, str]]:
    """Give per table the number of rows and a hash of all of them (not who is signed in)."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("books").get_models():
            if model._meta.model_name == "user":
                continue
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 - our own names
            rows = [
                tuple(bytes(c) if isinstance(c, memoryview) else c for c in row)
                for row in cursor.fetchall()
            ]
            found[table] = len(rows), hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def test_something_is_tried() -> None:
    assert len(PATTERNS) >= 20


@pytest.mark.parametrize("name", sorted(PATTERNS))
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_finds_nothing_of_another_administration(
    client: Browser, ids: dict[str, Any], name: str, headers: dict[str, str]
) -> None:
    chris = cast.chris()
    client.force_login(chris)
    address = address_of(name, ids)
    before = everything()

    looked = client.get(address, headers=headers)
    posted = client.post(address, FORMS, headers=headers)

    assert {looked.status_code, posted.status_code} <= {404, 405}
    assert 404 in {looked.status_code, posted.status_code}
    assert everything() == before


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_sends_a_stranger_to_the_door(client: Browser, ids: dict[str, Any], name: str) -> None:
    address = address_of(name, ids)
    before = everything()

    answers = [client.get(address), client.post(address, FORMS)]

    for answer in answers:
        assert answer.status_code == 405 or "/account/login/" in answer.headers["Location"]
    assert everything() == before


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_lets_a_viewer_change_nothing(client: Browser, ids: dict[str, Any], name: str) -> None:
    of = Client.objects.get(pk=ids["client_id"]).administration
    client.force_login(cast.vera(of))
    address = address_of(name, ids)
    before = everything()

    answer = client.post(address, FORMS)

    assert answer.status_code in {403, 404, 405}
    assert everything() == before


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_changes_nothing_by_looking(client: Browser, ids: dict[str, Any], name: str) -> None:
    client.force_login(cast.person("Anna"))
    address = address_of(name, ids)
    before = everything()

    answer = client.get(address)

    assert answer.status_code in {200, 302, 405}
    assert everything() == before


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_names_ids_that_the_owner_does_reach(
    client: Browser, ids: dict[str, Any], name: str
) -> None:
    client.force_login(cast.person("Anna"))

    answer = client.post(address_of(name, ids), FORMS)

    assert answer.status_code in {200, 302, 405}


@pytest.mark.parametrize("number", [2**63, 10**30, "9" * 4_000, "9" * 5_000])
def test_finds_nothing_under_numbers_that_no_database_holds(
    client: Browser, number: object
) -> None:
    client.force_login(cast.anna(cast.administration()))
    taking_numbers = [each for each in PATTERNS.values() if "<id:" in str(each.pattern)]

    for pattern in taking_numbers:
        address = "/" + re.sub(r"<\w+:\w+>", str(number), str(pattern.pattern))
        assert client.post(address, FORMS).status_code == 404, address
