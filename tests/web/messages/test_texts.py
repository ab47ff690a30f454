"""Berichten: short messages, letters and the texts beside the ladder, with made-up facts."""

from io import BytesIO

import pytest
from django.test import Client as Browser
from django.utils import translation
from pypdf import PdfReader
from tests.books import factories as cast

from voldaan.books.models import Administration, Event, Message
from voldaan.web.presenting.texts.others import OTHERS
from voldaan.wording import texts

pytestmark = pytest.mark.django_db

LOCKED = "Legal text: it stays as it is."
STEPS = ("service_check", "reminder_1", "reminder_2", "call")


@pytest.fixture
def studio() -> Administration:
    return cast.administration(street="Gracht 7", postcode="3511 AB", city="Utrecht")


@pytest.fixture
def browser(client: Browser, studio: Administration) -> Browser:
    client.force_login(cast.anna(studio, language="en"))
    return client


def text_of(content: bytes) -> str:
    """Give the words on all pages."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


class TestAShortMessage:
    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("rest", ["form=je&language=nl", "form=u&language=en&many=1"])
    def test_stands_in_a_bubble_and_breaks_no_rule(
        self, browser: Browser, step: str, rest: str
    ) -> None:
        page = browser.get(f"/messages/?step={step}&medium=whatsapp&{rest}")

        assert 'class="bubble"' in page.text
        assert page.context["page"].shown.remarks == ()
        assert "Change the words" not in page.text

    def test_says_its_length_as_it_travels(self, browser: Browser) -> None:
        asked = "/messages/?step=reminder_1&form=je&language=nl&medium="
        chat = browser.get(f"{asked}whatsapp").context["page"].shown
        sms = browser.get(f"{asked}sms").context["page"].shown

        words, characters = len(chat.text.split()), len(chat.text)
        assert chat.length == f"{words} words · {characters} characters"
        assert sms.text == chat.text
        assert sms.length == f"{chat.length} · 2 text messages"

    def test_never_shows_a_sender_as_code(self, browser: Browser) -> None:
        Administration.objects.update(sender_name="<script>x</script>")

        for medium in ("sms", "paper"):
            assert "<script>x" not in browser.get(f"/messages/?medium={medium}").text


class TestALetter:
    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("rest", ["form=je&language=nl", "form=u&language=en&many=1"])
    def test_stands_on_a_sheet_and_breaks_no_rule(
        self, browser: Browser, step: str, rest: str
    ) -> None:
        page = browser.get(f"/messages/?step={step}&medium=paper&{rest}")

        assert 'class="sheet"' in page.text
        assert page.context["page"].shown.remarks == ()

    @pytest.mark.parametrize(
        ("other", "has_a_firm"), [("notice_person", False), ("notice_business", True)]
    )
    def test_to_a_person_names_no_firm(
        self, browser: Browser, other: str, has_a_firm: bool
    ) -> None:
        answer = browser.get(f"/messages/example/?other={other}&form=u&language=nl")

        words = text_of(answer.content)
        assert "Els de Vries" in words
        assert ("Vink BV" in words) is has_a_firm

    @pytest.mark.parametrize("many", ["", "&many=1"])
    def test_comes_as_pdf_to_nobody(self, browser: Browser, many: str) -> None:
        asked = f"?step=reminder_1&form=je&language=nl&medium=paper{many}"
        assert "/messages/example/?" in browser.get(f"/messages/{asked}").text

        answer = browser.get(f"/messages/example/{asked}")

        words = text_of(answer.content)
        assert answer.headers["Content-Type"] == "application/pdf"
        for said in ("Gracht 7", "VOORBEELD", "Els de Vries", "2026-041"):
            assert said in words
        assert ("2026-047" in words) is bool(many)
        assert not Message.objects.exists()
        assert not Event.objects.exists()

    def test_says_what_is_not_known_of_the_sender(self, browser: Browser) -> None:
        Administration.objects.update(phone="")

        page = browser.get("/messages/?step=reminder_1&medium=paper")
        answer = browser.get("/messages/example/?step=reminder_1&medium=paper", follow=True)

        assert "something is not known: your phone number" in page.text
        assert 'class="sheet"' not in page.text
        assert "Something about you is not known yet." in answer.text

    @pytest.mark.parametrize(
        "asked", ["", "?medium=sms", "?step=decide&medium=paper", "?other=thanks&medium=paper"]
    )
    def test_is_not_there_for_what_is_no_letter(self, browser: Browser, asked: str) -> None:
        assert browser.get(f"/messages/example/{asked}").status_code == 404

    def test_is_not_for_strangers(self, client: Browser, studio: Administration) -> None:
        cast.anna(studio)

        answer = client.get("/messages/example/?medium=paper")

        assert answer.headers["Location"].startswith("/account/login/")


class TestACallThatNobodyAnswers:
    def test_has_its_words_below_the_script(self, browser: Browser) -> None:
        page = browser.get("/messages/?step=call&form=je&language=nl").text

        assert page.index("Begin warmly") < page.index("If nobody answers, you write")
        assert "Hoi Els," in page[page.index("If nobody answers, you write") :]

    def test_can_be_in_the_words_of_the_owner(self, browser: Browser) -> None:
        asked = "?step=call&form=je&language=nl"
        shown = browser.get(f"/messages/{asked}").context
        form = shown["text_form"]
        sent = {f"text-{name}": form[name].value() or "" for name in form.fields}
        sent["text-from_day"] = "2026-10-14"
        sent["fixed"] = [each.fixed.number for each in shown["page"].written if each.fixed]
        first = next(name for name in sent if name.startswith("text-free"))
        sent[first] = sent[first].replace("Hoi {naam},", "Ha {naam},")

        page = browser.post(f"/messages/text/{asked}", sent, follow=True).text

        assert "Ha Els," in page
        assert "Your own words" in page

    def test_is_nothing_when_deciding(self, browser: Browser) -> None:
        page = browser.get("/messages/?step=decide&medium=sms")

        assert "No message goes out." in page.text
        assert page.context["page"].shown is None


class TestATextBesideTheLadder:
    @pytest.mark.parametrize("code", OTHERS)
    @pytest.mark.parametrize(
        "rest", ["form=je&language=nl", "form=u&language=nl&many=1", "form=u&language=en"]
    )
    def test_is_shown_and_breaks_no_rule(self, browser: Browser, code: str, rest: str) -> None:
        page = browser.get(f"/messages/?other={code}&{rest}")

        shown = page.context["page"].shown
        assert shown.pieces
        assert shown.remarks == ()
        with translation.override("en"):
            assert f"How it sounds: {OTHERS[code].name}" in page.text
        assert "{" not in "".join(piece.html for piece in shown.pieces)

    def test_shows_every_text_that_there_is(self) -> None:
        named = {
            *(f"client/{code}" for code in OTHERS if "notice" not in code),
            *(f"formal/{code}" for code in OTHERS if "notice" in code),
        }
        beside = {name for name in texts.LETTERS if name.startswith(("client/", "formal/"))}

        assert named == beside

    @pytest.mark.parametrize("code", ["notice_person", "notice_business", "final_notice"])
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_marks_the_legal_sentences(
        self, browser: Browser, code: str, language: str
    ) -> None:
        page = browser.get(f"/messages/?other={code}&form=je&language={language}")

        pieces = page.context["page"].shown.pieces
        locked = [piece.html for piece in pieces if piece.is_locked]
        assert locked
        assert len(locked) < len(pieces)
        assert page.text.count(LOCKED) == len(locked)

    def test_marks_the_fourteen_days(self, browser: Browser) -> None:
        page = browser.get("/messages/?other=notice_person&form=je&language=nl")

        locked = " ".join(
            piece.html for piece in page.context["page"].shown.pieces if piece.is_locked
        )
        assert "binnen veertien dagen vanaf de dag nadat" in locked

    def test_keeps_the_whole_dutch_text_below_an_english_notice(self, browser: Browser) -> None:
        page = browser.get("/messages/?other=notice_person&form=je&language=en")

        below = [piece for piece in page.context["page"].shown.pieces if piece.is_locked][-1]
        for said in ("binnen veertien dagen", "verjaring"):
            assert said in below.html
        assert below.language == "nl"
        assert "The Dutch text below counts" in page.text

    def test_that_is_formal_comes_as_pdf(self, browser: Browser) -> None:
        answer = browser.get("/messages/example/?other=notice_person&form=je&language=nl")

        assert "binnen veertien dagen" in " ".join(text_of(answer.content).split())

    def test_says_that_it_is_for_later_unless_it_is_a_reply(self, browser: Browser) -> None:
        later = "Voldaan uses this text in a later version"

        assert later in browser.get("/messages/?other=final_notice").text
        assert later not in browser.get("/messages/?other=apology").text

    def test_is_in_a_list_that_stays_folded(self, browser: Browser) -> None:
        page = browser.get("/messages/").text

        assert '<details class="unfold" id="others">' in page
        assert page.count("other=") == len(OTHERS)
        assert 'id="others" open' in browser.get("/messages/?other=plan").text

    def test_says_what_is_not_known_of_the_sender(self, browser: Browser) -> None:
        Administration.objects.update(phone="", iban="")

        for code in OTHERS:
            assert browser.get(f"/messages/?other={code}").status_code == 200

    @pytest.mark.parametrize(
        "asked", ["other=x&medium=x", "other=" + "x" * 5000, "other=%3Cscript%3E"]
    )
    def test_that_there_is_not_is_a_step(self, browser: Browser, asked: str) -> None:
        page = browser.get(f"/messages/?{asked}")

        assert page.status_code == 200
        assert page.context["page"].shown is None
