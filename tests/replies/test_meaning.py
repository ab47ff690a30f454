"""What an answer probably means: right often enough, never sure of what it cannot know."""

import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as some

from voldaan.replies.meaning import SURE_PERCENT, hear
from voldaan.replies.shapes import MEANINGS, Heard

DAY = date(2026, 10, 14)
#: A little under what was measured, so that only a real loss is a failure.
LEAST_RIGHT, LEAST_RIGHT_OF_PROPOSED, LEAST_PROPOSED = 88, 95, 75


def heard(text: str) -> Heard:
    return hear(text, day=DAY)


def trainer() -> ModuleType:
    """Load the script that says which messages were never looked at."""
    path = Path(__file__).parents[2] / "scripts" / "train_replies.py"
    spec = importlib.util.spec_from_file_location("train_replies", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestMessagesNeverLookedAt:
    def test_are_heard_right_as_often_as_the_page_says(self) -> None:
        _, held = trainer().split()
        answers = [(each["label"], heard(each["text"])) for each in held]
        right = [label for label, answer in answers if answer.meaning == label]
        proposed = [(label, answer) for label, answer in answers if answer.is_sure]
        right_of_proposed = [label for label, answer in proposed if answer.meaning == label]

        assert len(held) > 300
        assert 100 * len(right) >= LEAST_RIGHT * len(held)
        assert 100 * len(right_of_proposed) >= LEAST_RIGHT_OF_PROPOSED * len(proposed)
        assert 100 * len(proposed) >= LEAST_PROPOSED * len(held)

    def test_hold_every_meaning(self) -> None:
        _, held = trainer().split()

        assert {each["label"] for each in held} == set(MEANINGS)


class TestPlainAnswers:
    @pytest.mark.parametrize(
        ("text", "meaning"),
        [
            ("Gisteren overgemaakt hoor!", "paid"),
            ("Ik maak het vrijdag over.", "promise"),
            ("Kan ik het in drie termijnen betalen?", "plan"),
            ("De factuur klopt niet, we hadden 400 euro afgesproken.", "dispute"),
            ("Ik heb geen factuur ontvangen, kunt u een kopie sturen?", "not_received"),
            ("Jan werkt hier niet meer, stuur het naar de boekhouding.", "wrong_person"),
            ("Graag het PO-nummer op de factuur vermelden.", "needs_po"),
            ("Ons bedrijf is failliet verklaard, de curator neemt contact op.", "cannot_pay"),
            ("Dank je wel, in goede orde ontvangen.", "thanks"),
            ("I will pay on Friday.", "promise"),
            ("We paid this invoice last week.", "paid"),
        ],
    )
    def test_are_proposed(self, text: str, meaning: str) -> None:
        found = heard(text)

        assert (found.meaning, found.is_sure) == (meaning, True)
        assert found.because

    def test_of_a_promise_carry_the_day(self) -> None:
        assert heard("Ik maak het vrijdag over.").day == date(2026, 10, 16)

    def test_of_one_who_has_paid_name_no_day_ahead(self) -> None:
        assert heard("Vrijdag overgemaakt, is betaald.").meaning == "paid"
        assert heard("Vrijdag overgemaakt, is betaald.").day is None

    def test_show_three_short_reasons_the_longest_first(self) -> None:
        because = heard("Is betaald. Gisteren overgemaakt, al voldaan. Net gedaan.").because

        assert len(because) == 3
        assert [len(each) for each in because] == sorted(map(len, because), reverse=True)
        assert all(len(each) <= 60 for each in because)


class TestWhatAMachineWrote:
    @pytest.mark.parametrize("text", ["", "Is betaald!", "Ik ben er vrijdag weer.", "👍"])
    def test_is_out_of_office_whatever_its_words(self, text: str) -> None:
        found = hear(text, day=DAY, is_automatic=True)

        assert (found.meaning, found.is_sure) == ("out_of_office", True)

    def test_may_say_when_somebody_is_back(self) -> None:
        found = hear("Ik ben er vrijdag weer.", day=DAY, is_automatic=True)

        assert found.day == date(2026, 10, 16)


class TestNoGuess:
    @pytest.mark.parametrize("text", ["", " \n", "?!", "-", "✂", "…"])
    def test_is_made_of_nothing(self, text: str) -> None:
        assert heard(text) == Heard("other", 0, is_sure=False)

    @pytest.mark.parametrize("text", ["👍", "👍🏽👍🏽", "🙏", "❤", "👌 😊"])
    def test_is_sure_of_a_nod(self, text: str) -> None:
        assert heard(text) == Heard("thanks", 50, is_sure=False)

    @pytest.mark.parametrize(
        "text",
        [
            "ดีครับ",
            "はい、来週お支払いします。",
            "سأدفع الأسبوع المقبل",
            "Заплачу на следующей неделе",
            "xqz vbn",
            "12345",
            "Bezahlt",
            "Ich überweise den Betrag am Freitag.",
            "Wir haben die Rechnung nicht erhalten.",
            "Je vais payer la facture vendredi.",
        ],
    )
    def test_is_sure_in_a_language_that_was_not_learned(self, text: str) -> None:
        found = heard(text)

        assert found.meaning in MEANINGS
        assert not found.is_sure

    def test_is_proposed_under_the_bound(self) -> None:
        _, held = trainer().split()
        answers = [heard(each["text"]) for each in held]

        assert {each.is_sure for each in answers} == {True, False}
        assert all(each.is_sure == (each.certainty_percent >= SURE_PERCENT) for each in answers)


class TestAnyText:
    @given(some.text(max_size=2000), some.dates(), some.booleans())
    def test_gets_one_answer_and_the_same_again(
        self, text: str, day: date, is_automatic: bool
    ) -> None:
        found = hear(text, day=day, is_automatic=is_automatic)

        assert found.meaning in MEANINGS
        assert 0 <= found.certainty_percent <= 99
        assert found == hear(text, day=day, is_automatic=is_automatic)

    @pytest.mark.parametrize("piece", ["a", ">", "op ", "1/1/", "is betaald ", "ﷺ", "\u0301"])
    def test_counts_as_far_as_a_message_goes(self, piece: str) -> None:
        text = (piece * 20_000)[:20_000]

        assert heard(text).meaning == heard(text + " Ik betaal niet.").meaning
