"""The PostgreSQL that tests run on: it comes with the tests, and goes with them."""

import signal
import subprocess
import sys
from pathlib import Path

from portal.store.database import Database
from tests import postgres
from tests.waiting import wait_until

RUN = """
from tests import postgres
with postgres.running() as server:
    print(server.folder, flush=True)
    input()
"""


def runs(number: int) -> bool:
    """Tell whether a process runs; of one that has ended and that nobody asked about, a name is left."""
    try:
        return bool(Path(f"/proc/{number}/cmdline").read_bytes())
    except OSError:
        return False


def test_where_debian_has_none_the_one_of_the_package_runs() -> None:
    with postgres.running(postgres.PACKAGED) as server:
        database = Database(server.address())
        database.migrate()
        assert database.answers()
        database.close()


def test_it_leaves_nothing_behind_when_the_tests_are_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RUN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as tests:
        assert tests.stdout is not None
        folder = Path(tests.stdout.readline().strip())
        number = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        assert runs(number)
        tests.send_signal(signal.SIGKILL)
    wait_until(lambda: not folder.exists() and not runs(number), "the end of PostgreSQL")
