"""What the linter says of a text that an owner made something else of."""

import time
from dataclasses import replace

import pytest
from tests.wording import families
from tests.wording.examples import LINK, facts
from tests.wording.families import codes, edited

from voldaan.wording import letters, linter, reasons
from voldaan.wording.steps.compose import compose

LETTER = facts(email="anna@bakker.example")


class TestLockedSentences:
    NOTICE = families.notice(LETTER)

    def test_are_asked_back_when_they_are_changed_or_left_out(self) -> None:
        changed = edited(
            "binnen veertien dagen",
            "binnen tien dagen",
            step="formal_notice",
            given_facts=self.NOTICE,
        )
        gone = edited(
            "Ik behoud mij ondubbelzinnig het recht op nakoming voor; deze brief stuit de "
            "verjaring.",
            "",
            step="formal_notice",
            given_facts=self.NOTICE,
        )

        assert codes(changed) == ["other_term", "locked_changed"]
        assert "letterlijk" in reasons.remark(changed[-1], "nl")
        assert codes(gone) == ["locked_missing"]

    def test_of_an_english_notice_are_the_dutch_ones_too(self) -> None:
        english = families.notice(replace(LETTER, language="en"))

        found = edited(
            "binnen veertien dagen",
            "binnen tien dagen",
            step="formal_notice",
            given_facts=english,
        )

        assert "locked_changed" in codes(found)

    def test_leave_the_owner_free_around_them(self) -> None:
        found = edited(
            "Ik denk graag mee.",
            "Ik denk graag mee, dat weet je.",
            step="formal_notice",
            given_facts=self.NOTICE,
        )

        assert found == ()

    def test_leave_no_room_for_another_term(self) -> None:
        found = edited(
            "Ik denk graag mee.",
            "Na dagtekening heb je een week.",
            step="formal_notice",
            given_facts=self.NOTICE,
        )

        assert codes(found) == ["other_term"]
        assert found[0].facts == (("word", "Na dagtekening"),)

    @pytest.mark.parametrize(
        "said",
        [
            "Betaal voor 12 december.",
            "Betaal deze week.",
            "Ik wil het vandaag hebben.",
            "Betaal voor vrijdag.",
            "Dat kan tot 12 december.",
        ],
    )
    def test_leave_no_room_for_another_term_in_any_words(self, said: str) -> None:
        found = edited(
            "Ik denk graag mee.", said, step="formal_notice", given_facts=self.NOTICE
        )

        assert "other_term" in codes(found)

    def test_leave_no_room_for_another_term_in_the_subject(self) -> None:
        words = compose("formal_notice", facts=self.NOTICE)
        hasty = replace(words, subject=f"Betaal vóór 12 december: {words.subject}")

        found = linter.lint(hasty, step="formal_notice", facts=self.NOTICE)

        assert codes(found) == ["other_term"]

    @pytest.mark.parametrize("said", ["Pay by Friday.", "Pay this week.", "Pay before 12 May."])
    def test_leave_no_room_for_another_term_in_english(self, said: str) -> None:
        english = families.notice(replace(LETTER, language="en"))

        found = edited(
            "Call me:", f"{said} Call me:", step="formal_notice", given_facts=english
        )

        assert "other_term" in codes(found)

    def test_allow_a_day_in_a_notice_to_a_business(self) -> None:
        business = families.notice(LETTER, variant="business")

        found = edited(
            "Nieuw werk",
            "Uiterlijk 1 december wil ik het weten. Nieuw werk",
            step="formal_notice",
            given_facts=business,
        )

        assert found == ()


class TestKinds:
    def test_a_notice_begins_with_the_claim(self) -> None:
        notice = families.notice(replace(LETTER, link=LINK))

        found = edited(
            "Hoi Dirk,",
            f"Hoi Dirk, betalen kan hier: {LINK}",
            step="formal_notice",
            given_facts=notice,
        )

        assert [(each.code, each.severity) for each in found] == [("link_early", "warning")]

    def test_a_plan_has_its_link_in_the_first_two_lines(self) -> None:
        plan = families.plan(replace(LETTER, link=LINK))

        found = edited(
            "Dank dat je eerlijk bent.",
            "Dank.\n\nWe spraken elkaar.\n\n",
            step="plan",
            given_facts=plan,
        )

        assert "link_position" in codes(found)

    def test_an_apology_asks_nothing(self) -> None:
        found = edited(
            "Mijn excuses.",
            "Mijn excuses. Bel me even.",
            step="apology",
            given_facts=families.apology(LETTER),
        )

        assert codes(found) == ["asks_nothing"]
        assert reasons.remark(found[0], "nl") == "Dit bericht vraagt niets; haal 1 vraag weg."

    def test_a_thank_you_does_not_blame(self) -> None:
        found = edited(
            "Tot snel!",
            "Jammer dat je te laat was.",
            step="thanks",
            given_facts=families.thanks(LETTER),
        )

        assert codes(found) == ["blame_word"]

    def test_a_short_message_has_forty_words(self) -> None:
        found = edited(
            "Komt het niet uit?",
            "Ik hoop dat alles goed gaat met je bedrijf en met je gezin, en dat het druk is. "
            "Komt het niet uit?",
            step="reminder_1",
            given_facts=LETTER,
            medium="short",
        )

        assert codes(found) == ["too_long"]
        assert dict(found[0].facts)["at_most"] == 40

    def test_a_notice_has_a_hundred_and_thirty_words(self) -> None:
        found = edited(
            "Ik denk graag mee.",
            "Ik denk graag mee. " * 20,
            step="formal_notice",
            given_facts=families.notice(LETTER),
        )

        assert codes(found) == ["too_long"]
        assert dict(found[0].facts)["at_most"] == 130

    def test_a_message_without_a_public_address_links_nowhere(self) -> None:
        found = edited(
            "Tot snel!",
            "Kijk ook op www.example.org.",
            step="thanks",
            given_facts=families.thanks(LETTER),
        )

        assert codes(found) == ["link_unwanted"]


