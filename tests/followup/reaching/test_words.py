"""Every reason of a decision reads as a sentence, whatever stands in it."""

import re
from typing import get_args

import pytest

from voldaan.followup import codes
from voldaan.followup.reaching import calling
from voldaan.followup.shapes import STEP_CODES, Channel, LadderName, StoppedFor
from voldaan.reasons import Reason, because
from voldaan.replies.shapes import MEANINGS
from voldaan.wording import catalogues, reasons, texts
from voldaan.wording.shapes import Language

#: What may stand in a fact that has names of its own, by the group of those names.
VALUES: dict[str, tuple[str, ...]] = {
    "steps": STEP_CODES,
    "meanings": (*MEANINGS, "unknown"),
    "ladders": get_args(LadderName),
    "stops": tuple(each for each in get_args(StoppedFor) if each),
    "parts_of_day": tuple(part for part, _ in calling.PARTS),
    "channels": get_args(Channel),
    "questions": tuple(codes.QUESTIONS),
}
LISTED = {**codes.REASONS, **codes.CHANGES}


def said(code: str, language: Language, **known: str | int) -> str:
    facts = {name: known.get(name, "2026-10-14") for name in LISTED[code]}
    return reasons.words(because(code, **facts), language).replace("\xa0", " ")


class TestNames:
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    @pytest.mark.parametrize("group", VALUES)
    def test_stand_ready_for_every_value(self, group: str, language: Language) -> None:
        named = catalogues.load("names", language=language)

        assert [value for value in VALUES[group] if not named.get(f"{group}.{value}")] == []


class TestSentences:
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    def test_begin_with_a_capital_and_end(self, language: Language) -> None:
        for code in codes.REASONS:
            sentence = said(code, language)

            assert sentence[0].isupper() or sentence[0].isdigit() or sentence[0] == "€", (
                sentence
            )
            assert sentence.endswith("."), sentence
            assert not re.search(r"[{}\[\]]|  | [.,:;]|\.\.", sentence), sentence

    @pytest.mark.parametrize(
        ("reason", "sentence"),
        [
            (
                because("answer.unread", count=1, came_on="2026-10-05", meaning="paid"),
                "Je hebt nog 1 antwoord niet gelezen (laatst gekregen op 5 oktober 2026): "
                "zo te zien is er al betaald.",
            ),
            (
                because("answer.unread", count=2, came_on="2026-10-05", meaning="unknown"),
                "Je hebt nog 2 antwoorden niet gelezen (laatst gekregen op 5 oktober 2026): "
                "wat het betekent, is nog niet duidelijk.",
            ),
            (
                because("rhythm.waits", pay_day="2026-10-16", count=6, of=8),
                "De volgende vaste betaaldag van deze klant is 16 oktober 2026 "
                "(dat klopte 6 van de 8 keer). Voldaan wacht die dag nog af.",
            ),
            (
                because("rhythm.waits", pay_day="2026-10-16", count="", of=""),
                "De volgende vaste betaaldag van deze klant is 16 oktober 2026. "
                "Voldaan wacht die dag nog af.",
            ),
            (
                because("call.no_answer", count=1, last_on="2026-10-05"),
                "Je hebt 1 keer gebeld en niemand nam op; "
                "de laatste keer was op 5 oktober 2026.",
            ),
            (
                because("call.try_again", part="evening"),
                "Probeer het nu eens aan het einde van de dag.",
            ),
            (
                because("client.stopped", stopped="debt_help"),
                "Alles ligt stil vanwege schuldhulp. Vraag deze klant nu niet om geld, "
                "en vraag zo nodig advies.",
            ),
            (
                because("gap.running", last_on="2026-10-06", days=1),
                "Het laatste contact was op 6 oktober 2026; "
                "daarna blijft het minstens 1 dag stil.",
            ),
        ],
    )
    def test_read_well_for_one_and_for_several(self, reason: Reason, sentence: str) -> None:
        assert reasons.words(reason, "nl").replace("\xa0", " ") == sentence
