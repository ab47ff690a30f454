"""Many files in one: what each member gave, put together, within one bound for all."""

from collections.abc import Iterable
from dataclasses import replace

from voldaan.readers.findings import Findings
from voldaan.readers.formats import Format
from voldaan.readers.shapes import Invoice, Problem, ReadFile, Statement, facts

#: Bank lines and invoices of all members together, those that cannot be read too, and
#: whatever else they cost.
MOST_LINES = 200_000
_REFUSED_BY_LINES = {"file.too_many_lines", "open_list.too_many_rows", "xml.too_many_elements"}


def merged(name: str, members: Iterable[ReadFile], *, several: Format) -> ReadFile:
    """Put members together; ``several`` is the format when theirs differ.

    Problems name their member. Past the bound nothing is kept and nothing more is read.

    >>> merged("a.zip", [], several="zip").format
    'unknown'
    """
    findings = Findings()
    statements: list[Statement] = []
    invoices: list[Invoice] = []
    formats: list[str] = []
    effort = 0
    for found in members:
        effort += _effort(found)
        if effort > MOST_LINES:
            wrong = Problem("file.too_many_lines", "file", facts=facts(most=MOST_LINES))
            return ReadFile(name, "unknown", problems=(wrong,))
        for problem in found.problems:
            findings.add(replace(problem, where=f"{found.file}: {problem.where}"))
        statements += found.statements
        invoices += found.invoices
        if found.statements or found.invoices:
            formats.append(found.format)
    kinds = sorted(set(formats)) or ["unknown"]
    return ReadFile(
        name,
        kinds[0] if len(kinds) == 1 else several,
        statements=tuple(statements),
        invoices=tuple(invoices),
        problems=findings.problems(),
    )


def _effort(found: ReadFile) -> int:
    """Give how many things were read in a member, or could not be."""
    lines = sum(len(statement.lines) for statement in found.statements)
    unread = sum(_counted(problem) for problem in found.problems)
    return lines + len(found.invoices) + unread + found.effort


def _counted(problem: Problem) -> int:
    if problem.code == "file.too_many_problems":
        return int(problem.facts["more"])
    # Who is refused for its size has cost as much as its bound.
    return int(problem.facts["most"]) if problem.code in _REFUSED_BY_LINES else 1
