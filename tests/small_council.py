"""A small council's folder with files of a test's own, and what is read of it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from portal.assessment.document import FaultyContent
from portal.reading.authority import load_authority, load_national
from portal.reading.library import Library, load_library

SMALL_PACK = Path(__file__).parent / "packs" / "small"


def small_council(tmp_path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Make the folder of a small council with these files in it, too."""
    folder = Path(shutil.copytree(SMALL_PACK, tmp_path / "council"))
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def library_of(folder: Path) -> Library:
    """Read what families of this council read."""
    return load_library(load_authority(str(folder)), load_national(), folder)


def faults_in(folder: Path) -> list[str]:
    """Return every fault for which what families read cannot be shown."""
    with pytest.raises(FaultyContent) as faulty:
        library_of(folder)
    return str(faulty.value).splitlines()
