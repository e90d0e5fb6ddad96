"""The portal command, as somebody types it."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

from portal.cli import main
from tests.servers import fetch, free_port, start, stop
from tests.waiting import A_MINUTE

SMALL_PACK = Path(__file__).parent / "packs" / "small"


@contextmanager
def serving(state: Path) -> Iterator[subprocess.Popen[str]]:
    """Serve with two processes, and expect that nothing is left to say at the end."""
    port = free_port()
    with start({"PORT": str(port), "PORTAL_STATE": str(state), "PORTAL_WORKERS": "2"}) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == f"The portal is at http://127.0.0.1:{port}\n"
            assert fetch(f"http://127.0.0.1:{port}/healthz").strip() == b"ok"
            yield server
            assert server.communicate(timeout=A_MINUTE) == ("", "")
            assert server.returncode == 0
        finally:
            stop(server)


def test_serve_tells_its_address_answers_and_ends_cleanly_when_told_to_or_by_ctrl_c(tmp_path: Path) -> None:
    """Two at once, for an end takes seconds; Ctrl+C reaches every process that serves."""
    with serving(tmp_path / "told") as told, serving(tmp_path / "typed") as typed:
        told.send_signal(signal.SIGTERM)
        os.killpg(typed.pid, signal.SIGINT)


def test_a_setting_that_is_not_usable_stops_with_its_name() -> None:
    stopped = CliRunner().invoke(main, ["serve"], env={"PORT": "eighty"})
    assert stopped.exit_code == 1
    assert stopped.stderr == "Error: PORT: found 'eighty', expected a whole number from 1 to 65535.\n"


def test_a_fault_in_a_councils_folder_stops_with_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "council"
    shutil.copytree(SMALL_PACK, folder)
    rules = folder / "assessment.yaml"
    rules.write_text(rules.read_text().replace("more_need: up", "more_need: upp", 1))
    environment = {"PORTAL_STATE": str(tmp_path), "PORTAL_AUTHORITY": str(folder)}
    stopped = CliRunner().invoke(main, ["serve"], env=environment)
    assert stopped.exit_code == 1
    assert (
        "assessment.yaml:10: found “upp”; expected one of up, down, none (did you mean up?)" in stopped.stderr
    )


def test_help_lists_the_commands() -> None:
    listed = CliRunner().invoke(main, ["--help"]).output
    assert "Serve the portal until it is stopped." in listed
    assert "Check council folders" in listed
