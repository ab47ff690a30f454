import html
import re
from dataclasses import replace
from datetime import date

import pytest
from tests.wording import families
from tests.wording.examples import LINK, facts, invoice

from voldaan.wording.asking import NothingToAsk
from voldaan.wording.letters import NotALink
from voldaan.wording.material import NotWritten
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.shapes import LetterCredit, LetterFacts, SumLine, Words
from voldaan.wording.steps.compose import OtherFacts, compose
from voldaan.wording.steps.shapes import Instalment, Step, StepFacts

LETTER = facts(address_form="u")
SEVERAL = facts(invoice(), invoice("2026-042", open_cents=9000), address_form="u")


def said(step: Step, given: StepFacts) -> str:
    return compose(step, facts=given).body_text.replace("\xa0", " ")


def seen(words: Words) -> list[str]:
    """The words a reader sees of the HTML."""
    return html.unescape(re.sub(r"<[^>]+>", " ", words.body_html)).split()


class TestEveryStep:
    @pytest.mark.parametrize("letter", [LETTER, SEVERAL, replace(LETTER, language="en")])
    @pytest.mark.parametrize("link", ["", LINK])
    def test_says_the_same_in_text_and_html(self, letter: LetterFacts, link: str) -> None:
        for step, given in families.variants(replace(letter, link=link)):
            words = compose(step, facts=given)

            assert seen(words) == words.body_text.split()
            assert "\n" not in words.subject

    @pytest.mark.parametrize("letter", [LETTER, SEVERAL, replace(LETTER, language="en")])
    def test_shows_the_sum_behind_what_it_asks(self, letter: LetterFacts) -> None:
        for step, given in families.variants(letter):
            words = compose(step, facts=given)

            assert sum(line.cents for line in words.working) == words.asks_cents

    @pytest.mark.parametrize("step", families.STEPS)
    def test_refuses_the_facts_of_another(self, step: Step) -> None:
        other = next(given for name, given in families.variants(LETTER) if name != step)

        with pytest.raises(OtherFacts) as refusal:
            compose(step, facts=other)

        assert refusal.value.step == step

    def test_refuses_a_step_that_has_no_text(self) -> None:
        with pytest.raises(NotWritten) as refusal:
            compose("decide", facts=families.apology(LETTER))  # type: ignore[arg-type]

        assert (refusal.value.step, refusal.value.medium) == ("decide", "mail")


class TestMissingFacts:
    @pytest.mark.parametrize(
        ("step", "given", "placeholder"),
        [
            ("satisfaction", families.satisfaction(LETTER, amount_cents=0), "bedrag"),
            ("promise", families.promise(LETTER, promised_cents=0), "bedrag"),
            ("formal_notice", families.notice(LETTER, costs_cents=0), "kosten"),
            ("formal_notice", families.notice(replace(LETTER, phone="")), "telefoon"),
            (
                "formal_notice",
                families.notice(LETTER, variant="business", pay_by=None),
                "datum",
            ),
            ("final_notice", families.final(LETTER, partner=" "), "incassopartner"),
            ("plan", families.plan(LETTER, instalments=()), "totaal"),
            (
                "plan",
                families.plan(LETTER, instalments=(Instalment(date(2026, 11, 1), 100),)),
                "termijnen",
            ),
            ("set_off", families.set_off(LETTER, owed=()), "mijn_bedrag"),
            ("let_go_note", families.note(LETTER, chance_percent=101), "kans"),
            ("let_go_note", families.note(LETTER, minutes=-1), "uren"),
            ("thanks", families.thanks(LETTER, paid_cents=-1), "totaal"),
            ("thanks", families.thanks(LETTER, voucher_until=None), "geldig_tot"),
            ("apology", families.apology(replace(LETTER, invoices=())), "factuur"),
            ("invoice_again", families.again(LETTER, charged_cents=0), "totaal"),
            ("invoice_again", families.again(replace(LETTER, invoices=())), "factuur"),
        ],
    )
    def test_are_named_and_never_a_hole(
        self, step: Step, given: StepFacts, placeholder: str
    ) -> None:
        with pytest.raises(EmptyPlaceholder) as refusal:
            compose(step, facts=given)

        assert refusal.value.placeholder == placeholder

    def test_of_the_other_answer_are_named(self) -> None:
        asked = families.satisfaction(replace(LETTER, link=LINK), other_link="")

        with pytest.raises(EmptyPlaceholder) as refusal:
            compose("satisfaction", facts=asked)

        assert refusal.value.placeholder == "link2"

    def test_are_not_made_up_when_nothing_is_open(self) -> None:
        paused = replace(LETTER, invoices=(invoice(held=True),))

        with pytest.raises(NothingToAsk):
            compose("let_go", facts=families.let_go(paused))

    def test_of_an_address_are_never_something_else(self) -> None:
        with pytest.raises(NotALink):
            compose(
                "satisfaction", facts=families.satisfaction(LETTER, other_link="javascript:x")
            )


