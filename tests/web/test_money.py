"""Geld: who may match, one press per place, and back again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from tests.books import factories as cast

from voldaan.actions.payments.match_lines import match_lines
from voldaan.books.models import (
    Administration,
    BankLine,
    Candidate,
    Client,
    ClientAccount,
    Invoice,
    Payment,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio() -> Administration:
    return cast.administration()


@pytest.fixture
def vink(studio: Administration) -> Client:
    client = cast.client(studio)
    cast.contact(client)
    return client


@pytest.fixture
def browser(client: Browser, studio: Administration) -> Browser:
    client.force_login(cast.anna(studio))
    return client


@pytest.fixture
def line(studio: Administration, vink: Client) -> BankLine:
    """Give a payment of Vink that fits two invoices."""
    cast.invoice(vink, number="2026-041")
    cast.invoice(vink, number="2026-042", due_on=cast.DAY - timedelta(days=2))
    line = cast.bank_line(studio)
    match_lines(studio.pk, at=cast.AT)
    return line


def key_of(candidate: Candidate) -> str:
    parts = "".join(f"{invoice}-{cents}." for invoice, cents in candidate.allocations)
    return f"{candidate.client_id}:{parts}"


class TestWhoMayNot:
    ADDRESSES = ("match/", "back/")

    def test_strangers_go_to_the_door(self, client: Browser, line: BankLine) -> None:
        cast.person("Anna")

        assert client.get("/money/").headers["Location"].startswith("/account/login/")
        assert client.post(f"/money/lines/{line.pk}/match/").status_code == 302

    def test_others_find_nothing(self, client: Browser, line: BankLine) -> None:
        client.force_login(cast.chris())

        assert client.get(f"/money/lines/{line.pk}/").status_code == 404
        for address in self.ADDRESSES:
            answer = client.post(f"/money/lines/{line.pk}/{address}", {"candidate": "none"})
            assert answer.status_code == 404
        assert "Vink" not in client.get("/money/").text
        line.refresh_from_db()
        assert line.set_aside_at is None

    def test_others_cannot_undo(self, browser: Browser, line: BankLine) -> None:
        chosen = Candidate.objects.filter(line=line, place=1).get()
        browser.post(f"/money/lines/{line.pk}/match/", {"candidate": key_of(chosen)})
        payment = Payment.objects.get()
        stranger = Browser()
        stranger.force_login(cast.chris())

        assert stranger.post(f"/money/bookings/{payment.pk}/undo/").status_code == 404
        assert Payment.objects.count() == 1

    def test_viewers_look_only(
        self, client: Browser, studio: Administration, line: BankLine
    ) -> None:
        client.force_login(cast.vera(studio))

        assert client.get("/money/").status_code == 200
        for address in (
            f"lines/{line.pk}/match/",
            f"lines/{line.pk}/back/",
            "bookings/1/undo/",
        ):
            assert client.post(f"/money/{address}", {"candidate": "none"}).status_code == 403

    def test_nothing_changes_by_looking(self, browser: Browser, line: BankLine) -> None:
        assert browser.get(f"/money/lines/{line.pk}/match/").status_code == 405


class TestThePage:
    def test_shows_places_with_reasons_and_keys(self, browser: Browser, line: BankLine) -> None:
        page = browser.get("/money/")

        assert "1 betaling zoekt een factuur" in page.text
        assert 'data-key="1"' in page.text
        assert 'data-key="2"' in page.text
        assert "Vink BV · 2026-041" in page.text
        assert "€\xa01.210,00" in page.text

    def test_shows_which_days_are_seen(self, browser: Browser, studio: Administration) -> None:
        cast.statement(studio)

        page = browser.get("/money/")

        assert "1 september 2026" in page.text
        assert "dinsdag 13 oktober 2026" in page.text or "13 oktober 2026" in page.text

    def test_says_when_days_are_missing(self, browser: Browser, studio: Administration) -> None:
        cast.statement(
            studio, first_day=cast.DAY.replace(month=1), last_day=cast.DAY.replace(month=2)
        )
        cast.statement(studio)

        assert "er missen dagen" in browser.get("/money/").text.lower()

    def test_writes_what_the_bank_says_as_text(
        self, browser: Browser, studio: Administration
    ) -> None:
        cast.bank_line(studio, name="<script>alert(1)</script>", text="<img src=x>")
        page = browser.get("/money/?show=others")

        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text
        assert "<img" not in page.text

    def test_asks_the_same_number_of_questions_for_many_lines(
        self, browser: Browser, studio: Administration, vink: Client
    ) -> None:
        counts = []
        for many in (3, 30):
            for place in range(many):
                cast.invoice(vink)
                cast.bank_line(studio, name=f"Vink BV {place}")
            match_lines(studio.pk, at=cast.AT)
            with CaptureQueriesContext(connection) as asked:
                assert browser.get("/money/").status_code == 200
            counts.append(len(asked))

        assert counts[0] == counts[1]
        assert counts[0] <= 18


class TestMatching:
    def test_books_the_place_that_was_pressed(self, browser: Browser, line: BankLine) -> None:
        chosen = Candidate.objects.filter(line=line, place=2).get()
        page = browser.post(
            f"/money/lines/{line.pk}/match/",
            {"candidate": key_of(chosen), "remember": "on"},
            follow=True,
        )

        payment = Payment.objects.get()
        assert [[part.invoice_id, part.cents] for part in payment.allocations.all()] == (
            chosen.allocations
        )
        assert ClientAccount.objects.get().iban == cast.CLIENT_IBAN
        assert "Geboekt." in page.text

    def test_remembers_an_account_only_when_asked(
        self, browser: Browser, line: BankLine
    ) -> None:
        chosen = Candidate.objects.filter(line=line, place=1).get()
        browser.post(f"/money/lines/{line.pk}/match/", {"candidate": key_of(chosen)})

        assert Payment.objects.exists()
        assert not ClientAccount.objects.exists()

    def test_books_once_when_pressed_twice(self, browser: Browser, line: BankLine) -> None:
        chosen = Candidate.objects.filter(line=line, place=1).get()
        for _ in range(2):
            page = browser.post(
                f"/money/lines/{line.pk}/match/", {"candidate": key_of(chosen)}, follow=True
            )

        assert "al een plek" in page.text
        assert Payment.objects.count() == 1

    @pytest.mark.parametrize(
        "pressed",
        ["", "1", "0:", "999999999999999999:", "1:1-0.", "1:1--5.", "1:999-100.", "x" * 5000],
    )
    def test_refuses_nonsense(self, browser: Browser, line: BankLine, pressed: str) -> None:
        page = browser.post(
            f"/money/lines/{line.pk}/match/", {"candidate": pressed}, follow=True
        )

        assert page.status_code == 200
        assert not Payment.objects.exists()

    def test_refuses_more_than_is_open(
        self, browser: Browser, studio: Administration, line: BankLine, vink: Client
    ) -> None:
        small = cast.invoice(vink, payable_cents=100)
        browser.post(
            f"/money/lines/{line.pk}/match/", {"candidate": f"{vink.pk}:{small.pk}-101."}
        )

        assert not Payment.objects.exists()

    def test_refuses_an_invoice_of_another_administration(
        self, browser: Browser, line: BankLine, vink: Client
    ) -> None:
        theirs = cast.invoice(cast.client(cast.administration("Elders")))
        for client in (vink.pk, theirs.client_id):
            browser.post(
                f"/money/lines/{line.pk}/match/",
                {"candidate": f"{client}:{theirs.pk}-100."},
            )

        assert not Payment.objects.exists()

    def test_undoes_a_booking(self, browser: Browser, line: BankLine) -> None:
        chosen = Candidate.objects.filter(line=line, place=1).get()
        browser.post(f"/money/lines/{line.pk}/match/", {"candidate": key_of(chosen)})
        payment = Payment.objects.get()

        for _ in range(2):
            page = browser.post(f"/money/bookings/{payment.pk}/undo/", follow=True)

        assert Payment.objects.count() == 2
        assert "al ongedaan gemaakt" in page.text
        assert f'id="line-{line.pk}"' in page.text


class TestSettingAside:
    def test_takes_the_line_away_and_gives_it_back(
        self, browser: Browser, line: BankLine
    ) -> None:
        page = browser.post(
            f"/money/lines/{line.pk}/match/", {"candidate": "none"}, follow=True
        )
        assert f'id="line-{line.pk}"' not in page.text
        assert f"/money/lines/{line.pk}/back/" in page.text

        page = browser.post(f"/money/lines/{line.pk}/back/", follow=True)
        assert f'id="line-{line.pk}"' in page.text


class TestSearching:
    def test_finds_by_number_and_by_client(
        self, browser: Browser, studio: Administration
    ) -> None:
        line = cast.bank_line(studio, 5_000, name="Mevrouw X", iban="")
        dirk = cast.client(studio, "Dirk Jansen")
        invoice = cast.invoice(dirk, number="2026-077")

        for search in ("077", "jansen"):
            page = browser.get(f"/money/lines/{line.pk}/", {"search": search})
            assert f'value="{dirk.pk}:{invoice.pk}-5000."' in page.text

        browser.post(
            f"/money/lines/{line.pk}/match/", {"candidate": f"{dirk.pk}:{invoice.pk}-5000."}
        )
        assert Payment.objects.get().client == dirk

    def test_places_money_on_a_client_without_invoice(
        self, browser: Browser, studio: Administration, vink: Client
    ) -> None:
        line = cast.bank_line(studio, 700)
        browser.post(f"/money/lines/{line.pk}/match/", {"candidate": f"{vink.pk}:"})

        assert Payment.objects.get().allocations.get().invoice is None

    def test_finds_nothing_of_others(self, browser: Browser, studio: Administration) -> None:
        line = cast.bank_line(studio)
        cast.invoice(cast.client(cast.administration("Elders"), "Vreemd BV"))

        assert "Vreemd" not in browser.get(
            f"/money/lines/{line.pk}/", {"search": "vreemd"}
        ).text.replace('value="vreemd"', "")


class TestSplitting:
    @pytest.fixture
    def merel(self, studio: Administration) -> Client:
        merel = cast.client(studio, "Merel BV")
        cast.invoice(merel, number="2026-077", payable_cents=60_500)
        return merel

    def split(self, browser: Browser, line: BankLine, **fields: object) -> str:
        page = browser.post(
            f"/money/lines/{line.pk}/match/", {"candidate": "ticked", **fields}, follow=True
        )
        return page.content.decode()

    def test_books_what_is_ticked_and_lets_the_rest_wait(
        self, browser: Browser, line: BankLine, merel: Client
    ) -> None:
        mine = Invoice.objects.get(number="2026-041").pk
        theirs = Invoice.objects.get(number="2026-077").pk

        page = self.split(
            browser,
            line,
            part=[mine, theirs],
            **{f"cents-{mine}": "500,00", f"cents-{theirs}": "605.00"},
        )

        assert "nog een plek" in page
        assert sorted(Payment.objects.values_list("client__name", "amount_cents")) == [
            ("Merel BV", 60_500),
            ("Vink BV", 50_000),
        ]
        assert not ClientAccount.objects.exists()

    def test_says_so_when_nothing_is_left(
        self, browser: Browser, line: BankLine, merel: Client
    ) -> None:
        both = Invoice.objects.filter(number__in=["2026-041", "2026-077"])
        amounts = {f"cents-{pk}": "605,00" for pk in both.values_list("pk", flat=True)}

        page = self.split(
            browser,
            line,
            part=list(both.values_list("pk", flat=True)),
            remember="on",
            **amounts,
        )

        assert "nog een plek" not in page
        assert ClientAccount.objects.count() == 2

    @pytest.mark.parametrize(
        ("part", "amount"),
        [("", "5,00"), ("x", "5,00"), ("9" * 30, "5,00"), ("mine", ""), ("mine", "veel"),
         ("mine", "0,00"), ("mine", "-5,00"), ("mine", "5,005"), ("mine", "1.210,01")],
    )  # fmt: skip
    def test_changes_nothing_on_nonsense(
        self, browser: Browser, line: BankLine, part: str, amount: str
    ) -> None:
        mine = Invoice.objects.get(number="2026-041").pk
        ticked = str(mine) if part == "mine" else part

        page = self.split(browser, line, part=ticked, **{f"cents-{ticked}": amount})

        assert "Kies nog een keer" in page
        assert not Payment.objects.exists()

    def test_reaches_nothing_of_others(self, browser: Browser, line: BankLine) -> None:
        elsewhere = cast.administration("Bureau Chris", iban="")
        theirs = cast.invoice(cast.client(elsewhere), number="2026-001").pk

        page = self.split(browser, line, part=theirs, **{f"cents-{theirs}": "5,00"})

        assert "Kies nog een keer" in page
        assert not Payment.objects.exists()

    def test_is_offered_where_several_are_found(self, browser: Browser, line: BankLine) -> None:
        page = browser.get(f"/money/lines/{line.pk}/?search=2026").content.decode()

        assert page.count('name="part"') == 2
        assert 'value="1.210,00"' in page
