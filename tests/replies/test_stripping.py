"""Whose words these are, in the mails of the programs that people write with."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from voldaan.replies.stripping import MOST_CHARACTERS, own_words

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases/replies_mails.toml").read_text(encoding="utf-8")
)

#: The real mails in other languages, of which not every rule is known here.
FOREIGN = frozenset({"email_pl_1_1.txt", "email_pl_1_3.txt"})


@pytest.mark.shared
class TestRealMails:
    @pytest.mark.parametrize("case", CASES["real"], ids=lambda case: case["name"])
    def test_give_their_own_words(self, case: dict[str, Any], real_files: Path) -> None:
        path = real_files / "email" / "replies" / "mail-parser-reply" / case["name"]

        found = own_words(path.read_text(encoding="utf-8"))

        assert found.startswith(case["begin"])
        assert found.endswith(case["end"])
        assert found or not case["begin"]

    def test_are_all_looked_at(self, real_files: Path) -> None:
        folder = real_files / "email" / "replies" / "mail-parser-reply"

        assert {each.name for each in folder.iterdir()} == FOREIGN | {
            case["name"] for case in CASES["real"]
        }


class TestOwnWords:
    @pytest.mark.parametrize("case", CASES["mail"], ids=lambda case: case["program"])
    def test_are_found_in_the_mail_of(self, case: dict[str, Any]) -> None:
        assert own_words(case["text"]) == case["words"]

    @pytest.mark.parametrize("end", ["\r\n", "\r"])
    def test_do_not_hang_on_the_kind_of_line_end(self, end: str) -> None:
        for case in CASES["mail"]:
            assert own_words(case["text"].replace("\n", end)) == case["words"]

    @pytest.mark.parametrize("case", CASES["kept"], ids=lambda case: case["what"])
    def test_stay_when_they_only_look_like_a_quote(self, case: dict[str, Any]) -> None:
        assert own_words(case["text"]) == case["text"]

    def test_are_only_a_signature_when_that_is_all_there_is(self) -> None:
        assert own_words("-- \nDirk Vink\n\nOp 1-1 schreef Anna:\n> Hoi") == "--\nDirk Vink"

    def test_are_nothing_when_all_is_quoted(self) -> None:
        assert own_words("Op 14-10 schreef Anna:\n> Hoi\n> Dirk\n") == ""

    def test_are_nothing_in_nothing(self) -> None:
        assert own_words("") == own_words(" \n\t\n") == ""

    def test_stand_within_what_is_looked_at(self) -> None:
        assert len(own_words("a" * 10 * MOST_CHARACTERS)) == MOST_CHARACTERS

    @given(some.text(some.sampled_from("Op on\n>:@-_ schreef wrote Van: 1*<"), max_size=400))
    def test_are_lines_of_the_mail(self, text: str) -> None:
        lines = {line.strip() for line in re.split(r"\r\n|\r|\n", text)}

        assert {line.strip() for line in own_words(text).split("\n")} <= lines | {""}

    @given(some.text(max_size=2000))
    def test_are_found_in_any_text(self, text: str) -> None:
        assert len(own_words(text)) <= len(text)