class TestSatisfaction:
    def test_offers_two_answers(self) -> None:
        words = compose("satisfaction", facts=families.satisfaction(facts(link=LINK)))

        assert words.subject == "Ben je tevreden over de website?"
        assert f"Ja, alles klopt: {LINK}\nNog niet helemaal: {families.OTHER_LINK}" in (
            words.body_text
        )
        assert words.body_html.count("<a href=") == 2

    def test_can_be_answered_without_a_public_address(self) -> None:
        assert "Antwoord op deze mail met ja of nee." in said(
            "satisfaction", families.satisfaction(LETTER)
        )


class TestFormalNotice:
    def test_gives_a_person_the_fourteen_days_of_the_law(self) -> None:
        words = compose("formal_notice", facts=families.notice(LETTER))

        assert words.locked[0].replace("\xa0", " ") == (
            "Ik vraag u € 1.210,00 te betalen binnen veertien dagen vanaf de dag nadat deze "
            "brief bij u is bezorgd."
        )
        assert words.text_version == "formal/notice_person.nl.u.reply.1"
        assert "€\xa0181,50 incassokosten" in words.locked[1]
        assert "wettelijke rente vanaf 1 november 2026" in words.locked[1]
        assert "stuit de verjaring" in words.locked[-1]
        assert "10 december" not in words.body_text

    def test_says_so_when_the_costs_hold_vat(self) -> None:
        plain = said("formal_notice", families.notice(LETTER))
        raised = said("formal_notice", families.notice(LETTER, vat_in_costs=True))

        assert "verhoogd met btw, omdat ik die niet kan verrekenen" in raised
        assert "btw" not in plain

    def test_gives_a_business_a_last_day_and_commercial_interest(self) -> None:
        body = said("formal_notice", families.notice(LETTER, variant="business"))

        assert "Ik vraag u € 1.210,00 te betalen, uiterlijk op 10 december 2026." in body
        assert "wettelijke handelsrente vanaf 1 november 2026" in body
        assert "veertien dagen" not in body

    def test_names_the_last_days_on_which_it_was_spoken_of(self) -> None:
        days = tuple(date(2026, 10, day) for day in (20, 15, 1, 17))

        body = said("formal_notice", families.notice(LETTER, contact_days=days))

        assert "contact over op 15 oktober 2026, 17 oktober 2026 en 20 oktober 2026." in body

    def test_is_one_letter_for_all_invoices(self) -> None:
        words = compose("formal_notice", facts=families.notice(SEVERAL))

        assert words.subject.startswith("Aanmaning: 2 facturen, samen €\xa01.300,00 (oudste:")
        assert "Samen" in words.body_text

    @pytest.mark.parametrize("given", [families.notice(LETTER), families.final(SEVERAL)])
    def test_in_english_carries_the_whole_dutch_text(self, given: StepFacts) -> None:
        step: Step = "formal_notice" if given == families.notice(LETTER) else "final_notice"
        dutch = compose(step, facts=given)
        english = compose(
            step, facts=replace(given, letter=replace(given.letter, language="en"))
        )

        middle = dutch.body_text.strip().split("\n\n")[1:-1]

        assert "The Dutch text below counts" in english.body_text
        assert "\n\n".join(middle) in english.body_text
        assert set(dutch.locked) <= set(english.locked)
        assert set(middle) <= set(english.locked)


