import re
from typing import get_args

import pytest

from voldaan import matching
from voldaan.followup import codes
from voldaan.matching.shapes import Rule
from voldaan.readers import problems
from voldaan.readers.shapes import Problem
from voldaan.readers.shapes import facts as problem_facts
from voldaan.reasons import Reason, because
from voldaan.wording import catalogues, linter, names, reasons, texts
from voldaan.wording.shapes import Language, Remark

#: Facts of matching's reasons; the codes are checked against its own closed list.
MATCHING_FACTS: dict[str, tuple[str, ...]] = {
    **{f"match.{rule}": ("numbers",) for rule in get_args(Rule)},
    "match.same_amount": ("count",),
    "match.name_score": ("score",),
    "match.part_payment": ("short_cents",),
    "match.overpaid": ("over_cents",),
    "match.group": ("count",),
    "match.netted": ("credit_cents",),
    "match.discount": ("percent",),
    "match.refund": ("numbers",),
}
#: The docstring of the room is where matching lists its reasons.
MATCHING = {
    code: MATCHING_FACTS.get(code, ())
    for code in [
        *re.findall(r"``(match\.\w+)``", matching.__doc__ or ""),
        *(f"match.{rule}" for rule in get_args(Rule)),
    ]
}
REASONS = {**codes.REASONS, **codes.CHANGES, **MATCHING}
REMARKS = {
    "call_to_action": ("found",),
    "too_long": ("found", "at_most"),
    "long_sentences": ("found", "at_most"),
    **dict.fromkeys(("no_amount", "no_due_date", "no_number"), ("where",)),
    **dict.fromkeys(
        ("hard_word", "moral_word", "blame_word", "capitals", "placeholder_left"), ("word",)
    ),
    **dict.fromkeys(
        ("no_sender", "no_phone", "no_reply", "link_unwanted", "no_link", "link_position"), ()
    ),
    **dict.fromkeys(("no_account", "no_way_out", "no_already_paid", "subject_breaks"), ()),
    **dict.fromkeys(("persona", "norm_claim", "other_term", "threat"), ("word",)),
    **dict.fromkeys(("consequence_early", "consequence_vague"), ("word",)),
    **dict.fromkeys(("consequence_perhaps", "other_name"), ("word",)),
    **dict.fromkeys(("consequence_unconfirmed", "link_early", "no_name"), ()),
    **dict.fromkeys(("locked_missing", "locked_changed"), ("sentence",)),
    **dict.fromkeys(("interest_early", "costs_early"), ()),
    "not_due": ("number",),
    "day_passed": ("day",),
    "not_what_is_open": ("open_cents",),
    "costs_too_high": ("most_cents",),
    "asks_nothing": ("found",),
    "long_sentence": ("begin", "found"),
}


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


class TestReasons:
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    def test_have_words_for_exactly_the_closed_lists(self, language: Language) -> None:
        catalogue = catalogues.load("reasons", language=language)

        assert set(catalogue) == set(REASONS)
        for code, sentence in catalogue.items():
            assert catalogues.fact_names(sentence) == set(REASONS[code]), code

    def test_write_euros_days_and_counts(self) -> None:
        reason = because(
            "invoice.overdue", number="2026-041", due_on="2026-10-14", days=8, open_cents=121000
        )

        assert plain(reasons.words(reason, "nl")) == (
            "Factuur 2026-041 van € 1.210,00 is 8 dagen over de betaaldatum (14 oktober 2026)."
        )
        assert reasons.words(reason, "en") == (
            "Invoice 2026-041 for €1,210.00 is 8 days past its due date (14 October 2026)."
        )

    def test_leave_out_what_the_owner_did_not_say(self) -> None:
        quiet = because("client.paused", until="2026-11-30", why="")
        told = because("client.paused", until="2026-11-30", why="vakantie")

        assert reasons.words(quiet, "nl") == (
            "Deze klant staat op pauze tot en met 30 november 2026."
        )
        assert reasons.words(told, "nl").endswith("30 november 2026: vakantie.")

    def test_leave_out_numbers_that_are_not_there(self) -> None:
        assert reasons.words(because("match.iban_sum"), "en") == (
            "The account is known and the sum fits exactly."
        )

    def test_name_steps_and_holidays_in_the_language(self) -> None:
        step = because("ladder.after", step="reminder_1", on="2026-10-14")
        holiday = because(
            "day.holiday", day="2016-05-05", name="Bevrijdingsdag, Hemelvaartsdag"
        )

        assert "“friendly reminder”" in reasons.words(step, "en")
        assert reasons.words(holiday, "en").endswith(": Liberation Day, Ascension Day.")
        assert reasons.words(holiday, "nl").endswith(": Bevrijdingsdag, Hemelvaartsdag.")

    def test_keep_a_number_that_looks_like_a_day(self) -> None:
        reason = because("invoice.large", number="2026-10-14", open_cents=500000)

        assert "2026-10-14" in reasons.words(reason, "nl")

    def test_keep_what_is_no_day_as_it_is(self) -> None:
        assert reasons.words(because("day.comes", day="morgen"), "nl") == "Als het morgen is."

    def test_never_fill_in_what_a_stranger_wrote(self) -> None:
        reason = because("client.paused", until="2026-11-30", why="{until}[\n\u202ex]")

        assert reasons.words(reason, "en").endswith("30 November 2026: {until}[ x].")

    def test_refuse_an_unknown_code_and_a_missing_fact(self) -> None:
        with pytest.raises(catalogues.UnknownCode) as unknown:
            reasons.words(Reason("client.strange"), "nl")
        with pytest.raises(catalogues.MissingFact) as missing:
            reasons.words(Reason("bank.covered"), "nl")

        assert unknown.value.code == "client.strange"
        assert missing.value.fact == "covered_until"


