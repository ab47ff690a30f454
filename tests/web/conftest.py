"""The day on which every page is opened: Wednesday 14 October 2026, ten in the morning."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client as Browser


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    """Stop the clock at 10:00 in Amsterdam."""
    with time_machine.travel(datetime(2026, 10, 14, 8, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def client() -> Browser:
    """Give a browser on the machine that Voldaan runs on."""
    return Browser(HTTP_HOST="localhost")
