"""A fact stands in one place: changed there, it changes on every page that says it."""

import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from portal import create_app, wording
from portal.assessment.document import read
from portal.reading.authority import CONTENT, find_folder
from portal.telephone import dialled
from tests.conftest import AUTHORITIES, ELEVEN_AT_NIGHT, Browse
from tests.family import Family
from tests.pages.routes import PUBLIC

NEVER_CHANGES = ("999", "18000")
"""Numbers for an emergency, which pages may say as a word."""

NAME_WITH_NUMBER = "NHS 111"
NO_FIGURE = re.compile(r"12 months or more|in 12 months")
"""What is as long as a figure of the law, and is none."""

UNREAD = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
WITHIN_A_WORD = re.compile(r"</?(?:a|bdi|em|span|strong)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")

BOOKLET = "/en/guides/booklet/"
HOURS = "[Wednesday 3:07 to 3:11]"
HOURS_SAID = "Wednesday, 03:07 to 03:11"


@dataclass(frozen=True)
class Fact:
    """A value of a file, and what is to stand there after the change; a period with what it is of."""

    name: str
    old: str
    new: str
    unit: str = ""


@dataclass
class Changed:
    """A portal whose facts were changed, and what stood on its pages before and stands there after."""

    app: Flask
    before: Mapping[str, str]
    after: Mapping[str, str]
    numbers: list[Fact] = field(default_factory=list)
    names: list[Fact] = field(default_factory=list)
    figures: list[Fact] = field(default_factory=list)

    def left(self) -> dict[str, set[str]]:
        """Return the pages on which an old number, or an old figure with what it is of, still stands."""
        facts = [(fact.name, fact.old) for fact in self.numbers]
        facts += [(fact.name, f"{fact.old} {fact.unit}") for fact in self.figures if fact.unit]
        found = {name: pages(old, self.after) for name, old in facts}
        return {name: where for name, where in found.items() if where}


def made(folder: Path, state: Path, content: Path = CONTENT) -> Flask:
    """Make the portal of a changed folder."""
    environment = {"PORTAL_AUTHORITY": str(folder), "PORTAL_STATE": str(state)}
    return create_app(environment, lambda: ELEVEN_AT_NIGHT, content)


def addresses(name: str) -> list[str]:
    """Return every public page; each guide by itself for one council, for the others all of them as one."""
    charts = [f"/en/flowcharts/{path.stem}/" for path in sorted((CONTENT / "flowcharts").glob("*.yaml"))]
    guides = [f"/en/guides/{path.parent.name}/" for path in sorted((CONTENT / "guides").glob("*/en.md"))]
    return [*PUBLIC, BOOKLET, *charts, *(guides if name == AUTHORITIES[0] else ())]


def said(app: Flask, paths: Collection[str]) -> Mapping[str, str]:
    """Return what stands on these pages, with the numbers that their links dial; without reading the tree."""
    client = app.test_client()
    texts = {}
    for path in paths:
        html = client.get(path).text
        calls = re.findall(r"tel:\+?\d+", html)
        text = unescape(TAG.sub(" ", WITHIN_A_WORD.sub("", UNREAD.sub("", html))))
        texts[path] = NO_FIGURE.sub("", " ".join([*text.split(), *calls]).replace(NAME_WITH_NUMBER, ""))
    return texts


def pages(words: str, where: Mapping[str, str]) -> set[str]:
    """Return the pages on which these words stand, and not as a part of others."""
    standing = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return {path for path, text in where.items() if standing.search(text)}


