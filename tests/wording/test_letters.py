from datetime import date

import pytest
from tests.wording.examples import LINK, facts, invoice

from voldaan.wording import letters, placeholders
from voldaan.wording.asking import NothingToAsk
from voldaan.wording.material import NotWritten
from voldaan.wording.shapes import LetterCredit, SumLine


class TestFriendlyReminder:
    def test_names_amount_due_date_and_number_in_body_and_subject(self) -> None:
        words = letters.compose("reminder_1", facts=facts())

        for text in (words.subject, words.body_text):
            assert "2026-041" in text
            assert "€\xa01.210,00" in text
            assert "14 oktober 2026" in text

    def test_reads_as_written_without_a_link(self) -> None:
        words = letters.compose("reminder_1", facts=facts())

        assert words.body_text.replace("\xa0", " ") == (
            "Hoi Dirk,\n\n"
            "Van factuur 2026-041 staat nog € 1.210,00 open. De betaaldatum was "
            "14 oktober 2026. Waarschijnlijk is het je ontschoten.\n\n"
            "Wil je het bedrag deze week overmaken naar NL91 ABNA 0417 1643 00, "
            "met kenmerk 2026-041?\n\n"
            "Klopt er iets niet, of komt het niet uit? Antwoord dan gerust op deze mail. "
            "Al betaald? Dan hoef je niets te doen. Dank je wel!\n\n"
            "Groet,\nAnna Bakker, Studio Bakker\n06 12345678\n"
        )

    def test_puts_the_link_in_the_first_two_lines(self) -> None:
        words = letters.compose("reminder_1", facts=facts(link=LINK))

        lines = [line for line in words.body_text.splitlines() if line]
        assert LINK in lines[1]
        assert "NL91" not in words.body_text
        assert f'<a href="{LINK}">{LINK}</a>' in words.body_html
        assert words.text_version == "reminder_1.nl.je.link.2"

    def test_points_at_the_invoice_when_no_account_is_known(self) -> None:
        words = letters.compose("reminder_1", facts=facts(iban=""))

        assert "Het rekeningnummer staat op de factuur." in words.body_text

    def test_greets_without_a_name_and_signs_without_a_phone(self) -> None:
        words = letters.compose(
            "reminder_1", facts=facts(recipient="", phone="", company="Anna Bakker")
        )

        assert words.body_text.startswith("Goedendag,\n")
        assert words.body_text.endswith("\n\nGroet,\nAnna Bakker\n")

    def test_is_signed_by_the_company_when_no_person_is_known(self) -> None:
        words = letters.compose("reminder_1", facts=facts(sender=""))

        assert "Groet,\nStudio Bakker\n" in words.body_text

    def test_is_never_made_without_a_sender(self) -> None:
        with pytest.raises(placeholders.EmptyPlaceholder) as refusal:
            letters.compose("reminder_1", facts=facts(sender="", company=""))

        assert refusal.value.placeholder == "afzender"


class TestSecondReminder:
    def test_promises_a_call_only_when_one_is_planned(self) -> None:
        planned = letters.compose("reminder_2", facts=facts(call_day=date(2026, 10, 29)))
        unplanned = letters.compose("reminder_2", facts=facts())

        assert "dan bel ik je op 29 oktober 2026." in planned.body_text
        assert "bel ik" not in unplanned.body_text

    def test_says_one_day_in_the_singular(self) -> None:
        words = letters.compose("reminder_2", facts=facts(day=date(2026, 10, 15)))

        assert "(1 dag geleden)" in words.body_text

    def test_is_never_made_before_the_due_date(self) -> None:
        with pytest.raises(placeholders.EmptyPlaceholder) as refusal:
            letters.compose("reminder_2", facts=facts(day=date(2026, 10, 14)))

        assert refusal.value.placeholder == "dagen"


