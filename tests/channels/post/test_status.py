from datetime import date

import pytest
from tests.channels.post.letter_server import HASTY, LetterServer, outgoing

from voldaan.channels.post.failures import NoStatus
from voldaan.channels.post.shapes import Status


class TestStatus:
    def test_tells_how_far_a_letter_is(self) -> None:
        with LetterServer() as server:
            receipt = server.letters().hand_over(outgoing())
            server.progress = {"status": "posted", "on": "2026-10-15"}

            status = server.letters().status(receipt.reference)

        assert status == Status("L-1", "posted", date(2026, 10, 15))
        assert server.questions[-1] == "GET /api/v1/letters/L-1"

    @pytest.mark.parametrize(
        "reference", ["L-9", "", "..", "a/b", "a b", "é", "L" * 101, "L-1\r\n"]
    )
    def test_is_unknown_for_a_letter_that_is_not_there(self, reference: str) -> None:
        with LetterServer() as server, pytest.raises(NoStatus) as raised:
            server.letters().status(reference)

        assert (raised.value.reason, raised.value.permanent) == ("unknown", True)

    @pytest.mark.parametrize(
        ("what", "reason", "permanent"),
        [
            ("401", "key_refused", True),
            ("429", "too_many", False),
            ("500", "server_unwilling", False),
            ("302 Location: /|", "redirected", True),
            ("close", "connection_lost", False),
            ("hang", "timeout", False),
            ("raw hallo\r\n", "protocol", False),
            ("200 |[]", "protocol", False),
            ('200 |{"id": "L-1", "status": "lost"}', "protocol", False),
            ('200 |{"id": "L-1", "status": []}', "protocol", False),
            ('200 |{"id": "L-2", "status": "posted"}', "protocol", False),
            ('200 |{"id": "L-1", "status": "posted", "on": "x"}', "protocol", False),
        ],
    )
    def test_is_not_told_when_the_service_fails(
        self, what: str, reason: str, permanent: bool
    ) -> None:
        waits = HASTY if what == "hang" else {}
        with LetterServer() as server:
            server.fault("early", what)
            with pytest.raises(NoStatus) as raised:
                server.letters(**waits).status("L-1")

        assert (raised.value.reason, raised.value.permanent) == (reason, permanent)

    def test_is_not_told_when_nobody_can_prove_who_it_is(self) -> None:
        with LetterServer(tls=True) as server, pytest.raises(NoStatus) as raised:
            server.letters(ca_file="").status("L-1")

        assert raised.value.reason == "certificate"
