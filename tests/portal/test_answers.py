"""The five answers: kept word for word, once, and the client is left in peace."""

from datetime import date, timedelta

import pytest
import time_machine
from tests.actions import scenes
from tests.books import factories as make
from tests.portal.conftest import Guest, answers, pay, with_link
from tests.web.test_scope import everything

from voldaan.actions.answers.press import (
    MOST_A_DAY,
    NotOfThisClient,
    Pressed,
    PressedTooOften,
    press,
)
from voldaan.books.models import Administration, Answer, Client, Decision, Invoice
from voldaan.books.queries import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(vink: Client) -> Client:
    """Let the client read English."""
    vink.language = "en"
    vink.save(update_fields=["language"])
    return vink


@pytest.mark.usefixtures("english")
class TestEachAnswer:
    @pytest.mark.parametrize(
        ("slug", "given", "kept"),
        [
            ("aangekomen", {}, ("thanks", "Yes, all has arrived well.", None)),
            (
                "nodig",
                {"what": "copy"},
                ("not_received", "I have not received the invoice. Please send a copy.", None),
            ),
            (
                "nodig",
                {"what": "number", "text": "PO 4500"},
                (
                    "needs_po",
                    "I need a purchase number or other details on the invoice.\n\nPO 4500",
                    None,
                ),
            ),
            ("betaald", {}, ("paid", "I have already paid.", None)),
            (
                "betaald",
                {"day": "2026-10-12"},
                ("paid", "I have already paid, on 12 October 2026.", date(2026, 10, 12)),
            ),
            (
                "dag",
                {"day": "2026-10-20"},
                ("promise", "I pay on 20 October 2026.", date(2026, 10, 20)),
            ),
            (
                "dag",
                {"day": "20-10-2026"},
                ("promise", "I pay on 20 October 2026.", date(2026, 10, 20)),
            ),
            (
                "klopt-niet",
                {"text": "Too many hours"},
                ("dispute", "Something is not right.\n\nToo many hours", None),
            ),
        ],
    )
    def test_is_kept_with_its_meaning(
        self, guest: Guest, slug: str, given: dict[str, str], kept: tuple[object, ...]
    ) -> None:
        answer = guest.press(slug, **given)

        assert answer.status_code == 302
        assert answer.headers["Location"] == f"{guest.address}dank/"
        assert answers() == [(*kept, [])]
        row = Answer.objects.get()
        assert (row.channel, row.certainty_percent, row.is_automatic) == ("page", 100, False)
        assert row.read_at is None

    def test_names_the_invoice_that_is_not_right(self, guest: Guest) -> None:
        invoice = Invoice.objects.get(number="2026-041")

        guest.press("klopt-niet", invoice=str(invoice.pk), text="Half of it")

        words = "Something is not right with invoice 2026-041.\n\nHalf of it"
        assert answers() == [("dispute", words, None, [invoice.pk])]

    def test_is_thanked_for_calmly(self, guest: Guest) -> None:
        page = guest.browser.get(guest.press("betaald").headers["Location"])

        assert page.status_code == 200
        assert "Thank you." in page.text
        assert "Anna reads this. Until then you get no reminders." in page.text


class TestAfterAPress:
    def test_the_client_is_held_and_the_owner_sees_a_card(
        self, guest: Guest, of: Administration
    ) -> None:
        scenes.look(of)
        assert Decision.objects.get(is_latest=True).step == "reminder_1"

        guest.press("betaald")

        decision = Decision.objects.get(is_latest=True)
        assert (decision.kind, decision.question) == ("ask", "read_answer")
        (card,), _ = today.cards(of.pk)
        assert card.decision.question == "read_answer"
        assert scenes.chains_are_whole()

    def test_the_link_goes_on_also_when_its_message_was_not_said_to_be_sent(
        self, of: Administration, vink: Client
    ) -> None:
        scenes.look(of)
        words = scenes.message(of).body_text
        guest = Guest(words.split("/k/")[1].split("/")[0])

        guest.press("betaald")

        assert guest.look("dank/").status_code == 200
        assert guest.look().status_code == 200


