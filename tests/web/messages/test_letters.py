"""Letters: one as PDF, all together, and when they were posted."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from tests.actions.ways.cast import owing
from tests.books import factories as cast

from voldaan.actions.steps.follow_up import follow_up
from voldaan.books.models import Administration, Client, ContactMoment, Hold, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Administration:
    firm = cast.administration(street="Gracht 7", postcode="3511 AB", city="Utrecht")
    cast.statement(firm)
    return firm


@pytest.fixture
def browser(client: Browser, of: Administration) -> Browser:
    client.force_login(cast.anna(of))
    return client


def decide(of: Administration) -> None:
    follow_up(of.pk, day=cast.DAY, at=cast.AT)


def text_of(content: bytes) -> str:
    """Give the words on all pages."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


class TestWhoMayNot:
    def test_a_stranger_goes_to_the_door(self, client: Browser) -> None:
        cast.person("Anna")

        for address in ("/letters/", "/letters/file/"):
            assert client.get(address).headers["Location"].startswith("/account/login/")

    def test_others_write_nothing_down(self, client: Browser, of: Administration) -> None:
        owing(of, "post")
        decide(of)
        form = {"letter": Message.objects.get().pk, "on": "2026-10-14"}

        for who in (cast.bas, cast.vera):
            client.force_login(who(of))
            assert client.post("/letters/posted/", form).status_code == 403
            assert client.get("/letters/").status_code == 200

    def test_chris_sees_and_marks_nothing(self, client: Browser, of: Administration) -> None:
        owing(of, "post")
        decide(of)
        client.force_login(cast.chris())
        form = {"letter": Message.objects.get().pk, "on": "2026-10-14"}

        page = client.get("/letters/").context["page"]
        client.post("/letters/posted/", form)

        assert (page.ready, page.missing) == ((), ())
        assert client.get("/letters/file/").headers["Location"] == "/letters/"
        assert Message.objects.get().state == "proposed"


class TestOneLetter:
    def test_holds_the_words_and_both_addresses(
        self, browser: Browser, of: Administration
    ) -> None:
        owing(of, "post")
        decide(of)

        answer = browser.get(f"/messages/{Message.objects.get().pk}/letter/")

        words = text_of(answer.content)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("inline")
        for said in (
            "Vink BV",
            "t.a.v. Els de Vries",
            "Kade 12 b",
            "UTRECHT",
            "Gracht 7",
            "Utrecht, 14 oktober 2026",
            "Al betaald?",
            "Met vriendelijke groet,",
        ):
            assert said in words  # fmt: skip

    def test_is_made_of_the_words_on_the_page(
        self, browser: Browser, of: Administration
    ) -> None:
        owing(of, "post")
        decide(of)
        before = Message.objects.get().body_text

        answer = browser.post(
            f"/messages/{Message.objects.get().pk}/letter/",
            {"subject": "Even vragen", "body": "Dag Els,\r\n\r\nMijn woorden.\r\n\r\nAnna"},
        )

        assert "Mijn woorden." in text_of(answer.content)
        assert "Even vragen" in text_of(answer.content)
        assert Message.objects.get().body_text == before

    def test_lists_several_invoices_in_a_table_and_once(
        self, browser: Browser, of: Administration
    ) -> None:
        client = owing(of, "post")
        cast.invoice(client, number="2026-777", payable_cents=5_000)
        decide(of)

        words = text_of(browser.get(f"/messages/{Message.objects.get().pk}/letter/").content)

        assert "13-10-2026" in words  # as the table of the paper writes it
        assert "Na betaaldatum" not in words  # a header of the table in plain words

    @pytest.mark.parametrize(
        "body", ["", "x" * 50_000, "😀" * 50, "\0", "a\n\n" * 500, "{link} #let x = 1"]
    )
    def test_bears_any_words(self, browser: Browser, of: Administration, body: str) -> None:
        owing(of, "post")
        decide(of)

        answer = browser.post(
            f"/messages/{Message.objects.get().pk}/letter/", {"subject": "Dag", "body": body}
        )

        assert answer.status_code in {200, 302}

    def test_is_not_made_of_a_mail(self, browser: Browser, of: Administration) -> None:
        client = cast.client(of)
        cast.contact(client)
        cast.invoice(client)
        decide(of)

        answer = browser.get(f"/messages/{Message.objects.get().pk}/letter/")

        assert answer.headers["Location"] == "/"


class TestAllLetters:
    def test_are_one_file_with_a_list_in_front(
        self, browser: Browser, of: Administration
    ) -> None:
        for _ in range(2):
            owing(of, "post")
        owing(of, "post", name="Merel", street="Kade")
        decide(of)

        page: Any = browser.get("/letters/").context["page"]
        words = text_of(browser.get("/letters/file/").content)

        assert [each.client for each in page.ready] == ["Vink BV", "Vink BV"]
        assert [each.client for each in page.missing] == ["Merel"]
        assert (
            "huisnummer" in page.missing[0].problem or "house number" in page.missing[0].problem
        )
        assert "Brieven van" in words
        assert "Merel" not in words

    def test_are_nothing_when_none_waits(self, browser: Browser) -> None:
        assert browser.get("/letters/").status_code == 200
        assert browser.get("/letters/file/").headers["Location"] == "/letters/"


