"""A reminder that Anna released, and the mail server it goes to."""

from collections.abc import Iterator

import pytest
from tests.actions import scenes
from tests.actions.messages.replying import PDF
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.actions.clients.add_document import add_document
from voldaan.books.models import Administration, Client, Invoice, Message, User


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with SmtpServer(users={"anna": "geheim €"}) as server:
        yield server


@pytest.fixture
def of(server: SmtpServer) -> Administration:
    of = make.administration()
    make.statement(of)
    scenes.mailbox(of, server)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)


@pytest.fixture
def ready(of: Administration, anna: User) -> Message:
    scenes.owing(of)
    scenes.look(of)
    return scenes.release(of, anna)


@pytest.fixture
def vink(of: Administration, anna: User) -> Client:
    """Give a client who owes one invoice, of which we have the paper."""
    vink = scenes.owing(of)
    add_document(
        of.pk, invoice_id=Invoice.objects.get().pk, name="f.pdf", content=PDF,
        by=anna, at=make.AT,
    )  # fmt: skip
    return vink