class TestTheSameAnswerTwice:
    def test_is_kept_once(self, guest: Guest, vink: Client) -> None:
        first = guest.press("betaald")
        second = with_link(vink).press("betaald")

        assert (first.status_code, second.status_code) == (302, 302)
        assert len(answers()) == 1

    def test_with_other_words_is_another(self, guest: Guest) -> None:
        guest.press("dag", day="2026-10-20")
        guest.press("dag", day="2026-10-21")

        assert len(answers()) == 2

    def test_is_news_again_once_somebody_has_read_the_first(self, guest: Guest) -> None:
        guest.press("betaald")
        Answer.objects.update(read_at=make.AT, meaning="paid")

        guest.press("betaald")

        assert len(answers()) == 2

    def test_is_news_again_the_next_day(
        self, guest: Guest, clock: time_machine.Traveller
    ) -> None:
        guest.press("betaald")
        clock.shift(timedelta(days=1, seconds=1))

        guest.press("betaald")

        assert len(answers()) == 2

    def test_by_replaying_the_very_request_changes_nothing(self, guest: Guest) -> None:
        given = {"proof": guest.proof()}
        guest.browser.post(f"{guest.address}betaald/", given)
        before = everything()

        again = guest.browser.post(f"{guest.address}betaald/", given)

        assert again.status_code == 302
        assert everything() == before


class TestTooManyAnswers:
    def test_in_one_day_are_not_kept(
        self, guest: Guest, vink: Client, clock: time_machine.Traveller
    ) -> None:
        for number in range(MOST_A_DAY):
            link = guest if number % 2 else with_link(vink)
            assert link.press("klopt-niet", text=f"reden {number}").status_code == 302

        refused = guest.press("klopt-niet", text="nog een")

        assert refused.status_code == 429
        assert 'role="alert"' in refused.text
        assert len(answers()) == MOST_A_DAY
        clock.shift(timedelta(days=1, seconds=1))
        assert guest.press("klopt-niet", text="nog een").status_code == 302

    def test_of_one_client_stop_no_other(self, guest: Guest, of: Administration) -> None:
        for number in range(MOST_A_DAY):
            guest.press("klopt-niet", text=f"reden {number}")
        dirk = make.client(of, "Dirk")
        make.invoice(dirk)

        assert with_link(dirk).press("betaald").status_code == 302


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("slug", "given"),
        [
            ("nodig", {}),
            ("nodig", {"what": "everything"}),
            ("betaald", {"day": "2026-10-15"}),
            ("betaald", {"day": "2020-01-01"}),
            ("betaald", {"day": "gisteren"}),
            ("dag", {}),
            ("dag", {"day": "2026-10-13"}),
            ("dag", {"day": "2036-10-20"}),
            ("dag", {"day": "99999-99-99"}),
            ("klopt-niet", {}),
            ("klopt-niet", {"text": "   "}),
            ("klopt-niet", {"text": "x" * 2_001}),
            ("klopt-niet", {"text": "a\0b"}),
            ("klopt-niet", {"text": "ja", "invoice": "0"}),
            ("klopt-niet", {"text": "ja", "invoice": "9" * 5_000}),
            ("klopt-niet", {"text": "ja", "invoice": "1 OR 1=1"}),
        ],
    )
    def test_is_said_beside_the_field_and_changes_nothing(
        self, guest: Guest, slug: str, given: dict[str, str]
    ) -> None:
        before = everything()

        page = guest.press(slug, **given)

        assert page.status_code == 200
        assert 'class="error"' in page.text
        assert page.text.count("<h1") == 1
        assert everything() == before

    def test_comes_back_as_it_was_typed(self, guest: Guest) -> None:
        page = guest.press("klopt-niet", text='</textarea><script>alert("x")</script>' * 60)

        assert "<script" not in page.text
        assert "&lt;script&gt;" in page.text

    @pytest.mark.parametrize("whose", ["of another client", "of another firm", "paid"])
    def test_is_an_invoice_that_is_not_on_the_page(
        self, guest: Guest, of: Administration, vink: Client, whose: str
    ) -> None:
        if whose == "of another client":
            foreign = make.invoice(make.client(of, "Dirk"))
        elif whose == "of another firm":
            elsewhere = make.chris().memberships.get().administration
            foreign = make.invoice(make.client(elsewhere, "Vink BV"))
        else:
            foreign = make.invoice(vink)
            pay(foreign)
        before = everything()

        page = guest.press("klopt-niet", text="ja", invoice=str(foreign.pk))

        assert page.status_code == 200
        assert everything() == before

    @pytest.mark.parametrize("slug", ["betaald", "dag", "aangekomen", "nodig"])
    def test_is_an_answer_about_nothing(self, guest: Guest, slug: str) -> None:
        proof = guest.proof()
        pay(Invoice.objects.get())

        page = guest.browser.post(
            f"{guest.address}{slug}/", {"proof": proof, "what": "copy", "day": "2026-10-14"}
        )

        assert page.status_code == 200
        assert answers() == []

    def test_is_an_answer_that_there_is_not(self, guest: Guest) -> None:
        assert guest.browser.post(f"{guest.address}weg/").status_code == 404
        assert guest.browser.post(guest.address, {"proof": guest.proof()}).status_code == 200
        assert answers() == []

    def test_keeps_words_of_html_as_words(self, guest: Guest) -> None:
        guest.press("klopt-niet", text="<b>mis</b> & 'zo'")

        assert answers()[0][1].endswith("\n\n<b>mis</b> & 'zo'")


