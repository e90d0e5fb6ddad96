"""Everything that one council's families read: guides, flowcharts and words, held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from portal.assessment.document import Fault, FaultyContent
from portal.reading import prose
from portal.reading.authority import CONTENT, Authority, Contact, National
from portal.reading.directory import Directory, load_directory
from portal.reading.flowcharts import Flowchart, load_flowcharts
from portal.reading.guides import Guide, load_guides
from portal.reading.passages import Passage
from portal.reading.publication import Publication
from portal.reading.words import Word, WordFinder, load_words

PAGES: Mapping[str, str] = {
    "ask": "home.ask",
    "criteria": "assessment.criteria",
    "delete-request": "request.delete",
    "families": "assessment.families",
    "guides": "guides.index",
    "help-now": "safety.help_now",
    "languages": "home.home",
    "policies": "council.policies",
    "privacy": "about.privacy",
    "providers": "council.providers",
    "return": "saving.come_back",
    "review-date": "reviews.dates",
    "self-assessment": "assessment.start",
    "words": "council.words",
}
"""The pages that texts may lead to, and the endpoint of each."""

OPTIONAL_CONTACTS = (
    "sendiass",
    "forum",
    "adult_care",
    "own_council",
    "find_council",
    "local_offer",
    "brokerage",
)
"""Contacts that a text may name though a council has nobody of that name: then nothing stands there."""

COUNCIL_FACTS = ("name", "title", "area")
PROMISES = ("decide", "assess")


@dataclass(frozen=True)
class Library:
    """What families of one council read."""

    authority: Authority
    national: National
    guides: Mapping[str, Guide]
    flowcharts: Mapping[str, Flowchart]
    words: Mapping[str, Word]
    directory: Directory

    def contact(self, name: str) -> Contact | None:
        """Return somebody by the name that texts use; None where this council has nobody of that name."""
        if name == "complaints":
            name = self.authority.complain_to
        return self.authority.contacts.get(name) or self.national.contacts.get(name)

    @property
    def contacts_known(self) -> set[str]:
        """Return the names of contacts that a text may use."""
        return {*self.authority.contacts, *self.national.contacts, "complaints", *OPTIONAL_CONTACTS}

    def fact(self, group: str, name: str) -> str | int | None:
        """Return a fact that a text names, such as `council.name`; None if there is no such fact."""
        match group:
            case "council" if name in COUNCIL_FACTS:
                return {
                    "name": self.authority.council,
                    "title": self.authority.title,
                    "area": self.authority.area,
                }[name]
            case "promise" if name in PROMISES:
                return int(getattr(self.authority.promises, name))
            case "fact" if name in self.authority.facts:
                return self.authority.facts[name].says
            case "law" if name in self.national.figures:
                return self.national.figures[name].amount
        if (person := self.contact(group)) is None:
            return None
        facts: Mapping[str, str | None] = {"title": person.title, "phone": person.phone}
        return facts.get(name)

    @cached_property
    def word_finder(self) -> WordFinder:
        """Return what finds the words explained in a text."""
        return WordFinder(self.words.values())

    @property
    def sources_named(self) -> set[str]:
        """Return the names of the documents that some text here rests on."""
        named = {source.name for guide in self.guides.values() for source in guide.sources}
        named |= {source.name for chart in self.flowcharts.values() for source in chart.sources}
        named |= {policy.source.name for policy in self.directory.policies}
        return named | {provider.source.name for provider in self.directory.providers}

    @property
    def contacts_named(self) -> set[str]:
        """Return the names of the contacts that some text here leads to."""
        passages = [passage for guide in self.guides.values() for passage in guide.passages]
        named = {passage.text for passage in passages if passage.kind == "contact"}
        named |= {group for passage in passages for group, _ in prose.facts(passage.text)}
        ends = (end for chart in self.flowcharts.values() for end in chart.ends.values())
        named |= {end.contact for end in ends if end.contact}
        return named | {one.contact.name for one in self.directory.providers if one.contact}

    def leads_somewhere(self, kind: str, name: str) -> bool:
        """Tell whether a link in a text leads to something."""
        places: Mapping[str, object] = {
            "guide": self.guides,
            "flowchart": self.flowcharts,
            "page": PAGES,
            "word": self.words,
        }.get(kind, {})
        return name in places


def load_library(authority: Authority, national: National, folder: Path, content: Path = CONTENT) -> Library:
    """Read what families of this council read; raise FaultyContent with every fault in it.

    `folder` is the council's.
    """
    sources = {**national.sources, **authority.sources}
    library = Library(
        authority=authority,
        national=national,
        guides=load_guides(folder, sources, content),
        flowcharts=load_flowcharts(folder, sources, content),
        words=load_words(content / "words" / "en.yaml"),
        directory=load_directory(folder, sources, {**national.contacts, **authority.contacts}),
    )
    faults = [*_faults_in_guides(library), *_faults_in_flowcharts(library), *_faults_in_council(library)]
    if faults:
        raise FaultyContent(faults)
    return library


def _faults_in_guides(library: Library) -> Iterator[Fault]:
    for guide in library.guides.values():
        seen: set[str] = set()
        for passage in guide.passages:
            if passage.id in seen:
                yield passage.fault(f"the id {passage.id} again", "each id once in a guide with its parts")
            seen.add(passage.id)
            if passage.kind == "contact":
                if passage.text not in library.contacts_known:
                    yield passage.fault(f"the contact “{passage.text}”", _one_of(library.contacts_known))
            else:
                yield from _faults_in_words(library, passage)
        for passage in guide.recording.transcript if guide.recording else ():
            yield from _faults_in_words(library, passage)
        yield from _faults_in_related(library, guide)
        kind, _, name = guide.next.rpartition(":")
        if not library.leads_somewhere(kind or "page", name):
            expected = "a page, guide or flowchart that there is"
            yield guide.fault("next", f"the next step “{guide.next}”", expected)


def _faults_in_words(library: Library, passage: Passage) -> Iterator[Fault]:
    for tag in prose.refused_tags(passage.text):
        yield passage.fault(f"what makes <{tag}> in HTML", "words, links, **strong**, *stress* or a table")
    for link in prose.links(passage.text):
        kind, _, name = link.partition(":")
        if not library.leads_somewhere(kind, name):
            yield passage.fault(f"the link “{link}”", "a guide, flowchart, page or word that there is")
    for found in _unknown_facts(library, passage.text):
        yield passage.fault(found, f"one that {library.authority.name} has")


def _faults_in_related(library: Library, text: Publication) -> Iterator[Fault]:
    for slug in text.related:
        if slug not in library.guides:
            yield text.fault("related", f"the related guide “{slug}”", "a guide that there is")


def _faults_in_flowcharts(library: Library) -> Iterator[Fault]:
    for chart in library.flowcharts.values():
        yield from _faults_in_related(library, chart)
        texts = [(step.line, f"{step.says} {step.hint}") for step in chart.steps.values()]
        texts += [(end.line, f"{end.title} {end.about}") for end in chart.ends.values()]
        for line, text in texts:
            for found in _unknown_facts(library, text):
                yield Fault(chart.file, line, found, f"one that {library.authority.name} has")
        for end in chart.ends.values():
            for kind, target in (("page", end.page), ("guide", end.guide)):
                if target and not library.leads_somewhere(kind, target):
                    yield Fault(chart.file, end.line, f"the {kind} “{target}”", f"a {kind} that there is")
            if end.contact and end.contact not in library.contacts_known:
                expected = _one_of(library.contacts_known)
                yield Fault(chart.file, end.line, f"the contact “{end.contact}”", expected)


def _faults_in_council(library: Library) -> Iterator[Fault]:
    """Find facts that there are not in what a council says of its own ways."""
    authority = library.authority
    texts = [("authority.yaml", 1, text) for text in (*authority.how_to_ask, *authority.not_covered)]
    for rules in authority.versions:
        for outcome in rules.outcomes.values():
            said = (*outcome.now, *outcome.ready, outcome.takes)
            texts += [(rules.file, outcome.line, text) for text in said]
    for file, line, text in texts:
        for found in _unknown_facts(library, text):
            yield Fault(file, line, found, f"one that {authority.name} has")


def _unknown_facts(library: Library, text: str) -> Iterator[str]:
    """Yield the facts that a text names and that this council's families have not."""
    for group, name in prose.facts(text):
        if library.fact(group, name) is None:
            yield f"the fact “{group}.{name}”"


def _one_of(names: Iterable[str]) -> str:
    return f"one of {', '.join(sorted(names))}"