def changed(path: Path, section: str, key: str, fresh: Iterator[str]) -> Iterator[Fact]:
    """Give a new value to this key of each entry of a section, and yield the facts; like stays like."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    new: dict[str, str] = {}
    for name, entry in read(path).named()[section].named().items():
        parts = entry.named()
        if key not in parts or parts[key].text() in NEVER_CHANGES:
            continue
        old = parts[key].text()
        value = new[old] if key != "is" and old in new else next(fresh)
        new[old] = value
        place = parts[key].line - 1
        assert f"{key}: {old}" in lines[place]
        lines[place] = lines[place].replace(f"{key}: {old}", f"{key}: {value}")
        what = parts["what"].text() if "what" in parts else ""
        unit = re.match(r"(working )?(days|months|weeks)", what)
        yield Fact(f"{name}.{key}", old, value, unit[0] if unit else "")
    path.write_text("".join(lines), encoding="utf-8")


def change(
    name: str, state: Path, paths: Collection[str], before: Mapping[str, str], plant: str = ""
) -> Changed:
    """Change all facts of a copy of a council and of what holds in England; plant a text in a guide."""
    folder, content = state / "council", state / "content"
    shutil.copytree(find_folder(name), folder)
    shutil.copytree(CONTENT, content, ignore=shutil.ignore_patterns("authorities", "new-authority"))
    guide = content / "guides" / "the-panel" / "en.md"
    guide.write_text(guide.read_text(encoding="utf-8") + plant, encoding="utf-8")
    ours, england = folder / "authority.yaml", content / "england.yaml"
    fresh = (number for number in range(701, 999) if not pages(str(number), before))
    phones = (f"07000 000{number}" for number in fresh)
    numbers = [
        fact
        for file in (ours, england)
        for key in ("relay", "phone")
        for fact in changed(file, "contacts", key, phones)
    ]
    names = list(changed(ours, "contacts", "title", (f"Somebody else {number}" for number in fresh)))
    figures = list(changed(england, "figures", "is", map(str, fresh)))
    text = ours.read_text(encoding="utf-8")
    for key in ("council", "title", "area"):
        fact = Fact(f"council.{key}", read(ours).named()[key].text(), f"Another {key}")
        names.append(fact)
        text = text.replace(f"\n{key}: {fact.old}\n", f"\n{key}: {fact.new}\n")
    ours.write_text(text, encoding="utf-8")
    app = made(folder, state, content)
    return Changed(app, before, said(app, paths), numbers, names, figures)


@pytest.fixture(scope="module", params=AUTHORITIES)
def portal(
    request: pytest.FixtureRequest, portals: Mapping[str, Flask], tmp_path_factory: pytest.TempPathFactory
) -> Changed:
    """Give each council's portal, with every fact of it changed."""
    state = tmp_path_factory.mktemp(f"changed-{request.param}")
    paths = addresses(request.param)
    return change(request.param, state, paths, said(portals[request.param], paths))


def test_no_page_says_the_old_fact(portal: Changed) -> None:
    assert portal.left() == {}


def test_every_page_that_said_the_old_one_says_the_new_one_and_nothing_else_has_changed(
    portal: Changed,
) -> None:
    facts = (*portal.numbers, *portal.names, *portal.figures)
    back = {fact.new: fact.old for fact in facts}
    back |= {f"tel:{dialled(fact.new)}": f"tel:{dialled(fact.old)}" for fact in portal.numbers}
    new = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, back))})(?!\w)")
    for path, text in portal.after.items():
        restored = new.sub(lambda found: back[found[0]], text)
        assert restored == portal.before[path], path


def test_each_kind_of_fact_stands_on_pages_of_many_kinds(portal: Changed) -> None:
    """Or the tests above would hold though nothing was changed."""
    told = {
        fact.name: pages(fact.new, portal.after) for fact in (*portal.numbers, *portal.names, *portal.figures)
    }
    assert len(told["front_door.title"]) > 5
    assert len(told["council.council"]) == len(portal.after)
    assert {"/en/help-now/", BOOKLET} <= told["out_of_hours.phone"]
    assert {BOOKLET, "/en/flowcharts/if-you-disagree/"} <= told["stage_2_most_days.is"]
    assert {BOOKLET, "/en/flowcharts/overnight-status/"} <= told["year_days.is"]


