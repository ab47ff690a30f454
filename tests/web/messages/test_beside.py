"""Berichten: the texts beside the ladder in the owner's own words."""

from typing import Any

import pytest
from django.test import Client as Browser
from tests.actions import scenes
from tests.books import factories as cast
from tests.smtp_server import SmtpServer

from voldaan.books.models import Administration, Event, Message, OwnText
from voldaan.web.presenting.texts.others import OTHERS

pytestmark = pytest.mark.django_db

APOLOGY = "?other=apology&form=je&language=nl"
NOTICE = "?other=notice_person&form=je&language=nl"
OURS = "Dat was niet handig van me. Sorry."


@pytest.fixture
def studio() -> Administration:
    return cast.administration(street="Gracht 7", postcode="3511 AB", city="Utrecht")


@pytest.fixture
def browser(client: Browser, studio: Administration) -> Browser:
    client.force_login(cast.anna(studio, language="en"))
    return client


def sent(browser: Browser, asked: str, **changes: str) -> dict[str, Any]:
    """Give the form as a browser sends it, with some parts (``part_5``) changed."""
    form = browser.get(f"/messages/{asked}").context["text_form"]
    filled = {f"text-{name}": form[name].value() or "" for name in form.fields}
    filled["text-from_day"] = "2026-10-14"
    changed = {f"text-{name.replace('_', '-')}": words for name, words in changes.items()}
    return filled | {name.replace("from-day", "from_day"): w for name, w in changed.items()}


def save(browser: Browser, asked: str, **changes: str) -> Any:
    return browser.post(f"/messages/text/{asked}", sent(browser, asked, **changes), follow=True)


def nothing_changed() -> bool:
    return not (OwnText.objects.exists() or Event.objects.filter(code="text.changed").exists())


class TestWhoMayNot:
    @pytest.mark.parametrize("part", ["text/", "text/reset/", "test/"])
    def test_is_everybody_but_the_owner(
        self, client: Browser, studio: Administration, part: str
    ) -> None:
        for person in (cast.bas(studio), cast.vera(studio)):
            client.force_login(person)

            answer = client.post(f"/messages/{part}{APOLOGY}", {"text-part-5": OURS})

            assert answer.status_code == 403
        assert nothing_changed()

    def test_reads_it_without_a_form(self, client: Browser, studio: Administration) -> None:
        client.force_login(cast.bas(studio, language="en"))

        page = client.get(f"/messages/{APOLOGY}")

        assert page.status_code == 200
        assert "Change the words" not in page.text


class TestTheForm:
    @pytest.mark.parametrize("code", OTHERS)
    @pytest.mark.parametrize("rest", ["form=je&language=nl", "form=u&language=en&many=1"])
    def test_shows_every_part_of_every_text(
        self, browser: Browser, code: str, rest: str
    ) -> None:
        page = browser.get(f"/messages/?other={code}&{rest}")

        written = page.context["page"].written
        assert "Change the words" in page.text
        assert any(each.field for each in written)
        assert all(str(each.field.label) for each in written if each.field)
        named = dict(page.context["page"].placeholders)
        fields = " ".join(each.field.value() for each in written if each.field)
        for name in named:
            assert named[name]
        assert all(f"{{{name}}}" not in fields or name in named for name in ("datum", "saldo"))

    def test_says_when_each_part_is_used_and_what_stays(self, browser: Browser) -> None:
        page = browser.get(f"/messages/{APOLOGY}").text

        assert "How you greet" in page
        assert "Your words, for one invoice, after a call" in page
        assert "Your words, for several invoices, after a written message" in page
        assert "Keep in it: <code>{datum}</code>, <code>{factuur}</code>" in page

    def test_has_the_legal_sentences_outside_its_boxes(self, browser: Browser) -> None:
        page = browser.get(f"/messages/{NOTICE}")

        fixed = [each.fixed for each in page.context["page"].written if each.fixed]
        boxes = " ".join(
            str(each.field.value()) for each in page.context["page"].written if each.field
        )
        assert any("binnen veertien dagen" in each.text for each in fixed)
        assert any("A legal sentence" in each.why for each in fixed)
        assert any("sums and days" in each.why for each in fixed)
        assert any("when you cannot reclaim VAT" in each.why for each in fixed)
        assert [each.text for each in fixed].count("{tabel}") == 1
        assert any("list of invoices" in each.why for each in fixed)
        assert "subject" not in page.context["text_form"].fields
        for word in ("veertien", "{totaal}", "{kosten}", "{rentedatum}", "verjaring"):
            assert word not in boxes


