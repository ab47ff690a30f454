import json
import subprocess
import sys

from voldaan.cli import COMMANDS

ASK = """
import json, sys
from click.testing import CliRunner
from voldaan.cli import main
results = [CliRunner().invoke(main, each.split()) for each in sys.argv[1:]]
heavy = [name for name in ("django", "lxml", "rich", "gunicorn") if name in sys.modules]
print(json.dumps([[[result.exit_code, result.output] for result in results], heavy]))
"""


def asked(*lines: str) -> tuple[list[tuple[int, str]], list[str]]:
    """Give exit code and output of each, and what was imported for all of them."""
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", ASK, *lines], capture_output=True, text=True, check=True
    )
    results, heavy = json.loads(done.stdout)
    return [(code, output) for code, output in results], heavy


class TestHelp:
    def test_of_all_commands_imports_nothing_heavy(self) -> None:
        [(code, output)], heavy = asked("--help")

        assert (code, heavy) == (0, [])
        assert all(name in output for name in COMMANDS)

    def test_of_each_command_starts_no_django_and_shows_an_example(self) -> None:
        results, heavy = asked(*(f"{name} --help" for name in COMMANDS))

        assert "django" not in heavy
        for name, (code, output) in zip(COMMANDS, results, strict=True):
            assert code == 0
            assert f"Example: voldaan {name}" in output

    def test_is_offered_for_a_command_that_is_not_there(self) -> None:
        [(code, output)], _ = asked("dayly")

        assert code == 2
        assert "No such command 'dayly'" in output
