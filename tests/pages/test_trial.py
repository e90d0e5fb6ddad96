"""Who reads and holds what a family sends: the council only where it has adopted the site."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal import create_app
from portal.reading.authority import AUTHORITIES as FOLDERS
from tests.conftest import ELEVEN_AT_NIGHT, Browse
from tests.page import Page
from tests.request_form import HERE, MOST, RequestForm

WHO_READS = (
    "whoever runs it reads and holds what you send. Birmingham City Council has not adopted this site."
)
WEBHOOK = {
    "PORTAL_WEBHOOK": "https://example.org/hook",
    "PORTAL_WEBHOOK_SECRET": "whsec_" + "MfKQ9r8GKYqrTwjU" * 2,
}

Pages = dict[str, Page]


@pytest.fixture
def pages(tmp_path: Path) -> Callable[..., Pages]:
    """Give what opens every page that says who reads a request, at a council of this status."""

    def pages(status: str, **settings: str) -> Pages:
        folder = tmp_path / "birmingham"
        shutil.copytree(FOLDERS / "birmingham", folder)
        about = folder / "authority.yaml"
        told = about.read_text(encoding="utf-8").replace("status: proposed", f"status: {status}")
        about.write_text(told, encoding="utf-8")
        environment = {"PORTAL_AUTHORITY": str(folder), "PORTAL_STATE": str(tmp_path), **settings}
        form = RequestForm(Browse(create_app(environment, lambda: ELEVEN_AT_NIGHT).test_client()))
        shown = {"check": form.fill_in_all(MOST)}
        form.press_send()
        shown["sent"] = form.browse.get(f"{HERE}sent/")
        shown["privacy"] = form.browse.get(shown["sent"].find("a", "Privacy").attrib["href"])
        shown["delete"] = form.browse.get(f"{HERE}delete/")
        shown["asked"] = form.browse.post(f"{HERE}delete/", {"reference": "0123456789"}, follow=True)
        return shown

    return pages


def test_as_long_as_it_is_a_trial_nothing_is_promised_in_the_councils_name(
    pages: Callable[..., Pages],
) -> None:
    shown = pages("proposed")
    for name in ("check", "sent", "privacy"):
        assert WHO_READS in shown[name].text, name
    assert "Whoever runs this trial looks at the request and deletes it" in shown["delete"].text
    assert "whoever runs this trial looks at it and deletes it" in shown["asked"].text
    for page in shown.values():
        for words in (
            "public task",
            "Workers use only",
            "only workers",
            "goes to the workers",
            "orker looks at",
        ):
            assert words not in page.text, page.url


def test_a_council_that_has_adopted_it_answers_for_it(pages: Callable[..., Pages]) -> None:
    shown = pages("adopted")
    for name in ("check", "privacy"):
        assert "Children Act 1989" in shown[name].text
        assert "public task" in shown[name].text
    assert "only workers who sign in can read it" in shown["check"].text
    assert "Workers use only the ways that you said are safe." in shown["sent"].text
    assert "A worker looks at the request and deletes it" in shown["delete"].text
    assert "a worker looks at it and deletes it" in shown["asked"].text
    for page in shown.values():
        assert "trial" not in page.text


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("adopted", "the council has periods of its own. Ask the council."),
        ("proposed", "Ask whoever runs this trial how long it is kept there."),
    ],
)
def test_of_a_copy_elsewhere_it_is_said_that_it_is_not_deleted_with_the_request(
    pages: Callable[..., Pages], status: str, says: str
) -> None:
    shown = pages(status, **WEBHOOK)
    for name in ("privacy", "delete"):
        assert "It is not deleted with the request" in shown[name].text
        assert says in shown[name].text
    assert "goes to nobody else" not in shown["privacy"].text


def test_without_a_copy_elsewhere_none_is_spoken_of(pages: Callable[..., Pages]) -> None:
    shown = pages("adopted")
    assert "goes to nobody else" in shown["privacy"].text
    for page in shown.values():
        assert "A copy" not in page.text
