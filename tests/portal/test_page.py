"""What the page shows: what this client owes and where to pay it, and nothing else."""

import re
from datetime import date

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from tests.books import factories as make
from tests.portal.conftest import Guest, answers, pause, pay, with_link

from voldaan.books.models import Administration, Client, Invoice
from voldaan.portal.presenting import words

pytestmark = pytest.mark.django_db


def shown(guest: Guest) -> str:
    """Give the words of the page, without the signs between them."""
    text = re.sub(r"<[^>]+>", " ", guest.look().text)
    return " ".join(text.replace("\xa0", " ").split())


class TestThePage:
    def test_shows_who_writes_what_is_open_and_where_to_pay(self, guest: Guest) -> None:
        page = guest.look().text
        words = shown(guest)

        assert all(each in words for each in ("Anna", "Studio Anna", "2026-041", "€ 1.210,00"))
        assert "NL91 ABNA 0417 1643 00" in words
        assert 'href="tel:0612345678"' in page

    def test_shows_every_open_invoice_and_their_sum(self, guest: Guest, vink: Client) -> None:
        make.invoice(vink, number="2026-042", payable_cents=5_000, due_on=date(2026, 10, 2))

        words = shown(guest)

        assert "2026-042" in words
        assert "€ 50,00" in words
        assert "€ 1.260,00" in words
        assert "2026-042, 2026-041" in words  # what to write with the payment

    def test_asks_what_is_due_and_shows_what_is_not(self, guest: Guest, vink: Client) -> None:
        make.invoice(vink, number="2026-042", payable_cents=5_000, due_on=date(2026, 11, 2))

        words = shown(guest)

        assert "2026-042 ma 2 nov € 50,00 nog niet" in words
        assert "Nu te betalen € 1.210,00" in words
        assert "Kenmerk 2026-041 " in words

    def test_asks_everything_while_nothing_is_due(self, guest: Guest, vink: Client) -> None:
        Invoice.objects.update(due_on=date(2026, 10, 20))
        make.invoice(vink, number="2026-042", payable_cents=5_000, due_on=date(2026, 11, 2))

        words = shown(guest)

        assert "Nu te betalen € 1.260,00" in words
        assert "nog niet" not in words

    def test_pauses_what_its_owner_looks_into(self, guest: Guest, vink: Client) -> None:
        held = make.invoice(vink, number="2026-042", payable_cents=5_000)
        pause(held)

        words = shown(guest)

        assert "gepauzeerd" in words
        assert "Nu te betalen € 1.210,00" in words
        assert "€ 50,00" not in words

    def test_asks_nothing_when_all_is_paused(self, guest: Guest) -> None:
        pause(Invoice.objects.get())

        words = shown(guest)

        assert "Er hoeft nu niets betaald te worden." in words
        assert "NL91" not in words
        assert "Ik heb al betaald" in words

    def test_takes_credit_off(self, guest: Guest, vink: Client) -> None:
        make.invoice(vink, number="C-7", kind="credit_note", payable_cents=21_000)

        words = shown(guest)

        assert "C-7" in words
        assert "€ 1.000,00" in words

    def test_shows_nothing_of_another_client_or_firm(
        self, guest: Guest, of: Administration
    ) -> None:
        make.invoice(make.client(of, "Dirk"), number="GEHEIM-1", payable_cents=77_700)
        chris = make.chris().memberships.get().administration
        make.invoice(make.client(chris, "Vink BV"), number="GEHEIM-2")

        words = shown(guest)

        assert "GEHEIM" not in words
        assert "777" not in words
        assert "Chris" not in words

    def test_says_nothing_of_what_we_know_of_the_client(
        self, guest: Guest, vink: Client
    ) -> None:
        pay(make.invoice(vink, number="OUD-1"))

        page = guest.look().text

        for word in ("OUD-1", "els@vink.example", "Els", "020 1234567", "business"):
            assert word not in page

    def test_says_when_nothing_is_open(self, vink: Client) -> None:
        guest = with_link(vink)
        pay(Invoice.objects.get(number="2026-041"))

        page = guest.look()

        assert "2026-041" not in page.text
        assert "NL91" not in page.text
        assert page.text.count("<form") == 1  # something is not right

    def test_asks_nothing_of_who_is_in_debt_help(self, guest: Guest, vink: Client) -> None:
        vink.stopped_for = "debt_help"
        vink.save(update_fields=["stopped_for"])

        words = shown(guest)

        assert "2026-041" in words
        assert "NL91" not in words

    def test_says_where_the_account_stands_when_it_is_not_known(
        self, guest: Guest, of: Administration
    ) -> None:
        of.iban = of.phone = ""
        of.save(update_fields=["iban", "phone"])

        page = guest.look().text

        assert "tel:" not in page
        assert "Rekening<" not in page
        assert "€" in page

    def test_shows_strange_words_as_words(self, guest: Guest, vink: Client) -> None:
        evil = '<script>alert("x")</script>'
        make.invoice(vink, number=evil)
        vink.administration.sender_name = evil
        vink.administration.save(update_fields=["sender_name"])

        page = guest.look().text

        assert "<script" not in page
        assert "&lt;script&gt;" in page

    def test_dials_nothing_but_digits(self, guest: Guest, of: Administration) -> None:
        of.phone = '+31 (0)6-12 "onclick=x'
        of.save(update_fields=["phone"])

        assert 'href="tel:+310612"' in guest.look().text

    @pytest.mark.parametrize("slug", ["betaald", "dag", "aangekomen", "nodig", "klopt-niet"])
    def test_shows_the_answer_of_a_link_in_front(self, guest: Guest, slug: str) -> None:
        page = guest.look(f"{slug}/").text

        assert page.index(f"{slug}/") < page.index("2026-041</th>")
        assert page.count("<h1") == 1
        assert answers() == []

    def test_takes_few_queries_however_much_is_open(self, guest: Guest, vink: Client) -> None:
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                guest.look()
            counts.append(len(queries))
            for _ in range(20):
                make.invoice(vink)

        assert counts == [6, 6]

    @pytest.mark.parametrize(("language", "form"), [("nl", "je"), ("nl", "u"), ("en", "je")])
    def test_says_at_the_bottom_who_sees_an_answer(
        self, guest: Guest, vink: Client, language: str, form: str
    ) -> None:
        Client.objects.update(language=language, address_form=form)
        with override(language):
            said = words(form, sender="Anna").privacy

        (foot,) = re.findall(r"<footer>(.*?)</footer>", guest.look().text, re.DOTALL)

        assert said in foot
        assert "Anna" in said
        assert "href" not in foot
        assert len(said) < 120

    def test_is_small(self, guest: Guest, vink: Client) -> None:
        for _ in range(10):
            make.invoice(vink)
        style = finders.find("portal/page.css")
        assert style

        page = guest.look().content
        with open(style, "rb") as file:
            whole = len(page) + len(file.read())

        assert whole < 50_000
        assert re.findall(rb'(?:src|href)="(/static/[^"]+)"', page) == [
            b"/static/portal/page.css"
        ]


