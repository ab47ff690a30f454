from datetime import date

import pytest
from tests.wording.examples import LINK, facts, invoice

from voldaan.wording import letters, paper, short, texts
from voldaan.wording.material import NotWritten
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.shapes import AddressForm, Language, LetterStep, PaperStep

SHORT: tuple[LetterStep, ...] = ("service_check", "reminder_1", "reminder_2", "missed_call")
PAPER: tuple[PaperStep, ...] = SHORT


class TestShort:
    def test_reads_as_a_message_on_a_phone(self) -> None:
        words = short.compose("reminder_1", facts=facts(link=LINK))

        assert words.body_text.replace("\xa0", " ") == (
            "Hoi Dirk,\n"
            "De betaaldatum van factuur 2026-041 (€ 1.210,00) was 14 oktober 2026.\n"
            f"Betalen kan hier: {LINK}\n"
            "Komt het niet uit? Stuur me een datum.\n"
            "Al betaald? Dan hoef je niets te doen.\n"
            "Anna Bakker, 06 12345678\n"
        )
        assert words.subject == ""
        assert words.text_version == "short/reminder_1.nl.je.link.1"

    def test_gives_the_account_in_one_piece(self) -> None:
        words = short.compose("reminder_1", facts=facts())

        assert "overmaken naar NL91ABNA0417164300, kenmerk 2026-041?" in words.body_text

    def test_is_signed_by_the_company_when_no_person_is_known(self) -> None:
        words = short.compose("reminder_1", facts=facts(sender="", phone=""))

        assert words.body_text.endswith("\nStudio Bakker\n")

    @pytest.mark.parametrize("step", SHORT)
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    @pytest.mark.parametrize("form", texts.FORMS)
    @pytest.mark.parametrize("count", [1, 3])
    def test_has_forty_words_however_you_count(
        self, step: LetterStep, language: Language, form: AddressForm, count: int
    ) -> None:
        given = facts(
            *(invoice(f"2026-{place}") for place in range(count)),
            language=language,
            address_form=form,
            link=LINK,
        )

        words = short.compose(step, facts=given)

        assert len(words.body_text.split()) <= 40
        assert "2026-0" in words.body_text

    def test_is_there_for_the_ladder_alone(self) -> None:
        with pytest.raises(NotWritten) as refusal:
            short.compose("thanks", facts=facts())  # type: ignore[arg-type]

        assert refusal.value.medium == "short"


class TestPaper:
    @pytest.mark.parametrize("step", PAPER)
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    @pytest.mark.parametrize("form", texts.FORMS)
    @pytest.mark.parametrize("link", ["", LINK])
    def test_never_speaks_of_answering_a_mail(
        self, step: PaperStep, language: Language, form: AddressForm, link: str
    ) -> None:
        known = {"language": language, "address_form": form, "link": link}
        for invoices in ((invoice(),), (invoice(), invoice("2026-042"))):
            given = facts(*invoices, email="anna@bakker.example", **known)

            words = paper.compose(step, facts=given)

            assert "deze mail" not in words.body_text
            assert "this e-mail" not in words.body_text
            assert "06 12345678" in words.body_text

    def test_names_telephone_and_mail_instead(self) -> None:
        words = paper.compose("reminder_1", facts=facts(email="anna@bakker.example"))
        alone = paper.compose("reminder_1", facts=facts())

        assert "Bel me gerust: 06 12345678. Mailen kan ook: anna@bakker.example." in (
            words.body_text
        )
        assert "ailen" not in alone.body_text

    def test_is_never_made_without_a_telephone_number(self) -> None:
        with pytest.raises(EmptyPlaceholder) as refusal:
            paper.compose("reminder_2", facts=facts(phone="", email="anna@bakker.example"))

        assert refusal.value.placeholder == "telefoon"

    def test_promises_a_call_only_when_one_is_planned(self) -> None:
        planned = paper.compose("reminder_2", facts=facts(call_day=date(2026, 10, 29)))

        assert "dan bel ik je op 29 oktober 2026." in planned.body_text
        assert "dan bel ik" not in paper.compose("reminder_2", facts=facts()).body_text

    def test_is_there_for_the_ladder_alone(self) -> None:
        with pytest.raises(NotWritten):
            paper.compose("thanks", facts=facts())  # type: ignore[arg-type]


class TestAMissedCall:
    def test_says_that_we_tried_and_asks_one_thing(self) -> None:
        words = letters.compose("missed_call", facts=facts())

        assert words.subject.startswith("Ik probeerde je te bellen: factuur 2026-041")
        assert words.body_text.replace("\xa0", " ") == (
            "Hoi Dirk,\n\n"
            "Ik probeerde je te bellen, maar trof je niet.\n\n"
            "Het gaat om factuur 2026-041, waarvan € 1.210,00 openstaat. "
            "De betaaldatum was 14 oktober 2026.\n\n"
            "Op welke dag kan ik je betaling verwachten? Antwoord op deze mail met een datum. "
            "Overmaken kan naar NL91 ABNA 0417 1643 00, met kenmerk 2026-041.\n\n"
            "Lukt het niet in één keer, of is er iets mis? "
            "Dan zoeken we samen een oplossing.\n\n"
            "Al betaald? Dan hoef je niets te doen.\n\n"
            "Groet,\nAnna Bakker, Studio Bakker\n06 12345678\n"
        )

    def test_names_them_all_when_there_are_several(self) -> None:
        words = letters.compose("missed_call", facts=facts(invoice(), invoice("2026-042")))

        assert "2 facturen" in words.subject
        assert "2026-041" in words.body_text
        assert "2026-042" in words.body_text

    def test_fits_on_a_phone(self) -> None:
        words = short.compose("missed_call", facts=facts(link=LINK))

        assert words.body_text.replace("\xa0", " ") == (
            "Hoi Dirk,\n"
            "Ik belde je over factuur 2026-041 (€ 1.210,00, betaaldatum 14 oktober 2026).\n"
            f"Wanneer lukt het? Kies hier: {LINK}\n"
            "Lukt het niet? Laat het weten. Al betaald? Dan hoef je niets te doen.\n"
            "Anna Bakker, 06 12345678\n"
        )