class TestWhatOwnersWrite:
    def test_may_have_plain_spaces_in_amounts(self) -> None:
        found = edited("\xa0", " ", step="reminder_1", given_facts=LETTER)

        assert found == ()

    def test_may_have_a_postscript(self) -> None:
        found = edited(
            "06 12345678\n",
            "06 12345678\n\nPS: mooie website trouwens.\n",
            step="reminder_1",
            given_facts=LETTER,
        )

        assert found == ()

    def test_may_be_without_empty_lines(self) -> None:
        found = edited("\n\n", "\n", step="reminder_2", given_facts=LETTER)

        assert codes(found) == []

    def test_may_be_one_line(self) -> None:
        words = replace(letters.compose("reminder_1", facts=LETTER), body_text="Betaal nu.")

        found = codes(linter.lint(words, step="reminder_1", facts=LETTER))

        assert "call_to_action" not in found
        assert {"no_amount", "no_sender", "no_way_out", "no_already_paid"} <= set(found)

    def test_may_name_what_is_always_in_capitals(self) -> None:
        found = edited(
            "Dank je wel!", "Het IBAN staat hierboven.", step="reminder_1", given_facts=LETTER
        )

        assert found == ()

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ("De meeste klanten betalen op tijd.", "norm_claim"),
            ("82% van mijn klanten betaalt op tijd.", "norm_claim"),
            ("Groet van de afdeling debiteuren.", "persona"),
            ("Dit noopt ons desalniettemin tot haast.", "hard_word"),
        ],
    )
    def test_is_honest_and_plain(self, said: str, code: str) -> None:
        found = edited("Dank je wel!", said, step="reminder_1", given_facts=LETTER)

        assert codes(found) == [code]

    def test_is_shown_the_sentence_that_is_too_long(self) -> None:
        found = edited(
            "Dank je wel!",
            "Ik schrijf dit 2026-041 omdat " + "ik nog even wacht en " * 6 + "hoop.",
            step="reminder_1",
            given_facts=LETTER,
        )

        (remark,) = [each for each in found if each.code == "long_sentence"]
        assert remark.severity == "warning"
        assert dict(remark.facts)["begin"] == "Ik schrijf dit … omdat …"

    def test_names_each_thing_once_and_not_too_many(self) -> None:
        found = edited(
            "Dank je wel!",
            "BETAAL BETAAL " + " ".join(f"GEEF{letter * 3}" for letter in "ABCDEFGH"),
            step="reminder_1",
            given_facts=LETTER,
        )

        shouted = [dict(each.facts)["word"] for each in found if each.code == "capitals"]
        assert shouted == ["BETAAL", "GEEFAAA", "GEEFBBB", "GEEFCCC", "GEEFDDD"]

    @pytest.mark.parametrize(
        "piece",
        [
            "klopt ", "Is klopt ", "maak ", "draag ", "x", "{", "{naam} ", "HALLO ", "a. ",
            "\n", " \n", "\n\n", "Wil je? ", "binnen ", "1 ", "€", "www.", "incasso. ",
            "€ 1\n\nincasso\n\n",
            "Ik vraag je ", "de meeste ", "2026-041 ", "\r\n", "\xa0",
        ],
    )  # fmt: skip
    def test_of_twenty_thousand_characters_is_answered_at_once(self, piece: str) -> None:
        notice = families.notice(LETTER)
        words = compose("formal_notice", facts=notice)
        long = replace(words, body_text=(piece * 20_000)[:20_000])

        before = time.process_time()
        found = linter.lint(long, step="formal_notice", facts=notice)

        assert time.process_time() - before < 2  # a tenth of a second on a slow machine
        assert len(found) < 60
