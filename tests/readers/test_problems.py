"""The catalogue of problems is closed, and lists of them are bounded."""

import re
from pathlib import Path

from voldaan.readers.findings import MOST_PROBLEMS, Findings
from voldaan.readers.problems import SENTENCES

ROOM = Path(__file__).resolve().parents[2] / "src/voldaan/readers"
CODE = re.compile(
    r"(?:Problem|XmlRefused|TextRefused|_problem|Unreadable|NotAMovement|_Refused|complain"
    r'|\.error|\.warning|note)\(\s*"([a-z0-9_.]+)"'
)


class TestCatalogue:
    def test_holds_every_code_that_the_room_uses(self) -> None:
        used = {
            code
            for path in ROOM.rglob("*.py")
            for code in CODE.findall(path.read_text("utf-8"))
        }

        assert used
        assert used <= set(SENTENCES)

    def test_has_permanent_lower_case_dotted_codes(self) -> None:
        assert all(re.fullmatch(r"[a-z]+[a-z_]*(\.[a-z_0-9]+)+", code) for code in SENTENCES)


class TestFindings:
    def test_counts_what_does_not_fit(self) -> None:
        findings = Findings()
        for number in range(MOST_PROBLEMS + 7):
            findings.warning("bank.line", f"line {number}", expected="x", found="y" * 500)

        problems = findings.problems()

        assert len(problems) == MOST_PROBLEMS + 1
        assert len(problems[0].facts["found"]) == 120
        assert (problems[-1].code, problems[-1].severity) == (
            "file.too_many_problems",
            "warning",
        )
        assert problems[-1].facts["more"] == "7"

    def test_shows_no_control_letters(self) -> None:
        findings = Findings()

        findings.error("bank.line", "line 1", expected="x", found="a\x00b\nc")

        assert findings.problems()[0].facts["found"] == "a b c"
