"""The settings: defaults, the environment, values that are not usable, and the key that is kept."""

import os
import stat
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from portal.config import SettingError, Settings
from portal.keys import add_key

KEY = "0123456789abcdef" * 4


def test_the_defaults_serve_birmingham_on_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.read({})
    assert settings == Settings(
        authority="birmingham",
        state=Path("var"),
        secret_key=(tmp_path / "var/key").read_text().strip(),
        older_keys=(),
        database="sqlite:///var/portal.db",
        address="http://127.0.0.1:8000",
        mail=None,
        mail_from="no-reply@localhost",
        team_mail="team@localhost",
        webhook=None,
        webhook_secret=None,
        host="127.0.0.1",
        port=8000,
        workers=2,
        trusted_proxies=0,
        exit_address="https://www.bbc.co.uk/weather",
    )


def test_the_environment_goes_before_the_defaults_and_empty_is_not_set(tmp_path: Path) -> None:
    settings = Settings.read(
        {
            "PORTAL_AUTHORITY": "/srv/council",
            "PORTAL_STATE": str(tmp_path / "state"),
            "PORTAL_SECRET_KEY": KEY.upper(),
            "PORTAL_OLDER_KEYS": f"{KEY[::-1]}, {KEY}",
            "DATABASE_URL": "postgres://portal:secret@db/portal",
            "PORTAL_ADDRESS": "https://shortbreaks.example.org/",
            "PORTAL_MAIL": "smtp://portal:secret@mail.example.org:587",
            "PORTAL_MAIL_FROM": "messages@example.org",
            "PORTAL_TEAM_MAIL": "team@example.org",
            "PORTAL_WEBHOOK": "https://cases.example.org/hook",
            "PORTAL_WEBHOOK_SECRET": "whsec_" + b64encode(b"x" * 24).decode(),
            "HOST": "",
            "PORT": "8123",
            "PORTAL_WORKERS": "4",
            "PORTAL_TRUSTED_PROXIES": "1",
            "PORTAL_EXIT_ADDRESS": "https://www.metoffice.gov.uk/",
        }
    )
    assert settings == Settings(
        authority="/srv/council",
        state=tmp_path / "state",
        secret_key=KEY,
        older_keys=(KEY[::-1], KEY),
        database="postgres://portal:secret@db/portal",
        address="https://shortbreaks.example.org",
        mail="smtp://portal:secret@mail.example.org:587",
        mail_from="messages@example.org",
        team_mail="team@example.org",
        webhook="https://cases.example.org/hook",
        webhook_secret=b"x" * 24,
        host="127.0.0.1",
        port=8123,
        workers=4,
        trusted_proxies=1,
        exit_address="https://www.metoffice.gov.uk/",
    )
    assert not (tmp_path / "state").exists()  # a key that is given is kept elsewhere


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("PORT", "http", "PORT: found 'http', expected a whole number from 1 to 65535."),
        ("PORT", "65536", "PORT: found '65536', expected a whole number from 1 to 65535."),
        ("PORT", "٨٠٠٠", "PORT: found '٨٠٠٠', expected a whole number from 1 to 65535."),
        ("PORTAL_WORKERS", "0", "PORTAL_WORKERS: found '0', expected a whole number from 1 to 256."),
        ("PORTAL_TRUSTED_PROXIES", "-1", "PORTAL_TRUSTED_PROXIES: found '-1', expected a whole number"),
        ("PORTAL_EXIT_ADDRESS", "bbc.co.uk", "PORTAL_EXIT_ADDRESS: found 'bbc.co.uk', expected an address"),
        ("PORTAL_EXIT_ADDRESS", "https://[x", "PORTAL_EXIT_ADDRESS: found 'https://[x', expected an address"),
        (
            "PORTAL_SECRET_KEY",
            "secret",
            "PORTAL_SECRET_KEY: found 6 characters, expected 64 hexadecimal digits.",
        ),
        ("PORTAL_OLDER_KEYS", f"{KEY},secret", "PORTAL_OLDER_KEYS: found 71 characters, expected 64 hex"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL: found 9 characters, expected an address that starts"),
        ("DATABASE_URL", "portal.db", "DATABASE_URL: found 9 characters, expected an address that starts"),
        ("PORTAL_ADDRESS", "example.org", "PORTAL_ADDRESS: found 'example.org', expected an address such as"),
        ("PORTAL_MAIL", "mail.example", "PORTAL_MAIL: found 12 characters, expected an address that starts"),
        ("PORTAL_MAIL", "smtp://mail:x", "PORTAL_MAIL: found 13 characters, expected an address that starts"),
        ("PORTAL_MAIL_FROM", "us", "PORTAL_MAIL_FROM: found 'us', expected an e-mail address."),
        ("PORTAL_WEBHOOK", "http://x.org", "PORTAL_WEBHOOK: found 'http://x.org', expected an address"),
        ("PORTAL_WEBHOOK", "ftp://localhost", "PORTAL_WEBHOOK: found 'ftp://localhost', expected an address"),
        ("PORTAL_WEBHOOK", "https://x:y", "PORTAL_WEBHOOK: found 'https://x:y', expected an address"),
        ("PORTAL_WEBHOOK", "https://x.org", "PORTAL_WEBHOOK and PORTAL_WEBHOOK_SECRET: found one, expected"),
        ("PORTAL_WEBHOOK_SECRET", "abc", "PORTAL_WEBHOOK_SECRET: found 3 characters, expected whsec_ and"),
        (
            "PORTAL_ADDRESS",
            "https://x.org",
            "PORTAL_ADDRESS: found https:// and PORTAL_TRUSTED_PROXIES=0, exp",
        ),
        ("PORTAL_SECRET_KEY", "z" * 64, "PORTAL_SECRET_KEY: found 64 characters, expected 64 hexadecimal"),
    ],
)
def test_a_value_that_is_not_usable_is_named(variable: str, value: str, says: str) -> None:
    with pytest.raises(SettingError) as stopped:
        Settings.read({"PORTAL_SECRET_KEY": KEY, variable: value})
    assert str(stopped.value).startswith(says)