class TestTheLanguage:
    @pytest.mark.parametrize(
        ("language", "amount"), [("nl", "€\xa01.210,00"), ("en", "€1,210.00")]
    )
    def test_is_that_of_the_client(
        self, guest: Guest, vink: Client, language: str, amount: str
    ) -> None:
        vink.language = language
        vink.save(update_fields=["language"])
        guest.browser.cookies["django_language"] = "en" if language == "nl" else "nl"

        page = guest.look()

        assert f'<html lang="{language}">' in page.text
        assert page.headers["Content-Language"] == language
        assert amount in page.text

    def test_says_je_or_u(self, guest: Guest, vink: Client) -> None:
        informal = guest.look("dank/").text
        vink.address_form = "u"
        vink.save(update_fields=["address_form"])

        formal = guest.look("dank/").text

        assert "Dank je wel" in informal
        assert "krijg je geen herinneringen" in informal
        assert "Dank u wel" in formal
        assert "krijgt u geen herinneringen" in formal

    def test_speaks_plain_english_to_who_reads_english(
        self, guest: Guest, vink: Client
    ) -> None:
        vink.language = "en"
        vink.save(update_fields=["language"])

        words = shown(guest)

        assert "Open invoice" in words
        assert "I have already paid" in words
        assert "Betaal" not in words
