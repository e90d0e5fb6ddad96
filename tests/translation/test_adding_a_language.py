"""docs/adding-a-language.md, followed word for word in a copy: the language is offered without any code."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from portal import STATIC
from portal.translation.interface import PORTAL as PACKAGE
from tests import pseudo
from tests.long_runs import THOROUGH
from tests.servers import PORTAL, fetch, free_port, start, stop
from tests.translation.sheets import ENGLISH, cells, fill_in

GUIDE = PACKAGE.parent / "docs" / "adding-a-language.md"
COMMAND = re.compile(r"^    \.venv/bin/portal (.+?)(?:  .*)?$", re.MULTILINE)
SHEET = "hi.xlsx"
IN_A_COPY = "__pycache__" if THOROUGH else "*.po"
"""What is left out of the copy: the other languages would only take time."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the portal itself."""
    shutil.copytree(PACKAGE, tmp_path / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__", IN_A_COPY))
    shutil.copytree(STATIC, tmp_path / STATIC.name)
    return tmp_path


def environment(copy: Path) -> Mapping[str, str]:
    """Have commands run the copy."""
    return {"PYTHONPATH": str(copy), "PORTAL_STATE": str(copy / "state")}


def type_in(copy: Path, command: str) -> str:
    """Run a command as the guide has it; return what it says."""
    done = subprocess.run(
        [PORTAL, *command.split()],
        cwd=copy,
        env={**os.environ, **environment(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def translate(sheet: Path) -> int:
    """Fill in every row, as a translator would; return how many there are."""
    texts = [str(row[ENGLISH]) for row in cells(sheet)[1:]]
    fill_in(sheet, {text: pseudo.forms(pseudo.lengthened, text)[0] for text in texts})
    return len(texts)


def test_a_language_is_added_by_following_the_guide(copy: Path) -> None:
    said = {}
    for command in COMMAND.findall(GUIDE.read_text("utf-8")):
        if "import" in command:
            count = translate(copy / SHEET)
        said[command] = type_in(copy, command)
    assert list(said) == [
        "translations new hi",
        f"translations export hi {SHEET}",
        f"translations import hi {SHEET}",
        "translations status",
        "check",
    ]
    assert said[f"translations export hi {SHEET}"] == f"{count} texts are in {SHEET}.\n"
    assert said[f"translations import hi {SHEET}"] == f"{count} texts were taken over.\n"
    table = [line.split() for line in said["translations status"].splitlines()]
    assert {missing for language, _, _, missing, *_ in table[1:] if language == "hi"} == {"0"}
    assert "hi lacks" not in said["check"]

    port = str(free_port())
    with start({**environment(copy), "PORT": port}) as server:
        try:
            home = fetch(f"http://127.0.0.1:{port}/en/").decode()
            page = fetch(f"http://127.0.0.1:{port}/hi/guides/if-you-disagree/").decode()
        finally:
            stop(server)
    assert '<a href="/hi/" lang="hi" dir="ltr" hreflang="hi">हिन्दी</a>' in home
    assert '<html lang="hi" dir="ltr">' in page
    assert pseudo.lengthened("Complain within a year of what happened.") in page
