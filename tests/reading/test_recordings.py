"""A film or recording of a guide: what is read, and what is refused by file and line."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.assessment.document import FaultyContent
from portal.reading.authority import load_national
from portal.reading.guides import Guide, load_guides
from portal.wording import length_and_size
from tests.recordings import FILES, FILM, RECORDING, SLUG, write_guide

LINE = 11
"""The first line after “recording:” in the file."""


def load(council: Path) -> Guide:
    return load_guides(council, load_national().sources, content=council / "none")[SLUG]


def faults(council: Path) -> list[str]:
    with pytest.raises(FaultyContent) as faulty:
        load(council)
    return str(faulty.value).splitlines()


def test_a_film_is_read_with_its_captions_and_its_words(tmp_path: Path) -> None:
    folder = write_guide(tmp_path)
    film = load(tmp_path).recording
    assert film
    assert (film.kind, film.title, film.length) == ("film", "My day at the panel", timedelta(seconds=130))
    assert (film.file, film.captions) == (folder / "panel.mp4", folder / "panel.vtt")
    assert [passage.id for passage in film.transcript] == ["come", "after", "letter"]


def test_a_guide_needs_none(tmp_path: Path) -> None:
    write_guide(tmp_path, "", {})
    assert load(tmp_path).recording is None


@pytest.mark.parametrize(
    ("says", "said"),
    [(FILM, "about 2 minutes, 0.9 MB of data"), (RECORDING, "about 1 minute, 0.1 MB of data")],
)
def test_length_and_size_are_said(says: str, said: str, tmp_path: Path, portals: Mapping[str, Flask]) -> None:
    write_guide(tmp_path, says)
    recording = load(tmp_path).recording
    assert recording
    with portals["birmingham"].test_request_context("/en/"):
        assert length_and_size(recording) == said


@pytest.mark.parametrize(
    ("before", "after", "line", "found", "expected"),
    [
        ("kind: film", "kind: song", 0, "“song”", "one of film, recording"),
        ("2:10", "2 minutes", 2, "“2 minutes”", "minutes and seconds, such as 2:30"),
        ("2:10", "0:00", 2, "“0:00”", "minutes and seconds, such as 2:30"),
        ("2:10", "2:60", 2, "“2:60”", "minutes and seconds, such as 2:30"),
        ("panel.mp4", "panel.avi", 3, "“panel.avi”", "in .mp4 or .webm"),
        ("panel.mp4", "panel.mp3", 3, "“panel.mp3”", "in .mp4 or .webm"),
        ("panel.mp4", "other.mp4", 3, "no such file", "other.mp4 beside the guide"),
        ("panel.mp4", "../panel.mp4", 3, "“../panel.mp4”", "a file in the guide’s folder"),
        ("  captions: panel.vtt\n", "", 0, "none", "the key captions"),
        ("panel.vtt", "panel.srt", 4, "“panel.srt”", "in .vtt"),
        ("panel.md", "words.md", 5, "no such file", "words.md beside the guide"),
        ("panel.md", "notes.txt", 5, "“notes.txt”", "in .md"),
        ("  transcript: panel.md\n", "", 0, "none", "the key transcript"),
        ("kind: film", "kind: recording", 3, "“panel.mp4”", "in .mp3 or .m4a"),
        ("kind: film", "kind: recording", 4, "“panel.vtt”", "captions with a film only"),
    ],
)
def test_what_does_not_fit_is_named_by_file_and_line(
    before: str, after: str, line: int, found: str, expected: str, tmp_path: Path
) -> None:
    write_guide(tmp_path, FILM.replace(before, after))
    told = [fault for fault in faults(tmp_path) if fault.startswith(f"{SLUG}/en.md:{LINE + line}: ")]
    assert any(found in fault and expected in fault for fault in told), faults(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "panel.mp4",
            b"",
            f"{SLUG}/en.md:{LINE + 3}: found an empty file; expected panel.mp4 beside the guide",
        ),
        ("panel.md", b"\n", f"{SLUG}/en.md:{LINE + 5}: found none; expected words in panel.md"),
        ("panel.vtt", b"1\n", f"{SLUG}/panel.vtt:1: found another beginning; expected WEBVTT"),
        ("panel.md", b"\nI came.", f"{SLUG}/panel.md:2: found “I came.”; expected an id at its end"),
        ("panel.md", b"{here panel}", f"{SLUG}/panel.md:1: found “{{here panel}}”; expected what is said"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_too(name: str, content: bytes, told: str, tmp_path: Path) -> None:
    write_guide(tmp_path, FILM, {**FILES, name: content})
    assert [fault for fault in faults(tmp_path) if fault.startswith(told)]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    write_guide(tmp_path, FILM, {})
    assert len(faults(tmp_path)) == 3
