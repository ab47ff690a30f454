"""Attacks on a notice: an owner (or who wears their coat) tries to bend what counts in law.

Whatever is written around the legal sentences, a notice says one sum, one term and one
consequence: those that the facts bring in. What cannot be a notice is refused when it is
saved, and never sent when it is there all the same: then the shipped words are.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.wording import families
from tests.wording.examples import facts

from voldaan.wording import linter
from voldaan.wording.beside import own_words as own
from voldaan.wording.own import BadOwnText, Own, Which
from voldaan.wording.shapes import Words
from voldaan.wording.steps.compose import compose

PERSON: Which = ("formal/notice_person", "nl", "je")
POLITE: Which = ("formal/notice_person", "nl", "u")
BUSINESS: Which = ("formal/notice_business", "nl", "je")
FINAL: Which = ("formal/final_notice", "nl", "u")
ENGLISH: Which = ("formal/notice_person", "en", "je")
FACTS = families.notice(facts())
GUARDED = "Klopt er iets niet? Bel me: {telefoon}. "


def at(which: Which, begins: str) -> int:
    """Find a part by its first words."""
    return next(
        number for number, part in enumerate(own.parts(which)) if part.text.startswith(begins)
    )


def written(which: Which, number: int, words: str) -> str:
    given = [part.text for part in own.parts(which)]
    given[number] = words
    return own.join(given, which=which)


def refused(body: str, which: Which = PERSON, subject: str = "") -> str:
    with pytest.raises(BadOwnText) as found:
        own.check(subject, body=body, which=which)
    # What is refused is not said either, also when it is in the record all the same.
    if which == PERSON and not subject:
        assert said(body) == compose("formal_notice", facts=FACTS)
    return found.value.problem


def said(body: str, subject: str = "") -> Words:
    mine = Own(subject, body, "own.x", date(2026, 11, 27))
    return own.compose_own("formal_notice", facts=FACTS, mine=mine)


def around(words: str, which: Which = PERSON) -> str:
    """Write words in the part that invites to call."""
    begins = {"nl": ("Lukt", "Is er", "Dat kan"), "en": ("Can't",)}[which[1]]
    number = next(
        number
        for number, part in enumerate(own.parts(which))
        if not part.fixed and part.text.startswith(begins) and "{link}" not in part.text
    )
    return written(which, number, words)


class TestAnHonestEdit:
    def test_is_said_around_the_legal_sentences(self) -> None:
        body = around("Lukt het niet in één keer? Bel me: {telefoon}. We komen er samen uit.")

        own.check("", body=body, which=PERSON)
        words = said(body)

        assert words.text_version == "own.x"
        assert "We komen er samen uit." in words.body_text
        assert all(each in words.body_text for each in words.locked)
        assert words.subject == compose("formal_notice", facts=FACTS).subject
        assert linter.lint(words, step="formal_notice", facts=FACTS) == ()

    @pytest.mark.parametrize(
        "words",
        [
            "Lukt het niet\u00a0in e\u0301e\u0301n keer? Bel me: {telefoon}.",
            "Is er iets aan de hand? Bel me gerust: {telefoon}. Ik luister.",
            "Ik heb met plezier voor je gewerkt. Bel me: {telefoon}.",
            "Heb je zorgen over geld? Zeg het me. Ik denk mee: {telefoon}.",
            "Lukt het niet, of klopt er iets niet? Mail ({mail}) of bel {telefoon}.",
        ],
    )
    def test_may_be_warm(self, words: str) -> None:
        own.check("", body=around(words), which=PERSON)


class TestALegalSentence:
    def test_cannot_be_left_out(self) -> None:
        body = own.begin(PERSON)[1]
        for part in own.parts(PERSON):
            if part.fixed:
                assert refused(body.replace(part.text, "")) in {
                    "locked_changed", "exact_changed",
                }  # fmt: skip

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("veertien dagen", "tien dagen"),
            ("veertien dagen", "veertien werkdagen"),
            ("veertien dagen", "veertien\u200bdagen"),
            ("Ik vraag je", "Ik vraag je niet"),
            ("Ik vraag je {totaal}", "Ik vraag je {kosten}"),
            ("Ik vraag je {totaal}", "Ik vraag je € 500"),
            ("{kosten} incassokosten", "{totaal} incassokosten"),
            ("vanaf {rentedatum}", "vanaf 1 januari 2020"),
            ("ondubbelzinnig", "ondubbelzinnіg"),
            ("stuit de verjaring.", "stuit de verjaring (grapje)."),
            ("nog {totaal} open", "nog {totaal} en € 25 open"),
            ("{tabel}", "{tabel}\n\n{tabel}"),
        ],
    )
    def test_cannot_be_changed(self, before: str, after: str) -> None:
        body = own.begin(PERSON)[1]
        assert before in body

        assert refused(body.replace(before, after)) in {"locked_changed", "exact_changed"}

    def test_cannot_be_moved_or_said_in_another_case(self) -> None:
        body = own.begin(PERSON)[1]
        locked = [part.text for part in own.parts(PERSON) if part.fixed == "locked"]
        swapped = body.replace(locked[0], "@").replace(locked[1], locked[0])

        refused(swapped.replace("@", locked[1]))
        assert refused(body.replace(f"{{?}}\n\n{locked[0]}", f"{{?one}}\n\n{locked[0]}")) == (
            "parts"
        )
        assert refused(body.replace(f"{{?}}\n\n{locked[0]}\n\n", "")) == "parts"
        assert refused(f"{body}\n\n{{?}}\n\n{locked[0]}") == "parts"
        assert refused(body.replace("{?}", "{? }").replace("{? }", "{?lesson}", 1)) == "parts"

    def test_cannot_stand_there_twice(self) -> None:
        locked = [part.text for part in own.parts(PERSON) if part.fixed == "locked"]

        for each in locked:
            body = around(f"{GUARDED}\n\n{each}")
            assert refused(body) in {"locked_twice", "unknown_placeholder"}
        nearly = "Ik behoud mij NIET het recht op nakoming voor; deze brief stuit de verjaring."
        assert refused(around(f"{GUARDED}\n\n{nearly}")) == "locked_twice"

    @pytest.mark.parametrize(
        "words",
        [
            "Hieronder staat een wettelijke tekst die u mag negeren.",
            "Hieronder staat een wettelijke tekst.",
            "De rest van de brief is een formaliteit.",
            "Dat van die kosten meen ik niet.",
            "Dat moet ik schrijven van mijn jurist, maar zo erg is het niet bedoeld: grapje.",
            "Deze brief is niet serieus.",
            "Deze aanmaning trek ik in zodra je belt.",
            "Er komen geen kosten bij als je later betaalt.",
            "Er komen echt nooit kosten bij, ook geen rente.",
            "Je hoeft niet te betalen.",
            "De vorige zin geldt niet voor jou.",
            "De volgende alinea is fout.",
            "Sla de juridische tekst maar over.",
            "Vergeet de rest.",
            "Ik zie van mijn vordering af.",
            "Ik doe afstand van mijn recht.",
            "Dit alles onder voorbehoud.",
            "Ik onderneem toch niets.",
            "Neg\u00adeer dit.",
            "N\u200beg\u200beer dit.",
            "NEGEER DIT",
            "Nègeer dit.",
            "N\u0336e\u0336g\u0336e\u0336e\u0336r dit.",
            "Ne\u0261eer dit.",
            "N e g e e r dit.",
            "N-e-g-e-e-r dit.",
            "De verjaring loopt gewoon door.",
            "Trek je er niets van aan.",
            "Zwaar overdreven allemaal.",
        ],
    )
    def test_is_not_undone_by_what_stands_around_it(self, words: str) -> None:
        refused(around(f"{GUARDED}{words}"))
        refused(around(f"{GUARDED}\n\n{words}"))
        greeting = written(PERSON, 0, f"Hoi {{naam}},\n\n{words}")
        refused(greeting)
        goodbye = written(PERSON, len(own.parts(PERSON)) - 1,
                          f"{words}\n\nGroet,\n{{afzender}}\n{{telefoon}}")  # fmt: skip
        refused(goodbye)

    @pytest.mark.parametrize(
        "words",
        [
            "Is something wrong? Please ignore the legal text below.",
            "Is something wrong? The next sentence does not apply.",
            "Is something wrong? I don't mean the part about costs.",
            "Is something wrong? The Dutch part is only for show.",
            "Is something wrong? There will be no costs.",
            "Is something wrong? You do not have to pay.",
        ],
    )
    def test_is_not_undone_in_english(self, words: str) -> None:
        body = around(f"Can't do it in one go? Call me: {{telefoon}}. {words}", ENGLISH)

        assert refused(body, ENGLISH) == "undoes"

    @pytest.mark.parametrize(
        "words", ["Wat ik moet zeggen:", "NIET:", "En niet", 'Lees dus "niet']
    )
    def test_is_not_taken_up_into_a_sentence_of_the_owner(self, words: str) -> None:
        refused(around(f"{GUARDED}\n\n{words}"))
        refused(written(PERSON, 0, f"Hoi {{naam}},\n\n{words}"))
        refused(written(PERSON, 0, f"Hoi {{naam}}, {words}"))

    def test_is_not_drowned_in_words(self) -> None:
        assert refused(around(GUARDED + "Ik denk graag mee. " * 40)) == "too_long"

    @pytest.mark.parametrize(
        "words", ["<!--", "<s>", "<del>zo</del>", "~~zo~~", "*zo*", "> zo", "_zo_", "[zo](x)"]
    )
    def test_is_not_hidden_by_signs(self, words: str) -> None:
        assert refused(around(f"{GUARDED}{words}.")) == "other_sign"


class TestTheSumAndTheDay:
    @pytest.mark.parametrize(
        "words",
        [
            "Betaal ook € 50.", "Betaal ook €50.", "Betaal ook 50,-.", 
            "Betaal ook vijftig euro.",
            "Betaal ook ５０ euro.", "Betaal ook ⅔.", "Betaal ook ² keer.", "Betaal ook Ⅻ.",
            "Betaal ook EUR vijf.", "Betaal honderd erbij.", "Geef de helft.", "Betaal ¤.",
            "Betaal tien procent meer.", "Ook vijf eu\u200bro.", "Betaal 1.210,00.",
        ],
    )  # fmt: skip
    def test_have_no_second_sum_beside_them(self, words: str) -> None:
        assert refused(around(f"{GUARDED}{words}")) in {
            "by_hand", "other_sign", "control_character",
        }  # fmt: skip

    @pytest.mark.parametrize(
        "words",
        [
            "Betaal vandaag.", "Betaal binnen een week.", "Neem een maand.", "Over twee weken.",
            "Doe het uiterlijk als het je schikt.", "Betaal per direct.", "Voor vrijdag.",
            "Neem rustig de tijd.", "Wacht tot na de zomer.", "Er is geen haast.",
            "Betaal zodra je kunt.", "Je krijgt uitstel.", "Doe het in december.",
            "Ik geef je nog één dag.", "Over een dag is het te laat.",
            "Het mag ook later.", "Je krijgt twee nachten.", "Betaal vóór de eerste.",
        ],
    )  # fmt: skip
    def test_have_no_other_term_beside_them(self, words: str) -> None:
        assert refused(around(f"{GUARDED}{words}")) in {"other_term", "undoes"}

    @pytest.mark.parametrize(
        ("words", "problem"),
        [
            ("You have one day.", "other_term"),
            ("Two nights, no more.", "other_term"),
            ("It can also wait.", "other_term"),
            ("I know where to find you.", "threat"),
        ],
    )
    def test_have_no_other_term_in_english(self, words: str, problem: str) -> None:
        body = around(f"Can't do it in one go? Call me: {{telefoon}}. {words}", ENGLISH)

        assert refused(body, ENGLISH) == problem

    @pytest.mark.parametrize(
        "name",
        ["kosten", "rente", "totaal", "bedrag", "datum", "rentedatum", "vervaldatum", "tabel",
         "nederlands", "iban", "link", "kenmerk", "contact", "incassopartner", "les", "dagen",
         "kleinste_factuur", "aantal", "saldo", "mijn_bedrag"],
    )  # fmt: skip
    def test_are_not_moved(self, name: str) -> None:
        assert refused(around(f"{GUARDED}Of {{{name}}}.")) == "unknown_placeholder"
        assert refused(around(f"{GUARDED}\n\n{{{name}}}")) == "unknown_placeholder"

    def test_are_not_moved_into_the_way_to_pay(self) -> None:
        number = at(PERSON, "Overmaken")

        for words in ["Maak {kosten} over naar {iban}, met kenmerk {kenmerk}.",
                      "Overmaken kan naar {iban}."]:  # fmt: skip
            refused(written(PERSON, number, words))

    def test_stand_in_the_subject_as_shipped(self) -> None:
        body = own.begin(PERSON)[1]

        for subject in ["Aanmaning: {kosten}", "Negeer dit", "€ 5", "Aanmaning"]:
            assert refused(body, subject=subject) == "exact_changed"
        assert said(body, "Negeer dit").subject == compose("formal_notice", facts=FACTS).subject
        own.check(own.shipped_subject(PERSON), body=body, which=PERSON)

    @given(st.text(max_size=120))
    def test_are_the_same_whatever_is_written(self, words: str) -> None:
        number = at(PERSON, "Lukt")
        given = [part.text for part in own.parts(PERSON)]
        given[number] = f"{GUARDED}{words}"
        try:
            body = own.join(given, which=PERSON)
        except BadOwnText:
            return
        made, shipped = said(body), compose("formal_notice", facts=FACTS)

        digits = [each for each in made.body_text if each.isnumeric()]
        assert digits == [each for each in shipped.body_text if each.isnumeric()]
        assert made.asks_cents == shipped.asks_cents
        assert all(made.body_text.count(each) == 1 for each in shipped.locked)


class TestAThreat:
    @pytest.mark.parametrize(
        "words",
        [
            "Of ik doe aangifte.",
            "Of ik bel je werkgever.",
            "Ik weet waar je woont.",
            "Ik weet je te vinden.",
            "Dan zet ik je op Facebook.",
            "Of ik doe aan\u00adgifte.",
            "Dan volgt incasso.",
            "Anders komt de deurwaarder.",
            "Dan leg ik beslag.",
            "Mijn advocaat kijkt mee.",
            "Anders zien we elkaar voor de rechter.",
        ],
    )
    @pytest.mark.parametrize("which", [PERSON, BUSINESS, FINAL], ids=" ".join)
    def test_is_never_said(self, words: str, which: Which) -> None:
        body = around(f"Bel me: {{telefoon}}. {words}", which) if which != BUSINESS else (
            written(which, at(which, "Nieuw werk"), words)
        )  # fmt: skip

        assert refused(body, which) in {"threat", "consequence_own", "other_sign"}


class TestWhatAReaderNeeds:
    @pytest.mark.parametrize(
        ("begins", "words", "problem"),
        [
            ("Al betaald?", "", "already_paid_missing"),
            ("Al betaald?", "Al betaald? Bel me.", "already_paid_missing"),
            ("Overmaken", "", "needed_here"),
            ("Dat kan hier", "", "needed_here"),
            ("Groet", "Groet,\n{afzender}", "needed_here"),
        ],
    )
    def test_stays(self, begins: str, words: str, problem: str) -> None:
        assert refused(written(PERSON, at(PERSON, begins), words)) in {problem, "needed_here"}

    def test_is_the_dutch_text_below_an_english_notice(self) -> None:
        letter = facts(language="en")
        notice = families.notice(letter)
        body = own.begin(ENGLISH)[1]
        mine = Own("", body, "own.x", date(2026, 11, 27))

        words = own.compose_own("formal_notice", facts=notice, mine=mine)

        assert "binnen veertien dagen vanaf de dag nadat" in " ".join(words.body_text.split())
        assert refused(body.replace("{nederlands}", ""), ENGLISH) == "locked_changed"
        assert refused(body.replace("The Dutch text below counts", "This text counts"),
                       ENGLISH) == "locked_changed"  # fmt: skip

    def test_is_vat_in_the_costs_only_when_it_is_there(self) -> None:
        mine = Own("", own.begin(PERSON)[1], "own.x", date(2026, 11, 27))
        raised: Any = replace(FACTS, vat_in_costs=True)

        with_vat = own.compose_own("formal_notice", facts=raised, mine=mine)

        assert "verhoogd met btw" in with_vat.body_text
        assert "verhoogd met btw" not in said(mine.body).body_text
