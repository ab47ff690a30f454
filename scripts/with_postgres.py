"""Run a command with a PostgreSQL of its own that is thrown away afterwards.

    python scripts/with_postgres.py COMMAND …     runs it, gives its exit code
    python scripts/with_postgres.py --find        prints the folder of initdb, or exits 3

The command finds ``VOLDAAN_DATABASE_URL`` set. The cluster lives in a temporary folder and
listens on a free port of the loopback only. PostgreSQL refuses to run as root, so root
lends it to another user.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Safe for data that nobody keeps, and several times faster.
CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


def programs() -> Path | None:
    """Give the folder with ``initdb`` and ``pg_ctl``: the newest of Debian's, or PATH's."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parent.parent.name),
    )
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def lent_user() -> str | None:
    """Give the user that must own the cluster: None when we are not root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def free_port() -> int:
    """Give a port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Start a cluster below the folder and give its address; stop it afterwards."""
    programs_folder, user, port = programs(), lent_user(), free_port()
    if programs_folder is None:
        raise SystemExit("No PostgreSQL here: initdb was not found.")
    place, log = folder / "cluster", folder / "log"
    if user:
        shutil.chown(folder, user)

    def call(program: str, *arguments: str) -> None:
        command = [str(programs_folder / program), "-D", str(place), *arguments]
        subprocess.run(  # noqa: S603 - our own fixed commands
            command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL
        )

    call("initdb", "-U", "voldaan", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    options = [
        f"port={port}",
        "listen_addresses=127.0.0.1",
        f"unix_socket_directories={folder}",
    ]
    flags = " ".join(f"-c {option}" for option in [*options, "max_connections=60", *CARELESS])
    call("pg_ctl", "-w", "-l", str(log), "-o", flags, "start")
    try:
        yield f"postgresql://voldaan@127.0.0.1:{port}/postgres"
    finally:
        call("pg_ctl", "-w", "-m", "immediate", "stop")


def main(arguments: list[str]) -> int:
    """Run the command with the cluster's address in its environment."""
    if arguments == ["--find"]:
        found = programs()
        print(found or "")
        return 0 if found else 3
    with (
        tempfile.TemporaryDirectory(prefix="voldaan-postgres-") as name,
        cluster(Path(name)) as address,
    ):
        environment = {**os.environ, "VOLDAAN_DATABASE_URL": address}
        return subprocess.call(arguments, env=environment)  # noqa: S603 - the caller's own


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
