import tomllib
from datetime import date
from importlib import resources

import pytest

from voldaan.channels.sms import states


class TestTheTable:
    def test_has_a_day_and_a_source(self) -> None:
        table = states.shipped()

        assert date(2026, 11, 27) <= table.checked_on
        assert "SMPP" in table.source

    def test_names_each_number_and_each_name_once(self) -> None:
        table = states.shipped()
        codes = {state.code for state in table.by_name.values()}

        assert sorted(table.by_number) == [0, 1, 2, 3, 4]
        assert {state.code for state in table.by_number.values()} <= codes
        assert codes == {
            *("accepted", "buffered", "sent", "delivered", "read", "expired"),
            *("deleted", "failed", "undeliverable", "rejected", "unknown"),
        }
        # A name under two states would be lost without a word.
        text = (resources.files("voldaan.channels.sms") / "data" / "states.toml").read_text()
        rows = [row for row in tomllib.loads(text).values() if isinstance(row, dict)]
        names = [name for row in rows for name in row["names"]]
        assert sorted(names) == sorted(table.by_name)
        assert all(name == name.strip().lower() for name in names)

    def test_calls_only_a_failure_permanent(self) -> None:
        for state in states.shipped().by_name.values():
            assert state.means in {"sent", "delivered", "read", "failed"}
            assert not state.is_permanent or state.means == "failed"

    @pytest.mark.parametrize("words", ["", "vertraagd", "23", "deliver", "x" * 10_000])
    def test_knows_no_other_words(self, words: str) -> None:
        assert states.of_name(words) is None