class TestPosted:
    def test_marks_what_is_ticked_with_its_stamps(
        self, browser: Browser, of: Administration
    ) -> None:
        for name in ("Vink BV", "Merel"):
            owing(of, "post", name=name)
        decide(of)
        chosen = Message.objects.get(client__name="Merel")

        browser.post(
            "/letters/posted/", {"letter": chosen.pk, "on": "2026-10-14", "postage": "1,40"}
        )

        chosen.refresh_from_db()
        assert (chosen.state, chosen.cost_cents) == ("sent", 140)
        assert ContactMoment.objects.get().client_id == chosen.client_id
        assert [each.client for each in browser.get("/letters/").context["page"].ready] == [
            "Vink BV"
        ]
        told = browser.get(f"/clients/{chosen.client_id}/").context["page"].moments
        assert any(each.text.endswith(" €\xa01,40") for each in told)

    @pytest.mark.parametrize(
        "changes",
        [
            {"on": "2026-10-15"},
            {"on": "2020-01-01"},
            {"on": ""},
            {"letter": []},
            {"letter": ["x", "9" * 30, "-1", "²"]},
            {"postage": "veel"},
            {"postage": "-1"},
            {"postage": "99999"},
        ],
    )
    def test_refuses_what_cannot_be(
        self, browser: Browser, of: Administration, changes: dict[str, object]
    ) -> None:
        owing(of, "post")
        decide(of)
        form = {"letter": Message.objects.get().pk, "on": "2026-10-14", **changes}

        answer = browser.post("/letters/posted/", form)

        assert answer.status_code in {302, 422}
        assert Message.objects.get().state == "proposed"

    def test_from_the_card_keeps_the_words_on_the_paper(
        self, browser: Browser, of: Administration
    ) -> None:
        owing(of, "post")
        decide(of)
        pk = Message.objects.get().pk

        browser.post(
            f"/messages/{pk}/posted/",
            {"subject": "Even vragen", "body": "Dag Els", "on": "2026-10-14"},
        )

        sent = Message.objects.get(pk=pk)
        assert (sent.state, sent.subject, sent.channel) == ("sent", "Even vragen", "post")

    def test_from_the_card_refuses_a_day_to_come(
        self, browser: Browser, of: Administration
    ) -> None:
        owing(of, "post")
        decide(of)
        pk = Message.objects.get().pk

        for on in ("2026-10-15", "", "x"):
            browser.post(f"/messages/{pk}/posted/", {"subject": "A", "body": "B", "on": on})

        assert (Message.objects.get().state, Client.objects.count()) == ("proposed", 1)
        assert Message.objects.get().subject != "A"


class TestWhatChangedMeanwhile:
    """One client was paused since its letter stood ready: the run comes later."""

    @pytest.fixture
    def paused(self, of: Administration) -> Message:
        owing(of, "post")
        merel = owing(of, "post", name="Merel")
        decide(of)
        Hold.objects.create(
            administration=of,
            client=merel,
            reason="ziek",
            from_day=cast.DAY,
            until_day=cast.DAY + timedelta(days=9),
            set_at=cast.AT,
        )
        return Message.objects.get(client=merel)

    def test_falls_out_of_the_page_and_the_file_by_name(
        self, browser: Browser, paused: Message
    ) -> None:
        page = browser.get("/letters/")
        (first, *others) = PdfReader(BytesIO(browser.get("/letters/file/").content)).pages

        assert [each.client for each in page.context["page"].ready] == ["Vink BV"]
        assert [each.client for each in page.context["page"].changed] == ["Merel"]
        assert "Merel" in page.text
        assert "Merel" in first.extract_text().partition("want er is iets veranderd:")[2]
        assert not any("Merel" in each.extract_text() for each in others)
        paused.refresh_from_db()
        assert paused.state == "proposed"

    def test_is_not_made_alone(self, browser: Browser, paused: Message) -> None:
        answer = browser.get(f"/messages/{paused.pk}/letter/")

        assert answer.headers["Location"] == "/"
        assert len(list(browser.get("/").context["messages"])) == 1

    def test_leaves_no_file_when_nothing_else_waits(
        self, browser: Browser, paused: Message
    ) -> None:
        Message.objects.exclude(pk=paused.pk).delete()

        assert browser.get("/letters/file/").headers["Location"] == "/letters/"

    def test_is_looked_at_in_as_many_queries_for_many(
        self, browser: Browser, of: Administration, paused: Message
    ) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as found:
                browser.get("/letters/")
            return len(found)

        few = queries()
        for number in range(5):
            owing(of, "post", name=f"Klant {number}")
        decide(of)

        assert queries() == few

    def test_is_still_shown_when_it_went(self, browser: Browser, paused: Message) -> None:
        browser.post(f"/messages/{paused.pk}/posted/", {"on": "2026-10-14"})

        answer = browser.get(f"/messages/{paused.pk}/letter/")

        assert answer.headers["Content-Type"] == "application/pdf"
