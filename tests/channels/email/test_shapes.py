from typing import Any

import pytest

from voldaan.channels.email.shapes import Account, BadAccount


class TestAccount:
    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("host", {"host": ""}),
            ("host", {"host": "mail example"}),
            ("host", {"host": "mail\r\n.example"}),
            ("host", {"host": "mail..example"}),
            ("host", {"host": ".example"}),
            ("host", {"host": "a" * 64 + ".example"}),
            ("port", {"port": 0}),
            ("port", {"port": 65_536}),
            ("security", {"security": "tls"}),
            ("password", {"password": "a\0b"}),
            ("password", {"username": "\ud800"}),
            ("timeout_seconds", {"timeout_seconds": 0}),
            ("timeout_seconds", {"timeout_seconds": 601}),
        ],
    )
    def test_names_what_cannot_be_right(self, field: str, changes: dict[str, Any]) -> None:
        with pytest.raises(BadAccount) as raised:
            Account(**({"host": "mail.example"} | changes))

        assert raised.value.field == field

    def test_never_shows_its_password(self) -> None:
        assert "geheim" not in repr(Account("mail.example", password="geheim"))
