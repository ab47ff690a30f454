"""The files of the checkout, for the tests of the house rules."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "voldaan"


@cache
def tracked() -> tuple[Path, ...]:
    """Give every file that is, or would be, in version control; without git, all of ours."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(  # noqa: S603 - fixed
        command, cwd=ROOT, check=False, capture_output=True, text=True
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [path for top in ROOT.glob("[!.]*") for path in (top, *top.rglob("*"))]
    return tuple(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def python_files(*folders: Path) -> list[Path]:
    """Give the tracked Python files below the folders."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and any(path.is_relative_to(folder) for folder in folders)
    ]


@cache
def syntax(path: Path) -> ast.Module:
    """Give the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, line: int | None = None) -> str:
    """Write where something is, as editors understand it."""
    return f"{path.relative_to(ROOT)}" + (f":{line}" if line else "")
