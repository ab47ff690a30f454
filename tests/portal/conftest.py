"""A client with a link in hand, on Wednesday 14 October 2026 at ten in the morning."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client as Browser
from pytest_django.fixtures import Settings
from tests.books import factories as make

from voldaan.actions.own_page.make_link import make_links
from voldaan.books.models import (
    Administration,
    Allocation,
    Answer,
    Client,
    Hold,
    Invoice,
    Payment,
)

WEDNESDAY = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def public(settings: Settings) -> Iterator[None]:
    """Let clients reach this Voldaan; nobody has tried a wrong link yet."""
    settings.PUBLIC_URL = "https://voldaan.example"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Stop the clock."""
    with time_machine.travel(WEDNESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def of() -> Administration:
    """Give Anna's firm."""
    firm = make.administration()
    make.anna(firm)
    make.statement(firm)
    return firm


@pytest.fixture
def vink(of: Administration) -> Client:
    """Give a client who owes one invoice, since yesterday."""
    client = make.client(of, "Vink BV", address_form="je")
    make.contact(client)
    make.invoice(client, number="2026-041")
    return client


@dataclass
class Guest:
    """Somebody with a link and a browser that has never been here."""

    token: str
    browser: Browser = field(
        default_factory=lambda: Browser(enforce_csrf_checks=True, HTTP_HOST="localhost")
    )

    @property
    def address(self) -> str:
        """Give the page of the link."""
        return f"/k/{self.token}/"

    def look(self, below: str = "") -> Any:
        """Open the page, or an address below it."""
        return self.browser.get(self.address + below)

    def proof(self) -> str:
        """Give the word that stands in the forms of the page."""
        found = re.search(r'name="proof" value="([^"]+)"', self.look().text)
        assert found
        return found[1]

    def press(self, slug: str, **given: Any) -> Any:
        """Press a button of the page, with what was filled in."""
        return self.browser.post(f"{self.address}{slug}/", {"proof": self.proof(), **given})


def with_link(client: Client, at: datetime = WEDNESDAY) -> Guest:
    """Give somebody who has the link of a client."""
    made = make_links(client.administration_id, client_ids=[client.pk], at=at)
    return Guest(made[client.pk])


@pytest.fixture
def guest(vink: Client) -> Guest:
    """Give somebody who has the link of Vink BV."""
    return with_link(vink)


def answers() -> list[tuple[str, str, Any, Any]]:
    """Give the answers that were kept: meaning, words, day, invoices."""
    rows = Answer.objects.order_by("pk")
    return list(rows.values_list("guess", "text", "named_day", "invoice_ids"))


def pause(invoice: Invoice) -> None:
    """Let its owner look into an invoice."""
    Hold.objects.create(
        administration_id=invoice.administration_id, client_id=invoice.client_id,
        invoice=invoice, reason="Uren worden nagekeken", from_day=make.DAY,
        until_day=make.DAY, set_at=make.AT,
    )  # fmt: skip


def pay(invoice: Invoice) -> None:
    """Take an invoice as paid."""
    payment = Payment.objects.create(
        administration_id=invoice.administration_id, client_id=invoice.client_id,
        amount_cents=invoice.payable_cents, paid_on=make.DAY, method="cash",
        booked_at=make.AT,
    )  # fmt: skip
    Allocation.objects.create(
        administration_id=invoice.administration_id, payment=payment, invoice=invoice,
        cents=invoice.payable_cents,
    )  # fmt: skip
