"""A council's folder: who it is, who to ring, where each fact comes from, its rules and examples."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, cast, get_args

from portal.assessment.document import Entry, Fault, FaultList, FaultyContent, read
from portal.assessment.examples import Example, load_examples
from portal.assessment.loader import load
from portal.assessment.model import Assessment
from portal.assessment.versions import check_dates, in_force
from portal.reading.appearance import OUR_COLOURS, Colours, read_colours, read_mark
from portal.reading.facts import Fact, read_facts
from portal.reading.hours import Hours, read_hours
from portal.reading.promises import Keeps, Promises, read_keeps, read_promises

CONTENT = Path(__file__).parent.parent / "content"
AUTHORITIES = CONTENT / "authorities"

Status = Literal["proposed", "adopted"]
ROLES = ("front_door", "safeguarding", "out_of_hours")
"""The contacts every council's folder must have."""

REQUIRED = ("title", "council", "area", "status", "illustrative", "how_to_ask", "complain_to")

OPTIONAL = ("answers_kept", "not_covered", "require_sign_off")

PHONE = re.compile(r"\d[\d ]{1,14}\d")

PAGES = ("check", "clear", "cleared", "criteria", "families", "print", "result", "return", "rules", "save")
"""Pages at the addresses where the questions are too: no question may have one of these names."""


@dataclass(frozen=True)
class Source:
    """A document that a fact was read in.

    `published` is None where the document has no date; `review` is the day by which to read it again.
    """

    name: str
    title: str
    publisher: str
    address: str | None
    published: str | None
    read: date
    review: date | None
    note: str | None


@dataclass(frozen=True)
class Contact:
    """Somebody to ring, write to or visit; what is not published is None."""

    name: str
    title: str
    helps_with: str
    phone: str | None
    text: str | None
    relay: str | None
    email: str | None
    address: str | None
    address_says: str | None
    hours: Hours | None
    note: str | None
    source: Source


@dataclass(frozen=True)
class Authority:
    """Everything in one council's folder.

    `assessment` is that of assessment.yaml; `other_versions` are earlier or later rules, one in each
    assessment-….yaml beside it.

    `illustrative` says why some rules are not the council's own; `answers_kept`, how long the council
    keeps what a family sends; `require_sign_off`, that families read only what the Forum has signed.
    """

    name: str
    title: str
    council: str
    area: str
    status: Status
    illustrative: str
    how_to_ask: tuple[str, ...]
    not_covered: tuple[str, ...]
    complain_to: str
    answers_kept: str | None
    sources: Mapping[str, Source]
    contacts: Mapping[str, Contact]
    assessment: Assessment
    other_versions: tuple[Assessment, ...]
    examples: tuple[Example, ...]
    promises: Promises
    keeps: Keeps
    facts: Mapping[str, Fact]
    require_sign_off: bool = False
    colours: Colours = OUR_COLOURS
    mark: str | None = None

    @property
    def versions(self) -> tuple[Assessment, ...]:
        """Return the rules of today's file and of every other time."""
        return (self.assessment, *self.other_versions)

    def rules_on(self, day: date) -> Assessment:
        """Return the rules in force on a day."""
        return in_force(self.versions, day)

    def version(self, name: str) -> Assessment | None:
        """Return the rules of a name: what was sent under them is shown again by them."""
        return next((version for version in self.versions if version.version == name), None)

    @property
    def proposed(self) -> bool:
        return self.status == "proposed"


def find_folder(name_or_folder: str) -> Path:
    """Return the folder that ships under this name, or the path of any other."""
    folder = Path(name_or_folder)
    ships = len(folder.parts) == 1 and (AUTHORITIES / folder).is_dir()
    return AUTHORITIES / folder if ships else folder


def load_authority(name_or_folder: str, content: Path = CONTENT) -> Authority:
    """Read the folder of this name, or the folder at this path; raise FaultyContent.

    What the council does not promise itself is as `content` says of all England.
    """
    folder = find_folder(name_or_folder)
    root = read(folder / "authority.yaml")
    found = root.fields(
        [*REQUIRED, "sources", "contacts"],
        [*OPTIONAL, "promises", "keeps", "facts", "colours", "mark"],
    )
    sources = read_sources(found["sources"])
    contacts = read_contacts(found["contacts"], sources)
    missing = [role for role in ROLES if role not in contacts]
    if missing:
        raise found["contacts"].fault(f"the contact {', '.join(missing)}", "none")
    status = cast(Status, found["status"].choice(get_args(Status)))
    if status == "adopted" and not contacts["out_of_hours"].phone:
        expected = "one for nights and weekends, because the council has adopted this"
        raise found["contacts"].named()["out_of_hours"].fault(expected, "no telephone number")
    assessment = load(folder / "assessment.yaml", sources, contacts)
    others = tuple(load(path, sources, contacts) for path in sorted(folder.glob("assessment-*.yaml")))
    check_dates([assessment, *others])
    _check_names([assessment, *others])
    return Authority(
        name=folder.name,
        title=found["title"].text(),
        council=found["council"].text(),
        area=found["area"].text(),
        status=status,
        illustrative=found["illustrative"].text(),
        how_to_ask=tuple(part.text() for part in found["how_to_ask"].items()),
        not_covered=tuple(part.text() for part in found["not_covered"].items())
        if "not_covered" in found
        else (),
        answers_kept=_optional(found, "answers_kept"),
        complain_to=found["complain_to"].choice(contacts, "a contact, one of"),
        sources=sources,
        contacts=contacts,
        assessment=assessment,
        other_versions=others,
        examples=load_examples(folder / "examples.yaml", assessment, sources),
        promises=read_promises(found["promises"], sources)
        if "promises" in found
        else load_national(content / "england.yaml").promises,
        keeps=read_keeps(found.get("keeps")),
        require_sign_off="require_sign_off" in found and found["require_sign_off"].yes_or_no(),
        facts=read_facts(found.get("facts"), sources),
        colours=read_colours(found.get("colours")),
        mark=read_mark(found.get("mark"), folder),
    )


