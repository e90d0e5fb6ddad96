"""A content file that cannot be used: each fault by file and line, what was found, what was expected."""

from pathlib import Path

import pytest
import yaml

from portal.assessment.document import FaultyContent
from portal.assessment.loader import load
from portal.assessment.model import Assessment

PACKS = Path(__file__).parent.parent / "packs"
SMALL = PACKS / "small" / "assessment.yaml"
BROKEN = yaml.safe_load((PACKS / "broken.yaml").read_text(encoding="utf-8"))


def read_with(tmp_path: Path, old: str, new: str) -> Assessment:
    text = SMALL.read_text(encoding="utf-8")
    assert old in text
    changed = tmp_path / "assessment.yaml"
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load(changed, ["S"], ["front_door", "safeguarding"])


def test_the_small_pack_is_sound(tmp_path: Path) -> None:
    assert list(read_with(tmp_path, "one", "one").outcomes) == ["worker", "level1", "everyone"]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken["stands"].strip()[:40])
def test_a_fault_is_named_by_line_with_what_was_found_and_expected(
    tmp_path: Path, broken: dict[str, str]
) -> None:
    with pytest.raises(FaultyContent) as faulty:
        read_with(tmp_path, broken["in place of"], broken["stands"])
    assert str(faulty.value) == f"assessment.yaml:{broken['message']}"


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FaultyContent) as faulty:
        read_with(tmp_path, "more_need: up", "more_need: upp\n        tpyo: 1")
    (fault,) = faulty.value.faults
    assert fault.line == 11
    text = SMALL.read_text(encoding="utf-8").replace("source: S", "source: T")
    changed = tmp_path / "assessment.yaml"
    changed.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyContent) as faulty:
        load(changed, ["S"], ["front_door"])
    assert [fault.line for fault in faulty.value.faults] == [54, 59, 65]


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaultyContent, match=r"assessment\.yaml:1: found no such file"):
        load(tmp_path / "assessment.yaml", [], [])
    (tmp_path / "assessment.yaml").write_bytes(b"version: one\n# \xff\n")
    with pytest.raises(
        FaultyContent, match=r"assessment\.yaml:2: found the byte 0xff; expected text in UTF-8"
    ):
        load(tmp_path / "assessment.yaml", [], [])
    (tmp_path / "assessment.yaml").write_bytes(b"")
    with pytest.raises(FaultyContent, match=r"assessment\.yaml:1: found nothing; expected a mapping"):
        load(tmp_path / "assessment.yaml", [], [])