class TestProblems:
    def test_have_dutch_words_for_exactly_what_readers_can_find(self) -> None:
        catalogue = catalogues.load("problems", language="nl")

        assert set(catalogue) == set(problems.SENTENCES)
        for code, sentence in catalogue.items():
            english = set(re.findall(r"\{(\w+)", problems.SENTENCES[code]))
            assert catalogues.fact_names(sentence) == english, code

    @pytest.mark.parametrize(
        ("expected", "dutch"),
        [
            ("a number such as 1234,56", "een getal zoals 1234,56"),
            ("CRDT or DBIT", "CRDT of DBIT"),
            ("{found}", "{found}"),
        ],
    )
    def test_translate_what_readers_expected(self, expected: str, dutch: str) -> None:
        found = Problem(
            "bank.amount", "line 3", facts=problem_facts(found="x", expected=expected)
        )

        assert reasons.problem(found, "nl") == (
            f"Het bedrag “x” is niet te lezen; verwacht werd {dutch}."
        )

    def test_say_what_was_expected_in_the_language(self) -> None:
        found = Problem(
            "bank.date",
            "line 3",
            facts=problem_facts(found="30-02", expected="a day as 2026-12-31"),
        )

        assert reasons.problem(found, "nl") == (
            "De datum “30-02” bestaat niet; verwacht werd een dag zoals 2026-12-31."
        )
        assert reasons.problem(found, "en") == (
            "The date '30-02' does not exist; expected a day as 2026-12-31."
        )

    @pytest.mark.parametrize(
        ("found", "dutch", "english"),
        [
            ("-1234567.5", "-1.234.567,50", "-1,234,567.50"),
            ("0.00", "0,00", "0.00"),
            ("12.345", "12,345", "12.345"),
            ("veel", "veel", "veel"),
        ],
    )
    def test_write_amounts_as_the_reader_does(
        self, found: str, dutch: str, english: str
    ) -> None:
        fraction = Problem("bank.amount_fraction", "line 3", facts=problem_facts(found=found))

        assert f"Het bedrag {dutch} heeft" in reasons.problem(fraction, "nl")
        assert f"he amount {english} has" in reasons.problem(fraction, "en")

    @pytest.mark.parametrize(
        ("where", "dutch"),
        [
            ("message 1 (line 4)", "bericht 1 (regel 4)"),
            ("Stmt 1/Ntry 3", "afschrift 1, boeking 3"),
            ("Stmt 2/Bal 1", "afschrift 2, Bal 1"),
            (
                "Invoice/PaymentMeans/ID (line 102)",
                "Invoice/PaymentMeans/ID (regel 102)",
            ),
            ("line 3.csv: line 4", "line 3.csv: regel 4"),
            ('column "line 1", column 2', 'kolom "line 1", kolom 2'),
            ("account NL20INGB0001234567", "rekening NL20INGB0001234567"),
            ("b.zip: file", "b.zip: bestand"),
        ],
    )
    def test_stand_at_a_place_in_words(self, where: str, dutch: str) -> None:
        assert reasons.place(Problem("bank.date", where), "nl") == dutch
        assert reasons.place(Problem("bank.date", where), "en") == where


class TestRemarks:
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    def test_have_words_for_every_rule_of_the_linter(self, language: Language) -> None:
        catalogue = catalogues.load("remarks", language=language)

        assert set(catalogue) == set(REMARKS) == linter.CODES
        for code, sentence in catalogue.items():
            assert catalogues.fact_names(sentence) == set(REMARKS[code]), code

    def test_read_as_sentences(self) -> None:
        remark = Remark("no_amount", facts=(("where", "subject"),))

        assert reasons.remark(remark, "nl") == "Het bedrag ontbreekt in het onderwerp."
        assert reasons.remark(remark, "en") == "The amount is missing from the subject."


class TestNames:
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    def test_exist_for_every_question(self, language: Language) -> None:
        for code in codes.QUESTIONS:
            assert names.question(code, language).endswith(("?", "."))

    def test_exist_for_every_step_and_channel(self) -> None:
        for language in texts.LANGUAGES:
            for step in ("service_check", "reminder_1", "reminder_2", "call", "decide"):
                assert names.step_name(step, language)
            for channel in ("email", "phone", "whatsapp", "sms", "linkedin", "post"):
                assert names.channel_name(channel, language)

    def test_are_refused_for_what_does_not_exist(self) -> None:
        with pytest.raises(catalogues.UnknownCode):
            names.step_name("dance", "nl")
