"""A guide with a film or recording, in a council's folder made for a test."""

from collections.abc import Mapping
from pathlib import Path

SMALL_PACK = Path(__file__).parent / "packs" / "small"
SLUG = "our-film"
GUIDE = f"/en/guides/{SLUG}/"
WATCH = f"{GUIDE}recording/"

FRONT = """---
title: The panel, told by a parent
summary: A parent tells what happened.
order: 900
keywords: [film]
sources: [guidance]
review: 2027-05-21
related: [which-kind]
next: ask
"""
TEXT = """---

Nobody has to come to the panel. {#answer}

## Who can I ask? {#ask}

{contact front_door}
"""

FILM = """recording:
  kind: film
  title: My day at the panel
  length: 2:10
  file: panel.mp4
  captions: panel.vtt
  transcript: panel.md
"""
RECORDING = """recording:
  kind: recording
  title: My day at the panel
  length: 0:20
  file: panel.mp3
  transcript: panel.md
"""
FILES: Mapping[str, bytes] = {
    "panel.mp4": b"0123456789" * 81_500,
    "panel.mp3": b"0123456789",
    "panel.vtt": b"WEBVTT\n\n00:01.000 --> 00:04.000\nI did not have to come.\n",
    "panel.md": b"I did not have to come. {#come}\n\n## Afterwards {#after}\n\nThey wrote to me. {#letter}\n",
    "notes.txt": b"not for families",
}


def write_guide(council: Path, says: str = FILM, files: Mapping[str, bytes] = FILES) -> Path:
    """Write a guide that says this of its recording, with these files beside it; return its folder."""
    folder = council / "guides" / SLUG
    folder.mkdir(parents=True)
    (folder / "en.md").write_text(FRONT + says + TEXT, encoding="utf-8")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder
