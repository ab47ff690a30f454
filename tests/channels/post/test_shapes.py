from typing import Any

import pytest

from voldaan.channels.post.shapes import Account, BadAccount, BadOutgoing, Outgoing


class TestAccount:
    @pytest.mark.parametrize(
        "url",
        [
            *("", "brieven.example", "ftp://brieven.example", "http://brieven.example"),
            *("http://localhost:8000", "http://127.0.0.1.example", "https://", "https://:443"),
            *("https://anna:geheim@brieven.example", "https://brieven.example/?a=b"),
            *("https://brieven.example/#a", "https://brieven.example/a b", "https://é.example"),
            *("https://brieven.example:99999", "https://brieven.example:x", "https://[::1"),
            *(
                "https://brieven.example/a\r\nb",
                "https://brieven.example/\tb",
                " https://brieven.example",
                "https://a.example?",
            ),
            *(
                "https://brieven.example:0",
                "https://a.example\\@b.example/",
                "https://a.example/%0a",
            ),
        ],
    )
    def test_names_an_address_to_which_no_key_may_travel(self, url: str) -> None:
        with pytest.raises(BadAccount) as raised:
            Account(url, "sleutel")

        assert raised.value.field == "url"

    @pytest.mark.parametrize(
        "url",
        [
            "https://brieven.example",
            "https://brieven.example:8443/api/v1/",
            "http://[::1]:80/x",
        ],
    )
    def test_takes_a_safe_address(self, url: str) -> None:
        assert Account(url, "sleutel").url == url

    @pytest.mark.parametrize("key", ["", "a b", "a\r\nX: y", "é", "x" * 501, "a\0"])
    def test_names_a_key_that_cannot_be(self, key: str) -> None:
        with pytest.raises(BadAccount) as raised:
            Account("https://brieven.example", key)

        assert raised.value.field == "key"

    @pytest.mark.parametrize("waits", [(0, 1), (2, 1), (-1, 5)])
    def test_names_a_wait_that_cannot_be(self, waits: tuple[float, float]) -> None:
        with pytest.raises(BadAccount) as raised:
            Account("https://b.example", "k", timeout_seconds=waits[0], total_seconds=waits[1])

        assert raised.value.field == "timeout_seconds"

    def test_never_shows_its_key(self) -> None:
        assert "geheim" not in repr(Account("https://brieven.example", "geheim"))


class TestOutgoing:
    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("letter_id", {"letter_id": "kort"}),
            ("letter_id", {"letter_id": "0192f3a4\r\nX: y"}),
            ("letter_id", {"letter_id": "0192..f3a4"}),
            ("letter_id", {"letter_id": "x" * 65}),
            ("pdf", {"pdf": b""}),
            ("pdf", {"pdf": b"<html>"}),
            ("address_lines", {"address_lines": ()}),
            ("address_lines", {"address_lines": ("x",) * 7}),
            ("address_lines", {"address_lines": ("Vink", "", "Utrecht")}),
            ("address_lines", {"address_lines": ("Vink\nKade",)}),
            ("address_lines", {"address_lines": ("Vink\ud800",)}),
            ("address_lines", {"address_lines": ("x" * 201,)}),
            ("country", {"country": "nl"}),
            ("country", {"country": "NLD"}),
        ],
    )
    def test_names_what_no_service_can_post(self, field: str, changes: dict[str, Any]) -> None:
        facts: dict[str, Any] = {
            "letter_id": "0192f3a4-6d1c",
            "pdf": b"%PDF-1.7",
            "address_lines": ("Vink",),
        }

        with pytest.raises(BadOutgoing) as raised:
            Outgoing(**(facts | changes))

        assert raised.value.field == field

    def test_never_shows_the_letter_itself(self) -> None:
        letter = Outgoing("0192f3a4-6d1c", b"%PDF-1.7 geheim", ("Vink",))

        assert "geheim" not in repr(letter)
