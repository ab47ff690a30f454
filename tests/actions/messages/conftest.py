"""A reminder that Anna released, and the mail server it goes to."""

from collections.abc import Iterator

import pytest
from tests.actions import scenes
from tests.books import factories as make
from tests.smtp_server import SmtpServer

from voldaan.books.models import (
    Administration,
    Message,
    User,
)


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
