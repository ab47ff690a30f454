"""Facturen: the list with its five states, and one invoice with its working."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from tests.books import factories as cast

from voldaan.actions.payments.apply_credits import apply_credits
from voldaan.actions.payments.match_lines import match_lines
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Acceptance, Administration, Document, Hold, Invoice
from voldaan.books.queries.states import STATES

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    firm = cast.administration()
    cast.statement(firm)
    return firm


def page_of(browser: Browser, query: str = "") -> Any:
    return browser.get(f"/invoices/{query}").context["page"]


def in_every_state(of: Administration) -> dict[str, Invoice]:
    """Give one invoice in each state."""
    found = {}
    for state, days_late in (
        ("to_come", 0), ("just_late", 1), ("needs_action", 12), ("quiet", 20), ("done", 3),
    ):  # fmt: skip
        client = cast.client(of, state)
        if state != "just_late":
            cast.contact(client)
        found[state] = cast.invoice(client, due_on=cast.DAY - timedelta(days=days_late))
    cast.bank_line(of, text=f"factuur {found['done'].number}", name="done")
    match_lines(of.pk, at=cast.AT)
    Hold.objects.create(
        administration=of, client=found["quiet"].client, invoice=found["quiet"], reason="x",
        from_day=cast.DAY, until_day=cast.DAY, set_at=cast.AT,
    )  # fmt: skip
    ids = [found[state].client_id for state in found if state != "just_late"]
    follow_up(of.pk, day=cast.DAY, at=cast.AT, client_ids=ids)
    return found


class TestTheList:
    def test_belongs_to_one_administration(self, client: Browser, of: Administration) -> None:
        cast.invoice(cast.client(of))
        client.force_login(cast.chris())

        assert page_of(client).rows == ()

    @pytest.mark.parametrize("state", STATES)
    def test_has_five_states(self, client: Browser, of: Administration, state: str) -> None:
        invoices = in_every_state(of)
        client.force_login(cast.anna(of))

        page = page_of(client, f"?state={state}")

        assert [row.number for row in page.rows] == [invoices[state].number]
        assert [(each.code, each.count) for each in page.filters] == [
            ("", 5),
            *((each, 1) for each in STATES),
        ]
        assert page.open_cents == (0 if state == "done" else 121_000)

    @pytest.mark.parametrize("state", ["", "just_late"])
    def test_goes_on_where_the_page_ended(
        self, client: Browser, of: Administration, state: str
    ) -> None:
        vink = cast.client(of)
        for number in range(110):
            cast.invoice(vink, due_on=cast.DAY - timedelta(days=1 + number % 3))
        client.force_login(cast.anna(of))

        seen, after = [], ""
        for _ in range(3):
            page = page_of(client, f"?state={state}&after={after}")
            seen += [row.id for row in page.rows]
            after = page.next_after

        assert len(seen) == len(set(seen)) == 110
        assert after == ""

    @pytest.mark.parametrize("after", ["x", "2026-13-01.1", "2026-10-01.x", "2026-10-01"])
    def test_takes_a_broken_key_for_the_beginning(
        self, client: Browser, of: Administration, after: str
    ) -> None:
        cast.invoice(cast.client(of))
        client.force_login(cast.anna(of))

        assert len(page_of(client, f"?after={after}").rows) == 1

    def test_searches_numbers_and_clients(self, client: Browser, of: Administration) -> None:
        cast.invoice(cast.client(of, "Vink"), number="F-77")
        cast.invoice(cast.client(of, "Zon"), number="F-78")
        client.force_login(cast.anna(of))

        assert [row.number for row in page_of(client, "?search=zon").rows] == ["F-78"]
        assert [row.number for row in page_of(client, "?search=f-77").rows] == ["F-77"]

    @pytest.mark.parametrize("many", [3, 30])
    def test_costs_the_same_however_many(
        self, client: Browser, of: Administration, many: int
    ) -> None:
        for number in range(many):
            cast.invoice(cast.client(of, f"Klant {number}"))
        client.force_login(cast.anna(of))

        with CaptureQueriesContext(connection) as counted:
            client.get("/invoices/")

        assert len(counted) == 7


class TestTheInvoicePage:
    def test_shows_how_the_open_amount_comes_about(
        self, client: Browser, of: Administration
    ) -> None:
        vink = cast.client(of)
        invoice = cast.invoice(vink, payable_cents=100_000)
        note = cast.invoice(
            vink, kind="credit_note", payable_cents=30_000, credits_number=invoice.number
        )
        apply_credits(of.pk, day=cast.DAY, at=cast.AT)
        client.force_login(cast.anna(of))

        answer = client.get(f"/invoices/{invoice.pk}/")

        page = answer.context["page"]
        assert [part.less_cents for part in page.payments] == [-30_000]
        assert page.row.open_cents == 70_000
        assert f'href="/invoices/{note.pk}/"' in answer.text

    def test_is_stamped_once(self, client: Browser, of: Administration) -> None:
        invoice = cast.invoice(cast.client(of))
        client.force_login(cast.bas(of))

        client.post(f"/invoices/{invoice.pk}/satisfied/")
        client.post(f"/invoices/{invoice.pk}/satisfied/")

        assert Acceptance.objects.get().on == cast.DAY
        assert client.get(f"/invoices/{invoice.pk}/").context["page"].row.satisfied

    def test_does_not_stamp_a_credit_note(self, client: Browser, of: Administration) -> None:
        note = cast.invoice(cast.client(of), kind="credit_note")
        client.force_login(cast.anna(of))

        assert client.post(f"/invoices/{note.pk}/satisfied/").status_code == 404

    def test_pauses_and_goes_on(self, client: Browser, of: Administration) -> None:
        invoice = cast.invoice(cast.client(of))
        client.force_login(cast.anna(of))

        client.post(
            f"/invoices/{invoice.pk}/pause/", {"reason": "uren nakijken", "until": "2026-10-20"}
        )
        paused = client.get(f"/invoices/{invoice.pk}/").context["page"]
        client.post(f"/invoices/{invoice.pk}/resume/")

        assert (paused.row.state, paused.pause_reason) == ("quiet", "uren nakijken")
        assert Hold.objects.get().lifted_at

    @pytest.mark.parametrize("many", [1, 12])
    def test_costs_the_same_however_many_payments(
        self, client: Browser, of: Administration, many: int
    ) -> None:
        invoice = cast.invoice(cast.client(of))
        statement = cast.statement(of)
        for _ in range(many):
            cast.bank_line(of, 1_000, text=f"factuur {invoice.number}", statement=statement)
        match_lines(of.pk, at=cast.AT)
        client.force_login(cast.anna(of))

        with CaptureQueriesContext(connection) as counted:
            client.get(f"/invoices/{invoice.pk}/")

        assert len(counted) == 9


class TestThePaper:
    def add(self, browser: Browser, invoice: Invoice, name: str, content: bytes) -> Any:
        file = SimpleUploadedFile(name, content, content_type="application/pdf")
        return browser.post(f"/invoices/{invoice.pk}/paper/", {"file": file})

    def test_is_kept_and_given_back_as_a_file(
        self, client: Browser, of: Administration
    ) -> None:
        invoice = cast.invoice(cast.client(of))
        client.force_login(cast.bas(of))

        self.add(client, invoice, 'C:\\x\\fac"tuur\n.pdf', b"%PDF-1.7 x")
        self.add(client, invoice, "again.pdf", b"%PDF-1.7 x")

        paper = Document.objects.get()
        file = client.get(f"/papers/{paper.pk}/")
        assert paper.name.endswith(".pdf")
        assert file.content == b"%PDF-1.7 x"
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert file.headers["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(
        "content", [b"", b"PK\x03\x04", b"<html>", b"%PDF-" + b"x" * 10 * 1024 * 1024],
        ids=["empty", "zip", "html", "too large"],
    )  # fmt: skip
    def test_is_refused_when_it_is_no_pdf(
        self, client: Browser, of: Administration, content: bytes
    ) -> None:
        invoice = cast.invoice(cast.client(of))
        client.force_login(cast.anna(of))

        answer = self.add(client, invoice, "x.pdf", content)

        assert answer.context["paper_form"].errors
        assert not Document.objects.exists()