class TestStatement:
    def test_lists_every_invoice_with_the_sum(self) -> None:
        words = letters.compose(
            "reminder_1",
            facts=facts(
                invoice(),
                invoice("2026-038", due_on=date(2026, 10, 1), open_cents=30250),
                invoice("2026-045", due_on=date(2026, 10, 30), open_cents=9900, held=True),
                invoice("2026-046", due_on=date(2026, 10, 31), payable_cents=121000),
            ),
        )

        assert words.text_version == "statement_1.nl.je.reply.2"
        assert words.asks_cents == 272250
        assert words.subject.replace("\xa0", " ") == (
            "Overzicht: 3 facturen, samen € 2.722,50 "
            "(oudste: 2026-038, betaaldatum 1 oktober 2026)"
        )
        assert (
            "Factuur   Betaaldatum      Na betaaldatum                   Nog open\n"
            "2026-038  1 oktober 2026   21 dagen        (van € 1.210,00) € 302,50\n"
            "2026-041  14 oktober 2026  8 dagen                        € 1.210,00\n"
            "2026-045  30 oktober 2026  gepauzeerd                              –\n"
            "2026-046  31 oktober 2026  nog niet                       € 1.210,00\n"
            "Samen                                                     € 2.722,50\n"
        ) in words.body_text.replace("\xa0", " ")
        assert "Tip: met factuur 2026-038 van €\xa0302,50" in words.body_text
        assert "<td>2026-045</td><td>30 oktober 2026</td><td>gepauzeerd</td>" in words.body_html

    def test_takes_credits_off_and_drops_the_tip(self) -> None:
        words = letters.compose(
            "reminder_2",
            facts=facts(
                invoice(),
                invoice("2026-042", open_cents=10000),
                credits=(LetterCredit("C-7", 5000),),
            ),
        )

        assert words.asks_cents == 126000
        assert words.working == (
            SumLine("Factuur 2026-041", 121000),
            SumLine("Factuur 2026-042", 10000),
            SumLine("Creditnota C-7", -5000),
        )
        assert "Je tegoed is er al van afgetrokken." in words.body_text
        assert "Tip:" not in words.body_text

    def test_shortens_a_reference_that_no_bank_would_take(self) -> None:
        many = tuple(invoice(f"2026-{count:04}") for count in range(40))

        words = letters.compose("reminder_1", facts=facts(*many))

        assert "met kenmerk 2026-0000 en 39 andere?" in words.body_text

    def test_uses_the_reference_that_is_given(self) -> None:
        words = letters.compose(
            "reminder_1",
            facts=facts(invoice(), invoice("2026-042"), reference="RF18539007547034"),
        )

        assert "met kenmerk RF18539007547034?" in words.body_text


class TestNothingToAsk:
    def test_is_said_when_credits_cover_everything(self) -> None:
        with pytest.raises(NothingToAsk) as refusal:
            letters.compose("reminder_1", facts=facts(credits=(LetterCredit("C-7", 121000),)))

        assert refusal.value.asks_cents == 0

    def test_is_said_when_every_invoice_is_paused(self) -> None:
        with pytest.raises(NothingToAsk):
            letters.compose("reminder_1", facts=facts(invoice(held=True)))


class TestStrangersWords:
    def test_cannot_start_a_header_or_be_filled_in(self) -> None:
        words = letters.compose(
            "reminder_1",
            facts=facts(
                invoice("7\r\nBcc: chris@example.org"),
                recipient="{link}\u202e\u200b\x00\nDirk",
                link=LINK,
            ),
        )

        assert "\n" not in words.subject
        assert "\r" not in words.subject + words.body_text
        assert words.body_text.startswith("Hoi {link} Dirk,\n")

    def test_cannot_become_markup(self) -> None:
        words = letters.compose(
            "reminder_1",
            facts=facts(
                invoice('<img src="x">'), invoice("b"), recipient="<b>&Dirk'", sender="<script>"
            ),
        )

        assert "<b>" not in words.body_html
        assert "<img" not in words.body_html
        assert "<script" not in words.body_html
        assert "&lt;b&gt;&amp;Dirk&#x27;" in words.body_html

    def test_are_bounded(self) -> None:
        words = letters.compose(
            "reminder_1", facts=facts(invoice("9" * 100_000), recipient="D" * 1_000_000)
        )

        assert len(words.subject) < 200
        assert "D" * 59 + "…" in words.body_text

    @pytest.mark.parametrize(
        "link",
        [
            "javascript:alert(1)",
            "https://",
            "http://anna example/",
            'https://anna.example/"onclick="x',
            "https://anna.example/\nBcc:",
            "https://ännä.example/",
            "https://anna.example@evil.example/",
        ],
    )
    def test_are_no_link_unless_a_plain_web_address(self, link: str) -> None:
        with pytest.raises(letters.NotALink) as refusal:
            letters.compose("reminder_1", facts=facts(link=link))

        assert refusal.value.link == link


class TestOtherSteps:
    def test_have_no_text_here(self) -> None:
        with pytest.raises(NotWritten) as refusal:
            letters.compose("plan", facts=facts())  # type: ignore[arg-type]

        assert (refusal.value.step, refusal.value.medium) == ("plan", "mail")


class TestAsHtml:
    def test_keeps_paragraphs_and_lines(self) -> None:
        assert (
            letters.as_html("Dag,\n \n\nregel 1\nregel 2\n")
            == "<p>Dag,</p>\n<p>regel 1<br>\nregel 2</p>\n"
        )

    def test_lets_nothing_in_that_acts(self) -> None:
        assert "<script" not in letters.as_html("<script>alert(1)</script>")