def test_hours_change_wherever_a_contact_is_shown(portals: Mapping[str, Flask], tmp_path: Path) -> None:
    paths = ["/en/help-now/", "/en/ask-for-assessment/", "/en/policies/", BOOKLET]
    before = said(portals["bromley"], paths)
    folder = tmp_path / "council"
    shutil.copytree(find_folder("bromley"), folder)
    file = folder / "authority.yaml"
    text, count = re.subn(
        r"hours: \[.+\]$", f"hours: {HOURS}", file.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert count
    file.write_text(text, encoding="utf-8")
    after = said(made(folder, tmp_path), paths)
    contacts = portals["bromley"].extensions["authority"].contacts.values()
    with portals["bromley"].test_request_context("/en/"):
        old = {
            line
            for one in contacts
            if one.hours and one.hours.openings
            for line in wording.hours_lines(one.hours)
        }
    assert old
    for line in old:
        assert pages(line, before) <= pages(HOURS_SAID, after)
        assert pages(line, after) == set()


def test_a_promise_changes_where_it_is_made(portals: Mapping[str, Flask], tmp_path: Path) -> None:
    folder = tmp_path / "council"
    shutil.copytree(find_folder("birmingham"), folder)
    with (folder / "authority.yaml").open("a", encoding="utf-8") as file:
        file.write("promises: {decide: 702, assess: 703, source: trust_page}\n")
    paths = ["/en/ask-for-assessment/", "/en/flowcharts/after-you-ask/", BOOKLET]
    before = said(portals["birmingham"], paths)
    after = said(made(folder, tmp_path), paths)
    assert pages("45 working days", before)
    assert pages("45 working days", before) == pages("703 working days", after)
    assert pages("45 working days", after) == set()
    assert pages("1 working day", after) == set()


def results(app: Flask) -> dict[str, str]:
    """Return what stands on the result of each worked example."""
    authority = app.extensions["authority"]
    told = {}
    for example in authority.examples:
        family = Family(Browse(app.test_client()), authority.assessment, example.answers)
        told[example.name] = family.to_result(example.answer_the_rest).text
    return told


def test_a_result_says_what_is_promised_and_what_the_council_does(
    portals: Mapping[str, Flask], tmp_path: Path
) -> None:
    folder = tmp_path / "council"
    shutil.copytree(find_folder("bromley"), folder)
    file = folder / "authority.yaml"
    meets = "every two weeks, on a Wednesday"
    text = file.read_text(encoding="utf-8")
    assert text.count(meets) == 1
    text = text.replace(meets, "every 704 days")
    file.write_text(f"{text}\npromises: {{decide: 702, assess: 703, source: B2}}\n", encoding="utf-8")
    app = made(folder, tmp_path)
    paths = addresses("bromley")
    before, after = said(portals["bromley"], paths), said(app, paths)
    before, after = {**before, **results(portals["bromley"])}, {**after, **results(app)}
    for old, new in (("45 working days", "703 working days"), (meets, "every 704 days")):
        assert pages(old, before) & {example.name for example in app.extensions["authority"].examples}
        assert pages(old, before) == pages(new, after)
        assert pages(old, after) == set()


def test_a_result_says_the_figures_of_the_law(portals: Mapping[str, Flask], tmp_path: Path) -> None:
    folder, content = find_folder("birmingham"), tmp_path / "content"
    shutil.copytree(CONTENT, content, ignore=shutil.ignore_patterns("authorities", "new-authority"))
    figures = list(changed(content / "england.yaml", "figures", "is", map(str, range(701, 999))))
    app = made(folder, tmp_path, content)
    rules = app.extensions["authority"].assessment
    example = app.extensions["authority"].examples[0]
    result = Family(Browse(app.test_client()), rules, example.answers).to_result(example.answer_the_rest)
    new = {fact.name: fact.new for fact in figures}
    first, most, ask = (
        new[f"{name}.is"] for name in ("stage_1_days", "stage_1_most_days", "stage_2_ask_days")
    )
    assert f"due in {first} working days, or {most} if it is hard" in result.text
    assert f"within {ask} working days of that answer" in result.text
    assert f"{new['court_months.is']} months at the very most" in result.text


def test_a_number_or_a_period_that_is_typed_is_found(portals: Mapping[str, Flask], tmp_path: Path) -> None:
    """These tests can fail: a text that types what it should name is told by page."""
    paths = ["/en/guides/the-panel/", "/en/guides/who-can-get-one/"]
    typed = "\nRing 0121 303 1888 for 17 days. {#planted}\n"
    told = change("birmingham", tmp_path, paths, said(portals["birmingham"], paths), typed).left()
    assert told == {
        "front_door.phone": {"/en/guides/the-panel/"},
        "safeguarding.phone": {"/en/guides/the-panel/"},
        "stay_days.is": {"/en/guides/the-panel/"},
    }


@pytest.mark.parametrize("name", AUTHORITIES)
def test_no_text_for_every_council_names_one(name: str, portals: Mapping[str, Flask]) -> None:
    title = portals[name].extensions["authority"].title
    for part in ("guides", "parts", "flowcharts"):
        for path in (CONTENT / part).rglob("*"):
            assert not path.is_file() or title not in path.read_text(encoding="utf-8"), path
