"""What the classifier looks at; the weights were learned with exactly this."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from voldaan.replies.features import MOST_CHARACTERS, features, phrases, plain, rules


class TestFeatures:
    def test_of_a_message_are_phrases_words_pairs_and_parts(self) -> None:
        assert features("Kijk, 12 mei, overgmaakt!") == [
            *("b:! $", "b:0 mei", "b:^ kijk", "b:kijk 0", "b:mei overgmaakt", "b:overgmaakt !"),
            *("c:ergma", "c:gmaak", "c:maakt", "c:overg", "c:rgmaa", "c:vergm"),
            *("l:0", "w:!", "w:0", "w:kijk", "w:mei", "w:overgmaakt"),
        ]

    def test_of_nothing_are_its_edges(self) -> None:
        assert features("") == ["b:^ $", "l:0"]

    def test_do_not_hang_on_accents_case_or_apostrophes(self) -> None:
        assert features("Één ’t BETAALD") == features("een 't betaald")

    @pytest.mark.parametrize("piece", ["a ", "is betaald ", "é", "1/1/"])
    def test_are_as_many_as_a_message_has(self, piece: str) -> None:
        assert features(piece * 20_000) == features((piece * 20_000)[:MOST_CHARACTERS])

    @given(some.text(max_size=500))
    def test_stand_in_order_and_once(self, text: str) -> None:
        assert features(text) == sorted(set(features(text)))


class TestPhrases:
    def test_are_found_with_their_words(self) -> None:
        assert phrases("hij werkt hier niet meer.")["wrong_person.0"] == "werkt hier niet meer"

    def test_read_over_an_apostrophe(self) -> None:
        assert "not_paid.0" in phrases(plain("I haven't paid"))

    def test_are_written_for_plain_text(self) -> None:
        for name, pattern in rules().items():
            assert plain(pattern.pattern) == pattern.pattern.lower(), name

    def test_have_no_word_left_to_fill_in(self) -> None:
        assert not [
            name for name, each in rules().items() if re.search(r"\{[a-z]", each.pattern)
        ]
