"""Klanten: the list and one client with one time line."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from tests.books import factories as cast

from voldaan.actions.answers.receive import Arrived, receive
from voldaan.actions.payments.match_lines import match_lines
from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import (
    Administration,
    Allocation,
    Answer,
    Contact,
    ContactMoment,
    Decision,
    Event,
    Hold,
    Invoice,
    Message,
    Payment,
)
from voldaan.books.queries.time_line import PAGE, time_line

pytestmark = pytest.mark.django_db
CHANGED = {
    "contact": "Jan Bakker", "email": "jan@vink.example", "phone": "06", "kind": "consumer",
    "address_form": "je", "language": "en", "terms_days": "30",
}  # fmt: skip


@pytest.fixture
def of() -> Administration:
    firm = cast.administration()
    cast.statement(firm)
    return firm


def rows(browser: Browser, query: str = "") -> list[Any]:
    return list(browser.get(f"/clients/{query}").context["page"].rows)


class TestTheList:
    def test_belongs_to_one_administration(self, client: Browser, of: Administration) -> None:
        cast.client(of)
        client.force_login(cast.chris())

        assert rows(client) == []

    def test_says_what_is_open_late_and_next(self, client: Browser, of: Administration) -> None:
        vink = cast.client(of)
        cast.contact(vink)
        cast.invoice(vink, payable_cents=10_000)
        cast.invoice(vink, payable_cents=5_000, due_on=cast.DAY + timedelta(days=9))
        follow_up(of.pk, day=cast.DAY, at=cast.AT)
        client.force_login(cast.anna(of))

        row = rows(client)[0]

        assert (row.open_cents, row.late_cents, row.invoice_count) == (15_000, 10_000, 2)
        assert (row.state, row.next_step) == ("needs_action", "Vriendelijke herinnering")

    def test_filters_by_the_gravest_invoice(self, client: Browser, of: Administration) -> None:
        cast.invoice(cast.client(of, "Laat"))
        cast.invoice(cast.client(of, "Straks"), due_on=cast.DAY)
        cast.client(of, "Niets")
        late_too = cast.client(of, "Beide")
        cast.invoice(late_too)
        cast.invoice(late_too, due_on=cast.DAY)
        client.force_login(cast.anna(of))

        found = {
            state: [row.name for row in rows(client, f"?state={state}")]
            for state in ("just_late", "to_come", "done", "nonsense")
        }

        assert found["just_late"] == ["Beide", "Laat"]
        assert found["to_come"] == ["Straks"]
        assert found["done"] == ["Niets"]
        assert len(found["nonsense"]) == 4

    def test_goes_on_where_the_page_ended(self, client: Browser, of: Administration) -> None:
        for number in range(120):
            cast.client(of, f"klant {number % 60:02}")
        client.force_login(cast.anna(of))

        seen, after = [], ""
        for _ in range(3):
            page = client.get("/clients/", {"after": after}).context["page"]
            seen += [row.id for row in page.rows]
            after = page.next_after

        assert len(seen) == len(set(seen)) == 120
        assert after == ""

    def test_refuses_a_zero_byte_which_no_text_has(
        self, client: Browser, of: Administration
    ) -> None:
        client.force_login(cast.anna(of))

        assert client.get("/clients/", {"search": "a\0"}).status_code == 400

    @pytest.mark.parametrize("after", ["x", ".", "1", "99999999999999999999999.a"])
    def test_takes_a_broken_key_for_the_beginning(
        self, client: Browser, of: Administration, after: str
    ) -> None:
        cast.client(of, "Zon")
        client.force_login(cast.anna(of))

        assert [row.name for row in rows(client, f"?after={after}")] == ["Zon"]

    def test_searches_pieces_of_the_name(self, client: Browser, of: Administration) -> None:
        cast.client(of, "Bakkerij De Vink")
        cast.client(of, "Zon")
        client.force_login(cast.anna(of))

        assert [row.name for row in rows(client, "?search=vink+bak")] == ["Bakkerij De Vink"]
        assert rows(client, "?search=%25") == []

    def test_gives_htmx_the_rows_only(self, client: Browser, of: Administration) -> None:
        client.force_login(cast.anna(of))

        answer = client.get("/clients/", headers={"HX-Request": "true"})

        assert answer.text.startswith('<div id="client-rows"')

    @pytest.mark.parametrize("many", [3, 30])
    def test_costs_the_same_however_many(
        self, client: Browser, of: Administration, many: int
    ) -> None:
        for number in range(many):
            cast.invoice(cast.client(of, f"Klant {number}"))
        follow_up(of.pk, day=cast.DAY, at=cast.AT)
        client.force_login(cast.anna(of))

        with CaptureQueriesContext(connection) as counted:
            client.get("/clients/")

        assert len(counted) == 10


class TestTheClientPage:
    def test_tells_everything_in_one_line(self, client: Browser, of: Administration) -> None:
        vink = cast.client(of)
        cast.contact(vink)
        paid = cast.invoice(vink, payable_cents=5_000)
        cast.invoice(vink)
        cast.bank_line(of, 5_000, text=f"factuur {paid.number}")
        match_lines(of.pk, at=cast.AT)
        follow_up(of.pk, day=cast.DAY, at=cast.AT)
        anna = cast.anna(of)
        client.force_login(anna)
        client.post(f"/messages/{Message.objects.get().pk}/sent/")

        page = client.get(f"/clients/{vink.pk}/").context["page"]

        texts = [moment.text for moment in page.moments]
        assert texts[0] == "Vriendelijke herinnering verstuurd naar els@vink.example"
        assert "€\xa01.210,00" in page.moments[0].quote
        assert texts[1] == "€\xa050,00 betaald"
        assert len([text for text in texts if text.startswith("Factuur ")]) == 2
        assert page.earlier

    def test_says_why_and_what_would_change_it(
        self, client: Browser, of: Administration
    ) -> None:
        vink = cast.client(of)
        cast.contact(vink)
        cast.invoice(vink)
        follow_up(of.pk, day=cast.DAY, at=cast.AT)
        client.force_login(cast.anna(of))

        page = client.get(f"/clients/{vink.pk}/").context["page"]

        assert page.why_now
        assert page.changes
        assert page.decision_id == Decision.objects.get().pk

    def test_is_changed_in_one_form(self, client: Browser, of: Administration) -> None:
        vink = cast.client(of)
        cast.contact(vink)
        client.force_login(cast.bas(of))

        client.post(f"/clients/{vink.pk}/change/", CHANGED)

        vink.refresh_from_db()
        contact = Contact.objects.get()
        assert (vink.kind, vink.address_form, vink.language) == ("consumer", "je", "en")
        assert vink.term_days == 30
        assert (contact.name, contact.first_name) == ("Jan Bakker", "Jan")
        assert (contact.email, contact.phone) == ("jan@vink.example", "06")
        assert Event.objects.filter(client=vink, code="client.changed").exists()

    @pytest.mark.parametrize(
        "wrong",
        [{"email": "a@b"}, {"kind": "dog"}, {"terms_days": "-1"}, {"language": "fr"},
         {"payables": "a@b"}, {"payables_name": "Kim Post"},
         {"payables": "x" * 190 + "@vink.example"}],
    )  # fmt: skip
    def test_shows_what_is_wrong_and_changes_nothing(
        self, client: Browser, of: Administration, wrong: dict[str, str]
    ) -> None:
        vink = cast.client(of)
        cast.contact(vink)
        client.force_login(cast.anna(of))

        answer = client.post(f"/clients/{vink.pk}/change/", {**CHANGED, **wrong})

        vink.refresh_from_db()
        assert answer.context["form"].errors
        assert vink.kind == "business"
        assert Contact.objects.get().email == "els@vink.example"

    def test_pauses_and_goes_on(self, client: Browser, of: Administration) -> None:
        vink = cast.client(of)
        cast.contact(vink)
        cast.invoice(vink)
        client.force_login(cast.anna(of))

        client.post(
            f"/clients/{vink.pk}/pause/", {"reason": "verbouwing", "until": "2026-11-01"}
        )
        paused = client.get(f"/clients/{vink.pk}/").context["page"]
        client.post(f"/clients/{vink.pk}/resume/")

        assert paused.pause_reason == "verbouwing"
        assert Decision.objects.get(is_latest=True).kind == "step"
        assert Hold.objects.get().lifted_at

    @pytest.mark.parametrize("until", ["2026-10-13", "", "morgen", "0000-00-00", "2062-11-01"])
    def test_refuses_a_pause_without_an_end_to_come(
        self, client: Browser, of: Administration, until: str
    ) -> None:
        vink = cast.client(of)
        client.force_login(cast.anna(of))

        client.post(f"/clients/{vink.pk}/pause/", {"reason": "x", "until": until})

        assert not Hold.objects.exists()

    @pytest.mark.parametrize("many", [3, 30])
    def test_costs_the_same_however_many(
        self, client: Browser, of: Administration, many: int
    ) -> None:
        vink = cast.client(of)
        for _ in range(many):
            cast.invoice(vink)
        follow_up(of.pk, day=cast.DAY, at=cast.AT)
        client.force_login(cast.anna(of))

        with CaptureQueriesContext(connection) as counted:
            client.get(f"/clients/{vink.pk}/")

        assert len(counted) == 27

    def test_leads_to_the_answer_that_nobody_has_read(
        self, client: Browser, of: Administration
    ) -> None:
        vink = cast.client(of)
        cast.invoice(vink)
        arrived = Arrived(vink.pk, "email", cast.AT, text="Ik betaal vrijdag.")
        (answer,) = receive(of.pk, arrived=[arrived], day=cast.DAY, at=cast.AT)
        client.force_login(cast.anna(of))

        unread = client.get(f"/clients/{vink.pk}/").text
        Answer.objects.update(read_at=cast.AT)
        read = client.get(f"/clients/{vink.pk}/").text

        assert f'href="/answers/{answer}/"' in unread
        assert "/answers/" not in read


class TestTheTimeLine:
    def test_loses_nothing_between_its_pages(self, of: Administration) -> None:
        vink = cast.client(of)
        for number in range(45):
            cast.invoice(vink, issued_on=cast.DAY - timedelta(days=number % 4))
            ContactMoment.objects.create(
                administration=of, client=vink, step="call", channel="phone",
                outcome="spoken", on=cast.DAY - timedelta(days=number % 3),
                recorded_at=cast.AT,
            )  # fmt: skip
        follow_up(of.pk, day=cast.DAY, at=cast.AT)

        seen, before = [], ""
        for _ in range(4):
            page, before = time_line(of.pk, client_id=vink.pk, before=before)
            assert len(page) <= PAGE
            seen += [(entry.source, entry.id) for entry in page]
            if not before:
                break

        assert before == ""
        assert len(seen) == len(set(seen)) == 90

    @pytest.mark.parametrize("before", ["x", "_", "2026-10-14T00:00:00_e_1", "2026_e_x"])
    def test_takes_a_broken_key_for_the_beginning(
        self, of: Administration, before: str
    ) -> None:
        vink = cast.client(of)
        cast.invoice(vink)

        assert len(time_line(of.pk, client_id=vink.pk, before=before)[0]) == 1


class TestDays:
    def test_of_another_year_show_it(self, client: Browser) -> None:
        of = cast.administration()
        invoice = cast.invoice(
            cast.client(of), due_on=date(2021, 3, 25), issued_on=date(2021, 3, 1)
        )
        cast.invoice(cast.client(of, "Dirk"), due_on=cast.DAY - timedelta(days=7))
        client.force_login(cast.anna(of))

        pages = [
            client.get(address).text
            for address in (
                "/clients/",
                "/invoices/",
                f"/clients/{invoice.client_id}/",
                f"/invoices/{invoice.pk}/",
            )
        ]

        assert all("do 25 mrt 2021" in page for page in pages)
        assert "wo 7 okt<" in pages[0]


def paid_in_full(invoice: Invoice, *, on: date) -> None:
    """Let it be paid in cash."""
    payment = Payment.objects.create(
        administration=invoice.administration,
        client=invoice.client,
        method="cash",
        paid_on=on,
        amount_cents=invoice.payable_cents,
        booked_at=cast.AT,
    )
    Allocation.objects.create(
        administration=invoice.administration,
        payment=payment,
        invoice=invoice,
        cents=payment.amount_cents,
    )


class TestTheUsualPayDay:
    def test_is_learned_and_proposes_a_due_date(
        self, client: Browser, of: Administration
    ) -> None:
        vink = cast.client(of, term_days=14)
        for friday in (
            date(2026, 9, 4),
            date(2026, 9, 11),
            date(2026, 9, 18),
            date(2026, 9, 25),
        ):
            paid_in_full(cast.invoice(vink, due_on=friday), on=friday)
        client.force_login(cast.anna(of, language="en"))

        page = client.get(f"/clients/{vink.pk}/").context["page"]

        assert page.pay_day == "Usually pays on Friday · 4 of 4 payments"
        assert page.due_on == date(2026, 10, 30)  # 28 October and the first Friday after it

    def test_that_was_told_goes_before_what_was_learned(
        self, client: Browser, of: Administration
    ) -> None:
        vink = cast.client(of, term_days=14, pays_on_monthday=29)
        client.force_login(cast.anna(of, language="en"))

        page = client.get(f"/clients/{vink.pk}/").context["page"]

        assert page.pay_day == "Usually pays on day 29 of the month · as you know"
        assert page.due_on == date(2026, 10, 29)

    def test_beyond_the_margin_proposes_nothing(
        self, client: Browser, of: Administration
    ) -> None:
        vink = cast.client(of, term_days=14, pays_on_monthday=31)
        client.force_login(cast.anna(of, language="en"))

        page = client.get(f"/clients/{vink.pk}/").context["page"]

        assert page.pay_day == "Usually pays on the last day of the month · as you know"
        assert page.due_on is None  # Saturday the 31st is paid on Monday: five days

    def test_is_not_guessed(self, client: Browser, of: Administration) -> None:
        vink = cast.client(of, term_days=14)
        client.force_login(cast.anna(of))

        page = client.get(f"/clients/{vink.pk}/").context["page"]

        assert (page.pay_day, page.due_on) == ("", None)
