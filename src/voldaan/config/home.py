"""The one folder that holds everything a running Voldaan writes.

``VOLDAAN_HOME``, or the platform's own data folder. In it: ``voldaan.sqlite3`` (the
record) and ``secret.key`` (made on first start, readable by the owner only).
"""

import os
import secrets
from pathlib import Path

import platformdirs


def home_folder(stated: str) -> Path:
    """Give the data folder, made if it is not there, closed to other users."""
    folder = (
        Path(stated).expanduser() if stated else Path(platformdirs.user_data_dir("voldaan"))
    )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder.resolve()


def secret_key(folder: Path) -> str:
    """Give the installation's secret, making it once; two starts at a time agree on one.

    It gets its name only when it is whole, so that a start that is cut off leaves nothing.
    """
    path = folder / "secret.key"
    if not path.exists():
        passing = folder / f".secret.key.{os.getpid()}"
        handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            _give_name(passing, path)
        finally:
            passing.unlink(missing_ok=True)
    return path.read_text(encoding="ascii").strip()


def _give_name(passing: Path, path: Path) -> None:
    """Let the first of two win, where the disk can do that."""
    try:
        os.link(passing, path)
    except FileExistsError:
        return
    except OSError:  # a disk without links
        passing.replace(path)
