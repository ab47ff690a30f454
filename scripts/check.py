"""Run the checks one after another, all of them even when one fails; called by ``./check``.

Every step says what it runs and how long it took. What this machine cannot do is left out
aloud; with ``CI=true`` leaving out is failing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
IN_CI = os.environ.get("CI", "").lower() == "true"
PURE_ROOMS = (
    "money",
    "days",
    "reasons",
    "law",
    "readers",
    "matching",
    "followup",
    "wording",
    "documents",
    "replies",
)

#: What the steps could not do here, in words.
left_out: list[str] = []


def run(program: str, *arguments: str, **variables: str) -> bool:
    """Run a program of the environment with its data in a temporary home."""
    print("$", program, *arguments, flush=True)
    with tempfile.TemporaryDirectory(prefix="voldaan-check-") as home:
        environment = {**os.environ, "VOLDAAN_HOME": home, **variables}
        command = [str(PROGRAMS / program), *arguments]
        return subprocess.call(command, cwd=ROOT, env=environment) == 0  # noqa: S603 - ours


def style() -> bool:
    """Look at format and lint."""
    return run("ruff", "format", "--check", "--quiet") & run("ruff", "check", "--quiet")


def types() -> bool:
    """Check the types, strictly."""
    scripts = sorted(str(path) for path in (ROOT / "scripts").glob("*.py"))
    return run("mypy") & run("mypy", *scripts)


def layers() -> bool:
    """Hold the contracts: imports go down only."""
    return run("lint-imports")


def dependencies() -> bool:
    """Find imports nobody asked for, and dependencies nobody imports."""
    return run("deptry", "src")


def migrations() -> bool:
    """Compare the tables with the migrations."""
    return run(
        "django-admin",
        *("makemigrations", "--check", "--dry-run"),
        DJANGO_SETTINGS_MODULE="voldaan.config.settings",
    )


def locks() -> bool:
    """Compare the lock files with what pyproject.toml asks."""
    with tempfile.TemporaryDirectory(prefix="voldaan-locks-") as name:
        for file in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
            shutil.copy(ROOT / file, name)
        if subprocess.call(["sh", str(ROOT / "scripts" / "lock.sh")], cwd=name) != 0:  # noqa: S603, S607
            left_out.append("comparing the lock files: uv could not ask the package index")
            return True
        stale = [
            file
            for file in ("requirements.lock", "requirements-dev.lock")
            if (ROOT / file).read_text() != (Path(name) / file).read_text()
        ]
    if stale:
        print("Not in step with pyproject.toml:", *stale, "- run scripts/lock.sh")
    return not stale


def coverage() -> bool:
    """Measure that their own tests run every branch of the pure rooms."""
    sources, tests = [], []
    for room in PURE_ROOMS:
        sources += [f"src/voldaan/{room}.py", f"src/voldaan/{room}/*"]
        tests += [f"src/voldaan/{room}.py", f"src/voldaan/{room}"]
        tests += [f"tests/test_{room}.py", f"tests/{room}"]
    tests = [path for path in tests if (ROOT / path).exists()]
    with tempfile.TemporaryDirectory(prefix="voldaan-coverage-") as name:
        found = {"COVERAGE_FILE": str(Path(name) / "found")}
        return run("coverage", "run", "-m", "pytest", "-q", *tests, **found) & run(
            "coverage",
            *("report", "--show-missing", "--skip-covered", "--fail-under=100"),
            f"--include={','.join(sources)}",
            **found,
        )


def fuzz() -> bool:
    """Look for bytes that a reader cannot bear."""
    if sys.platform != "linux":
        left_out.append("looking for bytes that a reader cannot bear: only Linux can do it")
        return True
    return run("python", "scripts/fuzz_readers.py", "120" if IN_CI else "20")


def sqlite() -> bool:
    """Run every test, on SQLite."""
    return run("pytest", "-q", "-n", "auto", "-rfEs")


def postgres() -> bool:
    """Run every test, on a PostgreSQL of our own."""
    if not run("python", "scripts/with_postgres.py", "--find"):
        left_out.append("the tests on PostgreSQL: it is not installed")
        return True
    return run(
        "python",
        *("scripts/with_postgres.py", str(PROGRAMS / "pytest"), "-q", "-n", "auto", "-rfEs"),
    )


STEPS: tuple[Callable[[], bool], ...] = (
    *(style, types, layers, dependencies, migrations, locks, coverage, fuzz, sqlite, postgres),
)


def note_what_is_missing() -> None:
    """Say what the tests will leave out; they skip it by themselves."""
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        left_out.append("the browser tests: Chromium is not installed")
    if not (ROOT.parent / "shared" / "data").is_dir():
        left_out.append("the tests on real files: they are not beside the checkout")


def chosen(names: list[str]) -> list[Callable[[], bool]]:
    """Give the steps that are named, or all."""
    known = {step.__name__: step for step in STEPS}
    if any(name not in known for name in names):
        lines = [f"  {name:13} {step.__doc__}" for name, step in known.items()]
        raise SystemExit("\n".join(["Usage: ./check [STEP ...], of these steps:", *lines]))
    return [known[name] for name in names] or list(STEPS)


def main(names: list[str]) -> int:
    """Run the steps and close with one line per failure and omission."""
    steps, failed = chosen(names), []
    note_what_is_missing()
    for step in steps:
        print(f"\n── {step.__name__}: {step.__doc__}", flush=True)
        started = time.monotonic()
        if not step():
            failed.append(step.__name__)
        print(f"   {time.monotonic() - started:.0f} s", flush=True)
    print()
    for what in left_out:
        print(f"LEFT OUT: {what}.")
    for name in failed:
        print(f"FAILED: {name} (again with ./check {name})")
    if failed or (IN_CI and left_out):
        return 1
    print("All well.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
