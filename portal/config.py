"""Every setting: its environment variable, its default and what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from portal.keys import kept_keys, secret_key, secret_keys
from portal.setting_values import (
    database_address,
    https_address,
    mail_address,
    mail_server,
    site_address,
    webhook_address,
    webhook_secret,
    whole_number,
)


class SettingError(Exception):
    """Say which setting is wrong, what was found and what was expected."""


def described(
    variable: str, default: str, does: str, read: Callable[[str], object] = str
) -> dict[str, object]:
    """Describe one setting; its default is written as it would be in the environment."""
    return {"variable": variable, "default": default, "does": does, "read": read}


KEY_FILE = "key"
NEEDED_FOR_MAIL = ("PORTAL_MAIL_FROM", "PORTAL_TEAM_MAIL", "PORTAL_ADDRESS")
"""What only makes sense on this machine unless it is set."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Hold every setting."""

    authority: str = field(
        metadata=described(
            "PORTAL_AUTHORITY",
            "birmingham",
            "The council: the name of one that ships with the portal, or the path of a folder anywhere.",
        )
    )
    state: Path = field(
        metadata=described(
            "PORTAL_STATE",
            "var",
            "The folder for what must survive a restart: docs/running.md says how to back it up.",
            Path,
        )
    )
    secret_key: str = field(
        repr=False,
        metadata=described(
            "PORTAL_SECRET_KEY",
            "",
            "The key behind cookies and encryption. Without it one is made, and kept in PORTAL_STATE/key.",
            secret_key,
        ),
    )
    older_keys: tuple[str, ...] = field(
        repr=False,
        metadata=described(
            "PORTAL_OLDER_KEYS",
            "",
            "Earlier keys, newest first, with commas between: they still open what they encrypted.",
            secret_keys,
        ),
    )
    database: str = field(
        repr=False,
        metadata=described(
            "DATABASE_URL",
            "",
            "The database. Without it, a SQLite file in PORTAL_STATE; postgresql://… for several machines.",
            database_address,
        ),
    )
    address: str = field(
        metadata=described(
            "PORTAL_ADDRESS",
            "",
            "Where people reach the portal: for links that are sent or shared. Without it, HOST and PORT.",
            site_address,
        )
    )
    mail: str | None = field(
        repr=False,
        metadata=described(
            "PORTAL_MAIL",
            "",
            "The mail server: smtp://name:password@host:587. Without it mail goes to PORTAL_STATE/mail.",
            mail_server,
        ),
    )
    mail_from: str = field(
        metadata=described(
            "PORTAL_MAIL_FROM",
            "no-reply@localhost",
            "The sender of e-mails. On a shared phone a name that says nothing is safer.",
            mail_address,
        )
    )
    team_mail: str = field(
        metadata=described(
            "PORTAL_TEAM_MAIL",
            "team@localhost",
            "Who is told that a request waits. The e-mail says nothing else.",
            mail_address,
        )
    )
    webhook: str | None = field(
        metadata=described(
            "PORTAL_WEBHOOK",
            "",
            "The https:// address of a case-management system that takes each request.",
            webhook_address,
        )
    )
    webhook_secret: bytes | None = field(
        repr=False,
        metadata=described(
            "PORTAL_WEBHOOK_SECRET",
            "",
            "What signs the messages to it, after the Standard Webhooks convention: whsec_…",
            webhook_secret,
        ),
    )
    host: str = field(
        metadata=described(
            "HOST",
            "127.0.0.1",
            "The network address to listen on.",
        )
    )
    port: int = field(
        metadata=described(
            "PORT",
            "8000",
            "The port to listen on.",
            whole_number(1, 65535),
        )
    )
    workers: int = field(
        metadata=described(
            "PORTAL_WORKERS",
            "2",
            "How many processes answer requests.",
            whole_number(1, 256),
        )
    )
    trusted_proxies: int = field(
        metadata=described(
            "PORTAL_TRUSTED_PROXIES",
            "0",
            "How many proxies stand before the portal, so that X-Forwarded headers are believed that far.",
            whole_number(0, 10),
        )
    )
    exit_address: str = field(
        metadata=described(
            "PORTAL_EXIT_ADDRESS",
            "https://www.bbc.co.uk/weather",
            "Where “Exit this page” goes.",
            https_address,
        )
    )

    @classmethod
    def read(cls, environment: Mapping[str, object]) -> Self:
        """Read the settings from the environment; a value that is not usable raises SettingError."""
        found = {one.name: read_one(one.metadata, environment, hidden=not one.repr) for one in fields(cls)}
        found.update(read_keys(found))
        found["address"] = found["address"] or local_address(found["host"], found["port"])
        found["database"] = found["database"] or f"sqlite:///{found['state'] / 'portal.db'}"
        refuse_what_does_not_go_together(found, environment)
        return cls(**found)

    @property
    def keys(self) -> tuple[bytes, ...]:
        """Return the secret keys, the newest first."""
        return tuple(map(bytes.fromhex, (self.secret_key, *self.older_keys)))

    @property
    def key_file(self) -> Path:
        """Return where keys are kept that the environment does not give."""
        return self.state / KEY_FILE

    @property
    def mail_folder(self) -> Path:
        """Return where e-mails lie that no mail server takes."""
        return self.state / "mail"

    @classmethod
    def variables(cls) -> list[str]:
        """List the environment variables that are read."""
        return [one.metadata["variable"] for one in fields(cls)]


