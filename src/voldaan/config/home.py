"""The one folder that holds everything a running Voldaan writes.

``VOLDAAN_HOME``, or the platform's own data folder. In it: ``voldaan.sqlite3`` (the
record), ``secret.key`` (made on first start, readable by the owner only) and ``files/``.
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
    """Give the installation's secret, making it once; two starts at a time agree on one."""
    path = folder / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
