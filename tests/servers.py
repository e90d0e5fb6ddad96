"""The portal as it runs in earnest: `portal serve`, in processes of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.waiting import A_MINUTE, wait_until

PORTAL = str(Path(sys.executable).with_name("portal"))


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
    found: list[bytes] = []

    def answers() -> bool:
        with suppress(URLError), urlopen(address, timeout=A_MINUTE) as answer:
            found.append(answer.read())
        return bool(found)

    wait_until(answers, f"an answer at {address}")
    return found[0]
