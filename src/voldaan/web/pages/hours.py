"""The hours outside which no client is reached, as a page says them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Closed:
    """No client is reached now; ``when`` and ``why`` are finished words.

    ``when`` says from when ("From Monday 8:00"), ``why`` names the hours of the owner.
    """

    when: str
    why: str
