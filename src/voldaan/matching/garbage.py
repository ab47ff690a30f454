"""Python's search for cycles, paused while many objects that hold none are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Pause the search for cycles of objects; it goes on as it was, whatever happens.

    Matching makes a million small objects that only point down, deciding a hundred
    thousand. Going over all of them again and again is a fifth of the time, and never
    frees anything.

    >>> with no_search_for_cycles():
    ...     with no_search_for_cycles():
    ...         pass
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
