"""What the server of the pages lets a header say."""

import sys

import pytest

from voldaan.cli import server

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="another server there")


class TestTheServer:
    def test_takes_nothing_over_from_a_header(self) -> None:
        from gunicorn.config import Config

        config = Config()
        for name, value in server._choices("::1", 8000).items():
            if name in config.settings:
                config.set(name, value)

        assert config.bind == ["[::1]:8000"]
        assert config.forwarder_headers == []
        assert config.secure_scheme_headers == {}
