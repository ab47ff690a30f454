import base64
import socket
import threading
import time
from datetime import date
from typing import Any

import pytest
from tests.channels.post.letter_server import HASTY, KEY, LetterServer, outgoing

from voldaan.channels.post.failures import SendFailed, SendUnsure
from voldaan.channels.post.over_http import HttpLetters
from voldaan.channels.post.shapes import Account, LetterService, Outgoing, Receipt

GOOD = '{"id": "L-1", "cost_cents": 112, "currency": "EUR"'


def failure(
    server: LetterServer, *, letter: Outgoing | None = None, **changes: Any
) -> SendFailed:
    """Hand over, expect it to fail for certain, and give how."""
    with pytest.raises(SendFailed) as raised:
        server.letters(**changes).hand_over(letter or outgoing())
    return raised.value


def doubt(server: LetterServer, **changes: Any) -> SendUnsure:
    """Hand over, expect that nobody knows, and give why."""
    with pytest.raises(SendUnsure) as raised:
        server.letters(**changes).hand_over(outgoing())
    return raised.value


class TestHandOver:
    @pytest.mark.parametrize("tls", [False, True])
    def test_gives_a_receipt_with_its_cost(self, tls: bool) -> None:
        with LetterServer(tls=tls) as server:
            service: LetterService = server.letters()
            receipt = service.hand_over(outgoing(country="BE", colour=True, both_sides=False))

        assert receipt == Receipt("0192f3a4-6d1c", "L-1", 112, date(2026, 10, 16))
        assert server.questions == ["POST /api/v1/letters"]
        (asked,) = server.asked
        assert base64.b64decode(asked.pop("pdf")) == b"%PDF-1.7 een brief"
        assert asked == {
            "reference": "0192f3a4-6d1c",
            "address": ["Vink BV", "Kade 12 b", "3533 CD  UTRECHT"],
            "country": "BE",
            "both_sides": False,
            "colour": True,
        }

    def test_twice_prints_once_and_costs_once(self) -> None:
        with LetterServer() as server:
            receipts = [server.letters().hand_over(outgoing()) for _ in range(3)]

        assert receipts[0] == receipts[1] == receipts[2]
        assert server.printed == ["0192f3a4-6d1c"]
        assert server.credit_cents == 10_000 - 112

    def test_by_several_at_once_prints_once(self) -> None:
        with LetterServer() as server:
            threads = [
                threading.Thread(target=server.letters().hand_over, args=(outgoing(),))
                for _ in range(8)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert server.printed == ["0192f3a4-6d1c"]

    def test_after_a_doubt_gives_the_receipt_and_prints_nothing_more(self) -> None:
        with LetterServer() as server:
            server.fault("after", "close")
            doubt(server)
            receipt = server.letters().hand_over(outgoing())

        assert receipt.reference == "L-1"
        assert server.printed == ["0192f3a4-6d1c"]

    def test_carries_four_megabytes_of_pages(self) -> None:
        pdf = b"%PDF-" + bytes(range(256)) * 16_384
        with LetterServer(largest_bytes=10_000_000) as server:
            server.letters().hand_over(outgoing(pdf=pdf))

        assert base64.b64decode(server.asked[0]["pdf"]) == pdf

    def test_takes_a_service_that_names_no_day(self) -> None:
        with LetterServer() as server:
            server.fault("before", f'201 |{GOOD}, "expected_on": null}}')

            assert server.letters().hand_over(outgoing()).expected_on is None


class TestSendFailed:
    @pytest.mark.parametrize(
        ("answer", "reason", "permanent"),
        [
            ("400", "letter_refused", True),
            ("401", "key_refused", True),
            ("402", "no_credit", True),
            ("403", "key_refused", True),
            ("404", "letter_refused", True),
            ("408", "server_unwilling", False),
            ("413", "too_large", True),
            ("422", "address_refused", True),
            ("429", "too_many", False),
            ("451", "letter_refused", True),
            ("503", "server_unwilling", False),
        ],
    )
    def test_says_why_and_whether_it_stays_so(
        self, answer: str, reason: str, permanent: bool
    ) -> None:
        with LetterServer() as server:
            server.fault("before", f'{answer} |{{"message": "because"}}')
            found = failure(server)

        assert (found.reason, found.permanent, found.http_code) == (
            reason, permanent, int(answer),
        )  # fmt: skip
        assert found.server_text == "because"
        assert server.printed == []

    def test_comes_for_a_wrong_key_and_never_names_it(self) -> None:
        with LetterServer() as server:
            found = failure(server, key="verkeerde-sleutel")

        assert (found.reason, found.server_text) == ("key_refused", "Bearer … is not a key")
        assert "verkeerde" not in f"{found!r} {found} {found.__cause__!r} {found.__context__!r}"

    def test_comes_for_want_of_credit(self) -> None:
        with LetterServer(credit_cents=111) as server:
            found = failure(server)

        assert (found.reason, found.permanent) == ("no_credit", True)

    def test_comes_for_an_address_that_is_not_there(self) -> None:
        with LetterServer() as server:
            found = failure(server, letter=outgoing(address_lines=("Vink BV", "Kade 12")))

        assert found.reason == "address_refused"
        assert found.server_text == "no such address: Vink BV, Kade 12"

    @pytest.mark.parametrize("tls", [False, True])
    def test_comes_for_a_letter_that_is_too_large_before_it_is_read(self, tls: bool) -> None:
        large = outgoing(pdf=b"%PDF-" + b"x" * 6_000_000)
        with LetterServer(tls=tls, largest_bytes=1_000) as server:
            found = failure(server, letter=large)

        assert (found.reason, found.permanent) == ("too_large", True)
        assert server.printed == []

    @pytest.mark.parametrize(
        ("stated", "seconds"),
        [
            ("30", 30),
            ("999999999", 86_400),
            ("-5", None),
            ("Wed, 21 Oct 2026", None),
            ("", None),
        ],
    )
    def test_tells_how_long_to_wait(self, stated: str, seconds: int | None) -> None:
        with LetterServer() as server:
            server.fault("before", f"429 Retry-After: {stated}|")

            assert failure(server).retry_after_seconds == seconds

    def test_comes_for_a_service_that_moved_and_nobody_follows(self) -> None:
        with LetterServer() as server, LetterServer() as elsewhere:
            server.fault("before", f"307 Location: {elsewhere.url}/letters|")
            found = failure(server)

        assert (found.reason, found.permanent) == ("redirected", True)
        assert elsewhere.questions == []

    @pytest.mark.parametrize(
        ("answer", "reason"), [("500", "server_unwilling"), ("201", "protocol")]
    )
    def test_comes_for_any_answer_before_the_letter_is_handed_over(
        self, answer: str, reason: str
    ) -> None:
        large = outgoing(pdf=b"%PDF-" + b"x" * 9_000_000)
        with LetterServer() as server:
            server.fault("early", answer + " |{}")
            found = failure(server, letter=large)

        # Who hangs up on a sender in the middle may take back its own last words with it.
        assert found.reason in {reason, "connection_lost"}
        assert not found.permanent
        assert server.printed == []

    def test_comes_for_a_service_that_stops_listening(self) -> None:
        large = outgoing(pdf=b"%PDF-" + b"x" * 9_000_000)
        with LetterServer() as server:
            server.fault("early", "hang")
            found = failure(server, letter=large, **HASTY)

        assert (found.reason, found.permanent) == ("timeout", False)

    def test_comes_when_the_connection_breaks_in_the_middle(self) -> None:
        large = outgoing(pdf=b"%PDF-" + b"x" * 9_000_000)
        with LetterServer() as server:
            server.fault("early", "close")
            found = failure(server, letter=large)

        assert (found.reason, found.permanent) == ("connection_lost", False)
        assert server.printed == []

    def test_comes_when_nobody_listens(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]

        with pytest.raises(SendFailed) as raised:
            HttpLetters(Account(f"http://127.0.0.1:{port}", KEY)).hand_over(outgoing())

        assert (raised.value.reason, raised.value.permanent) == ("connection_refused", False)

    def test_comes_for_a_service_that_cannot_prove_who_it_is(self) -> None:
        with LetterServer(tls=True) as server:
            stranger = failure(server, ca_file="")
            other = failure(server, url=server.url.replace("127.0.0.1", "localhost"))

        assert (stranger.reason, stranger.permanent) == ("certificate", True)
        assert other.reason == "certificate"
        assert server.questions == []

    def test_comes_for_a_list_of_certificates_that_cannot_be_read(self) -> None:
        with LetterServer(tls=True) as server:
            found = failure(server, ca_file="/nowhere/ca.pem")

        assert (found.reason, found.permanent) == ("ca_file", True)

    def test_comes_for_encryption_with_a_service_that_has_none(self) -> None:
        with LetterServer() as server:
            found = failure(server, url=server.url.replace("http:", "https:"), **HASTY)

        assert found.reason in {"tls", "connection_lost", "timeout"}

    def test_comes_for_a_name_that_cannot_be(self) -> None:
        with LetterServer(tls=True) as server:
            found = failure(server, url=f"https://127.{'a' * 64}.example")

        assert found.reason == "host_unknown"


class TestSendUnsure:
    @pytest.mark.parametrize(
        ("what", "reason"),
        [
            ("close", "connection_lost"),
            ("hang", "timeout"),
            ("drip", "timeout"),
            ("500", "server_error"),
            ("502 |<html>", "server_error"),
            ("504", "server_error"),
            ("raw hallo\r\n\r\n", "protocol"),
            ("raw HTTP/1.1 abc\r\n\r\n", "protocol"),
            ("raw HTTP/1.1 201 Created\r\n" + "X: y\r\n" * 200, "protocol"),
            ("raw HTTP/1.1 201 " + "x" * 70_000, "protocol"),
            ("huge", "protocol"),
        ],
        ids=lambda what: what[:20],
    )
    @pytest.mark.parametrize("moment", ["before", "after"])
    def test_comes_whenever_it_may_have_been_accepted(
        self, what: str, reason: str, moment: Any
    ) -> None:
        waits: dict[str, Any] = HASTY if what in {"hang", "drip"} else {}
        with LetterServer() as server:
            server.fault(moment, what)
            found = doubt(server, **waits)

        assert found.reason == reason
        assert server.printed == (["0192f3a4-6d1c"] if moment == "after" else [])

    @pytest.mark.parametrize(
        "body",
        [
            *("", "null", "[]", "<html>", '"L-1"', GOOD, "[" * 60_000, "9" * 5_000),
            GOOD.replace("112", "-1") + "}",
            GOOD.replace("112", "1.5") + "}",
            GOOD.replace("112", "true") + "}",
            GOOD.replace("112", '"112"') + "}",
            GOOD.replace("112", "100001") + "}",
            GOOD.replace("EUR", "USD") + "}",
            GOOD.replace('"L-1"', "7") + "}",
            GOOD.replace("L-1", "../../x") + "}",
            GOOD.replace("L-1", "L" * 101) + "}",
            GOOD + ', "expected_on": "morgen"}',
            GOOD + ', "expected_on": 20261016}',
        ],
        ids=lambda body: body[:40],
    )
    def test_comes_for_a_yes_that_makes_no_sense(self, body: str) -> None:
        with LetterServer() as server:
            server.fault("after", f"201 |{body}")

            assert doubt(server).reason == "protocol"

    @pytest.mark.parametrize("code", ["202", "204", "206"])
    def test_comes_for_a_yes_of_another_kind(self, code: str) -> None:
        with LetterServer() as server:
            server.fault("after", f"{code} |{GOOD}}}")

            assert doubt(server).reason == "protocol"

    def test_comes_when_this_letter_is_known_with_other_contents(self) -> None:
        with LetterServer() as server:
            server.letters().hand_over(outgoing())
            with pytest.raises(SendUnsure) as raised:
                server.letters().hand_over(outgoing(pdf=b"%PDF-1.7 een andere brief"))

        assert raised.value.reason == "known_otherwise"
        assert server.printed == ["0192f3a4-6d1c"]

    def test_comes_within_the_time_of_the_whole(self) -> None:
        with LetterServer() as server:
            server.fault("after", "drip")
            started = time.monotonic()
            doubt(server, timeout_seconds=0.5, total_seconds=0.5)

        assert time.monotonic() - started < 2

    def test_waits_for_a_slow_answer_as_long_as_the_whole_may_take(self) -> None:
        with LetterServer() as server:
            server.fault("after", "hang")
            started = time.monotonic()
            doubt(server, timeout_seconds=0.1, total_seconds=0.6)

        assert time.monotonic() - started > 0.5

    @pytest.mark.parametrize("how", ["raw", "stall"])
    def test_is_no_doubt_when_only_the_words_of_a_refusal_are_lost(self, how: str) -> None:
        with LetterServer() as server:
            server.fault("before", how + " HTTP/1.1 422 No\r\nContent-Length: 50\r\n\r\n{")

            assert failure(server, **HASTY).reason == "address_refused"

    def test_comes_when_the_words_of_a_yes_are_lost(self) -> None:
        with LetterServer() as server:
            server.fault("after", "stall HTTP/1.1 201 Yes\r\nContent-Length: 50\r\n\r\n{")

            assert doubt(server, **HASTY).reason == "timeout"
