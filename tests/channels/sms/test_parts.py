import pytest
from hypothesis import given
from hypothesis import strategies as st

from voldaan.channels.sms.parts import encoding_of, split

GSM = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWO = "\f^{}\\[~]|€"
TEXTS = st.text(st.sampled_from("ab€[é")) | st.text(st.sampled_from("aë€😊"), max_size=300)


class TestEncodingOf:
    def test_knows_the_whole_alphabet(self) -> None:
        assert len(set(GSM)) == 127  # and the escape makes 128
        assert encoding_of(GSM + TWO) == "gsm7"

    @pytest.mark.parametrize("sign", ["ë", "ï", "ç", "’", "“", "–", "`", "\t", "😊", "É́"])
    def test_leaves_the_alphabet_for_one_sign(self, sign: str) -> None:
        assert encoding_of(f"abc{sign}") == "ucs2"


class TestSplit:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("", 1),
            ("a" * 160, 1),
            ("a" * 161, 2),
            ("a" * 306, 2),
            ("a" * 307, 3),
            ("€" * 80, 1),
            ("€" * 81, 2),
            ("€" * 152, 2),
            # 153 places hold 76 of two; the one place that is left stays empty.
            ("€" * 153, 3),
            ("ë" * 70, 1),
            ("ë" * 71, 2),
            ("ë" * 134, 2),
            ("ë" * 135, 3),
            ("😊" * 35, 1),
            ("😊" * 36, 2),
            ("😊" * 67, 3),
        ],
    )
    def test_counts_what_is_paid(self, text: str, count: int) -> None:
        assert split(text).count == count

    @given(TEXTS)
    def test_loses_nothing_and_overfills_nothing(self, text: str) -> None:
        parts = split(text)

        assert "".join(parts.texts) == text
        for piece in parts.texts:
            if parts.encoding == "gsm7":
                size, room = sum(2 if sign in TWO else 1 for sign in piece), (160, 153)
            else:
                size, room = len(piece.encode("utf-16-be")) // 2, (70, 67)
            assert size <= room[parts.count > 1]

    @given(TEXTS, st.sampled_from("a€ë😊"))
    def test_never_gets_cheaper_by_more_text(self, text: str, more: str) -> None:
        assert split(text + more).count >= split(text).count
