"""Which browser the tests drive, what else of this machine they need, and how a machine without it gets it.

Order: $BROWSER_PATH, then a Chromium or Chrome on the PATH, then Playwright's own.
`python -m tests.browser.chromium` installs what is not found.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserType, sync_playwright

from tests.browser.glyphs import missing_families

ON_PATH = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FONT_PACKAGES = ("fontconfig", "fonts-noto-core", "fonts-droid-fallback")  # every script there is a page in
TEN_MINUTES = 600

MISSING = """The browser tests need Chromium, and none was found. Any of these gives one:
  make browser                                  finds the way that works here
  apt-get install chromium                      Debian, as root
  python -m playwright install --with-deps chromium
  BROWSER_PATH=/path/to/chrome make test        one you have already"""
MISSING_BESIDE = """The tests need {}, and did not find it. On Debian, as root:
  apt-get install {}"""


def system_browser() -> str | None:
    """Give the path of the browser that was named, or that the system has."""
    named = os.environ.get("BROWSER_PATH")
    if named and not shutil.which(named):
        raise LookupError(f"BROWSER_PATH={named} is not a program that can be run.")
    return named or next(filter(None, map(shutil.which, ON_PATH)), None)


def launch_options(chromium: BrowserType) -> dict[str, str]:
    """Give what chromium.launch() needs; where there is no browser, raise LookupError with the remedies."""
    if path := system_browser():
        return {"executable_path": path}
    if Path(chromium.executable_path).exists():
        return {}
    raise LookupError(MISSING)


def found() -> bool:
    """Tell whether there is a browser."""
    with sync_playwright() as playwright:
        try:
            launch_options(playwright.chromium)
        except LookupError:
            return False
    return True


def lacking() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what is needed and not here, each with the Debian packages that bring it."""
    if not found():
        yield "Chromium", ("chromium",)
    if families := missing_families():
        yield f"the fonts {', '.join(families)}", FONT_PACKAGES
    if not shutil.which("msgfmt"):
        yield "msgfmt, of GNU gettext", ("gettext",)
    if not shutil.which("git") and not shutil.which("patch"):
        yield "git or patch", ("patch",)


def ways_to_install(packages: list[str]) -> list[list[list[str]]]:
    """List the ways to what is lacking, best first, each as commands one after the other."""
    ways = []
    if shutil.which("apt-get") and os.geteuid() == 0:  # first: Playwright's own download can hang
        install = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", *packages]
        ways.append([["apt-get", "update", "-qq"], install])
    if "chromium" in packages:
        ways.append([[sys.executable, "-m", "playwright", "install", "chromium"]])
    return ways


def succeeds(command: list[str]) -> bool:
    """Run a command, and tell whether it did its work in good time."""
    print("+", *command, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, env=quiet, timeout=TEN_MINUTES, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def main() -> int:
    """Install what is not found."""
    packages = [name for _, names in lacking() for name in names]
    if not packages:
        return 0
    for way in ways_to_install(packages):
        if all(succeeds(command) for command in way) and not any(lacking()):
            return 0
    for what, names in lacking():
        print(
            MISSING if what == "Chromium" else MISSING_BESIDE.format(what, " ".join(names)), file=sys.stderr
        )
    return 1


if __name__ == "__main__":
    sys.exit(main())
