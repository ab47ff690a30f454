"""Own words for the texts beside the ladder: part by part, each in its own case."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.wording import families
from tests.wording.examples import LINK, facts, invoice

from voldaan.wording import linter, texts
from voldaan.wording.beside import own_words as own
from voldaan.wording.own import BadOwnText, Own, Which
from voldaan.wording.placeholders import EmptyPlaceholder
from voldaan.wording.shapes import LetterCredit
from voldaan.wording.steps.compose import FAMILY_OF, compose, material
from voldaan.wording.steps.shapes import StepFacts

EVERY: list[Which] = [
    (name, language, form)
    for name in texts.LETTERS
    if own.is_beside(name)
    for language in texts.LANGUAGES
    for form in texts.FORMS
]
APOLOGY: Which = ("client/apology", "nl", "je")
PROMISE: Which = ("client/promise", "nl", "je")


def mine(body: str, subject: str = "") -> Own:
    return Own(subject, body, "own.x", date(2026, 11, 27))


def parts_of(which: Which) -> list[str]:
    return [part.text for part in own.parts(which)]


def written(which: Which, **changes: str) -> str:
    """Give the shipped text with some parts (``p3``) in other words."""
    given = parts_of(which)
    for name, words in changes.items():
        given[int(name.removeprefix("p"))] = words
    return own.join(given, which=which)


def refused(which: Which, subject: str = "", **changes: str) -> tuple[str, str, str]:
    with pytest.raises(BadOwnText) as found:
        own.check(subject, body=written(which, **changes), which=which)
    return found.value.field, found.value.problem, found.value.found


def sorry(*invoices: Any, **changes: Any) -> StepFacts:
    return families.apology(facts(*(invoices or (invoice(),)), link=""), **changes)


class TestTheParts:
    @pytest.mark.parametrize("which", EVERY, ids=" ".join)
    def test_may_be_saved_as_they_are(self, which: Which) -> None:
        subject, body = own.begin(which)

        own.check(subject, body=body, which=which)
        assert own.cut(body, which=which) == tuple(parts_of(which))

    @pytest.mark.parametrize("which", EVERY, ids=" ".join)
    def test_keep_every_legal_sentence_fixed(self, which: Which) -> None:
        name, language, form = which
        locked = [
            part.text
            for part in texts.load(name, language=language, form=form).parts
            if part.locked
        ]

        assert [part.text for part in own.parts(which) if part.fixed == "locked"] == locked

    @pytest.mark.parametrize(
        "changes",
        [{}, {"recipient": ""}, {"phone": ""}, {"link": LINK}, {"project": "de site"},
         {"credits": (LetterCredit("C-1", 1000),)}],
    )  # fmt: skip
    @pytest.mark.parametrize("many", [False, True])
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    @pytest.mark.parametrize("form", texts.FORMS)
    def test_say_what_the_shipped_text_says(
        self, changes: dict[str, Any], many: bool, language: Any, form: Any
    ) -> None:
        invoices = (invoice(), invoice("2026-050")) if many else (invoice(),)
        letter = facts(*invoices, language=language, address_form=form, **changes)
        for step, given in families.variants(letter):
            if (step == "promise" and letter.link) or (
                not letter.phone and step in {"formal_notice", "final_notice"}
            ):
                continue  # a promise never has one; a notice cannot be made without
            shipped = compose(step, facts=given)

            words = own.compose_own(
                step, facts=given, mine=mine(own.begin(own.name_of(step, facts=given))[1])
            )

            assert words.text_version == "own.x"
            assert replace(words, text_version="") == replace(shipped, text_version="")

    def test_are_there_for_these_texts_only(self) -> None:
        for which in [("reminder_1", "nl", "je"), ("client/x", "nl", "je"),
                      ("client/apology", "de", "je"), ("client/apology", "nl", "jij"),
                      ("../client/apology", "nl", "je")]:  # fmt: skip
            with pytest.raises(BadOwnText, match="unknown_text"):
                own.begin(which)

    def test_tell_the_cases_apart(self) -> None:
        cases = [part.when for part in own.parts(APOLOGY)]

        assert cases == [
            (), ("one", "no_spoken"), ("one", "spoken"), ("no_one", "no_spoken"),
            ("no_one", "spoken"), (), (), (),
        ]  # fmt: skip

    def test_have_no_link_in_a_reply(self) -> None:
        assert all("{link}" not in text for text in parts_of(PROMISE))
        assert all("no_link" not in part.when for part in own.parts(PROMISE))


class TestTheWords:
    def test_are_said_in_their_own_case_only(self) -> None:
        said = "Ik belde je op {datum} over {factuur} ({totaal}, {vervaldatum}). Stom van me."
        text = mine(written(APOLOGY, p2=said))

        called = own.compose_own("apology", facts=sorry(spoken=True), mine=text)
        mailed = own.compose_own("apology", facts=sorry(), mine=text)

        assert "Stom van me." in called.body_text
        assert "Stom van me." not in mailed.body_text
        assert called.text_version == mailed.text_version == "own.x"

    def test_may_be_more_paragraphs_and_none(self) -> None:
        body = written(APOLOGY, p5="Dat was dom.\n\nEcht waar.", p6="")

        words = own.compose_own("apology", facts=sorry(), mine=mine(body))

        own.check("", body=body, which=APOLOGY)
        assert "Dat was dom.\n\nEcht waar.\n\nGroet," in words.body_text
        assert linter.lint(words, step="apology", facts=sorry()) == ()

    def test_have_a_subject_of_their_own(self) -> None:
        text = mine(own.begin(APOLOGY)[1], "Oeps: {factuur}, {totaal}, {vervaldatum}")

        words = own.compose_own("apology", facts=sorry(), mine=text)

        assert words.subject.startswith("Oeps: 2026-041")

    def test_escape_what_looks_like_code(self) -> None:
        text = mine(written(APOLOGY, p5="<b onclick=x>Sorry</b><!--"))

        words = own.compose_own("apology", facts=sorry(), mine=text)

        assert "&lt;b onclick=x&gt;Sorry&lt;/b&gt;&lt;!--" in words.body_html

    def test_that_were_cut_otherwise_give_way_to_the_shipped_ones(self) -> None:
        for body in ["Hoi", "{?}\n\nHoi", "", own.begin(PROMISE)[1],
                     own.begin(APOLOGY)[1].replace("{?one spoken}", "{?one}"),
                     "x\n\n" + own.begin(APOLOGY)[1]]:  # fmt: skip
            with pytest.raises(BadOwnText):
                own.check("", body=body, which=APOLOGY)
            words = own.compose_own("apology", facts=sorry(), mine=mine(body))
            assert words == compose("apology", facts=sorry())

    def test_that_are_nobodys_are_the_shipped_ones(self) -> None:
        assert own.compose_own("apology", facts=sorry(), mine=None) == compose(
            "apology", facts=sorry()
        )

    def test_are_not_made_without_a_fact_that_the_shipped_ones_need(self) -> None:
        notice = families.notice(facts(phone=""))
        which = own.name_of("formal_notice", facts=notice)

        with pytest.raises(EmptyPlaceholder):
            own.compose_own("formal_notice", facts=notice, mine=mine(own.begin(which)[1]))

    def test_lose_nothing_that_is_needed(self) -> None:
        assert refused(APOLOGY, p1="Je had al betaald.") == (
            "part-1", "needed_here", "{datum}",
        )  # fmt: skip
        assert refused(APOLOGY, p3="")[:2] == ("part-3", "needed_here")
        assert refused(PROMISE, p6="Vóór {datum} hoor je niets.")[1] == "no_way_out"
        assert refused(PROMISE, p5="Maak het over.")[1:] == ("needed_here", "{iban}")
        assert refused(APOLOGY, p7="Groet")[1:] == ("needed_here", "{afzender}")
        assert refused(("client/plan", "nl", "je"), p6="Akkoord?")[1] == "needed_here"

    def test_may_say_it_elsewhere_in_every_case(self) -> None:
        body = written(PROMISE, p0="Hoi {naam}, over {factuur} van {vervaldatum}:", p3="Fijn.")

        own.check("", body=body, which=PROMISE)

    @pytest.mark.parametrize(
        ("words", "problem"),
        [
            ("Of ik bel je werkgever.", "threat"),
            ("Anders komt de deurwaarder.", "consequence_own"),
            ("Anders komt de deur\u200dwaarder.", "consequence_own"),
            ("Anders komt de\ndeurwaarder.", "consequence_own"),
            ("Anders komt de ｄｅurwaarder.", "other_sign"),
            ("Anders komt de dеurwaarder.", "other_sign"),
            ("Betaal ook € 50.", "by_hand"),
            ("Betaal ook 50 euro.", "by_hand"),
            ("Doe dat voor 3 december.", "by_hand"),
            ("Kijk op {link}.", "unknown_placeholder"),
            ("Naar {iban}.", "unknown_placeholder"),
            ("{tabel}", "unknown_placeholder"),
            ("{onzin}", "unknown_placeholder"),
            ("{", "unknown_placeholder"),
            ("a\u202eb", "control_character"),
            ("a\u2028b", "control_character"),
        ],
    )
    def test_are_refused_for_what_they_say(self, words: str, problem: str) -> None:
        field, found, _ = refused(APOLOGY, p5=words)

        assert found == problem
        assert field in {"part-5", "body"}

    def test_are_not_endless(self) -> None:
        assert refused(APOLOGY, p5="a" * 20_001)[1] == "too_long"

    @pytest.mark.parametrize(
        ("subject", "problem"),
        [("Deurwaarder", "consequence_own"), ("€ 5", "by_hand"),
         ("{tabel}", "unknown_placeholder"), ("a\nb", "line_break"),
         ("Of ik bel je werkgever", "threat")],
    )  # fmt: skip
    def test_have_no_subject_that_may_not_be(self, subject: str, problem: str) -> None:
        assert refused(APOLOGY, subject=subject)[:2] == ("subject", problem)

    def test_cannot_begin_a_part_of_their_own(self) -> None:
        with pytest.raises(BadOwnText) as found:
            written(APOLOGY, p5="{?one}\n\nHa")
        assert (found.value.field, found.value.problem) == ("part-5", "unknown_placeholder")
        with pytest.raises(BadOwnText, match="parts"):
            own.join(["x"], which=APOLOGY)


class TestAPlanAndLettingGo:
    PLAN: Which = ("client/plan", "nl", "je")
    LET_GO: Which = ("client/let_go", "nl", "je")

    def test_keep_their_list_and_their_legal_sentence(self) -> None:
        fixed = {part.text: part.fixed for part in own.parts(self.PLAN) if part.fixed}

        assert fixed["{termijnen}"] == "exact"
        assert "locked" in fixed.values()

    @pytest.mark.parametrize(
        "words",
        [
            "De volgende zin mag je negeren.",
            "Maar dat meen ik niet.",
            "Daarna trek ik dat weer in.",
            "Je hoeft de rest niet te betalen.",
        ],
    )
    def test_are_not_undone(self, words: str) -> None:
        assert refused(self.PLAN, p7=f"Past een dag niet? {words}")[1] == "undoes"
        assert refused(self.LET_GO, p6=words)[1] == "undoes"

    def test_may_waive_where_it_is_waived(self) -> None:
        number = parts_of(self.LET_GO).index(
            "Het bedrag van {totaal} hoef je niet meer te betalen."
        )
        changed = {f"p{number}": "Laat {totaal} maar zitten, je hoeft dat niet te betalen."}

        own.check("", body=written(self.LET_GO, **changed), which=self.LET_GO)

    def test_of_which_every_one_has_a_family(self) -> None:
        made: set[str] = set()
        for step, given in families.variants(facts(link=LINK)):
            made.add(material(step, facts=given).name)
        assert made == {name for name, _, _ in EVERY}
        assert set(FAMILY_OF) == {step for step, _ in families.variants(facts())}
