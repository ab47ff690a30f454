"""The owner's own texts: what may be saved, and how they are filled without a hole."""

from dataclasses import replace
from typing import Any, ClassVar, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.wording import families
from tests.wording.examples import LINK, facts, invoice

from voldaan.wording import letters, linter, own, placeholders, texts
from voldaan.wording.material import NotWritten
from voldaan.wording.shapes import (
    AddressForm,
    Language,
    LetterCredit,
    LetterFacts,
    LetterStep,
    Words,
)
from voldaan.wording.steps.compose import FAMILY_OF, material

FRIENDLY = tuple(name for pair in letters.TEXT_OF.values() for name in pair)
EVERY = [
    (name, language, form)
    for name in texts.LETTERS
    for language in texts.LANGUAGES
    for form in texts.FORMS
]
BODY = "Dag {naam},\n\nFactuur {factuur} van {bedrag} was voor {vervaldatum}.\n\n{afzender}"


def filled(
    body: str = BODY,
    *,
    step: LetterStep = "reminder_1",
    subject: str = "",
    about: LetterFacts | None = None,
) -> Words:
    given_facts = about or facts()
    return own.compose_own(step, facts=given_facts, subject=subject, body=body, version="own.x")


def paragraphs(words: Words) -> list[str]:
    return words.body_text.replace("\xa0", " ").strip().split("\n\n")


def refused(body: str = BODY, *, subject: str = "Factuur", name: str = "reminder_1") -> Any:
    with pytest.raises(own.BadOwnText) as found:
        own.check(subject, body=body, name=name, language="nl", form="je")
    return found.value.field, found.value.problem, found.value.found


class TestWhatAReaderNeeds:
    def test_is_who_writes(self) -> None:
        assert refused("Nog {bedrag}. Al betaald?") == ("body", "needed", "{afzender}")
        assert refused("Al betaald?\n\n{afzender}") == ("body", "needed", "{telefoon}")

    def test_is_that_all_is_well_when_it_was_paid(self) -> None:
        assert refused("Nog {bedrag}.\n\n{afzender}\n{telefoon}") == (
            "body", "no_already_paid", "",
        )  # fmt: skip

    def test_is_no_threat_and_no_consequence(self) -> None:
        body = "Al betaald?\n\n{afzender}\n{telefoon}"

        assert refused(f"Of ik doe aangifte. {body}")[1:] == ("threat", "aangifte")
        assert refused(f"Straks incasso. {body}")[1:] == ("consequence_early", "incasso")
        assert refused(body, subject="Deurwaarder")[0] == "subject"


class TestAFormalText:
    def test_may_name_a_consequence_and_never_threaten(self) -> None:
        name = "formal/final_notice"
        subject, body = own.begin(name, language="nl", form="u")

        own.check(
            subject, body=f"{body}\n\nDan volgt incasso.", name=name, language="nl", form="u"
        )
        with pytest.raises(own.BadOwnText, match="threat"):
            own.check(
                subject,
                body=f"{body}\n\nOf ik doe aangifte.",
                name=name,
                language="nl",
                form="u",
            )


class TestTheBeginning:
    @pytest.mark.parametrize(("name", "language", "form"), EVERY)
    def test_may_be_saved_as_it_is(
        self, name: str, language: Language, form: AddressForm
    ) -> None:
        for with_link in (False, True):
            subject, body = own.begin(name, language=language, form=form, with_link=with_link)

            own.check(subject, body=body, name=name, language=language, form=form)

    @pytest.mark.parametrize(("name", "language", "form"), EVERY)
    def test_comes_whole_out_of_its_blocks(
        self, name: str, language: Language, form: AddressForm
    ) -> None:
        which: Any = {"name": name, "language": language, "form": form}
        _, body = own.begin(name, language=language, form=form)

        found = own.blocks(body, **which)

        assert "\n\n".join(each.text for each in found if each.text) == body
        assert [bool(each.fixed) for each in found] == [
            bool(place % 2) for place in range(len(found))
        ]
        fixed = [each for each in found if each.fixed]
        assert [own.fixed_text(each.number, **which) for each in fixed] == [
            each.text for each in fixed
        ]
        locked = [part.text for part in texts.load(**which).parts if part.locked]
        assert [each.text for each in fixed if each.fixed == "locked"] == locked

    @pytest.mark.parametrize("step", get_args(LetterStep))
    @pytest.mark.parametrize("many", [False, True])
    @pytest.mark.parametrize("changes", [
        {}, {"recipient": ""}, {"phone": ""}, {"link": LINK},
        {"credits": (LetterCredit("C-1", 1000),)},
    ])  # fmt: skip
    @pytest.mark.parametrize("language", ["nl", "en"])
    def test_says_what_the_shipped_text_says(
        self, step: LetterStep, many: bool, changes: Any, language: Any
    ) -> None:
        invoices = (invoice(), invoice("2026-050")) if many else (invoice(),)
        given_facts = facts(*invoices, language=language, **changes)
        name = own.name_of(step, facts=given_facts)
        subject, body = own.begin(
            name, language=language, form="je", with_link=bool(given_facts.link)
        )

        words = filled(body, step=step, subject=subject, about=given_facts)

        shipped = letters.compose(step, facts=given_facts)
        assert words.text_version == "own.x"
        assert replace(words, text_version="") == replace(shipped, text_version="")

    def test_is_there_for_what_is_there_only(self) -> None:
        with pytest.raises(own.BadOwnText, match="unknown_text"):
            own.begin("../secret", language="nl", form="je")
        with pytest.raises(own.BadOwnText, match="unknown_text"):
            own.begin("reminder_1", language="de", form="je")  # type: ignore[arg-type]
        assert own.fixed_text(99, name="reminder_1", language="nl", form="je") == ""


