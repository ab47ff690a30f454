"""Whatever is asked: an answer, or one sentence with code 2; never a fault of ours."""

import random

import pytest
from tests.cli.conftest import Run

DAYS = ("2026-11-27", "2024-02-29", "2026-02-29", "1976-04-01", "0001-01-01", "9998-12-28",
        "9999-12-31", "x")  # fmt: skip
AMOUNTS = ("100", "0", "9999999999.99", "25000.01", "-1", "1e5", "NaN", "1.005", "")
COUNTS = ("0", "30", "2026", "-1", "9999", "10000", "x")
PERCENTS = ("6", "10.1234", "0", "1001", "NaN", "1e-99999999", "x")
DEBTORS = ("consumer", "business", "government", "x")
CREDITORS = ("natural", "legal", "low-income")
#: Question → option → what may be given.
QUESTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "interest": {
        "--principal": AMOUNTS, "--kind": ("commercial", "statutory", "agreed"),
        "--percent": PERCENTS, "--due": DAYS, "--until": DAYS, "--received": DAYS,
        "--paid": ("2026-05-01=5", "2026-05-01=0", "=", "2026-05-01"), "--costs": AMOUNTS,
        "--costs-due": DAYS, "--convention": ("A", "B", "C"),
    },
    "costs": {
        "--principal": AMOUNTS, "--debtor": DEBTORS, "--paid-in-term": AMOUNTS,
        "--default-day": DAYS,
    },
    "notice": {"--posted": DAYS, "--channel": ("post", "email", "hand")},
    "limitation": {
        "--due": DAYS, "--claim": ("contract", "forwarding", "judgment", "damages"),
        "--interrupted": DAYS, "--event": DAYS,
    },
    "vat-refund": {
        "--due": DAYS, "--unpaid": AMOUNTS, "--percent": PERCENTS,
        "--filing": ("month", "quarter", "year"), "--certain": DAYS,
    },
    "court": {
        "--claim": AMOUNTS, "--creditor": CREDITORS, "--year": COUNTS, "--points": COUNTS,
    },
    "term": {
        "--debtor": DEBTORS, "--received": DAYS, "--performed": DAYS, "--accepted": DAYS,
        "--contract": DAYS, "--agreed": ("contract", "invoice-only", "none"),
        "--days": COUNTS,
    },
    "default": {
        "--day": DAYS, "--due": DAYS, "--debtor": DEBTORS, "--notice": DAYS,
        "--notice-days": COUNTS, "--refused": DAYS,
    },
    "routes": {
        "--claim": AMOUNTS, "--creditor": CREDITORS, "--year": COUNTS, "--costs": AMOUNTS,
        "--other-creditors": COUNTS,
    },
}  # fmt: skip


@pytest.mark.slow
class TestAnyInput:
    @pytest.mark.parametrize("question", QUESTIONS)
    def test_gives_an_answer_or_one_sentence(self, voldaan: Run, question: str) -> None:
        chance = random.Random(question)  # noqa: S311 - made input
        codes = set()
        for _ in range(150):
            asked = ["law", question, *(["--json"] if chance.random() < 0.5 else [])]
            for option, values in QUESTIONS[question].items():
                if chance.random() < 0.7:
                    # What comes first in each list is right.
                    asked += [
                        option,
                        values[0] if chance.random() < 0.5 else chance.choice(values),
                    ]
            found = voldaan(*asked)
            codes.add(found.exit_code)
            assert found.exit_code in (0, 2), asked
            assert found.stderr.count("\n") == (found.exit_code == 2), asked
            assert bool(found.stdout) == (found.exit_code == 0), asked
        assert codes == {0, 2}
