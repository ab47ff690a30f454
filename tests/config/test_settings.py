"""What the settings make of the environment; each time in a program of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def settings_of(home: Path, *names: str, **environment: str) -> list[str]:
    """Give settings as a fresh installation in this folder has them."""
    known = {n: v for n, v in os.environ.items() if not n.startswith("VOLDAAN_")}
    shown = "\n".join(f"print(settings.{name})" for name in names)
    found = subprocess.run(  # noqa: S603 - fixed
        [sys.executable, "-c", f"from voldaan.config import settings\n{shown}"],
        env=known | {"VOLDAAN_HOME": str(home)} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.split()


class TestTheCookies:
    def test_have_names_of_their_own_per_installation(self, tmp_path: Path) -> None:
        names = "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"

        one = settings_of(tmp_path / "one", *names)
        two = settings_of(tmp_path / "two", *names)

        assert len({*one, *two}) == 4
        assert settings_of(tmp_path / "one", *names) == one


class TestThePublicAddress:
    @pytest.mark.parametrize(
        "address",
        ["http://voldaan.example", "ftp://voldaan.example", "voldaan.example", "https://",
         "https://anna@voldaan.example", "https://voldaan.example/?a=b", "https://a b.example",
         "https://voldaan.example/#x", 'https://voldaan.example/"x'],
    )  # fmt: skip
    def test_is_refused_when_links_below_it_would_not_be_safe(
        self, tmp_path: Path, address: str
    ) -> None:
        with pytest.raises(subprocess.CalledProcessError) as refused:
            settings_of(tmp_path, "PUBLIC_URL", VOLDAAN_PUBLIC_URL=address)

        assert "write https://your.address" in refused.value.stderr

    @pytest.mark.parametrize(
        "address",
        ["https://voldaan.example", "https://v.example:8443/firm", "http://localhost:8"],
    )
    def test_is_taken_as_it_is_written(self, tmp_path: Path, address: str) -> None:
        assert settings_of(tmp_path, "PUBLIC_URL", VOLDAAN_PUBLIC_URL=f"{address}/") == [
            address
        ]


class TestTheProxy:
    def test_is_believed_only_at_a_public_https_address(self, tmp_path: Path) -> None:
        name = "ALLAUTH_TRUSTED_PROXY_COUNT"
        https = {"VOLDAAN_PUBLIC_URL": "https://voldaan.example"}
        http = {"VOLDAAN_PUBLIC_URL": "http://localhost:8000"}

        assert settings_of(tmp_path, name) == ["0"]
        assert settings_of(tmp_path, name, **http) == ["0"]
        assert settings_of(tmp_path, name, **https) == ["1"]