def _check_names(versions: Sequence[Assessment]) -> None:
    """Refuse a question whose address a page has already."""
    faults = [
        Fault(rules.file, rules.questions[name].line, f"the question “{name}”", "a name that no page has")
        for rules in versions
        for name in PAGES
        if name in rules.questions
    ]
    if faults:
        raise FaultyContent(faults)


@dataclass(frozen=True)
class Figure:
    """A number that the law or national guidance sets; `what` says of what, for whoever edits texts."""

    amount: int
    what: str
    source: Source


@dataclass(frozen=True)
class National:
    """Whom a family can reach anywhere in England, and what is true everywhere, with where we read it."""

    sources: Mapping[str, Source]
    contacts: Mapping[str, Contact]
    figures: Mapping[str, Figure]
    promises: Promises


def load_national(path: Path = CONTENT / "england.yaml") -> National:
    """Read what holds for every council; raise FaultyContent."""
    found = read(path).fields(["sources", "contacts", "figures", "promises"])
    sources = read_sources(found["sources"])
    figures = {key.text(): _figure(value, sources) for key, value in found["figures"].pairs()}
    contacts = read_contacts(found["contacts"], sources)
    return National(sources, contacts, figures, read_promises(found["promises"], sources))


def _figure(entry: Entry, sources: Mapping[str, Source]) -> Figure:
    found = entry.fields(["is", "what", "source"])
    source = sources[found["source"].choice(sources)]
    return Figure(found["is"].whole_number(), found["what"].text(), source)


def read_sources(entry: Entry) -> dict[str, Source]:
    """Read documents by the short names that facts give as their source."""
    faults = FaultList()
    sources = {}
    for key, value in entry.pairs():
        with faults.gather():
            sources[key.text()] = _source(key.text(), value)
    faults.stop_if_any()
    return sources


def _source(name: str, entry: Entry) -> Source:
    found = entry.fields(["title", "publisher", "published", "read"], ["address", "review", "note"])
    published = found["published"].text()
    return Source(
        name=name,
        title=found["title"].text(),
        publisher=found["publisher"].text(),
        address=_optional(found, "address"),
        published=None if published == "undated" else published,
        read=read_day(found["read"]),
        review=read_day(found["review"]) if "review" in found else None,
        note=_optional(found, "note"),
    )


def read_day(entry: Entry) -> date:
    try:
        return date.fromisoformat(entry.text())
    except ValueError:
        raise entry.fault("a day, such as 2026-11-21") from None


def read_contacts(entry: Entry, sources: Mapping[str, Source]) -> dict[str, Contact]:
    """Read people by the names that the pages and the rules call them."""
    faults = FaultList()
    contacts = {}
    for key, value in entry.pairs():
        with faults.gather():
            contacts[key.text()] = _contact(key.text(), value, sources)
    faults.stop_if_any()
    return contacts


def _contact(name: str, entry: Entry, sources: Mapping[str, Source]) -> Contact:
    optional = ["phone", "text", "relay", "email", "address", "address_says", "hours", "note"]
    found = entry.fields(["title", "helps_with", "source"], optional)
    phone = _optional(found, "phone")
    if phone and not PHONE.fullmatch(phone):
        raise found["phone"].fault("a telephone number of digits and spaces")
    if phone and "hours" not in found:
        raise entry.fault("hours beside a telephone number (or “not published”)", "none")
    return Contact(
        name=name,
        title=found["title"].text(),
        helps_with=found["helps_with"].text(),
        phone=phone,
        text=_optional(found, "text"),
        relay=_optional(found, "relay"),
        email=_optional(found, "email"),
        address=_optional(found, "address"),
        address_says=_optional(found, "address_says"),
        hours=read_hours(found["hours"]) if "hours" in found else None,
        note=_optional(found, "note"),
        source=sources[found["source"].choice(sources)],
    )


def _optional(found: Mapping[str, Entry], name: str) -> str | None:
    return found[name].text() if name in found else None
