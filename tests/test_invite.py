"""The command that invites a worker."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from tests.conftest import make_portal
from tests.office import Office, Worker

ADDRESS = "https://shortbreaks.example.org"


@pytest.fixture
def invite(tmp_path: Path) -> Callable[..., Result]:
    def run(name: str, role: str = "worker") -> Result:
        environment = {
            "PORTAL_STATE": str(tmp_path),
            "PORTAL_ADDRESS": ADDRESS,
            "PORTAL_TRUSTED_PROXIES": "1",
        }
        return CliRunner().invoke(main, ["invite", role, name], env=environment)

    return run


def test_the_link_that_is_printed_lets_that_worker_in_and_the_next_one_shuts_her_out(
    invite: Callable[..., Result], tmp_path: Path
) -> None:
    moments = [datetime.now(UTC)]
    office = Office(make_portal("birmingham", tmp_path, lambda: moments[-1]), moments)
    printed = invite("  Aisha   Khan ")
    assert printed.exit_code == 0
    assert printed.stdout.startswith(f"{ADDRESS}/inbox/invitation/")
    assert printed.stderr == "It works once, within 7 days. Give it to Aisha Khan and nobody else.\n"
    worker = Worker(office, "Aisha Khan")
    worker.set_up(printed.stdout.strip().removeprefix(ADDRESS))
    assert "Sign out Aisha Khan" in worker.browse.get("/inbox/").text
    again = invite("aisha khan").stdout
    assert not worker.is_in()
    Worker(office, "aisha khan").set_up(again.strip().removeprefix(ADDRESS))


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "Aisha\x07"])
def test_a_name_that_nobody_could_type_is_refused(invite: Callable[..., Result], name: str) -> None:
    refused = invite(name)
    assert refused.exit_code == 1
    assert "Give a name of 1 to 80 letters." in refused.stderr


def test_the_link_stands_alone_so_that_a_script_can_take_it(invite: Callable[..., Result]) -> None:
    assert len(invite("Aisha").stdout.splitlines()) == 1


@pytest.mark.parametrize(("first", "then"), [("worker", "reviewer"), ("editor", "worker")])
def test_a_name_of_the_inbox_is_not_taken_at_the_desk_nor_the_other_way_round(
    invite: Callable[..., Result], first: str, then: str
) -> None:
    assert invite("Aisha Khan", first).exit_code == 0
    refused = invite("aisha khan", then)
    assert refused.exit_code == 1
    assert refused.stderr == f"Error: aisha khan signs in here as {first}. Add something to the name.\n"
    assert invite("Aisha Khan", first).exit_code == 0
