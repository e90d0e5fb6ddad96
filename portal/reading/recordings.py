"""Films and recordings: a file beside a guide, with captions and with its words to read.

A guide names it in the facts before its text. All its files lie in the guide's own folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal, cast, get_args

from portal.assessment.document import Entry, Fault, FaultList, FaultyContent, read_text
from portal.reading.passages import Passage, read_passages

Kind = Literal["film", "recording"]

MEDIA_TYPES: Mapping[Kind, Mapping[str, str]] = {
    "film": {".mp4": "video/mp4", ".webm": "video/webm"},
    "recording": {".mp3": "audio/mpeg", ".m4a": "audio/mp4"},
}
"""The endings that a file may have, and what each of them is: what common phones play."""

CAPTIONS = {".vtt": "text/vtt"}
TRANSCRIPT = {".md": "text/markdown"}


@dataclass(frozen=True)
class Recording:
    """A film, or a recording to listen to.

    `language` is that of its guide, and of its captions; `transcript` is what is said and shown, to read.
    """

    language: str
    kind: Kind
    title: str
    length: timedelta
    file: Path
    captions: Path | None
    transcript: tuple[Passage, ...]

    @property
    def size(self) -> int:
        """Return how many bytes it takes to load."""
        return self.file.stat().st_size

    def named(self, name: str) -> tuple[Path, str] | None:
        """Return a file that a browser may fetch, and its media type; None for every other name."""
        endings = {**MEDIA_TYPES[self.kind], **CAPTIONS}
        files = (path for path in (self.file, self.captions) if path and path.name == name)
        return next(((path, endings[path.suffix]) for path in files), None)


def read_recording(entry: Entry | None, guide: Path) -> Recording | None:
    """Read what a guide, a file such as en.md, says of its film or recording; raise FaultyContent."""
    if entry is None:
        return None
    folder = guide.parent
    found = entry.fields(["kind", "title", "length", "file", "transcript"], ["captions"])
    kind = cast(Kind, found["kind"].choice(get_args(Kind)))
    captions: Path | None = None
    faults = FaultList()
    if kind == "film" and "captions" not in found:
        faults.faults += entry.fault("the key captions, for whoever cannot hear it", "none").faults
    with faults.gather():
        title = found["title"].text()
    with faults.gather():
        length = _length(found["length"])
    with faults.gather():
        file = _file(found["file"], folder, MEDIA_TYPES[kind])
    with faults.gather():
        captions = _captions(found["captions"], kind, folder) if "captions" in found else None
    with faults.gather():
        transcript = _transcript(found["transcript"], folder)
    faults.stop_if_any()
    return Recording(guide.stem, kind, title, length, file, captions, transcript)


def _length(entry: Entry) -> timedelta:
    minutes, _, seconds = entry.text().partition(":")
    parts = (minutes, seconds)
    if all(part.isascii() and part.isdecimal() for part in parts) and len(seconds) == 2 and int(seconds) < 60:
        length = timedelta(minutes=int(minutes), seconds=int(seconds))
        if length:
            return length
    raise entry.fault("minutes and seconds, such as 2:30")


def _file(entry: Entry, folder: Path, endings: Mapping[str, str]) -> Path:
    """Return a file that lies in the folder itself, and in no other."""
    path = folder / entry.text()
    if path.parent != folder or path.suffix not in endings:
        raise entry.fault(f"the name of a file in the guide’s folder that ends in {' or '.join(endings)}")
    if not path.is_file() or not path.stat().st_size:
        found = "an empty file" if path.is_file() else "no such file"
        raise entry.fault(f"{path.name} beside the guide", found)
    return path


def _captions(entry: Entry, kind: Kind, folder: Path) -> Path:
    if kind != "film":
        raise entry.fault("captions with a film only: a recording has its transcript")
    path = _file(entry, folder, CAPTIONS)
    if not path.read_bytes().removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        raise FaultyContent([Fault(f"{folder.name}/{path.name}", 1, "another beginning", "WEBVTT")])
    return path


def _transcript(entry: Entry, folder: Path) -> tuple[Passage, ...]:
    path = _file(entry, folder, TRANSCRIPT)
    file = f"{folder.name}/{path.name}"
    passages = read_passages(read_text(path, file), file)
    if not passages:
        raise entry.fault(f"words in {path.name}", "none")
    for passage in passages:
        if passage.kind in ("contact", "here"):
            found = f"“{{{passage.kind} {passage.text}}}”"
            raise FaultyContent([passage.fault(found, "what is said, in words")])
    return passages
