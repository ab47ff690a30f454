"""What a message may say will follow, and what nobody may be threatened with."""

from dataclasses import replace

import pytest
from tests.wording import families
from tests.wording.examples import facts
from tests.wording.families import codes, composed, edited

from voldaan.wording import letters, linter
from voldaan.wording.kinds import AnyFacts, AnyStep

LETTER = facts(email="anna@bakker.example")


class TestConsequences:
    def test_do_not_belong_in_a_reminder(self) -> None:
        found = edited(
            "Al betaald?",
            "Anders komt de deurwaarder. Al betaald?",
            step="reminder_2",
            given_facts=LETTER,
        )

        assert codes(found) == ["consequence_early"]

    @pytest.mark.parametrize(
        "said",
        [
            "Anders komen er kosten bij.",
            "Er komen herinneringskosten bij.",
            "Ik bereken dan rente.",
            "Dan breng ik € 40 in rekening.",
            "Anders volgt een boete.",
            "Dan volgt loonbeslag.",
            "Dan neem ik gerechtelijke stappen.",
            "Dan volgt een juridische procedure.",
        ],
    )
    def test_go_by_any_of_their_names(self, said: str) -> None:
        found = edited(
            "Al betaald?", f"{said} Al betaald?", step="reminder_2", given_facts=LETTER
        )

        assert codes(found) == ["consequence_early"]

    @pytest.mark.parametrize(
        "said",
        [
            "Otherwise a late fee applies.",
            "I will charge you interest.",
            "Otherwise costs will be added.",
            "You will be fined.",
            "I will take legal measures.",
            "This goes to collections.",
        ],
    )
    def test_go_by_any_of_their_english_names(self, said: str) -> None:
        letter = replace(LETTER, language="en")

        found = edited(
            "Already paid?", f"{said} Already paid?", step="reminder_2", given_facts=letter
        )

        assert "consequence_early" in codes(found)

    def test_do_not_belong_in_the_subject_of_a_reminder(self) -> None:
        words = letters.compose("reminder_1", facts=LETTER)
        sharp = replace(words, subject=f"Laatste kans voor de deurwaarder: {words.subject}")

        found = linter.lint(sharp, step="reminder_1", facts=LETTER)

        assert codes(found) == ["consequence_early"]

    @pytest.mark.parametrize(
        "said",
        [
            "Op 4 januari doe ik voor € 100 aangifte.",
            "Op 4 januari kom je voor € 100 op een zwarte lijst.",
            "Op 4 januari meld ik € 100 bij het BKR.",
            "Op 4 januari maak ik die € 100 openbaar.",
            "Op 4 januari bel ik je werkgever over € 100.",
        ],
    )
    def test_are_never_a_threat_with_shame_or_the_police(self, said: str) -> None:
        found = edited(
            "Ik denk graag mee.",
            f"Ik denk graag mee.\n\n{said}",
            step="formal_notice",
            given_facts=families.notice(LETTER),
        )

        assert codes(found) == ["threat"]

    def test_are_not_what_does_not_follow(self) -> None:
        found = edited(
            "Dank je wel!",
            "Er komen geen kosten bij. Groeten aan je partner, de social media zijn klaar!",
            step="reminder_1",
            given_facts=LETTER,
        )

        assert found == ()

    def test_name_a_day_and_a_sum(self) -> None:
        vague = edited(
            "Ik denk graag mee.",
            "Ik denk graag mee.\n\nAnders komt er een deurwaarder.",
            step="formal_notice",
            given_facts=families.notice(LETTER),
        )
        exact = edited(
            "Ik denk graag mee.",
            "Ik denk graag mee.\n\nOp 4 januari gaat € 100 naar een deurwaarder.",
            step="formal_notice",
            given_facts=families.notice(LETTER),
        )

        assert codes(vague) == ["consequence_vague"]
        assert exact == ()

    @pytest.mark.parametrize(
        ("step", "given_facts"),
        [
            ("formal_notice", families.notice(LETTER, confirmed=False)),
            ("final_notice", families.final(LETTER, confirmed=False)),
        ],
    )
    def test_are_confirmed_by_the_owner(self, step: AnyStep, given_facts: AnyFacts) -> None:
        words = composed(step, given_facts, "mail")

        assert codes(linter.lint(words, step=step, facts=given_facts)) == [
            "consequence_unconfirmed"
        ]
