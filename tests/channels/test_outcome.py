import pytest

from voldaan.channels.outcome import SendFailed, SendUnsure, clean


class TestSendFailed:
    @pytest.mark.parametrize(
        ("reason", "permanent"),
        [("timeout", False), ("rate_limited", False), ("server_unwilling", False),
         ("login_refused", True), ("window_closed", True), ("certificate", True)],
    )  # fmt: skip
    def test_knows_whether_trying_again_can_help(self, reason: object, permanent: bool) -> None:
        assert SendFailed(reason).permanent is permanent  # type: ignore[arg-type]

    def test_says_what_the_service_said(self) -> None:
        failed = SendFailed("rate_limited", code=130429, http_status=429, server_text="Slow\n")

        assert str(failed) == "rate_limited 130429 Slow"


class TestSendUnsure:
    def test_says_what_is_known(self) -> None:
        assert str(SendUnsure("server_error", http_status=502)) == "server_error 502"


class TestClean:
    def test_takes_out_every_secret_before_it_cuts(self) -> None:
        told = clean("x" * 495 + "s3cret" + "\0\x1b", secrets=["s3cret", ""])

        assert told == "x" * 495 + "…"

    def test_stops_at_500_characters(self) -> None:
        assert len(clean("ab " * 10_000)) <= 500
