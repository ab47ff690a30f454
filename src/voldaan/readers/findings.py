"""Problems collected while reading, bounded in number."""

from voldaan.readers.shapes import Problem, Severity, facts

#: A file that is wrong on every line still gives a list that a person can read.
MOST_PROBLEMS = 500
#: What was found is quoted, never copied whole.
_LONGEST_FACT = 120


class Findings:
    """Collects the problems of one file; after :data:`MOST_PROBLEMS` it only counts.

    >>> findings = Findings()
    >>> findings.error("bank.amount_missing", "line 3")
    >>> [problem.where for problem in findings.problems()]
    ['line 3']
    """

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._more = 0
        self._more_errors = 0

    def error(self, code: str, where: str, **found: object) -> None:
        """Note that the thing at ``where`` is left out."""
        self._note(code, where, "error", found)

    def warning(self, code: str, where: str, **found: object) -> None:
        """Note that the thing at ``where`` is taken as it stands."""
        self._note(code, where, "warning", found)

    def add(self, problem: Problem) -> None:
        """Take over a problem that was found elsewhere."""
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append(problem)
            return
        self._more += 1
        self._more_errors += problem.severity == "error"

    def problems(self) -> tuple[Problem, ...]:
        """Give what was found, in order; the last one counts what did not fit."""
        if not self._more:
            return tuple(self._problems)
        severity: Severity = "error" if self._more_errors else "warning"
        rest = Problem("file.too_many_problems", "file", severity, facts(more=self._more))
        return (*self._problems, rest)

    def _note(
        self, code: str, where: str, severity: Severity, found: dict[str, object]
    ) -> None:
        short = {key: _short(str(value)) for key, value in found.items()}
        self.add(Problem(code, where, severity, facts(**short)))


def _short(text: str) -> str:
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text[:500])
    return text if len(text) <= _LONGEST_FACT else text[: _LONGEST_FACT - 1] + "…"
