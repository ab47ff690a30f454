"""The interface is whole in both languages (house rule 15)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.house.catalogue import read_compiled, read_source
from tests.house.tree import SOURCE

LOCALE = SOURCE / "locale"
LANGUAGES = ["nl", "en"]
pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def source_of(language: str, below: Path = LOCALE) -> Path:
    return below / language / "LC_MESSAGES" / "django.po"


def nothing_is_translated_yet() -> bool:
    """Before the first catalogue there is nothing to judge; with one, both are due."""
    return not LOCALE.exists()


class TestCatalogues:
    def test_leave_nothing_unsure_or_untranslated(self, language: str) -> None:
        if nothing_is_translated_yet():
            return
        entries = read_source(source_of(language))

        # The texts in the code are English: there an empty translation means "as it is".
        unsure = [entry.key for entry in entries if entry.fuzzy]
        missing = [entry.key for entry in entries if not all(entry.translations)]

        assert entries
        assert unsure == []
        assert language == "en" or missing == []

    def test_are_compiled_as_they_are_written(self, language: str) -> None:
        if nothing_is_translated_yet():
            return
        written = {
            entry.key: entry.translations
            for entry in read_source(source_of(language))
            if all(entry.translations)
        }

        assert read_compiled(source_of(language).with_suffix(".mo")) == written

    def test_hold_exactly_the_texts_of_code_and_templates(
        self, language: str, tmp_path: Path
    ) -> None:
        if nothing_is_translated_yet():
            return
        if not shutil.which("xgettext"):
            pytest.skip("gettext is not installed")
        copy = tmp_path / "voldaan"
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        command = [sys.executable, "-m", "django", "makemessages", "--locale", language]
        known = {n: v for n, v in os.environ.items() if n != "DJANGO_SETTINGS_MODULE"}

        subprocess.run(  # noqa: S603 - fixed
            [*command, "--no-obsolete", "--verbosity=0"], cwd=copy, env=known, check=True
        )

        extracted = {entry.key for entry in read_source(source_of(language, copy / "locale"))}
        assert extracted == {entry.key for entry in read_source(source_of(language))}