class TestFillingIn:
    def test_puts_the_facts_in_the_owners_words(self) -> None:
        words = filled(subject="Psst: {factuur}")

        assert words.subject == "Psst: 2026-041"
        assert paragraphs(words) == [
            "Dag Dirk,",
            "Factuur 2026-041 van € 1.210,00 was voor 14 oktober 2026.",
            "Anna Bakker, Studio Bakker",
        ]
        assert words.asks_cents == 121_000
        assert words.body_html.startswith("<p>Dag Dirk,</p>\n<p>Factuur 2026-041")

    def test_escapes_what_the_owner_and_strangers_wrote(self) -> None:
        words = filled(f"<b>{BODY}", about=facts(recipient="<i>"))

        assert "<p>&lt;b&gt;Dag &lt;i&gt;,</p>" in words.body_html

    def test_never_reads_a_fact_as_a_placeholder(self) -> None:
        assert paragraphs(filled(about=facts(recipient="{iban}")))[0] == "Dag {iban},"

    def test_leaves_out_a_paragraph_without_its_fact(self) -> None:
        body = f"{BODY}\n\nOver {{project}}: dank."

        assert len(paragraphs(filled(body))) == 3
        assert paragraphs(filled(body, about=facts(project="de site")))[3] == (
            "Over de site: dank."
        )

    def test_leaves_out_a_line_that_is_only_an_unknown_fact(self) -> None:
        body = f"{BODY}\n{{telefoon}}\nTot gauw"

        words = filled(body, about=facts(phone=""))

        assert paragraphs(words)[2] == "Anna Bakker, Studio Bakker\nTot gauw"

    def test_greets_who_has_no_name_as_the_shipped_text_does(self) -> None:
        assert paragraphs(filled(about=facts(recipient="")))[0] == "Goedendag,"

    def test_leaves_out_a_first_paragraph_that_misses_something_else(self) -> None:
        assert paragraphs(filled(f"Over {{project}}\n\n{BODY}"))[0] == "Dag Dirk,"

    def test_gives_one_way_to_pay(self) -> None:
        body = f"{BODY}\n\nKlik: {{link}}\n\nOf naar {{iban}}, kenmerk {{kenmerk}}."

        by_link = filled(body, about=facts(link=LINK)).body_text
        by_account = filled(body).body_text

        assert (LINK in by_link, "NL91" in by_link) == (True, False)
        assert (LINK in by_account, "NL91" in by_account) == (False, True)

    def test_keeps_both_ways_in_one_paragraph(self) -> None:
        body = f"{BODY}\n\nKlik {{link}} of maak over naar {{iban}}."

        assert "NL91" in filled(body, about=facts(link=LINK)).body_text

    def test_says_of_credit_only_when_there_is_some(self) -> None:
        said = "Je tegoed is er al van afgetrokken."
        body = f"{BODY}\n\n{said}"

        assert said not in filled(body).body_text
        assert said in filled(body, about=facts(credits=(LetterCredit("C-1", 1000),))).body_text

    @pytest.mark.parametrize(
        ("body", "changes"),
        [
            (f"{BODY}\n\nNaar {{iban}}.", {"iban": ""}),
            (f"{BODY}\n\nHier: {{link}}.", {}),
            ("Dag,\n\nNog {bedrag} ({project}), {factuur}.\n\n{afzender}", {}),
            ("{project}", {}),
        ],
        ids=["account", "link", "amount", "nothing left"],
    )
    def test_falls_back_on_the_shipped_text_when_it_would_not_be_whole(
        self, body: str, changes: Any
    ) -> None:
        given_facts = facts(**changes)

        assert filled(body, about=given_facts) == letters.compose(
            "reminder_1", facts=given_facts
        )

    def test_takes_the_shipped_subject_when_its_own_misses_a_fact(self) -> None:
        assert filled(subject="Over {project}").subject.startswith("Even een seintje")

    def test_of_several_invoices_has_the_subject_of_several(self) -> None:
        about = facts(invoice(), invoice("2026-050"))

        words = filled("{afzender}: {totaal}, {factuur}, {vervaldatum}", about=about)

        assert words.subject == letters.compose("reminder_1", facts=about).subject

    def test_is_for_steps_that_are_written(self) -> None:
        with pytest.raises(NotWritten):
            own.name_of("call", facts=facts())  # type: ignore[arg-type]

    @given(st.text(max_size=300))
    def test_leaves_no_placeholder_open_in_whatever_may_be_saved(self, text: str) -> None:
        body = f"{text}\n\n{BODY}\n\n{text}"
        try:
            own.check("", body=body, name="reminder_1", language="nl", form="je")
        except own.BadOwnText:
            return

        assert "{" not in filled(body).body_text


