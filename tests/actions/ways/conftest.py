"""Anna's firm with bank files up to yesterday, and a client for each way."""

import pytest
from tests.books import factories as make

from voldaan.books.models import Administration, User


@pytest.fixture
def of() -> Administration:
    of = make.administration(street="Gracht 7", postcode="3511 AB", city="Utrecht")
    make.statement(of)
    return of


@pytest.fixture
def anna(of: Administration) -> User:
    return make.anna(of)
