"""The shape of ``voldaan read --json``."""

from datetime import date

from voldaan.readers.as_json import as_json
from voldaan.readers.shapes import BankLine, Invoice, Party, Problem, ReadFile, Statement, facts


class TestAsJson:
    def test_gives_every_key_in_order_and_null_for_what_is_not_known(self) -> None:
        line = BankLine(date(2026, 2, 28), 1250, name="Vink BV", text="factuur 12")
        file = ReadFile("a.xml", "camt.053", statements=(Statement("NL91", lines=(line,)),))

        assert as_json(file) == {
            "file": "a.xml",
            "format": "camt.053",
            "statements": [
                {
                    "account": "NL91",
                    "currency": "EUR",
                    "number": None,
                    "from": None,
                    "until": None,
                    "opening_cents": None,
                    "closing_cents": None,
                    "adds_up": None,
                    "lines": [
                        {
                            "booked_on": "2026-02-28",
                            "value_on": None,
                            "amount_cents": 1250,
                            "pending": False,
                            "name": "Vink BV",
                            "iban": None,
                            "text": "factuur 12",
                            "reference": None,
                            "end_to_end_id": None,
                        }
                    ],
                }
            ],
            "invoices": [],
            "problems": [],
        }

    def test_gives_an_amount_beside_null_cents_only(self) -> None:
        line = BankLine(date(2026, 2, 28), None, amount="0.125")
        invoice = Invoice(
            "12", payable="0.125", buyer=Party(name="Dirk", email="d@example.org")
        )

        found = as_json(ReadFile("a", "ubl", (Statement("1", lines=(line,)),), (invoice,)))

        (statement,) = found["statements"]  # type: ignore[misc]
        (told,) = found["invoices"]  # type: ignore[misc]
        assert statement["lines"][0]["amount"] == "0.125"
        assert (told["payable_cents"], told["amount"]) == (None, "0.125")
        assert told["buyer"] == {
            "name": "Dirk",
            "vat": None,
            "kvk": None,
            "email": "d@example.org",
        }

    def test_says_a_problem_in_english(self) -> None:
        problem = Problem("csv.columns", "line 3", facts=facts(found=2, expected=9))

        assert as_json(ReadFile("a", "csv:ing", problems=(problem,)))["problems"] == [
            {
                "where": "line 3",
                "message": "the row has 2 columns; expected 9",
                "severity": "error",
            }
        ]