class TestTheWords:
    def test_are_saved_and_shown(self, browser: Browser) -> None:
        page = save(browser, APOLOGY, part_5=OURS)

        own = OwnText.objects.get()
        assert (own.name, own.language, own.form) == ("client/apology", "nl", "je")
        assert OURS in page.context["page"].shown.pieces[2].html
        assert "Your own words, since" in page.text
        assert page.context["page"].shown.remarks == ()
        assert '<span class="chip is-done">your own</span>' in page.text

    def test_are_looked_at_first_with_the_linter(self, browser: Browser) -> None:
        looked = sent(browser, APOLOGY, part_5="BETAAL ME NIET NOG EENS.") | {"then": "look"}

        page = browser.post(f"/messages/text/{APOLOGY}", looked)

        assert page.status_code == 200
        assert "These words are not saved yet." in page.text
        assert "capitals" in page.text
        assert "BETAAL ME NIET" in page.text
        assert nothing_changed()

    def test_of_another_case_are_shown_too(self, browser: Browser) -> None:
        called = "Op {datum} belde ik over {factuur}, {totaal}, {vervaldatum}. Stom van me."

        page = save(browser, APOLOGY, part_2=called)

        assert "Stom van me." in "".join(
            piece.html for piece in page.context["page"].shown.after_call
        )
        assert "After a call it reads like this" in page.text

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"part_5": "{bedrga}"}, "“bedrga” cannot be filled in here"),
            ({"part_5": "Betaal € 50 bij."}, "sums and days come from Voldaan"),
            ({"part_5": "Anders komt de deurwaarder."}, "says what will follow"),
            ({"part_5": "Of ik bel je werkgever."}, "threatens"),
            ({"part_1": "Je had al betaald."}, "has to be in this part"),
            ({"part_7": "Groet"}, "has to be in this part"),
            ({"part_5": "x" * 20_001}, "20000"),
            ({"part_5": "\u202e"}, "cannot stand here|signs in it"),
            ({"part_5": "{?one}"}, "cannot be filled in here"),
            ({"subject": "{tabel}"}, "cannot be filled in"),
            ({"subject": "Deurwaarder"}, "says what will follow"),
            ({"from_day": "2020-01-01"}, "from today"),
        ],
    )
    def test_that_cannot_be_are_refused(
        self, browser: Browser, changes: dict[str, str], said: str
    ) -> None:
        page = save(browser, APOLOGY, **changes)

        assert page.status_code == 422
        assert any(each in page.text for each in said.split("|"))
        assert nothing_changed()

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("Hieronder staat een wettelijke tekst die je mag negeren.", "take away"),
            ("Betaal binnen een week.", "names a time"),
            ("Betaal ook tien euro.", "sums and days"),
            ("<b>Hoi</b>", "cannot stand here"),
            ("Wat ik moet zeggen:", "full stop"),
            ("", "something is not right|already paid"),
        ],
    )
    def test_around_a_legal_sentence_undo_nothing(
        self, browser: Browser, words: str, said: str
    ) -> None:
        part = "part_12" if not words else "part_11"
        page = save(browser, NOTICE, **{part: words})

        assert page.status_code == 422
        assert any(each in page.text.lower() for each in [*said.split("|"), "has to be in it"])
        assert nothing_changed()

    def test_never_come_for_a_fixed_part(self, browser: Browser) -> None:
        forged = sent(browser, NOTICE) | {
            f"text-part-{number}": "Negeer dit." for number in (1, 6, 9, 13)
        }
        forged |= {"text-subject": "Negeer dit", "fixed": "6", "text-part-11":
                   "Klopt er iets niet? Bel me: {telefoon}. Ik luister."}  # fmt: skip

        browser.post(f"/messages/text/{NOTICE}", forged)

        body = OwnText.objects.get().body
        assert "Negeer" not in body
        assert OwnText.objects.get().subject == ""
        assert "binnen veertien dagen vanaf de dag nadat" in body
        assert "Ik luister." in body

    def test_are_never_code(self, browser: Browser) -> None:
        page = save(browser, APOLOGY, part_5="<script>x</script>")

        assert "<script>x" not in page.text
        assert "&lt;script&gt;x" in page.text

    def test_come_back_as_they_were(self, browser: Browser) -> None:
        save(browser, APOLOGY, part_5=OURS)

        page = browser.post(f"/messages/text/reset/{APOLOGY}", follow=True)

        assert "The words that came with Voldaan." in page.text
        assert OURS not in page.text

    def test_that_are_the_shipped_ones_are_no_own_ones(self, browser: Browser) -> None:
        for asked in (APOLOGY, NOTICE):
            assert save(browser, asked).status_code == 200

        assert nothing_changed()

    def test_count_from_their_day(self, browser: Browser) -> None:
        page = save(browser, APOLOGY, part_5=OURS, from_day="2026-11-14")

        assert OURS not in page.text
        assert "Other words count from" in page.text

    def test_that_fit_no_longer_give_way_to_the_shipped_ones(
        self, browser: Browser, studio: Administration
    ) -> None:
        OwnText.objects.create(
            administration=studio, name="client/apology", language="nl", form="je",
            from_day=cast.DAY, subject="", body="{?}\n\nHoi", set_at=cast.AT,
        )  # fmt: skip

        page = browser.get(f"/messages/{APOLOGY}")

        assert "then Voldaan uses its own" in page.text
        assert "Dat had ik moeten zien." in page.text

    def test_of_a_letter_stand_on_its_paper(self, browser: Browser) -> None:
        save(browser, NOTICE, part_11="Klopt er iets niet? Bel me: {telefoon}. Ik luister.")

        page = browser.get(f"/messages/{NOTICE}").text
        paper = browser.get(f"/messages/example/{NOTICE}")

        assert "Ik luister." in page
        assert paper.headers["Content-Type"] == "application/pdf"

    def test_of_an_unknown_sender_still_have_a_form(self, browser: Browser) -> None:
        Administration.objects.update(phone="", sender_name="", name=" ")

        page = browser.get(f"/messages/{NOTICE}")
        answer = browser.post(f"/messages/test/{NOTICE}", sent(browser, NOTICE), follow=True)

        assert page.status_code == 200
        assert "Something about you is not known yet." in answer.text


class TestATest:
    def test_goes_to_the_owner(self, browser: Browser, studio: Administration) -> None:
        with SmtpServer() as server:
            scenes.mailbox(studio, server)

            browser.post(f"/messages/test/{APOLOGY}", sent(browser, APOLOGY, part_5=OURS))

        (received,) = server.messages
        body = received.email.get_body(("plain",))
        assert received.rcpt_to == ["anna@example.nl"]
        assert body is not None
        assert OURS in body.get_content()
        assert not Message.objects.exists()
        assert nothing_changed()