class TestPress:
    """The action, under the page."""

    def test_keeps_nothing_that_cannot_be_seen(self, guest: Guest, vink: Client) -> None:
        make.invoice(vink, number="2026\u202e-042")
        number = Invoice.objects.latest("pk").pk

        guest.press("klopt-niet", text="Is \u202e005\u2066 euro\r\nniet 600", invoice=number)

        words = answers()[0][1]
        assert "2026-042" in words
        assert words.endswith("\n\nIs 005 euro\nniet 600")
        assert "\u202e" not in guest.look().text

    def test_takes_no_invisible_words_for_words(self, guest: Guest) -> None:
        answer = guest.press("klopt-niet", text="\u200b\u202e")

        assert answer.status_code == 200
        assert answers() == []

    def test_refuses_a_client_or_invoice_that_is_not_here(
        self, of: Administration, vink: Client
    ) -> None:
        elsewhere = make.administration("Bureau Chris")
        foreign = make.invoice(make.client(of, "Dirk"))
        tries = [
            (elsewhere.pk, Pressed("paid", "x")),
            (of.pk, Pressed("dispute", "x", invoice_id=foreign.pk)),
            (of.pk, Pressed("dispute", "x", invoice_id=2**62)),
        ]

        for administration_id, pressed in tries:
            with pytest.raises(NotOfThisClient):
                press(
                    administration_id, client_id=vink.pk, pressed=pressed,
                    day=make.DAY, at=make.AT,
                )  # fmt: skip

        assert answers() == []

    def test_says_the_same_to_a_repetition_when_enough_was_said(
        self, of: Administration, vink: Client
    ) -> None:
        def say(text: str) -> int | None:
            return press(
                of.pk, client_id=vink.pk, pressed=Pressed("dispute", text),
                day=make.DAY, at=make.AT,
            )  # fmt: skip

        kept = [say(str(number)) for number in range(MOST_A_DAY)]

        assert all(kept)
        assert say("0") is None
        with pytest.raises(PressedTooOften):
            say("new")