class TestLegalSentences:
    FACTS = families.notice(facts())
    WHICH: ClassVar[Any] = {"name": "formal/notice_person", "language": "nl", "form": "je"}

    def words(self, body: str, **changes: Any) -> Words:
        made = material("formal_notice", facts=replace(self.FACTS, **changes))
        return own.finish(made, subject="", body=body, version="own.x")

    def body(self) -> str:
        return own.begin(
            self.WHICH["name"], language=self.WHICH["language"], form=self.WHICH["form"]
        )[1]

    def test_leave_the_owner_free_around_them(self) -> None:
        body = self.body().replace("Ik denk graag mee.", "We komen er samen uit.")

        own.check("", body=body, **self.WHICH)
        words = self.words(body)

        assert words.text_version == "own.x"
        assert "We komen er samen uit." in words.body_text
        assert linter.lint(words, step="formal_notice", facts=self.FACTS) == ()

    def test_stay_conditional(self) -> None:
        vat = "verhoogd met btw"

        assert vat not in self.words(self.body()).body_text
        assert vat in self.words(self.body(), vat_in_costs=True).body_text

    def test_bring_the_shipped_text_back_when_they_are_not_there(self) -> None:
        body = self.body().replace("veertien dagen", "tien dagen")

        assert self.words(body).text_version.startswith("formal/notice_person.nl.je")

    @pytest.mark.parametrize(
        ("before", "after", "problem"),
        [
            ("veertien dagen", "tien dagen", "locked_changed"),
            ("Ik vraag je {totaal} te betalen", "NIET: Ik vraag je {totaal}", "locked_changed"),
            (
                "Ik behoud mij ondubbelzinnig het recht op nakoming voor; deze brief stuit de "
                "verjaring.",
                "Groet.",
                "locked_missing",
            ),
        ],
    )
    def test_are_asked_back(self, before: str, after: str, problem: str) -> None:
        body = self.body().replace(before, after)

        with pytest.raises(own.BadOwnText) as found:
            own.check("", body=body, **self.WHICH)

        assert found.value.problem == problem
        assert found.value.found.startswith("Ik ")

    def test_may_be_broken_into_other_lines(self) -> None:
        body = self.body().replace("binnen veertien dagen", "binnen\nveertien   dagen")

        own.check("", body=body, **self.WHICH)

        assert self.words(body).text_version == "own.x"


class TestWhatCannotBeSaved:
    def test_is_nothing_at_all(self) -> None:
        assert refused(" \n ") == ("body", "empty", "")

    def test_is_too_much(self) -> None:
        assert refused("a" * 20_001) == ("body", "too_long", "20001")
        assert refused(subject="a" * 301) == ("subject", "too_long", "301")

    @pytest.mark.parametrize("character", ["\0", "\x1b", "\x7f", "\ud800"])
    def test_has_signs_that_are_no_text(self, character: str) -> None:
        assert refused(BODY + character) == ("body", "control_character", "")
        assert refused(subject=character) == ("subject", "control_character", "")

    def test_has_a_subject_of_two_lines(self) -> None:
        assert refused(subject="Hoi\nBcc: x") == ("subject", "line_break", "")

    @pytest.mark.parametrize(
        ("words", "found"),
        [("{bedrga}", "bedrga"), ("{kosten}", "kosten"), ("{", "{"), ("a } b", "a } b")],
    )
    def test_names_what_is_not_there(self, words: str, found: str) -> None:
        assert refused(f"{BODY}\n\n{words}") == ("body", "unknown_placeholder", found)
        assert refused(subject=words)[:2] == ("subject", "unknown_placeholder")

    def test_puts_a_table_in_a_sentence(self) -> None:
        assert refused(f"{BODY}\n\nKijk: {{tabel}}") == ("body", "not_alone", "tabel")
        assert refused(subject="{tabel}")[:2] == ("subject", "unknown_placeholder")

    def test_is_for_no_text(self) -> None:
        assert refused(name="nope")[1] == "unknown_text"


class TestTheLists:
    def test_name_every_fact_of_a_letter(self) -> None:
        made = letters.material("reminder_1", facts=facts())

        assert set(made.values) | set(made.blocks) == own.COMMON

    def test_name_every_block(self) -> None:
        english = facts(language="en")
        found = {
            name
            for step, (family, _) in FAMILY_OF.items()
            for given_facts in (
                each for kind, each in families.variants(english) if kind == step
            )
            if isinstance(given_facts, family)
            for name in material(step, facts=given_facts).blocks
        }

        assert found == own.BLOCKS
        assert set(placeholders.MEANINGS) >= own.COMMON | own.BLOCKS