class TestFinalNotice:
    def test_adds_costs_and_interest_to_the_sum(self) -> None:
        words = compose("final_notice", facts=families.final(LETTER))

        assert words.asks_cents == 121000 + 18150 + 1234
        assert words.working[1:] == (SumLine("Incassokosten", 18150), SumLine("Rente", 1234))
        assert "Samen is dat €\xa01.403,84." in words.body_text
        assert "draag ik €\xa01.403,84 op 10 december 2026 over aan" in words.locked[1]

    def test_leaves_out_what_is_not_due(self) -> None:
        assert "Open staat € 1.210,00." in said(
            "final_notice", families.final(LETTER, costs_cents=0, interest_cents=0)
        )


class TestPromise:
    def test_repeats_what_was_agreed(self) -> None:
        words = compose("promise", facts=families.promise(LETTER))

        assert words.asks_cents == 60000
        assert "Wij spraken af dat u €\xa0600,00 betaalt, uiterlijk op 5 november 2026." in (
            words.body_text
        )

    def test_thanks_for_the_message_of_who_wrote_it(self) -> None:
        wrote = said("promise", families.promise(LETTER, spoken=False))

        assert "Dank voor uw bericht. Wij spreken af dat u € 600,00 betaalt" in wrote
        assert "gesprek" not in wrote


class TestPlan:
    def test_shows_the_instalments_and_their_sum(self) -> None:
        words = compose("plan", facts=families.plan(replace(LETTER, link=LINK)))

        assert words.asks_cents == 121000
        assert "Samen                     €\xa01.210,00" in words.body_text
        assert "<td>2</td><td>1 december 2026</td>" in words.body_html
        assert LINK in words.body_text.split("\n\n")[1]
        assert words.locked[0].startswith("Met uw akkoord bevestigt u dat u €\xa01.210,00")


class TestSetOff:
    @pytest.mark.parametrize(
        ("owed_cents", "left_cents", "sentence"),
        [
            (20000, 101000, "Er blijft dan € 1.010,00 over. Dat betaalt u aan mij."),
            (130000, -9000, "Er blijft dan € 90,00 over. Dat betaal ik aan u."),
            (121000, 0, "Dan hoeven we allebei niets meer te betalen."),
        ],
    )
    def test_says_who_pays_what_is_left(
        self, owed_cents: int, left_cents: int, sentence: str
    ) -> None:
        given = families.set_off(LETTER, owed=(LetterCredit("88", owed_cents),))

        assert compose("set_off", facts=given).asks_cents == left_cents
        assert sentence in said("set_off", given)

    def test_names_many_invoices_in_bounded_room(self) -> None:
        owed = tuple(LetterCredit(f"2026-{count:04}", 100) for count in range(40))

        assert "facturen 2026-0000 en 39 andere" in said(
            "set_off", families.set_off(LETTER, owed=owed)
        )

    def test_needs_a_number_that_can_be_read(self) -> None:
        with pytest.raises(EmptyPlaceholder):
            compose(
                "set_off",
                facts=families.set_off(LETTER, owed=(LetterCredit("\u202e", 100),)),
            )


class TestLettingGo:
    def test_keeps_the_claim_unless_it_is_waived(self) -> None:
        kept = compose("let_go", facts=families.let_go(LETTER))
        waived = compose("let_go", facts=families.let_go(LETTER, waives=True))

        assert (
            "blijft openstaan. Ik scheld het niet kwijt en behoud mijn recht" in kept.locked[0]
        )
        assert "hoeft u niet meer te betalen" in waived.body_text
        assert "voorlopig" in kept.body_text
        assert "voorlopig" not in waived.body_text + waived.subject
        assert "NL91" not in waived.body_text
        assert waived.locked == ()

    def test_writes_down_until_when_it_can_be_taken_up_again(self) -> None:
        note = families.note(LETTER, enforceable_until=date(2028, 10, 14))

        assert "Tot en met 14 oktober 2028 kan ik hier nog op terugkomen." in said(
            "let_go_note", note
        )

    def test_writes_down_why_and_what_is_learned(self) -> None:
        body = said("let_go_note", families.note(LETTER))

        assert body == (
            "Ik laat factuur 2026-041 van € 1.210,00 los op 5 november 2026. De betaaldatum "
            "was 14 oktober 2026.\n\n"
            "Verder gaan kost naar verwachting meer dan het oplevert. De kans is 10%, en het "
            "kost nog 3 uur.\n\n"
            "Btw terug: € 210,00.\n\n"
            "Wat ik leer: eerst een aanbetaling vragen.\n\n"
            "Volgende keer: 50% vooraf.\n\n"
            "Ik hoef er niet meer aan te denken.\n"
        )


