"""The day on which every page is opened: Wednesday 14 October 2026, ten in the morning."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    """Stop the clock at 10:00 in Amsterdam."""
    with time_machine.travel(datetime(2026, 10, 14, 8, 0, tzinfo=UTC), tick=False):
        yield