def test_the_key_is_made_once_for_its_owner_alone_and_never_shown(tmp_path: Path) -> None:
    state = tmp_path / "new" / "state"
    first = Settings.read({"PORTAL_STATE": str(state)})
    assert bytes.fromhex(first.secret_key) != bytes(32)
    assert len(first.secret_key) == 64
    assert Settings.read({"PORTAL_STATE": str(state)}) == first
    assert stat.S_IMODE((state / "key").stat().st_mode) == 0o600
    assert list(state.iterdir()) == [state / "key"]
    assert first.secret_key not in repr(first)


def test_a_new_key_goes_before_the_older_ones_which_still_count(tmp_path: Path) -> None:
    old = Settings.read({"PORTAL_STATE": str(tmp_path)})
    add_key(old.key_file)
    new = Settings.read({"PORTAL_STATE": str(tmp_path)})
    assert new.secret_key != old.secret_key
    assert new.keys == (bytes.fromhex(new.secret_key), bytes.fromhex(old.secret_key))
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_key_that_is_given_where_one_lies_opens_what_that_one_encrypted(tmp_path: Path) -> None:
    kept = Settings.read({"PORTAL_STATE": str(tmp_path)})
    add_key(kept.key_file)
    newest, oldest = kept.key_file.read_text().split()
    given = Settings.read({"PORTAL_STATE": str(tmp_path), "PORTAL_SECRET_KEY": KEY})
    assert (given.secret_key, given.older_keys) == (KEY, (newest, oldest))
    the_same = {"PORTAL_SECRET_KEY": newest, "PORTAL_OLDER_KEYS": f"{KEY},{oldest}"}
    given = Settings.read({"PORTAL_STATE": str(tmp_path), **the_same})
    assert (given.secret_key, given.older_keys) == (newest, (KEY, oldest)), "each is tried once"
    assert kept.key_file.read_text().split() == [newest, oldest]


MAIL = {
    "PORTAL_MAIL": "smtp://mail.example.org",
    "PORTAL_MAIL_FROM": "messages@example.org",
    "PORTAL_TEAM_MAIL": "team@example.org",
    "PORTAL_ADDRESS": "http://shortbreaks.example.org",
}


@pytest.mark.parametrize(
    "missing", [["PORTAL_TEAM_MAIL"], ["PORTAL_ADDRESS"], ["PORTAL_MAIL_FROM", "PORTAL_TEAM_MAIL"]]
)
def test_mail_that_would_leave_with_the_defaults_of_this_machine_is_refused(missing: list[str]) -> None:
    environment = {"PORTAL_SECRET_KEY": KEY, **MAIL, **dict.fromkeys(missing, "")}
    with pytest.raises(SettingError) as stopped:
        Settings.read(environment)
    told = f"PORTAL_MAIL: found without {', '.join(missing)}, expected these beside it."
    assert str(stopped.value) == told
    assert Settings.read({**environment, **MAIL}).team_mail == "team@example.org"


def test_two_places_have_two_keys(tmp_path: Path) -> None:
    keys = {Settings.read({"PORTAL_STATE": str(tmp_path / name)}).secret_key for name in ("one", "two")}
    assert len(keys) == 2


def test_four_processes_that_start_at_once_agree_on_the_key(tmp_path: Path) -> None:
    read = "import os; from portal.config import Settings; print(Settings.read(os.environ).secret_key)"
    environment = {**os.environ, "PORTAL_STATE": str(tmp_path / "state")}
    started = [
        subprocess.Popen([sys.executable, "-c", read], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    keys = {process.communicate(timeout=60)[0].strip() for process in started}
    assert keys == {(tmp_path / "state" / "key").read_text().strip()}


def test_a_key_that_came_to_harm_is_named_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("0123\n")
    with pytest.raises(SettingError, match="key: found 4 characters, expected 64 hexadecimal digits"):
        Settings.read({"PORTAL_STATE": str(tmp_path)})
    assert (tmp_path / "key").read_text() == "0123\n"


def test_a_state_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(SettingError, match=r"PORTAL_STATE: found '.*state' \(.+\), expected a folder"):
        Settings.read({"PORTAL_STATE": str(tmp_path / "state")})
