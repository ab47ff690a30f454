"""Every code of the law room has its words, in both languages, with exactly its facts."""

import ast
import re
from pathlib import Path

import pytest

from voldaan import law
from voldaan.law.codes import CODES
from voldaan.law.nl import levers, stops
from voldaan.reasons import because
from voldaan.wording import catalogues, reasons, texts
from voldaan.wording.shapes import Language

ROOM = Path(law.__file__).parent


class TestWords:
    @pytest.mark.parametrize("language", texts.LANGUAGES)
    def test_are_there_for_exactly_the_closed_list(self, language: Language) -> None:
        catalogue = catalogues.load("law", language=language)

        assert set(catalogue) == set(CODES)
        for code, sentence in catalogue.items():
            assert catalogues.fact_names(sentence) == set(CODES[code]), code

    def test_say_a_step(self) -> None:
        step = because(
            "law.interest.period",
            from_day="2026-01-01",
            until="2026-02-20",
            days=51,
            percent="4",
        )

        assert reasons.words(step, "nl") == (
            "Rente van 1 januari 2026 tot en met 20 februari 2026 (51 dagen), 4% per jaar."
        )

    def test_name_the_days_that_do_not_count(self) -> None:
        monday = because("law.day.skipped", day="2026-12-28", name="monday")

        assert reasons.words(monday, "nl") == "28 december 2026 telt niet mee: maandag."
        assert reasons.words(monday, "en") == "28 December 2026 does not count: Monday."


class TestCodes:
    def test_in_the_room_are_all_on_the_list(self) -> None:
        named = {
            node.value
            for path in ROOM.rglob("*.py")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.fullmatch(r"law(\.[a-z0-9_]*[a-z0-9]){2}", node.value)
        }

        assert len(named) > 150
        assert named - set(CODES) == set()

    def test_that_are_put_together_are_on_the_list(self) -> None:
        made = {
            *(
                f"law.stop.{code}"
                for rule in stops._RULES.values()
                for code, _ in rule.must_stop
            ),
            *(f"law.may.{code}" for rule in stops._RULES.values() for code, _ in rule.may_do),
            *(f"law.lever.{limit}" for _, _, limit in levers._CONDITIONS.values()),
            *(
                f"law.lever.needs_{name}"
                for needed, _, _ in levers._CONDITIONS.values()
                for name in needed
            ),
        }

        assert made - set(CODES) == set()
