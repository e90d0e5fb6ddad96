"""The commands of whoever looks after the portal: delete what is old, and let a new key take over."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.store.requests import FIELD_ROWS
from tests.conftest import ELEVEN_AT_NIGHT, make_portal
from tests.office import Office, path

SMALL_PACK = str(Path(__file__).parent / "packs" / "small")
ANOTHER_KEY = "ab" * 32
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Give what runs a command on the portal whose folder is the test's."""

    def run(command: str, **settings: str) -> Result:
        folders = {"PORTAL_STATE": str(tmp_path), "PORTAL_AUTHORITY": SMALL_PACK}
        return CliRunner().invoke(main, [command], env={**folders, **settings})

    return run


def start(state: Path) -> Office:
    """Start the portal anew, with the keys that it now has."""
    moments = [ELEVEN_AT_NIGHT]
    return Office(make_portal(SMALL_PACK, state, lambda: moments[-1]), moments)


def keys(state: Path) -> list[str]:
    return (state / "key").read_text().split()


def test_purge_deletes_what_is_old_and_says_how_much(run: Run, tmp_path: Path) -> None:
    office = start(tmp_path)
    requests, deliverer = office.store.requests, office.app.extensions["deliverer"]
    for number in range(2):
        requests.send(f"old {number}", {"name": "Amina"}, ["team_mail"], LONG_AGO)
    deliverer.deliver_due(LONG_AGO)
    requests.send("new", {"name": "Bushra"}, [], datetime.now(UTC))
    purged = run("purge")
    assert purged.exit_code == 0
    assert "requests: 2 deleted\n" in purged.stdout
    assert "e-mails in the folder: 2 deleted\n" in purged.stdout
    assert [one.fields["name"] for one in requests.all()] == ["Bushra"]
    assert list((tmp_path / "mail").iterdir()) == []
    assert "requests: 0 deleted\n" in run("purge").stdout


def test_a_new_key_stands_before_the_older_one_which_still_opens(run: Run, tmp_path: Path) -> None:
    number = start(tmp_path).send()
    [older] = keys(tmp_path)
    made = run("new-key")
    assert made.exit_code == 0
    assert f"A new key stands first in {tmp_path / 'key'}." in made.stdout
    assert "Start the portal again, then run “portal encrypt-anew”." in made.stdout
    newest, second = keys(tmp_path)
    assert second == older != newest
    found = start(tmp_path).store.requests.find(number)
    assert found
    assert found.fields["child_name"] == "Amira"


def test_where_the_environment_gives_the_key_it_says_what_to_do_there(run: Run, tmp_path: Path) -> None:
    refused = run("new-key", PORTAL_SECRET_KEY=ANOTHER_KEY)
    assert refused.exit_code == 1
    assert "The key is given as PORTAL_SECRET_KEY. Put a new one there" in refused.stderr
    assert "PORTAL_OLDER_KEYS" in refused.stderr
    assert "run “portal encrypt-anew”" in refused.stderr
    assert ANOTHER_KEY not in refused.output
    assert not (tmp_path / "key").exists()


def test_after_encrypting_anew_the_new_key_alone_opens_all_there_is(run: Run, tmp_path: Path) -> None:
    office = start(tmp_path)
    office.store.requests.send("one", {"name": "Amina"}, [], office.now)
    worker = office.worker()
    worker.record(1, "seen", "Rang at nine.")
    run("new-key")
    done = run("encrypt-anew")
    assert done.exit_code == 0
    # What the family told, the reference, the note, and the secret of the worker’s app.
    assert done.stdout.startswith(f"{FIELD_ROWS + 3} values are encrypted anew.")
    assert "Older keys are needed for 30 more days" in done.stdout
    assert run("encrypt-anew").stdout.startswith("0 values are encrypted anew.")

    (tmp_path / "key").write_text(keys(tmp_path)[0])
    worker.office = start(tmp_path)
    worker.office.wait(timedelta(minutes=1))
    worker.use_a_new_device()
    worker.sign_in()
    shown = worker.browse.get(path(1)).text
    assert "Amina" in shown
    assert "Rang at nine." in shown


def test_what_needs_a_key_that_is_missing_is_counted_and_left_alone(run: Run, tmp_path: Path) -> None:
    office = start(tmp_path)
    office.store.requests.send("one", {"name": "Amina"}, [], office.now)
    worker = office.worker()
    [lost] = keys(tmp_path)
    (tmp_path / "key").write_text(ANOTHER_KEY)
    without = run("encrypt-anew")
    assert without.exit_code == 1
    assert without.stdout.startswith("0 values are encrypted anew.")
    assert "2 requests or workers need a key that is not in the settings." in without.stderr
    assert "PORTAL_OLDER_KEYS" in without.stderr
    assert "Amina" in worker.browse.get(path(1)).text

    after = run("encrypt-anew", PORTAL_OLDER_KEYS=lost)
    assert after.exit_code == 0
    assert after.stdout.startswith(f"{FIELD_ROWS + 2} values are encrypted anew.")
