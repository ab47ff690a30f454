"""A folder that is watched: what is put there is read, and then lies in ``read``.

``waiting`` takes files and gives them; ``put_away`` is called when they are in the record.
"""

from voldaan.connectors.folder.watched import TOO_LARGE, Found, put_away, waiting

__all__ = ["TOO_LARGE", "Found", "put_away", "waiting"]
