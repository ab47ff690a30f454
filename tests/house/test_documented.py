"""Every setting and every command is in the documents, and nothing there is made up."""

import re
from collections.abc import Iterator

import click
from tests.house.tree import ROOT, tracked

from voldaan import cli
from voldaan.config import settings

DOCUMENTS = [
    path
    for path in tracked()
    if path == ROOT / "README.md"
    or (path.is_relative_to(ROOT / "docs") and path.suffix == ".md")
]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)


def commands(group: click.Group, *above: str) -> Iterator[tuple[str, click.Command]]:
    """Walk the command line: full names with their commands, groups left out."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)
        elif command is not None:
            yield " ".join((*above, name)), command


class TestSettings:
    def test_are_all_documented(self) -> None:
        known = settings._environment._read

        assert [name for name in sorted(known) if f"`{name}`" not in TEXT] == []

    def test_in_the_documents_all_exist(self) -> None:
        known = settings._environment._read

        assert set(re.findall(r"VOLDAAN_[A-Z_]+[A-Z]", TEXT)) - known == set()


class TestCommands:
    def test_are_all_documented(self) -> None:
        names = [name for name, _ in commands(cli.main)]

        assert [name for name in names if f"voldaan {name}" not in TEXT] == []

    def test_in_the_documents_all_exist(self) -> None:
        names = {name.split()[0] for name, _ in commands(cli.main)}

        named = re.findall(r"^(?:    |\$ )?voldaan ([a-z]+)", TEXT, re.MULTILINE)
        named += re.findall(r"`voldaan ([a-z]+)", TEXT)

        assert named
        assert set(named) - names == set()

    def test_each_show_an_example(self) -> None:
        silent = [
            name
            for name, command in commands(cli.main)
            if f"voldaan {name}" not in f"{command.help}\n{command.epilog}"
        ]

        assert silent == []
