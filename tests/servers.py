"""The portal as it runs in earnest: `portal serve`, in processes of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PORTAL = str(Path(sys.executable).with_name("portal"))
A_MINUTE = 60


def free_port() -> int:
    """Find a port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def start(environment: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start serving."""
    return subprocess.Popen(
        [PORTAL, "serve"],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # so that stop() reaches every process it starts
    )


def stop(server: subprocess.Popen[str]) -> None:
    """Leave nothing of a server behind, however its test went."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)


def fetch(address: str) -> bytes:
    """Fetch what is at the address, as soon as something answers there."""
    for _ in range(10 * A_MINUTE):
        with suppress(URLError), urlopen(address, timeout=A_MINUTE) as answer:
            found: bytes = answer.read()
            return found
        time.sleep(0.1)
    raise TimeoutError(f"nothing answers at {address}")


def wait_until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + A_MINUTE
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.02)