def local_address(host: str, port: int) -> str:
    """Give the address to type into a browser on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def read_one(description: Mapping[str, Any], environment: Mapping[str, object], hidden: bool) -> Any:
    """Read one setting; a variable that is set but empty counts as not set."""
    variable = description["variable"]
    text = str(environment.get(variable) or description["default"])
    if not text:
        return None
    try:
        return description["read"](text)
    except ValueError as expected:
        found = f"{len(text)} characters" if hidden else repr(text)
        raise SettingError(f"{variable}: found {found}, expected {expected}.") from None


def refuse_what_does_not_go_together(found: Mapping[str, Any], environment: Mapping[str, object]) -> None:
    """Raise SettingError where one setting needs another."""
    if bool(found["webhook"]) != bool(found["webhook_secret"]):
        raise SettingError("PORTAL_WEBHOOK and PORTAL_WEBHOOK_SECRET: found one, expected both or none.")
    missing = [variable for variable in NEEDED_FOR_MAIL if not environment.get(variable)]
    if found["mail"] and missing:
        raise SettingError(f"PORTAL_MAIL: found without {', '.join(missing)}, expected these beside it.")
    if found["address"].startswith("https:") and not found["trusted_proxies"]:
        # Without it every family would seem to come from the proxy, and share one limit.
        raise SettingError(
            "PORTAL_ADDRESS: found https:// and PORTAL_TRUSTED_PROXIES=0, expected PORTAL_TRUSTED_PROXIES to "
            "say how many proxies stand before the portal: 1, where it is one that speaks HTTPS."
        )


def read_keys(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys: those that are given, then those that are kept in the folder; raise SettingError."""
    given, older, folder = found["secret_key"], found["older_keys"] or (), found["state"]
    if given is None:
        newest, *kept = read_kept_keys(folder)
        return {"secret_key": newest, "older_keys": (*kept, *older)}
    # A folder that has no key yet gets none: one that is given is kept elsewhere.
    lying_there = read_kept_keys(folder) if (folder / KEY_FILE).exists() else ()
    return {"older_keys": (*older, *(key for key in lying_there if key not in (given, *older)))}


def read_kept_keys(folder: Path) -> tuple[str, ...]:
    """Return the keys that are kept in the folder; raise SettingError."""
    path = folder / KEY_FILE
    try:
        return kept_keys(path)
    except OSError as error:
        raise SettingError(
            f"PORTAL_STATE: found {str(folder)!r} ({error.strerror}), expected a folder to write to."
        ) from error
    except ValueError as expected:
        found = len(path.read_text().strip())
        raise SettingError(f"{path}: found {found} characters, expected {expected}.") from None