class TestThanks:
    def test_thanks_for_a_kept_promise_with_a_voucher(self) -> None:
        body = said("thanks", families.thanks(LETTER))

        assert "Fijn dat u zich aan de afspraak heeft gehouden." in body
        assert "10% korting bij een volgende opdracht, geldig tot en met 1 mei 2027." in body

    def test_lets_the_reader_say_no_to_offers_where_there_is_one(self) -> None:
        with_voucher = compose("thanks", facts=families.thanks(LETTER))
        plain = families.thanks(LETTER, voucher="", voucher_until=None)

        assert with_voucher.locked == (
            "Wilt u liever geen aanbiedingen van mij, dan hoor ik dat graag.",
        )
        assert "aanbiedingen" not in said("thanks", plain)

    def test_stays_short_without_them(self) -> None:
        given = families.thanks(LETTER, kept_promise=False, voucher="", voucher_until=None)

        assert "afspraak" not in said("thanks", given)
        assert "Als dank" not in said("thanks", given)


class TestApology:
    def test_is_calm_and_asks_nothing(self) -> None:
        assert said("apology", families.apology(LETTER)) == (
            "Beste Dirk,\n\n"
            "Op 15 oktober 2026 stuurde ik u een herinnering voor factuur 2026-041 van "
            "€ 1.210,00, met betaaldatum 14 oktober 2026. Die had u al betaald.\n\n"
            "Dat had ik moeten zien. Mijn excuses.\n\n"
            "U hoeft hiervoor niets meer te doen. Hartelijk dank voor uw betaling.\n\n"
            "Met vriendelijke groet,\nAnna Bakker, Studio Bakker\n06 12345678\n"
        )

    def test_names_invoices_that_have_nothing_open(self) -> None:
        paid = replace(LETTER, invoices=(invoice(open_cents=0),))

        assert "2026-041" in compose("apology", facts=families.apology(paid)).subject

    def test_is_for_a_call_too(self) -> None:
        assert "Op 15 oktober 2026 belde ik u over factuur 2026-041 van" in said(
            "apology", families.apology(LETTER, spoken=True)
        )

    def test_leaves_other_invoices_out_of_it(self) -> None:
        assert "U hoeft hiervoor niets meer te doen." in said(
            "apology", families.apology(SEVERAL)
        )


class TestTheInvoiceAgain:
    def test_is_short_and_without_reproach(self) -> None:
        words = compose("invoice_again", facts=families.again(facts()))

        assert (words.asks_cents, words.working) == (0, ())
        assert words.subject.replace("\xa0", " ") == (
            "Factuur 2026-041 nog een keer: € 1.210,00, betaaldatum 14 oktober 2026"
        )
        assert words.body_text.replace("\xa0", " ") == (
            "Hoi Dirk,\n\n"
            "Hier is factuur 2026-041 nog een keer, als bijlage bij deze mail. Het gaat om "
            "€ 1.210,00, met betaaldatum 14 oktober 2026.\n\n"
            "Klopt er iets niet, of mist er iets? Laat het me weten, dan maak ik het in orde."
            "\n\nGroet,\nAnna Bakker, Studio Bakker\n06 12345678\n"
        )

    def test_is_one_mail_for_several(self) -> None:
        words = compose("invoice_again", facts=families.again(SEVERAL, charged_cents=130000))

        assert words.subject.startswith("2 facturen nog een keer: samen €\xa01.300,00")
        assert "De oudste is 2026-041" in words.body_text
