"""A council's policies and providers: what there is, where we read it, how to reach them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from portal.assessment.document import Entry, FaultList, read, text_of
from portal.reading.authority import PHONE, Contact, Source

Assessed = Literal["needed", "not_needed", "not_published"]


@dataclass(frozen=True)
class Policy:
    """A policy or statement: what a family finds in it, and what changed."""

    name: str
    title: str
    for_what: str
    changed: str | None
    address: str | None
    source: Source


@dataclass(frozen=True)
class Provider:
    """Somebody who gives short breaks, how to reach them, and whether an assessment comes first."""

    name: str
    title: str
    offers: str
    contact: Contact | None
    phone: str | None
    email: str | None
    address: str | None
    assessment: Assessed
    note: str | None
    source: Source


@dataclass(frozen=True)
class Directory:
    """Policies and providers of one council; `warning` says why the list of providers may be too old."""

    policies: tuple[Policy, ...] = ()
    providers: tuple[Provider, ...] = ()
    warning: str | None = None


def load_directory(folder: Path, sources: Mapping[str, Source], contacts: Mapping[str, Contact]) -> Directory:
    """Read policies.yaml and providers.yaml of a council, as far as they are there; raise FaultyContent."""
    policies: list[Policy] = []
    providers: list[Provider] = []
    warning = None
    faults = FaultList()

    def add_policy(key: Entry, entry: Entry) -> None:
        policies.append(_policy(key.text(), entry, sources))

    def add_provider(key: Entry, entry: Entry) -> None:
        providers.append(_provider(key.text(), entry, sources, contacts))

    if (path := folder / "policies.yaml").exists():
        faults.each(read(path).fields(["policies"])["policies"], add_policy)
    if (path := folder / "providers.yaml").exists():
        found = read(path).fields(["providers"], ["warning"])
        warning = text_of(found.get("warning"))
        faults.each(found["providers"], add_provider)
    faults.stop_if_any()
    return Directory(tuple(policies), tuple(providers), warning)


def _policy(name: str, entry: Entry, sources: Mapping[str, Source]) -> Policy:
    found = entry.fields(["title", "for_what", "source"], ["changed", "address"])
    return Policy(
        name=name,
        title=found["title"].text(),
        for_what=found["for_what"].text(),
        changed=text_of(found.get("changed")),
        address=text_of(found.get("address")),
        source=sources[found["source"].choice(sources, "a source, one of")],
    )


def _provider(
    name: str, entry: Entry, sources: Mapping[str, Source], contacts: Mapping[str, Contact]
) -> Provider:
    optional = ["contact", "phone", "email", "address", "note"]
    found = entry.fields(["title", "offers", "assessment", "source"], optional)
    phone = text_of(found.get("phone"))
    if phone and not PHONE.fullmatch(phone):
        raise found["phone"].fault("a telephone number of digits and spaces")
    contact = found["contact"].choice(contacts, "a contact, one of") if "contact" in found else None
    return Provider(
        name=name,
        title=found["title"].text(),
        offers=found["offers"].text(),
        contact=contacts[contact] if contact else None,
        phone=phone,
        email=text_of(found.get("email")),
        address=text_of(found.get("address")),
        assessment=cast(Assessed, found["assessment"].choice(get_args(Assessed))),
        note=text_of(found.get("note")),
        source=sources[found["source"].choice(sources, "a source, one of")],
    )
