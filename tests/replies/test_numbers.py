"""Numbers of invoices in the words of a stranger: named as one, or anything else."""

import time

import pytest

from voldaan.replies import numbers

KNOWN = frozenset(
    {
        *("2026-041", "2026-12", "20260412", "202611", "1001", "1002", "12", "2026", "f-101"),
        *("26/0041", "702611", "1.210", "12.100", "0612345678", "f2026041", "27112026"),
        *("202641", "11-2026", "27-11-2026", "991001"),
    }
)


def named(text: str) -> list[str]:
    return sorted(numbers.named(text, known=KNOWN))


class TestNamed:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Wij hebben 2026-041 gisteren betaald.", ["2026-041"]),
            ("betreft: 2026-041.", ["2026-041"]),
            ("F2026041 is voldaan", ["f2026041"]),
            ("Nummer 702611 is voldaan", ["702611"]),
            ("(26/0041)", ["26/0041"]),
            ("2026-041/2026-12", ["2026-041"]),
            ("2026-041 f2026041 zijn betaald", ["2026-041", "f2026041"]),
            ("De rekening 2026-041 is betaald", ["2026-041"]),
            ("Factuur 1001 is betaald", ["1001"]),
            ("factuur: 1001", ["1001"]),
            ("Factuurnr.1001", ["1001"]),
            ("factuur nr. #1001", ["1001"]),
            ("invoice no 1001", ["1001"]),
            ("de factuur met nummer 1001", ["1001"]),
            ("nota (1001)", ["1001"]),
            ("de facturen 1001 en 1002", ["1001", "1002"]),
            ("facturen 1001, 1002 & f-101", ["1001", "1002", "f-101"]),
            ("factuur 20260412", ["20260412"]),
            ("factuur 2026-12", ["2026-12"]),
            ("factuur 202611", ["202611"]),
        ],
    )
    def test_as_an_invoice(self, text: str, expected: list[str]) -> None:
        assert named(text) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "",
            # short: a house, a count, a year, however it is called
            "factuur 12",
            "Kerkstraat nr 12, 12 stuks, nummer 12",
            "factuur 2026, invoice 2026",
            # not called an invoice
            "1001 nachten",
            "1001",
            "nr 1001",
            "artikel f-101",
            "factuur van 1001 stuks",
            "factuur gisteren. Wij zijn met 1001 mensen",
            "factuur\n\n\n\n\n\n\n\n\n\n1001 nachten",
            # dates
            "op 2026-12 en 11-2026 en 27-11-2026 en 27112026 en 20260412 en 202611",
            # amounts
            "€ 202641",
            "€202641",
            "202641,50 euro",
            "202641,- graag",
            "702611 euro",
            "702611 eur",
            "12.100",
            "factuur 1001,00",
            "factuur € 1001",
            "factuur 1001 euro",
            "nota 1001 eur",
            "bedrag 702611",
            # telephone numbers, accounts
            "bel 06 202641",
            "bel 06-12 702611",
            "(020) 702611",
            "+702611",
            "0612345678",
            "NL91 ABNA 702611 43 00",
            "tel 702611",
            "telefoonnummer: 702611",
            "KvK 702611",
            "kvk-nummer 702611 btw 702611",
            # something else's
            "ordernummer 2026-041",
            "bestelling 2026-041",
            "klantnr 2026-041",
            "offerte 2026-041",
            # inside something longer
            "x2026-041, 2026-0412, 2026-041-b, 1-2026-041",
            "991001x 7702611",
            "https://winkel.example/2026-041",
            "www.winkel.example/2026-041",
            "mail 2026-041@winkel.example",
        ],
    )
    def test_by_nothing_that_may_be_anything_else(self, text: str) -> None:
        assert named(text) == []

    def test_only_in_the_beginning_and_in_bounded_time(self) -> None:
        begins = time.monotonic()
        for hostile in (
            "a" * 2_000_000,
            "1 " * 1_000_000,
            "2026-" * 400_000,
            "factuur " * 250_000,
        ):
            assert named(hostile + " 2026-041") == []
        assert time.monotonic() - begins < 5

    def test_of_nothing_known_is_nothing(self) -> None:
        assert numbers.named("factuur 2026-041", known=()) == frozenset()


class TestWhatCanBeNamed:
    @pytest.mark.parametrize("number", ['2026"041', "2026\r\n041", "2026\\041", "€1001", ""])
    def test_is_nothing_that_could_end_a_question(self, number: str) -> None:
        assert not numbers.can_be_named(number)


class TestMailings:
    @pytest.mark.parametrize(
        "text",
        ["Klik hier om je uit te schrijven: afmelden", "UNSUBSCRIBE here", "Uitschrijven"],
    )
    def test_say_how_to_leave(self, text: str) -> None:
        assert numbers.is_mailing(text)
