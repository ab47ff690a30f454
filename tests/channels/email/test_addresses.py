import pytest

from voldaan.channels.email import addresses


class TestIsAddress:
    @pytest.mark.parametrize(
        "text",
        [
            "dirk@voorbeeld.example",
            "dirk.jansen+factuur@sub.voorbeeld.example",
            "o'neill@voorbeeld.example",
            "jörg@voorbeeld.example",
            "info@münchen.example",
            "info@xn--mnchen-3ya.example",
            "info@例え.example",
            "a@" + "b" * 63 + ".nl",
            "a" * 64 + "@b.nl",
        ],
    )
    def test_accepts(self, text: str) -> None:
        assert addresses.is_address(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "@",
            "dirk",
            "dirk@",
            "@voorbeeld.example",
            "dirk@voorbeeld",
            "dirk@@voorbeeld.example",
            "dirk@voorbeeld.example ",
            " dirk@voorbeeld.example",
            "dirk@voorbeeld.example\r\nBcc: chris@elders.example",
            "dirk@voorbeeld.example\n",
            "dirk\x00@voorbeeld.example",
            "di\trk@voorbeeld.example",
            "dirk\u2028@voorbeeld.example",
            "dirk\ud800@voorbeeld.example",
            "dirk@voor\ud800beeld.example",
            "dirk@a.example,bas@b.example",
            "dirk@a.example;bas@b.example",
            "dirk@a.example, bas@b.example",
            "Dirk <dirk@voorbeeld.example>",
            "<dirk@voorbeeld.example>",
            '"dirk jansen"@voorbeeld.example',
            "dirk(jansen)@voorbeeld.example",
            "dirk..jansen@voorbeeld.example",
            ".dirk@voorbeeld.example",
            "dirk.@voorbeeld.example",
            "dirk@.example",
            "dirk@voorbeeld..example",
            "dirk@voorbeeld.example.",
            "dirk@-voorbeeld.example",
            "dirk@voorbeeld-.example",
            "dirk@voor_beeld.example",
            "dirk@voor beeld.example",
            "dirk@[127.0.0.1]",
            "dirk@127.0.0.1",
            "dirk@straße.example",  # elsewhere than strasse.example, and the codec cannot tell
            "dirk@voor。example",
            "dirk@℀.example",
            "a@" + "b" * 64 + ".nl",
            "a" * 65 + "@b.nl",
            "ö" * 33 + "@b.nl",
            "a@" + "b." * 130 + "nl",
            "a" * 64 + "@" + ("é" * 20 + ".") * 8 + "nl",
            "a" * 1_000_000,
        ],
    )
    def test_refuses(self, text: str) -> None:
        assert not addresses.is_address(text)


class TestAsAscii:
    def test_keeps_the_part_before_the_at(self) -> None:
        assert addresses.as_ascii("Jörg@Köln.Example") == "Jörg@xn--kln-sna.example"

    def test_raises_the_text_it_refused(self) -> None:
        with pytest.raises(addresses.NotAnAddress) as raised:
            addresses.as_ascii("dirk")

        assert raised.value.text == "dirk"
